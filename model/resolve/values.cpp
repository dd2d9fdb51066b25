// Values: open terms, constants, and folding of what is constant.
#include "model/resolve/typing.h"
#include "model/resolve/walk.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {

ExprId Typing::value(const syntax::Expr& expr, const Type& type, std::string_view what,
                     const std::string& name) {
  const syntax::Expr& bare = without_parens(expr);
  const auto* open = std::get_if<syntax::OpenExpr>(&bare.node);
  if (open && allowed_.open) return open_term(*open, bare.span, type, what, name);
  const ExprId id = expect(expr, type, what);
  const Span state = reads_state(tables_.spec, id);
  if (!state.empty()) {
    report(tables_, kinds::reads_state, state,
           fmt::format("{} is one value, but this is not the same on every day", what))
        .fix = "write `any time` after the binder, or compare dates";
  }
  return id;
}

// ---------------------------------------------------------------- open terms

ExprId Typing::open_term(const syntax::OpenExpr& open, Span span, Type type, std::string_view what,
                         const std::string& name) {
  OpenTerm term;
  term.name = name;
  term.ours = open.ours;
  term.type = type;
  term.span = span;
  const bool good = open.set ? open_values(open, term, what) : open_range(open, term, what);
  if (!good) return wrong(span);
  if (is_wrong(term.type)) {
    report(tables_, kinds::open_misplaced, span,
           fmt::format("the type of {} is not clear: nothing says what it may be", what))
        .fix = "write its type: `term x: number = …`";
    return wrong(span);
  }
  const OpenTermId id{static_cast<std::uint32_t>(tables_.spec.open_terms.size())};
  const Type found = term.type;
  tables_.spec.open_terms.push_back(std::move(term));
  return make(OpenRef{id}, found, span);
}

bool Typing::open_values(const syntax::OpenExpr& open, OpenTerm& term, std::string_view what) {
  term.finite = true;
  std::vector<ExprId> members;
  const auto* set = std::get_if<syntax::SetLiteral>(&without_parens(*open.set).node);
  if (set) {
    for (const syntax::ExprPtr& member : set->members) {
      const ExprId id = expect(*member, term.type, what);
      if (is_wrong(type_of(id))) return false;
      if (is_wrong(term.type)) term.type = type_of(id);
      members.push_back(id);
    }
  } else {
    const ExprId id = infer(*open.set, Hint{set_of(term.type)});
    if (is_wrong(type_of(id))) return false;
    const auto* known = std::get_if<SetOf>(&tables_.spec[id].node);
    if (!known) {
      report(tables_, kinds::not_constant, open.set->span,
             "the values to choose from are a set that is written out, such as `{a, b}`");
      return false;
    }
    members = known->members;
    for (const ExprId member : members) {
      if (is_wrong(type_of(fit(member, term.type, what)))) return false;
    }
    if (is_wrong(term.type)) term.type = element_of(type_of(id));
  }
  if (members.empty()) {
    report(tables_, kinds::bad_range, open.set->span, "there is nothing to choose from");
    return false;
  }
  for (const ExprId member : members) {
    if (constant(member)) continue;
    report(tables_, kinds::not_constant, tables_.spec[member].span,
           "the values of an open term are constants");
    return false;
  }
  term.values = std::move(members);
  return true;
}

bool Typing::open_range(const syntax::OpenExpr& open, OpenTerm& term, std::string_view what) {
  for (const auto& [written, end] :
       {std::pair{open.low.get(), &term.low}, std::pair{open.high.get(), &term.high}}) {
    if (!written) continue;
    *end = expect(*written, term.type, what);
    if (is_wrong(type_of(*end))) return false;
    if (is_wrong(term.type)) term.type = type_of(*end);
    if (!is_ordered(term.type)) {
      report(tables_, kinds::bad_range, written->span,
             fmt::format("`{}` has no order, so there is no range of it",
                         show(tables_.spec, term.type)))
          .fix = "list the values: `{a, b}`";
      return false;
    }
    if (constant(*end)) continue;
    report(tables_, kinds::not_constant, written->span, "the ends of a range are constants");
    return false;
  }
  if (!term.low.valid() || !term.high.valid()) return true;
  if (compare_constants(tables_.spec, term.low, term.high) <= 0) return true;
  Diagnostic& diagnostic = report(tables_, kinds::bad_range, cover(open.low->span, open.high->span),
                                  "the range ends before it begins");
  diagnostic.fix = "swap the two ends";
  return false;
}

// ---------------------------------------------------------------- constants

bool Typing::constant(ExprId id) const {
  const Expr& expr = tables_.spec[id];
  if (const auto* set = std::get_if<SetOf>(&expr.node)) {
    return std::all_of(set->members.begin(), set->members.end(),
                       [&](ExprId member) { return constant(member); });
  }
  return std::holds_alternative<BoolConst>(expr.node) ||
         std::holds_alternative<NumberConst>(expr.node) ||
         std::holds_alternative<DateConst>(expr.node) ||
         std::holds_alternative<NeverConst>(expr.node) ||
         std::holds_alternative<NoneConst>(expr.node) ||
         std::holds_alternative<EnumConst>(expr.node) ||
         std::holds_alternative<ThingRef>(expr.node);
}

int compare_constants(const Spec& spec, ExprId a, ExprId b) {
  const auto sign = [](const auto& x, const auto& y) { return x < y ? -1 : y < x ? 1 : 0; };
  const auto* x = std::get_if<NumberConst>(&spec[a].node);
  const auto* y = std::get_if<NumberConst>(&spec[b].node);
  if (x && y) return sign(x->value, y->value);
  const auto* from = std::get_if<DateConst>(&spec[a].node);
  const auto* to = std::get_if<DateConst>(&spec[b].node);
  if (from && to) return sign(from->day, to->day);
  const bool never = std::holds_alternative<NeverConst>(spec[a].node);
  if (never && to) return 1;
  return 0;
}

// Arithmetic on constants is done here, so that ranges and periods can be written with it. What
// has no value (a division by zero) stays as it is.
ExprId Typing::folded(ExprId id) {
  Expr& expr = tables_.spec.exprs[id.index];
  const auto number = [&](ExprId of) -> const Rational* {
    const auto* found = std::get_if<NumberConst>(&tables_.spec[of].node);
    return found ? &found->value : nullptr;
  };
  const auto day = [&](ExprId of) -> const Day* {
    const auto* found = std::get_if<DateConst>(&tables_.spec[of].node);
    return found ? &found->day : nullptr;
  };
  Expr::Node result = expr.node;
  if (const auto* negation = std::get_if<Negate>(&expr.node)) {
    if (const auto* a = number(negation->operand)) result = NumberConst{-*a};
  } else if (const auto* size = std::get_if<Abs>(&expr.node)) {
    if (const auto* a = number(size->operand)) result = NumberConst{abs(*a)};
  } else if (const auto* count = std::get_if<CountDays>(&expr.node)) {
    if (const auto* a = number(count->operand)) result = NumberConst{*a};
  } else if (const auto* shift = std::get_if<AddMonths>(&expr.node)) {
    if (const auto* d = day(shift->date)) result = DateConst{add_months(*d, shift->months)};
  } else if (const auto* e = std::get_if<Arithmetic>(&expr.node)) {
    const Rational* a = number(e->left);
    const Rational* b = number(e->right);
    const Day* from = day(e->left);
    const Day* to = day(e->right);
    if (a && b) {
      switch (e->op) {
        case ArithmeticOp::add: result = NumberConst{*a + *b}; break;
        case ArithmeticOp::subtract: result = NumberConst{*a - *b}; break;
        case ArithmeticOp::multiply: result = NumberConst{*a * *b}; break;
        case ArithmeticOp::divide:
          if (*b != 0) result = NumberConst{*a / *b};
          break;
      }
    } else if (from && to) {
      result = NumberConst{Rational(*from - *to)};
    } else if (from && b) {
      result = DateConst{e->op == ArithmeticOp::add ? *from + whole_day(*b) : *from - whole_day(*b)};
    } else if (a && to) {
      result = DateConst{*to + whole_day(*a)};
    }
  }
  expr.node = std::move(result);
  return id;
}

}  // namespace proviso::resolving
