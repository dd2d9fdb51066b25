// Numbers, amounts, dates, durations and open terms.
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"
#include "model/syntax/keywords.h"

#include <algorithm>
#include <fmt/format.h>

namespace proviso::syntax {
namespace {

bool is_suffix(std::string_view word) { return word == "k" || word == "m" || word == "bn"; }

std::optional<DurationUnit> unit_of(std::string_view word) {
  if (word == "day" || word == "days") return DurationUnit::days;
  if (word == "month" || word == "months") return DurationUnit::months;
  if (word == "year" || word == "years") return DurationUnit::years;
  return std::nullopt;
}

// A word behind a number that means nothing there, on the same line. Behind a value in the head of an
// expectation the outcome may stand, with no colon between.
bool at_odd_word(const Cursor& c) {
  const Token& t = c.peek();
  if (c.colon_ends && at_outcome(c)) return false;
  return t.kind == TokenKind::word && !t.starts_line && !is_keyword(t.text) &&
         !is_infix_word(t.text) && !c.begins_statement();
}

DateLiteral date_of(std::string_view text) {
  const auto value = [&](std::size_t first, std::size_t count) {
    unsigned number = 0;
    for (const char x : text.substr(first, count)) number = number * 10 + static_cast<unsigned>(x - '0');
    return number;
  };
  return {static_cast<int>(value(0, 4)), value(5, 2), value(8, 2)};
}

ExprPtr parse_money(Cursor& c) {
  const std::uint32_t first = c.begin();
  const std::string code{c.peek().text};
  c.skip();
  const Token amount = c.peek();
  c.skip();
  MoneyLiteral money{code, std::string{amount.text}, ""};
  if (amount.text.ends_with('%')) {
    c.report(kinds::malformed_amount, c.since(first), "an amount of money is no percentage",
             fmt::format("write `{} * …`", amount.text));
    return make_expr(Hole{}, c.since(first));
  }
  if (c.at(TokenKind::word) && is_suffix(c.peek().text)) {
    money.suffix = c.peek().text;
    c.skip();
  } else if (at_odd_word(c)) {
    c.report(kinds::malformed_amount, c.peek().span,
             fmt::format("`{}` is no suffix of an amount", c.peek().text),
             "write `k`, `m` or `bn`: thousand, million or thousand million");
    c.skip();
    return make_expr(Hole{}, c.since(first));
  }
  if (amount.broken) return make_expr(Hole{}, c.since(first));
  return make_expr(std::move(money), c.since(first));
}

ExprPtr parse_duration(Cursor& c, const Token& number, DurationUnit unit) {
  c.skip();
  const Span span = c.since(number.span.begin);
  if (number.broken) return make_expr(Hole{}, span);
  if (number.text.find_first_of(".%") != std::string_view::npos) {
    c.report(kinds::malformed_amount, span, "a duration is a whole number of days, months or years");
    return make_expr(Hole{}, span);
  }
  return make_expr(DurationLiteral{std::string{number.text}, unit}, span);
}

void report_odd_word(Cursor& c, const Token& number) {
  const std::string_view word = c.peek().text;
  const std::string_view units[] = {"days", "months", "years"};
  const std::string_view near = nearest(word, {units[0], units[1], units[2]});
  if (is_suffix(word)) {
    c.report(kinds::malformed_amount, c.peek().span,
             fmt::format("only an amount of money takes the suffix `{}`", word),
             fmt::format("write the code of its currency: `USD {} {}`", number.text, word));
  } else if (is_currency(word)) {
    c.report(kinds::malformed_amount, c.peek().span, "the code of a currency stands before the amount",
             fmt::format("write `{} {}`", word, number.text));
  } else {
    Diagnostic& d = c.report(kinds::malformed_amount, c.peek().span,
                             fmt::format("`{}` is no unit of time", word));
    d.fix = near.empty() ? "time is counted in `days`, `months` or `years`"
                         : fmt::format("did you mean `{} {}`?", number.text, near);
  }
  c.skip();
}

ExprPtr parse_number(Cursor& c) {
  const Token number = c.peek();
  c.skip();
  if (c.at(TokenKind::word) && !c.begins_statement()) {
    if (const auto unit = unit_of(c.peek().text)) return parse_duration(c, number, *unit);
    if (at_odd_word(c)) {
      report_odd_word(c, number);
      return make_expr(Hole{}, c.since(number.span.begin));
    }
  }
  if (number.broken) return make_expr(Hole{}, number.span);
  std::string digits{number.text};
  const bool percent = digits.ends_with('%');
  if (percent) digits.pop_back();
  return make_expr(NumberLiteral{std::move(digits), percent}, number.span);
}

// `choose {a, b}`, `choose a .. b`, `choose` (all values of its type); likewise `unknown`
ExprPtr parse_open_term(Cursor& c) {
  const std::uint32_t first = c.begin();
  OpenExpr open{c.at_word("choose"), nullptr, nullptr, nullptr};
  c.skip();
  if (!c.at_operand()) {
    if (c.peek().kind == TokenKind::left_brace && c.peek(1).kind == TokenKind::right_brace) {
      c.report(kinds::missing_expression, c.gap(), "there is no value to take from `{}`",
               "write the values: `{a, b}`, or leave the braces out for all values of the type");
      c.skip();
      c.skip();
    }
    return make_expr(std::move(open), c.since(first));
  }
  ExprPtr value = parse_expression(c);
  if (c.take(TokenKind::dot_dot)) {
    open.low = std::move(value);
    open.high = parse_expression(c);
  } else {
    open.set = std::move(value);
  }
  return make_expr(std::move(open), c.since(first));
}

}  // namespace

ExprPtr parse_literal(Cursor& c) {
  const Token& token = c.peek();
  if (token.kind == TokenKind::number) return parse_number(c);
  if (token.kind == TokenKind::date) {
    c.skip();
    return token.broken ? make_expr(Hole{}, token.span) : make_expr(date_of(token.text), token.span);
  }
  if (token.kind != TokenKind::word) return nullptr;
  if (is_currency(token.text) && c.peek(1).kind == TokenKind::number) return parse_money(c);
  const auto literal = [&](auto node) {
    c.skip();
    return make_expr(node, token.span);
  };
  if (token.text == "true") return literal(BoolLiteral{true});
  if (token.text == "false") return literal(BoolLiteral{false});
  if (token.text == "none") return literal(NoneLiteral{});
  if (token.text == "never" && (!c.begins_binder(1) || c.peek(1).starts_line)) return literal(NeverLiteral{});
  return nullptr;
}

bool at_open_term(const Cursor& c) {
  if (!c.at_word("choose") && !c.at_word("unknown")) return false;
  if (c.peek(1).kind == TokenKind::comma) return true;
  if (!c.stands_as_keyword() || (c.at_word("one", 1) && c.at_word("of", 2))) return false;
  if (c.at_operand(1)) return true;
  const Token& next = c.peek(1);
  if (next.kind == TokenKind::word) return !is_infix_word(next.text);
  return next.kind < TokenKind::equal_equal;
}

ExprPtr parse_value(Cursor& c) { return at_open_term(c) ? parse_open_term(c) : parse_expression(c); }

}  // namespace proviso::syntax
