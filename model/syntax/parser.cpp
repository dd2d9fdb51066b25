#include "model/syntax/parser.h"

#include "model/syntax/grammar.h"
#include "model/syntax/lexer.h"

#include <array>

namespace proviso::syntax {
namespace {

using ItemNode = decltype(Item::node);

struct Row {
  std::string_view word;
  ItemNode (*parse)(Cursor&);
};
constexpr std::array kRows{
    Row{"import", [](Cursor& c) -> ItemNode { return parse_import(c); }},
    Row{"enum", [](Cursor& c) -> ItemNode { return parse_enum(c); }},
    Row{"entity", [](Cursor& c) -> ItemNode { return parse_type_decl(c); }},
    Row{"flow", [](Cursor& c) -> ItemNode { return parse_type_decl(c); }},
    Row{"event", [](Cursor& c) -> ItemNode { return parse_type_decl(c); }},
    Row{"extend", [](Cursor& c) -> ItemNode { return parse_type_decl(c); }},
    Row{"define", [](Cursor& c) -> ItemNode { return parse_define(c); }},
    Row{"fact", [](Cursor& c) -> ItemNode { return parse_fact(c); }},
    Row{"rate", [](Cursor& c) -> ItemNode { return parse_rate(c); }},
    Row{"contract", [](Cursor& c) -> ItemNode { return parse_contract(c); }},
    Row{"amendment", [](Cursor& c) -> ItemNode { return parse_contract(c); }},
    Row{"deal", [](Cursor& c) -> ItemNode { return parse_deal(c); }},
    Row{"baseline", [](Cursor& c) -> ItemNode { return parse_deal(c); }},
    Row{"group", [](Cursor& c) -> ItemNode { return parse_group(c); }},
    Row{"expect", [](Cursor& c) -> ItemNode { return parse_expect(c); }},
};

void parse_item(Cursor& c, File& file) {
  const std::uint32_t first = c.begin();
  const std::string_view word = item_keyword(c);
  if (word.empty()) {
    if (!c.begins_binder()) return;
    file.items.push_back({ItemNode{parse_declaration(c)}, {}});
  } else {
    for (const Row& row : kRows)
      if (row.word == word) file.items.push_back({row.parse(c), {}});
  }
  file.items.back().span = c.since(first);
}

}  // namespace

File parse(const Sources& sources, FileId id, Diagnostics& diagnostics) {
  Lexed lexed = lex(sources, id, diagnostics);
  File file{id, {}, std::move(lexed.comments)};
  Cursor c{sources, id, std::move(lexed.tokens), diagnostics};
  while (!c.at(TokenKind::end)) {
    const Cursor::Mark before = c.mark();
    const std::size_t troubles = c.troubles();
    parse_item(c, file);
    const bool stuck = c.mark().at == before.at;
    if (stuck) {
      report_unknown_item(c);
      c.skip_balanced();
    }
    if (c.troubles() != troubles && !c.at_item(BlockKind::file)) c.recover();
  }
  return file;
}

ExprPtr parse_expression_text(const Sources& sources, FileId id, Diagnostics& diagnostics) {
  Cursor c{sources, id, lex(sources, id, diagnostics).tokens, diagnostics};
  ExprPtr expression = parse_expression(c);
  if (!c.at(TokenKind::end)) c.report_expected("the end of the expression", "");
  return expression;
}

Expect parse_question_text(const Sources& sources, FileId id, Diagnostics& diagnostics) {
  Cursor c{sources, id, lex(sources, id, diagnostics).tokens, diagnostics};
  const std::size_t troubles = c.troubles();
  Expect question = parse_question(c);
  if (!c.at(TokenKind::end) && c.troubles() == troubles)
    c.report_expected("the end of the question", "");
  return question;
}

}  // namespace proviso::syntax
