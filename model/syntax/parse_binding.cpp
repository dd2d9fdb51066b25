// `x, y: TYPE so far, z: TYPE where E`
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"

#include <fmt/format.h>

namespace proviso::syntax {
namespace {

bool is_period(std::string_view word) {
  return word == "year" || word == "quarter" || word == "month";
}

bool at_binder(const Cursor& c, std::size_t ahead) {
  return c.begins_binder(ahead) || (c.at_word("new", ahead) && c.begins_binder(ahead + 1));
}

Range parse_range(Cursor& c) {
  const bool so_far = c.at_word("so") && c.at_word("far", 1);
  const bool any_time = c.at_word("any") && c.at_word("time", 1);
  if (!so_far && !any_time) return Range::standard;
  c.skip();
  c.skip();
  return so_far ? Range::so_far : Range::any_time;
}

Binder parse_binder(Cursor& c) {
  const std::uint32_t first = c.begin();
  Binder binder;
  if (c.at_word("new") && c.peek(1).kind == TokenKind::word) {
    binder.is_new = true;
    c.skip();
  }
  binder.names.push_back(c.take_name("what is bound"));
  while (c.take(TokenKind::comma)) binder.names.push_back(c.take_name("what is bound"));
  const bool has_colon = c.expect(TokenKind::colon, fmt::format("`{}`", binder.names.back().text));
  if (!has_colon && (!c.at(TokenKind::word) || is_keyword(c.peek().text))) {
    binder.type = {{Name{"", c.gap()}}, c.gap()};
    binder.span = c.since(first);
    return binder;
  }
  if (c.at_word("calendar") && c.peek(1).kind == TokenKind::word && is_period(c.peek(1).text)) {
    binder.calendar = true;
    c.skip();
  }
  binder.type = c.take_path("the type");
  if (is_period(binder.type.parts.front().text) && c.at_word("or") && c.at_word("part", 1)) {
    binder.or_part = true;
    c.skip();
    c.skip();
  }
  binder.range = parse_range(c);
  binder.span = c.since(first);
  return binder;
}

}  // namespace

Binding parse_binding(Cursor& c) {
  const std::uint32_t first = c.begin();
  Binding binding;
  binding.binders.push_back(parse_binder(c));
  while (true) {
    while (c.at(TokenKind::comma) && at_binder(c, 1)) {
      c.skip();
      binding.binders.push_back(parse_binder(c));
    }
    if (!c.take_word("where") && c.take_misspelt({"where"}).empty()) break;
    const Span where = c.last().span;
    ExprPtr condition = parse_expression(c);
    if (binding.where != nullptr) {
      c.report(kinds::misplaced_where, where, "`where` stands once, after all that is bound",
               "join both conditions with `and` after the last type");
    } else {
      binding.where = std::move(condition);
    }
    if (!(c.at(TokenKind::comma) && at_binder(c, 1))) break;
    c.report(kinds::misplaced_where, where, "`where` stands once, after all that is bound",
             "bind first, then give the condition: `x: T, y: U where …`");
  }
  binding.span = c.since(first);
  return binding;
}

}  // namespace proviso::syntax
