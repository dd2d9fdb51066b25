// What stands between operators.
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"

#include <fmt/format.h>
#include <optional>

namespace proviso::syntax {
namespace {

std::optional<QuantifierKind> quantifier_at(const Cursor& c) {
  if (!c.at(TokenKind::word)) return std::nullopt;
  // `some x: T`, and `some x T` with its colon forgotten; not the reading `all` before an outcome.
  const Token& next = c.peek(1);
  const bool binds = c.begins_binder(1) ||
                     (next.kind == TokenKind::word && c.peek(2).kind == TokenKind::word && !at_outcome(c, 1) &&
                      !is_infix_word(next.text) && !is_keyword(next.text) &&
                      !is_infix_word(c.peek(2).text) && !is_keyword(c.peek(2).text));
  if (!binds) return std::nullopt;
  const std::string_view word = c.peek().text;
  if (word == "some") return QuantifierKind::some;
  if (word == "no") return QuantifierKind::no;
  if (word == "one") return QuantifierKind::one;
  if (word == "all") return QuantifierKind::all;
  if (word == "only") return QuantifierKind::only;
  return std::nullopt;
}

ExprPtr parse_quantifier(Cursor& c, QuantifierKind kind) {
  const std::uint32_t first = c.begin();
  const std::string word{c.peek().text};
  c.skip();
  QuantifierExpr result{kind, parse_binding(c), nullptr};
  const bool wants_body = kind == QuantifierKind::all || kind == QuantifierKind::only;
  if (wants_body) {
    if (c.expect(TokenKind::arrow, fmt::format("what `{}` binds", word)))
      result.body = parse_expression(c);
    else
      result.body = make_expr(Hole{}, c.gap());
  } else if (c.at(TokenKind::arrow)) {
    c.report(kinds::unexpected_token, c.peek().span,
             fmt::format("`=>` belongs to `all` and `only`, not to `{}`", word),
             fmt::format("write `{} x: T where …`", word));
    c.skip();
    result.body = parse_expression(c);
    result.body.reset();
  }
  return make_expr(std::move(result), c.since(first));
}

ExprPtr parse_if(Cursor& c) {
  const std::uint32_t first = c.begin();
  c.skip();
  IfExpr result{parse_expression(c), nullptr, nullptr};
  const bool has_then = c.expect_word("then", "the condition of `if`");
  result.then = has_then ? parse_expression(c) : make_expr(Hole{}, c.gap());
  const bool has_else = has_then && c.expect_word("else", "the first branch of `if`");
  result.otherwise = has_else ? parse_expression(c) : make_expr(Hole{}, c.gap());
  return make_expr(std::move(result), c.since(first));
}

std::vector<ExprPtr> parse_list(Cursor& c, TokenKind closing) {
  std::vector<ExprPtr> list;
  while (!c.at(closing) && !c.at(TokenKind::end)) {
    list.push_back(parse_expression(c));
    if (!c.take(TokenKind::comma)) break;
  }
  return list;
}

// `count(x: T …)`, `sum(E for x: T …)`, `min(E for …)` and `min(a, b)`, at the word
ExprPtr parse_aggregate(Cursor& c, AggregateKind kind) {
  const Token word = c.peek();
  c.skip();
  const Span opening = c.open(TokenKind::left_paren, "");
  ExprPtr value;
  if (kind != AggregateKind::count) {
    value = parse_expression(c);
    const bool of_values = kind != AggregateKind::sum && !c.at_word("for");
    if (of_values) {
      std::vector<ExprPtr> arguments;
      arguments.push_back(std::move(value));
      while (c.take(TokenKind::comma)) arguments.push_back(parse_expression(c));
      c.close(TokenKind::right_paren, opening);
      return make_expr(CallExpr{{std::string{word.text}, word.span}, std::move(arguments)},
                       c.since(word.span.begin));
    }
    if (!c.expect_word("for", "what is summed")) {
      c.close(TokenKind::right_paren, opening);
      return make_expr(Hole{}, c.since(word.span.begin));
    }
  }
  AggregateExpr result{kind, std::move(value), parse_binding(c)};
  c.close(TokenKind::right_paren, opening);
  return make_expr(std::move(result), c.since(word.span.begin));
}

// `reaches(A, B, x: F where E)`
ExprPtr parse_reaches(Cursor& c) {
  const std::uint32_t first = c.begin();
  c.skip();
  const Span opening = c.open(TokenKind::left_paren, "");
  ReachesExpr result{parse_expression(c), nullptr, {}};
  const bool second = c.expect(TokenKind::comma, "the start of the path");
  result.to = second ? parse_expression(c) : make_expr(Hole{}, c.gap());
  if (second && c.expect(TokenKind::comma, "the end of the path")) result.binding = parse_binding(c);
  c.close(TokenKind::right_paren, opening);
  return make_expr(std::move(result), c.since(first));
}

ExprPtr parse_call_or_name(Cursor& c) {
  const std::uint32_t first = c.begin();
  Name name = c.take_name("the expression");
  if (!c.at(TokenKind::left_paren)) return make_expr(NameExpr{std::move(name)}, c.since(first));
  const Span opening = c.open(TokenKind::left_paren, "");
  std::vector<ExprPtr> arguments = parse_list(c, TokenKind::right_paren);
  c.close(TokenKind::right_paren, opening);
  return make_expr(CallExpr{std::move(name), std::move(arguments)}, c.since(first));
}

ExprPtr parse_brackets(Cursor& c) {
  const std::uint32_t first = c.begin();
  const Span opening = c.open(TokenKind::left_paren, "");
  ExprPtr inner = parse_expression(c);
  c.close(TokenKind::right_paren, opening);
  return make_expr(ParenExpr{std::move(inner)}, c.since(first));
}

ExprPtr parse_set(Cursor& c) {
  const std::uint32_t first = c.begin();
  const Span opening = c.open(TokenKind::left_brace, "");
  SetLiteral set{parse_list(c, TokenKind::right_brace)};
  c.close(TokenKind::right_brace, opening);
  return make_expr(std::move(set), c.since(first));
}

ExprPtr missing(Cursor& c) {
  if (c.at(TokenKind::text) && c.peek().broken) {
    c.skip();
    return make_expr(Hole{}, c.gap());
  }
  Diagnostic& d = c.report(kinds::missing_expression, c.here(),
                           fmt::format("expected an expression, found {}", c.found()));
  if (c.at(TokenKind::text)) {
    d.fix = "texts stand only in titles, `cite` and `tag`; a value has a name or is a number";
    c.skip();
  } else if (c.at(TokenKind::dot) && c.peek(1).kind == TokenKind::number) {
    d.fix = fmt::format("a number begins with a digit: `0.{}`", c.peek(1).text);
    c.skip();
    c.skip();
  }
  return make_expr(Hole{}, c.gap());
}

ExprPtr misplaced_open_term(Cursor& c) {
  const Span word = c.peek().span;
  const std::uint32_t first = c.begin();
  c.report(kinds::misplaced_open_term, word,
           fmt::format("`{}` stands only as a whole value", c.text(word)),
           "give the open term a field or a `term` of its own and use its name here");
  parse_value(c);
  return make_expr(Hole{}, c.since(first));
}

}  // namespace

ExprPtr parse_operand(Cursor& c) {
  if (ExprPtr literal = parse_literal(c)) return literal;
  if (c.at(TokenKind::left_paren)) return parse_brackets(c);
  if (c.at(TokenKind::left_brace)) return parse_set(c);
  if (!c.at(TokenKind::word)) return missing(c);
  if (const auto kind = quantifier_at(c)) return parse_quantifier(c, *kind);
  if (c.peek(1).kind == TokenKind::left_paren) {
    if (c.at_word("count")) return parse_aggregate(c, AggregateKind::count);
    if (c.at_word("sum")) return parse_aggregate(c, AggregateKind::sum);
    if (c.at_word("min")) return parse_aggregate(c, AggregateKind::min);
    if (c.at_word("max")) return parse_aggregate(c, AggregateKind::max);
    if (c.at_word("reaches")) return parse_reaches(c);
  }
  if (c.at_word("if") && c.at_operand(1)) return parse_if(c);
  if (at_open_term(c) && c.at_operand(1)) return misplaced_open_term(c);
  if (c.at_no_operand()) return missing(c);
  return parse_call_or_name(c);
}

}  // namespace proviso::syntax
