#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"

#include <fmt/format.h>

namespace proviso::syntax {
namespace {

// "a deal or a group"
std::string homes(std::string_view word) {
  std::string result;
  for (const BlockKind kind : homes_of(word)) {
    if (kind == BlockKind::reading) continue;
    if (!result.empty()) result += " or ";
    result += describe(kind);
  }
  return result;
}

}  // namespace

std::string_view report_unknown_item(Cursor& c) {
  const std::string place{describe(c.block())};
  if (!c.at(TokenKind::word)) {
    if (c.at(TokenKind::right_brace) || c.at(TokenKind::right_paren))
      c.report(kinds::stray_bracket, c.peek().span, fmt::format("{} closes nothing", c.found()),
               "delete it, or open it before");
    else
      c.report(kinds::unexpected_token, c.peek().span,
               fmt::format("expected a statement of {}, found {}", place, c.found()));
    return {};
  }
  const std::string_view word = c.peek().text;
  if (const auto near = c.take_misspelt(keywords_of(c.block())); !near.empty()) return near;
  if (const std::string home = homes(word); !home.empty() && !is_keyword_of(c.block(), word)) {
    c.report(kinds::misplaced_statement, c.peek().span,
             fmt::format("`{}` cannot stand in {}", word, place),
             fmt::format("it belongs in {}", home));
  } else if (c.begins_binder()) {
    c.report(kinds::misplaced_statement, c.peek().span,
             fmt::format("nothing is declared inside {}", place),
             "declare it in the file, in a contract or in a deal");
  } else if (!c.peek().starts_line && c.last().kind != TokenKind::left_brace) {
    c.report(kinds::unexpected_token, c.peek().span,
             fmt::format("expected an operator or the next statement of {}, found `{}`", place, word));
  } else {
    Diagnostic& d = c.report(kinds::unknown_statement, c.peek().span,
                             fmt::format("`{}` begins no statement of {}", word, place));
    std::string list;
    for (const std::string_view keyword : keywords_of(c.block()))
      list += fmt::format("{}`{}`", list.empty() ? "" : ", ", keyword);
    d.notes.push_back("what can stand here: " + list);
  }
  return {};
}

std::string_view item_keyword(Cursor& c) {
  if (c.at(TokenKind::word) && is_keyword_of(c.block(), c.peek().text) && c.stands_as_keyword()) {
    c.skip();
    return c.last().text;
  }
  if (c.at_item(c.block())) return {};
  return report_unknown_item(c);
}

}  // namespace proviso::syntax
