// `must E by D unless A otherwise must F`, `never x: T`, `may x: T`.
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"

#include <fmt/format.h>

namespace proviso::syntax {
namespace {

void take_by(Cursor& c, ExprPtr& by) {
  const Span word = c.peek().span;
  c.skip();
  ExprPtr date = parse_expression(c);
  if (by)
    c.report(kinds::repeated_part, word, "`by` is given twice", "keep one of them");
  else
    by = std::move(date);
}

bool at_keyword(const Cursor& c, std::string_view word) {
  return c.at_word(word) && c.stands_as_keyword();
}

// `by`, `unless` and `otherwise`, in any order; `by` behind `otherwise` belongs to that.
void parse_tail(Cursor& c, Norm& norm) {
  while (true) {
    c.put_right({"unless", "otherwise"});
    if (at_keyword(c, "by"))
      take_by(c, norm.by);
    else if (at_keyword(c, "unless"))
      norm.unless.push_back(parse_exception(c));
    else if (at_keyword(c, "otherwise"))
      norm.otherwise.push_back(parse_otherwise(c));
    else
      return;
  }
}

// Behind `must`: `not E` is the prohibition of E as a whole.
bool take_not(Cursor& c) { return c.at_word("not") && c.stands_as_keyword() && (c.skip(), true); }

}  // namespace

bool at_norm(const Cursor& c) {
  return c.stands_as_keyword() && (c.at_word("must") || c.at_word("never") || c.at_word("may"));
}

Exception parse_exception(Cursor& c) {
  const std::uint32_t first = c.begin();
  c.skip();
  Exception exception{parse_expression(c), {}, {}};
  while (at_keyword(c, "except")) {
    c.skip();
    exception.excepts.push_back(parse_expression(c));
  }
  exception.span = c.since(first);
  return exception;
}

Otherwise parse_otherwise(Cursor& c) {
  const std::uint32_t first = c.begin();
  c.skip();
  Otherwise otherwise{};
  c.expect_word("must", "`otherwise`");
  otherwise.negated = take_not(c);
  otherwise.condition = parse_expression(c);
  if (at_keyword(c, "by")) take_by(c, otherwise.by);
  otherwise.span = c.since(first);
  return otherwise;
}

Norm parse_norm(Cursor& c, std::optional<Binding> each, std::uint32_t first) {
  Norm norm{};
  norm.kind = NormKind::must;
  const bool binds = !each && (c.at_word("never") || c.at_word("may"));
  if (binds) {
    norm.kind = c.at_word("never") ? NormKind::never : NormKind::may;
    c.skip();
    norm.each = parse_binding(c);
  } else {
    norm.each = std::move(each);
    if (c.expect_word("must", norm.each ? "what `each` binds" : "")) {
      if (take_not(c)) norm.kind = NormKind::must_not;
      norm.condition = parse_expression(c);
    } else {
      norm.condition = make_expr(Hole{}, c.gap());
    }
  }
  parse_tail(c, norm);
  norm.span = c.since(first);
  return norm;
}

}  // namespace proviso::syntax
