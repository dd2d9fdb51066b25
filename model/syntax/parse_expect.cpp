// Expectations: `expect D under C with x = a on DATE: OUTCOME, OUTCOME`; questions are the same without
// `expect`.
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"

#include <utility>

namespace proviso::syntax {
namespace {

// `with a past, api_product = stateless`
void parse_with(Cursor& c, Expect& expect) {
  do {
    if (c.at_word("a") && c.at_word("past", 1)) {
      const Span first = c.peek().span;
      c.skip();
      c.skip();
      if (std::exchange(expect.with_past, true))
        c.report(kinds::repeated_part, cover(first, c.last().span), "`a past` is given twice",
                 "delete one of them");
      continue;
    }
    Edit edit{c.take_path("what is fixed"), nullptr};
    if (!c.expect(TokenKind::equals, "what is fixed")) return;
    const bool before = std::exchange(c.colon_ends, true);
    edit.value = parse_value(c);
    c.colon_ends = before;
    expect.with.push_back(std::move(edit));
  } while (c.take(TokenKind::comma));
}

Expect parse_asked(Cursor& c, OutcomeUse use) {
  Expect expect;
  const std::string_view what = use == OutcomeUse::question ? "what the question is about"
                                                            : "what the expectation is about";
  expect.subjects = {c.take_name(what)};
  while (c.take(TokenKind::comma)) expect.subjects.push_back(c.take_name(what));
  while (true) {
    if (c.take_word("under")) {
      expect.under = {c.take_name("the contract")};
      while (c.take(TokenKind::comma)) expect.under.push_back(c.take_name("the contract"));
    } else if (c.take_word("with")) {
      parse_with(c, expect);
    } else if (c.take_word("on")) {
      expect.on = parse_expression(c);
    } else {
      break;
    }
  }
  if (!c.take(TokenKind::colon) && !at_outcome(c)) {
    c.report_expected("`:` and an outcome", what);
    if (!c.at(TokenKind::word) || c.at_item(c.block())) return expect;
  }
  while (parse_outcome(c, expect, use) && c.take(TokenKind::comma)) {
  }
  return expect;
}

}  // namespace

Expect parse_expect(Cursor& c) { return parse_asked(c, OutcomeUse::expectation); }

Expect parse_question(Cursor& c) {
  if (c.at_word("expect") && c.peek(1).kind == TokenKind::word && !at_outcome(c, 1)) c.skip();
  return parse_asked(c, OutcomeUse::question);
}

}  // namespace proviso::syntax
