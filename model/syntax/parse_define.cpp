// `define`, `fact`, `rate` and `term`.
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"

#include <fmt/format.h>

namespace proviso::syntax {
namespace {

std::vector<Parameter> parse_parameters(Cursor& c) {
  std::vector<Parameter> parameters;
  const Span opening = c.open(TokenKind::left_paren, "");
  while (!c.at(TokenKind::right_paren) && !c.at(TokenKind::end)) {
    const std::uint32_t first = c.begin();
    Parameter parameter{c.take_name("the parameter"), {}, {}};
    if (!c.expect(TokenKind::colon, fmt::format("`{}`", parameter.name.text))) break;
    parameter.type = parse_type(c);
    parameter.span = c.since(first);
    parameters.push_back(std::move(parameter));
    if (!c.take(TokenKind::comma)) break;
  }
  c.close(TokenKind::right_paren, opening);
  return parameters;
}

void parse_define_readings(Cursor& c, Define& define) {
  const Span opening = c.open(TokenKind::left_brace, "");
  while (c.at_word("reading")) {
    const std::uint32_t first = c.begin();
    c.skip();
    DefineReading reading{parse_reading_head(c), nullptr, {}};
    const bool has_value = c.expect(TokenKind::equals, "the name and title of the reading");
    reading.value = has_value ? parse_expression(c) : make_expr(Hole{}, c.gap());
    reading.span = c.since(first);
    define.readings.push_back(std::move(reading));
  }
  if (define.readings.empty()) c.report_expected("`reading`", "`{`");
  c.close(TokenKind::right_brace, opening);
}

}  // namespace

ReadingHead parse_reading_head(Cursor& c) {
  ReadingHead head{c.take_name("the reading"), std::nullopt};
  head.title = parse_title(c);
  return head;
}

Define parse_define(Cursor& c) {
  Define define{c.take_name("the definition"), {}, {}, nullptr, {}};
  if (c.at(TokenKind::left_paren)) define.parameters = parse_parameters(c);
  if (c.expect(TokenKind::colon, fmt::format("`{}` and its parameters", define.name.text)))
    define.type = parse_type(c);
  if (c.at(TokenKind::left_brace)) {
    parse_define_readings(c, define);
  } else {
    const bool has_value = c.expect(TokenKind::equals, "the type of the definition");
    define.value = has_value ? parse_expression(c) : make_expr(Hole{}, c.gap());
  }
  return define;
}

Fact parse_fact(Cursor& c) {
  if (!(c.at_word("each") && c.stands_as_keyword())) return {std::nullopt, parse_expression(c)};
  c.skip();
  Fact fact{parse_binding(c), nullptr};
  const bool has_condition = c.expect_word("has", "what `each` binds");
  fact.condition = has_condition ? parse_expression(c) : make_expr(Hole{}, c.gap());
  return fact;
}

Rate parse_rate(Cursor& c) {
  Rate rate{c.take_name("the currency"), {}, nullptr};
  if (c.expect_word("to", "the currency")) rate.to = c.take_name("the other currency");
  const bool has_value = c.expect(TokenKind::equals, "both currencies");
  rate.value = has_value ? parse_value(c) : make_expr(Hole{}, c.gap());
  return rate;
}

TermValue parse_term_value(Cursor& c) {
  TermValue term{c.take_name("the term"), std::nullopt, nullptr};
  if (c.take(TokenKind::colon)) term.type = parse_type(c);
  const bool has_value = c.expect(TokenKind::equals, fmt::format("`{}`", term.name.text));
  term.value = has_value ? parse_value(c) : make_expr(Hole{}, c.gap());
  return term;
}

}  // namespace proviso::syntax
