#include "model/syntax/parser.h"

#include "model/syntax/grammar.h"
#include "model/syntax/lexer.h"

#include <array>

namespace proviso::syntax {
namespace {

using TopLevelNode = decltype(Item::node);

struct TopLevelItem {
  std::string_view word;
  TopLevelNode (*parse)(Cursor&);
};
constexpr std::array kTopLevelItems{
    TopLevelItem{"import", [](Cursor& c) -> TopLevelNode { return parse_import(c); }},
    TopLevelItem{"enum", [](Cursor& c) -> TopLevelNode { return parse_enum(c); }},
    TopLevelItem{"entity", [](Cursor& c) -> TopLevelNode { return parse_type_decl(c); }},
    TopLevelItem{"flow", [](Cursor& c) -> TopLevelNode { return parse_type_decl(c); }},
    TopLevelItem{"event", [](Cursor& c) -> TopLevelNode { return parse_type_decl(c); }},
    TopLevelItem{"extend", [](Cursor& c) -> TopLevelNode { return parse_type_decl(c); }},
    TopLevelItem{"define", [](Cursor& c) -> TopLevelNode { return parse_define(c); }},
    TopLevelItem{"fact", [](Cursor& c) -> TopLevelNode { return parse_fact(c); }},
    TopLevelItem{"rate", [](Cursor& c) -> TopLevelNode { return parse_rate(c); }},
    TopLevelItem{"contract", [](Cursor& c) -> TopLevelNode { return parse_contract(c); }},
    TopLevelItem{"amendment", [](Cursor& c) -> TopLevelNode { return parse_contract(c); }},
    TopLevelItem{"deal", [](Cursor& c) -> TopLevelNode { return parse_deal(c); }},
    TopLevelItem{"baseline", [](Cursor& c) -> TopLevelNode { return parse_deal(c); }},
    TopLevelItem{"group", [](Cursor& c) -> TopLevelNode { return parse_group(c); }},
    TopLevelItem{"expect", [](Cursor& c) -> TopLevelNode { return parse_expect(c); }},
};

void parse_item(Cursor& c, File& file) {
  const std::uint32_t first = c.begin();
  const std::string_view word = item_keyword(c);
  if (word.empty()) {
    if (!c.begins_binder()) return;
    file.items.push_back({TopLevelNode{parse_declaration(c)}, {}});
  } else {
    for (const TopLevelItem& row : kTopLevelItems)
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
  c.whole = "expression";
  ExprPtr expression = parse_expression(c);
  if (!c.at(TokenKind::end)) c.report_expected("the end of the expression", "");
  return expression;
}

Expect parse_question_text(const Sources& sources, FileId id, Diagnostics& diagnostics) {
  Cursor c{sources, id, lex(sources, id, diagnostics).tokens, diagnostics};
  c.whole = "question";
  const std::size_t troubles = c.troubles();
  Expect question = parse_question(c);
  if (!c.at(TokenKind::end) && c.troubles() == troubles)
    c.report_expected("the end of the question", "");
  return question;
}

}  // namespace proviso::syntax
