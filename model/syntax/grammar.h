// The productions of the grammar, as functions that parse them. Internal to the parser.
#pragma once

#include "model/syntax/cursor.h"
#include "model/syntax/tree.h"

#include <utility>

namespace proviso::syntax {

// ---- expressions (parse_expression.cpp, parse_operand.cpp, parse_literal.cpp, parse_binding.cpp)

// A full expression; where there is none, that is reported and a hole returned.
ExprPtr parse_expression(Cursor& c);
// The operand of an operator: literals, names, calls, brackets, quantifiers.
ExprPtr parse_operand(Cursor& c);
// A literal, or null without moving.
ExprPtr parse_literal(Cursor& c);
// An expression or an open term: `choose …`, `unknown …`.
ExprPtr parse_value(Cursor& c);
// `choose` or `unknown` begins an open term here.
bool at_open_term(const Cursor& c);
// `x: T, y: U where E`
Binding parse_binding(Cursor& c);

template <class Node>
ExprPtr make_expr(Node node, Span span) {
  return std::make_unique<Expr>(Expr{Expr::Node{std::move(node)}, span});
}

// ---- declarations (parse_declaration.cpp, parse_types.cpp, parse_define.cpp)

TypeExpr parse_type(Cursor& c);
Import parse_import(Cursor& c);
EnumDecl parse_enum(Cursor& c);
TypeDecl parse_type_decl(Cursor& c);
Define parse_define(Cursor& c);
Fact parse_fact(Cursor& c);
Rate parse_rate(Cursor& c);
Declaration parse_declaration(Cursor& c);
TermValue parse_term_value(Cursor& c);
ReadingHead parse_reading_head(Cursor& c);
std::optional<Text> parse_title(Cursor& c);
// `A .. B`, `A ..`, after `during` or `judged`
std::pair<ExprPtr, ExprPtr> parse_date_range(Cursor& c);

// ---- contracts (parse_contract.cpp, parse_clause.cpp, parse_norm.cpp)

Contract parse_contract(Cursor& c);
Clause parse_clause(Cursor& c);
// What stands between the braces of a clause.
void parse_clause_body(Cursor& c, Clause& clause);
// Behind its word; `in_deal`: of a clause that the path names, perhaps until a day.
Allow parse_allow(Cursor& c, bool in_deal);
bool at_term_bound(const Cursor& c);
TermBound parse_term_bound(Cursor& c);
bool at_norm(const Cursor& c);
// A norm whose `each` has been read already, if it has one.
Norm parse_norm(Cursor& c, std::optional<Binding> each, std::uint32_t begin);
Exception parse_exception(Cursor& c);
Otherwise parse_otherwise(Cursor& c);

// ---- deals and expectations (parse_deal.cpp, parse_expect.cpp, parse_outcome.cpp)

Deal parse_deal(Cursor& c);
Group parse_group(Cursor& c);
Expect parse_expect(Cursor& c);
// What stands behind `expect`; here what has no yes or no may be asked too.
Expect parse_question(Cursor& c);
enum class OutcomeUse : std::uint8_t { expectation, question };
// The first word of an outcome stands that far ahead.
bool at_outcome(const Cursor& c, std::size_t ahead = 0);
// Adds an outcome; false, after a report, where none could be made out.
bool parse_outcome(Cursor& c, Expect& expect, OutcomeUse use);

// ---- blocks (parse_block.cpp)

// Items between braces up to the closing one, going on after mistakes. `parse_item` parses one
// item, or moves nowhere when none begins.
template <class ParseItem>
void parse_block(Cursor& c, BlockKind kind, std::string_view after, ParseItem parse_item);

// Says what stands here in place of an item, and returns the keyword it seems to be, if any.
std::string_view report_unknown_item(Cursor& c);

// The keyword that begins an item here, a misspelt one put right; empty where none does.
std::string_view item_keyword(Cursor& c);

template <class ParseItem>
void parse_block(Cursor& c, BlockKind kind, std::string_view after, ParseItem parse_item) {
  const Nesting nesting{c};
  const Span opening = c.open(TokenKind::left_brace, after);
  if (opening.empty() || nesting.too_deep()) return;
  c.enter(kind, opening);
  while (!c.at(TokenKind::right_brace) && !c.block_is_unclosed()) {
    const std::size_t troubles = c.troubles();
    const Cursor::Mark before = c.mark();
    parse_item();
    if (c.mark().at == before.at) {
      report_unknown_item(c);
      c.skip_balanced();
    }
    if (c.troubles() != troubles && !c.at_item(kind)) c.recover();
  }
  c.leave();
  c.close(TokenKind::right_brace, opening);
}

}  // namespace proviso::syntax
