// Things, flows and events: `a, b: TYPE from A to B by P only if E on D { field = value }`.
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"

#include <fmt/format.h>

namespace proviso::syntax {
namespace {

std::optional<PeriodKind> period_at(const Cursor& c) {
  if (!c.stands_as_keyword()) return std::nullopt;
  if (c.at_word("on")) return PeriodKind::on;
  if (c.at_word("during")) return PeriodKind::during;
  if (c.at_word("starting")) return PeriodKind::starting;
  if (c.at_word("ending")) return PeriodKind::ending;
  return std::nullopt;
}

Period parse_period(Cursor& c, PeriodKind kind) {
  const std::uint32_t first = c.begin();
  c.skip();
  Period period{kind, nullptr, nullptr, {}};
  if (kind == PeriodKind::during)
    std::tie(period.start, period.end) = parse_date_range(c);
  else if (kind == PeriodKind::ending)
    period.end = parse_value(c);
  else
    period.start = parse_value(c);
  period.span = c.since(first);
  return period;
}

void parse_values(Cursor& c, Declaration& declaration) {
  const Span opening = c.open(TokenKind::left_brace, "");
  while (!c.at(TokenKind::right_brace) && !c.at(TokenKind::end)) {
    const std::uint32_t first = c.begin();
    FieldValue value{c.take_name("the field"), nullptr, {}};
    if (!c.expect(TokenKind::equals, fmt::format("`{}`", value.name.text))) break;
    value.value = parse_value(c);
    value.span = c.since(first);
    declaration.values.push_back(std::move(value));
    if (c.take(TokenKind::comma)) continue;
    const bool forgotten = c.at(TokenKind::word) && c.peek(1).kind == TokenKind::equals;
    if (!forgotten) break;
    c.report(kinds::unexpected_token, c.gap(), "a comma is missing between two fields",
             "write `,` here");
  }
  c.close(TokenKind::right_brace, opening);
}

void refuse_second(Cursor& c, bool given, Span place, std::string_view what) {
  if (given)
    c.report(kinds::repeated_part, place, fmt::format("{} is given twice", what), "keep one of them");
}

// `from A` of a flow; in a contract a `from` without `to` begins the contract's own bound instead.
bool parse_from(Cursor& c, Declaration& declaration) {
  const Cursor::Mark before = c.mark();
  const Span word = c.peek().span;
  c.skip();
  ExprPtr from = parse_value(c);
  if (c.block() == BlockKind::contract && !c.at_word("to")) {
    c.back_to(before);
    return false;
  }
  refuse_second(c, declaration.from != nullptr, word, "`from`");
  declaration.from = std::move(from);
  return true;
}

void parse_to(Cursor& c, Declaration& declaration) {
  refuse_second(c, declaration.to != nullptr, c.peek().span, "`to`");
  c.skip();
  declaration.to = parse_value(c);
}

void parse_only_if(Cursor& c, Declaration& declaration) {
  refuse_second(c, declaration.only_if != nullptr, c.peek().span, "`only if`");
  c.skip();
  c.skip();
  declaration.only_if = parse_expression(c);
}

// One part behind the type; false where none begins.
bool parse_part(Cursor& c, Declaration& declaration) {
  if (c.at(TokenKind::left_brace)) {
    refuse_second(c, declaration.has_braces, c.peek().span, "the list of fields");
    declaration.has_braces = true;
    parse_values(c, declaration);
    return true;
  }
  if (!c.at(TokenKind::word)) return false;
  if (c.at_word("only") && c.at_word("if", 1)) return parse_only_if(c, declaration), true;
  if (const auto kind = period_at(c)) {
    declaration.periods.push_back(parse_period(c, *kind));
    return true;
  }
  if (c.stands_as_keyword()) {
    if (c.at_word("from")) return parse_from(c, declaration);
    if (c.at_word("to")) return parse_to(c, declaration), true;
    if (c.take_word("by")) {
      declaration.by = c.take_names("who brings it about");
      return true;
    }
  }
  return false;
}

bool parse_misspelt_part(Cursor& c, Declaration& declaration) {
  if (c.at_item(c.block())) return false;
  const Token& token = c.peek();
  const std::string_view word =
      nearest(token.text, {"from", "to", "by", "during", "starting", "ending"});
  if (token.kind != TokenKind::word || word.empty() || token.text.size() < 2) return false;
  if (is_keyword(token.text) || c.begins_statement()) return false;
  // A statement of the block that is nearer to the word than a part of a declaration.
  if (!nearest(token.text, keywords_of(c.block())).empty() && token.starts_line) return false;
  c.take_misspelt({word});
  if (word == "from") declaration.from = parse_value(c);
  else if (word == "to") declaration.to = parse_value(c);
  else if (word == "by") declaration.by = c.take_names("who brings it about");
  else if (word == "during") {
    Period period{PeriodKind::during, nullptr, nullptr, c.gap()};
    std::tie(period.start, period.end) = parse_date_range(c);
    declaration.periods.push_back(std::move(period));
  } else {
    const bool starts = word == "starting";
    Period period{starts ? PeriodKind::starting : PeriodKind::ending, nullptr, nullptr, c.gap()};
    (starts ? period.start : period.end) = parse_value(c);
    declaration.periods.push_back(std::move(period));
  }
  return true;
}

}  // namespace

std::pair<ExprPtr, ExprPtr> parse_date_range(Cursor& c) {
  std::pair<ExprPtr, ExprPtr> range{parse_value(c), nullptr};
  // `choose A .. B` has taken the dots for its own range.
  if (!c.take(TokenKind::dot_dot)) {
    c.report_expected("`..`", "the first day");
    return range;
  }
  // `choose, x: T` on the next line declares something of that name.
  const bool open = at_open_term(c) && (!c.begins_statement() || c.commas_between_items);
  if (c.at_operand() || open || c.at_word("never")) range.second = parse_value(c);
  return range;
}

Declaration parse_declaration(Cursor& c) {
  const std::uint32_t first = c.begin();
  Declaration declaration;
  const auto prefix = [&](std::string_view word) {
    return c.at_word(word) && c.begins_binder(1) && (c.skip(), true);
  };
  if (prefix("optional")) declaration.presence = Presence::optional;
  else if (prefix("possible")) declaration.presence = Presence::possible;
  declaration.any = prefix("any");
  declaration.names = {c.take_name("what is declared")};
  while (c.take(TokenKind::comma)) declaration.names.push_back(c.take_name("what is declared"));
  c.expect(TokenKind::colon, fmt::format("`{}`", declaration.names.back().text));
  declaration.type = c.take_path("the type");
  const std::size_t troubles = c.troubles();
  while (parse_part(c, declaration) ||
         (c.troubles() == troubles && parse_misspelt_part(c, declaration))) {
  }
  declaration.span = c.since(first);
  return declaration;
}

}  // namespace proviso::syntax
