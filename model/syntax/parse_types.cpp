// Imports, enums, and entity, flow and event types.
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"
#include "model/syntax/keywords.h"

#include <algorithm>
#include <fmt/format.h>

namespace proviso::syntax {
namespace {

void parse_currency(Cursor& c, TypeExpr& type) {
  if (c.at(TokenKind::word) && !c.peek().starts_line && !is_keyword(c.peek().text)) {
    type.currency = c.take_name("the currency");
    if (!is_currency(type.currency->text))
      c.report(kinds::malformed_amount, type.currency->span,
               fmt::format("`{}` is no currency: its code has three capital letters",
                           type.currency->text));
    return;
  }
  c.report(kinds::malformed_amount, c.gap(), "`money` does not say in what currency",
           "write its code: `money USD`");
  type.currency = Name{"", c.gap()};
}

// `name: TYPE = default` or `name = value`
void parse_member(Cursor& c, TypeDecl& type) {
  const std::uint32_t first = c.begin();
  Name name = c.take_name("the field");
  if (c.take(TokenKind::colon)) {
    FieldDecl field{std::move(name), parse_type(c), nullptr, {}};
    if (c.take(TokenKind::equals)) field.value = parse_expression(c);
    field.span = c.since(first);
    type.fields.push_back(std::move(field));
  } else if (c.take(TokenKind::equals)) {
    FieldValue value{std::move(name), parse_value(c), {}};
    value.span = c.since(first);
    type.defaults.push_back(std::move(value));
  } else {
    c.report_expected("`:` and a type, or `=` and a default", fmt::format("`{}`", name.text));
  }
}

void parse_members(Cursor& c, TypeDecl& type) {
  const Span opening = c.open(TokenKind::left_brace, "");
  while (!c.at(TokenKind::right_brace) && !c.at(TokenKind::end)) {
    parse_member(c, type);
    if (c.take(TokenKind::comma)) continue;
    if (!c.begins_statement() || c.peek().unindented) break;
    c.report(kinds::unexpected_token, c.gap(), "a comma is missing between two fields",
             "write `,` here");
  }
  c.close(TokenKind::right_brace, opening);
}

TypeKind kind_of(std::string_view word) {
  if (word == "entity") return TypeKind::entity;
  return word == "flow" ? TypeKind::flow : TypeKind::event;
}

}  // namespace

TypeExpr parse_type(Cursor& c) {
  const std::uint32_t first = c.begin();
  TypeExpr type;
  if (c.at_word("set") && c.peek(1).kind == TokenKind::word && !is_keyword(c.peek(1).text)) {
    type.is_set = true;
    c.skip();
  }
  type.name = c.take_name("the type");
  if (type.name.text == "money") parse_currency(c, type);
  type.optional = c.take(TokenKind::question);
  type.span = c.since(first);
  return type;
}

std::optional<Text> parse_title(Cursor& c) {
  if (!c.at(TokenKind::text)) return std::nullopt;
  return c.take_text("a title");
}

Import parse_import(Cursor& c) { return {c.take_text("the path of a file")}; }

EnumDecl parse_enum(Cursor& c) {
  EnumDecl result{c.take_name("the enum"), {}};
  const Span opening = c.open(TokenKind::left_brace, "the name of the enum");
  if (opening.empty()) return result;
  while (!c.at(TokenKind::right_brace) && !c.at(TokenKind::end)) {
    result.members.push_back(c.take_name("a value of the enum"));
    if (c.take(TokenKind::comma)) continue;
    const bool forgotten = c.at(TokenKind::word) && !c.peek().unindented;
    if (!forgotten) break;
    c.report(kinds::unexpected_token, c.gap(), "a comma is missing between two values of the enum",
             "write `,` here");
  }
  c.close(TokenKind::right_brace, opening);
  return result;
}

// At or after `extend`, behind `entity`, `flow` or `event`.
TypeDecl parse_type_decl(Cursor& c) {
  TypeDecl type{};
  std::string_view word = c.last().text;
  if (word == "extend") {
    type.extends = true;
    word = c.at(TokenKind::word) ? c.peek().text : "";
    if (word == "entity" || word == "flow" || word == "event")
      c.skip();
    else if (word = c.take_misspelt({"entity", "flow", "event"}); word.empty())
      c.report_expected("`entity`, `flow` or `event`", "`extend`");
  }
  type.kind = kind_of(word);
  type.name = c.take_name("the type");
  if (c.take_word("is")) {
    const Span is = c.last().span;
    type.base = c.take_name("the type it is");
    if (type.kind != TypeKind::entity)
      c.report(kinds::misplaced_statement, is, "only an entity type can be a kind of another");
  }
  if (c.at_word("from") && c.stands_as_keyword()) {
    const Span from = c.peek().span;
    c.skip();
    type.from = c.take_name("the type where the flow begins");
    if (c.expect_word("to", "where the flow begins"))
      type.to = c.take_name("the type where the flow ends");
    if (type.kind != TypeKind::flow)
      c.report(kinds::misplaced_statement, from, "only a flow goes from one thing to another");
  } else if (type.kind == TypeKind::flow && !type.extends) {
    c.report_expected("`from` and `to` with the types of both ends",
                      fmt::format("`{}`", type.name.text));
  }
  if (c.at(TokenKind::left_brace)) parse_members(c, type);
  return type;
}

}  // namespace proviso::syntax
