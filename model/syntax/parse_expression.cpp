// Operators, by binding strength (a Pratt table).
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace proviso::syntax {
namespace {

// The tree of one expression is at most that high, so that walks over it may recurse.
constexpr int kTallestExpression = 1000;

enum Strength : int { kIff = 1, kImplies, kOr, kAnd, kNot, kComparison, kSum, kProduct, kSign };

struct Infix {
  BinaryOp op;
  int strength;
  bool to_the_right = false;  // `a implies b implies c` is `a implies (b implies c)`
};

std::optional<Infix> infix_sign(TokenKind kind) {
  switch (kind) {
    case TokenKind::equal_equal: return Infix{BinaryOp::equal, kComparison};
    case TokenKind::not_equal: return Infix{BinaryOp::not_equal, kComparison};
    case TokenKind::less: return Infix{BinaryOp::less, kComparison};
    case TokenKind::less_equal: return Infix{BinaryOp::less_equal, kComparison};
    case TokenKind::greater: return Infix{BinaryOp::greater, kComparison};
    case TokenKind::greater_equal: return Infix{BinaryOp::greater_equal, kComparison};
    case TokenKind::equals: return Infix{BinaryOp::equal, kComparison};
    case TokenKind::plus: return Infix{BinaryOp::add, kSum};
    case TokenKind::minus: return Infix{BinaryOp::subtract, kSum};
    case TokenKind::star: return Infix{BinaryOp::multiply, kProduct};
    case TokenKind::slash: return Infix{BinaryOp::divide, kProduct};
    default: return std::nullopt;
  }
}

std::optional<Infix> infix_word(std::string_view word) {
  if (word == "iff") return Infix{BinaryOp::iff, kIff, true};
  if (word == "implies") return Infix{BinaryOp::implies, kImplies, true};
  if (word == "or") return Infix{BinaryOp::or_, kOr};
  if (word == "and") return Infix{BinaryOp::and_, kAnd};
  if (word == "in") return Infix{BinaryOp::in, kComparison};
  return std::nullopt;
}

std::optional<Infix> infix_at(const Cursor& c) {
  if (!c.at(TokenKind::word)) return infix_sign(c.peek().kind);
  if (c.begins_statement()) return std::nullopt;
  if (c.at_word("not") && c.at_word("in", 1)) return Infix{BinaryOp::not_in, kComparison};
  return infix_word(c.peek().text);
}

bool at_comparison(const Cursor& c) {
  const auto infix = infix_at(c);
  return (infix && infix->strength == kComparison) || (c.at_word("is") && !c.begins_statement());
}

ExprPtr parse_level(Cursor& c, int weakest);

ExprPtr parse_postfix(Cursor& c, ExprPtr operand) {
  const std::uint32_t first = operand->span.begin;
  const auto at_happen = [&] {
    return (c.at_word("happens") || c.at_word("happened")) && !c.begins_statement();
  };
  while ((c.at(TokenKind::dot) || at_happen()) && !c.too_deep(++c.deepest, kTallestExpression)) {
    if (c.take(TokenKind::dot)) {
      Name field = c.take_name("the field after the dot");
      operand = make_expr(FieldExpr{std::move(operand), std::move(field)}, c.since(first));
    } else {
      const HappenTense tense =
          c.at_word("happens") ? HappenTense::happens : HappenTense::happened;
      c.skip();
      operand = make_expr(HappenExpr{std::move(operand), tense}, c.since(first));
    }
  }
  return operand;
}

ExprPtr parse_prefix(Cursor& c) {
  const std::uint32_t first = c.begin();
  if (c.take(TokenKind::minus)) {
    ExprPtr operand = parse_level(c, kSign);
    return make_expr(UnaryExpr{UnaryOp::negate, std::move(operand)}, c.since(first));
  }
  if (c.at_word("not") && !c.begins_statement()) {
    c.skip();
    ExprPtr operand = parse_level(c, kNot);
    return make_expr(UnaryExpr{UnaryOp::not_, std::move(operand)}, c.since(first));
  }
  return parse_postfix(c, parse_operand(c));
}

// `a is none`, `a is not none`, `a is TYPE`
ExprPtr parse_is(Cursor& c, ExprPtr operand) {
  const std::uint32_t first = operand->span.begin;
  c.skip();
  const bool negated = c.take_word("not");
  if (c.take_word("none"))
    return make_expr(IsExpr{std::move(operand), true, {}, negated}, c.since(first));
  Name type = c.take_name("the type after `is`");
  return make_expr(IsExpr{std::move(operand), false, std::move(type), negated}, c.since(first));
}

// The author's text with each run of white space as one space.
std::string on_one_line(std::string_view text) {
  std::string result;
  for (const char x : text) {
    const bool space = x == ' ' || x == '\t' || x == '\r' || x == '\n';
    if (!space) result += x;
    else if (!result.ends_with(' ')) result += ' ';
  }
  return result;
}

// After `a < b`, at a further comparison: `a < b < c` is reported, with what to write instead.
ExprPtr parse_chain(Cursor& c, std::uint32_t first, Span middle, Span first_part) {
  const Token second = c.peek();
  const bool plain = second.kind != TokenKind::word && !middle.empty();
  c.skip();
  if (second.text == "not" || second.text == "is") c.take_word(second.text == "is" ? "not" : "in");
  const ExprPtr right = parse_level(c, kSum);
  Diagnostic& d =
      c.report(kinds::chained_comparison, second.span, "comparisons do not chain");
  d.related.push_back({first_part, "this is a comparison already"});
  if (plain)
    d.fix = fmt::format("write `{} and {} {} {}`", on_one_line(c.text(first_part)),
                        on_one_line(c.text(middle)), second.text,
                        on_one_line(c.text(right->span)));
  else
    d.fix = "put brackets round the one that is meant to be compared";
  while (at_comparison(c)) {
    c.skip();
    parse_level(c, kSum);
  }
  return make_expr(Hole{}, c.since(first));
}

// Reports `=` between operands and reads on as if it were `==`.
void check_equals(Cursor& c) {
  if (c.at(TokenKind::equals))
    c.report(kinds::equals_for_comparison, c.peek().span, "`=` gives a value, it does not compare",
             "write `==`");
}

ExprPtr parse_binary(Cursor& c, ExprPtr left, const Infix& infix) {
  const std::uint32_t first = left->span.begin;
  check_equals(c);
  const std::uint32_t op_begin = c.begin();
  c.skip();
  if (infix.op == BinaryOp::not_in) c.skip();
  const Span op_span = c.since(op_begin);
  ExprPtr right = parse_level(c, infix.to_the_right ? infix.strength : infix.strength + 1);
  const Span middle = right->span;
  ExprPtr result = make_expr(BinaryExpr{infix.op, op_span, std::move(left), std::move(right)},
                             c.since(first));
  if (infix.strength == kComparison && at_comparison(c))
    return parse_chain(c, first, middle, result->span);
  return result;
}

ExprPtr parse_level(Cursor& c, int weakest) {
  const Nesting nesting{c};
  if (nesting.too_deep()) return make_expr(Hole{}, c.gap());
  const int tallest_before = c.deepest;
  c.deepest = 0;
  ExprPtr left = parse_prefix(c);
  int height = c.deepest + 1;
  while (true) {
    std::optional<Infix> infix = infix_at(c);
    // `a adn b`: after an operand, a word that is nothing else may be a misspelt operator.
    if (!infix && !c.put_right({"and", "or", "implies", "iff"}).empty()) infix = infix_at(c);
    const bool is = c.at_word("is") && !c.begins_statement() && weakest <= kComparison;
    if (!is && (!infix || infix->strength < weakest)) break;
    c.deepest = 0;
    if (is) {
      left = parse_is(c, std::move(left));
      if (at_comparison(c)) left = parse_chain(c, left->span.begin, {}, left->span);
    } else {
      left = parse_binary(c, std::move(left), *infix);
    }
    height = std::max(height, c.deepest) + 1;
    if (c.too_deep(height, kTallestExpression)) break;
  }
  c.deepest = std::max(tallest_before, height);
  return left;
}

}  // namespace

ExprPtr parse_expression(Cursor& c) { return parse_level(c, kIff); }

}  // namespace proviso::syntax
