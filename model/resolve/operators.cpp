// Operators: which operands go together, in which units.
#include "model/resolve/typing.h"
#include "model/resolve/versions.h"
#include "model/resolve/walk.h"
#include "model/syntax/diagnostics.h"
#include "model/syntax/keywords.h"

#include <fmt/format.h>

#include <utility>

namespace proviso::resolving {
namespace {

bool is_compare(syntax::BinaryOp op) {
  return op >= syntax::BinaryOp::equal && op <= syntax::BinaryOp::greater_equal;
}

CompareOp compare_op(syntax::BinaryOp op) {
  switch (op) {
    case syntax::BinaryOp::not_equal: return CompareOp::not_equal;
    case syntax::BinaryOp::less: return CompareOp::less;
    case syntax::BinaryOp::less_equal: return CompareOp::less_equal;
    case syntax::BinaryOp::greater: return CompareOp::greater;
    case syntax::BinaryOp::greater_equal: return CompareOp::greater_equal;
    default: return CompareOp::equal;
  }
}

// Of literals alone: with a name in it, what it is may depend on where it stands.
bool is_written_out(const syntax::Expr& expr) {
  const syntax::Expr& bare = without_parens(expr);
  if (const auto* unary = std::get_if<syntax::UnaryExpr>(&bare.node)) return is_written_out(*unary->operand);
  if (const auto* binary = std::get_if<syntax::BinaryExpr>(&bare.node))
    return is_written_out(*binary->left) && is_written_out(*binary->right);
  return std::holds_alternative<syntax::NumberLiteral>(bare.node) ||
         std::holds_alternative<syntax::MoneyLiteral>(bare.node) ||
         std::holds_alternative<syntax::DurationLiteral>(bare.node) ||
         std::holds_alternative<syntax::DateLiteral>(bare.node);
}

bool is_equality(CompareOp op) { return op == CompareOp::equal || op == CompareOp::not_equal; }

// The type of a sum, product …; nothing if the operands do not go together. Currencies and
// events have been seen to before.
std::optional<Type> result_of(ArithmeticOp op, const Type& a, const Type& b) {
  const auto is = [](const Type& type, BaseType base) { return !type.set && type.base == base; };
  const bool whole = is(a, BaseType::integer) && is(b, BaseType::integer);
  const bool both_numbers = is_number(a) && is_number(b);
  const bool both_money = is(a, BaseType::money) && is(b, BaseType::money);
  const bool both_days = is(a, BaseType::days) && is(b, BaseType::days);
  switch (op) {
    case ArithmeticOp::add:
    case ArithmeticOp::subtract:
      if (both_numbers) return basic(whole ? BaseType::integer : BaseType::number);
      if (both_money || both_days) return a;
      if (is(a, BaseType::date) && is(b, BaseType::days)) return a;
      if (op == ArithmeticOp::add && is(a, BaseType::days) && is(b, BaseType::date)) return b;
      if (op == ArithmeticOp::subtract && is(a, BaseType::date) && is(b, BaseType::date)) {
        return basic(BaseType::days);
      }
      return std::nullopt;
    case ArithmeticOp::multiply:
      if (both_numbers) return basic(whole ? BaseType::integer : BaseType::number);
      if (is(a, BaseType::money) && is_number(b)) return a;
      if (is_number(a) && is(b, BaseType::money)) return b;
      if (is(a, BaseType::days) && is(b, BaseType::integer)) return a;
      if (is(a, BaseType::integer) && is(b, BaseType::days)) return b;
      return std::nullopt;
    case ArithmeticOp::divide:
      if (both_numbers || both_money || both_days) return basic(BaseType::number);
      if (is(a, BaseType::money) && is_number(b)) return a;
      return std::nullopt;
  }
  return std::nullopt;
}

std::string refusal(ArithmeticOp op, const std::string& a, const std::string& b) {
  switch (op) {
    case ArithmeticOp::add: return fmt::format("`{}` cannot be added to `{}`", b, a);
    case ArithmeticOp::subtract: return fmt::format("`{}` cannot be taken from `{}`", b, a);
    case ArithmeticOp::multiply: return fmt::format("`{}` and `{}` cannot be multiplied", a, b);
    case ArithmeticOp::divide: return fmt::format("`{}` cannot be divided by `{}`", a, b);
  }
  return {};
}

}  // namespace

ExprId Typing::node(const syntax::BinaryExpr& expr, Node at, const Hint& hint) {
  using syntax::BinaryOp;
  if (is_compare(expr.op)) return compare(compare_op(expr.op), expr, at.span);
  switch (expr.op) {
    case BinaryOp::or_: return connect(Connective::or_, expr, at.span);
    case BinaryOp::and_: return connect(Connective::and_, expr, at.span);
    case BinaryOp::implies: return connect(Connective::implies, expr, at.span);
    case BinaryOp::iff: return connect(Connective::iff, expr, at.span);
    case BinaryOp::in: return membership(false, expr, at.span);
    case BinaryOp::not_in: return membership(true, expr, at.span);
    case BinaryOp::add: return arithmetic(ArithmeticOp::add, expr, at.span, hint);
    case BinaryOp::subtract: return arithmetic(ArithmeticOp::subtract, expr, at.span, hint);
    case BinaryOp::multiply: return arithmetic(ArithmeticOp::multiply, expr, at.span, hint);
    case BinaryOp::divide: return arithmetic(ArithmeticOp::divide, expr, at.span, hint);
    default: return wrong(at.span);
  }
}

ExprId Typing::connect(Connective op, const syntax::BinaryExpr& expr, Span span) {
  const std::string what = op == Connective::and_       ? "an operand of `and`"
                           : op == Connective::or_      ? "an operand of `or`"
                           : op == Connective::implies ? "an operand of `implies`"
                                                        : "an operand of `iff`";
  const Type boolean = basic(BaseType::boolean);
  const ExprId left = expect(*expr.left, boolean, what);
  const Mark before = mark();
  if (op != Connective::iff) learn(left, op != Connective::or_);
  const ExprId right = expect(*expr.right, boolean, what);
  forget(before);
  return make(Connect{op, left, right}, boolean, span);
}

ExprId Typing::compare(CompareOp op, const syntax::BinaryExpr& expr, Span span) {
  const bool bounded = !is_equality(op);
  const auto hint = [&](const Type& type) { return Hint{solid(type), true, bounded}; };
  const bool right_first = needs_hint(*expr.left) && !needs_hint(*expr.right);
  ExprId left;
  ExprId right;
  if (right_first) {
    right = infer(*expr.right, hint({}));
    left = infer(*expr.left, hint(type_of(right)));
  } else {
    left = infer(*expr.left, hint({}));
    right = infer(*expr.right, hint(type_of(left)));
  }
  if (is_wrong(type_of(left)) || is_wrong(type_of(right))) return wrong(span);
  for (const ExprId side : {left, right}) {
    if (type_of(side).base != BaseType::nothing) continue;
    report(tables_, kinds::operands_differ, span, "`none` is not compared but tested for")
        .fix = op == CompareOp::not_equal ? "write `… is not none`" : "write `… is none`";
    return wrong(span);
  }
  const auto date_like = [&](ExprId id) {
    return type_of(id).base == BaseType::date || type_of(id).base == BaseType::clause_event;
  };
  if (date_like(left) || date_like(right) || !is_equality(op)) {
    left = as_date(left);
    right = as_date(right);
  }
  if (!same_currency(left, right, expr)) return wrong(span);
  const Type a = type_of(left);
  const Type b = type_of(right);
  const bool subset = op == CompareOp::less_equal && a.set && b.set;
  // Two types of things go together where one thing can be of both.
  const bool together = join(tables_.spec, a, b) &&
                        (a.base != BaseType::thing || tables_.spec.is_a(a.thing, b.thing) ||
                         tables_.spec.is_a(b.thing, a.thing));
  if (together && (is_equality(op) || subset || is_ordered(a))) {
    return make(Compare{op, left, right}, basic(BaseType::boolean), span);
  }
  Diagnostic& diagnostic = report(
      tables_, kinds::operands_differ, span,
      together ? fmt::format("`{}` has no order: only `==` and `!=`{} compare it",
                             show(tables_.spec, solid(a)), a.set ? ", and `<=` for \"subset\"," : "")
               : fmt::format("`{}` and `{}` cannot be compared", show(tables_.spec, solid(a)),
                             show(tables_.spec, solid(b))));
  relate(diagnostic, expr.left->span, fmt::format("this is `{}`", show(tables_.spec, a)));
  relate(diagnostic, expr.right->span, fmt::format("this is `{}`", show(tables_.spec, b)));
  return wrong(span);
}

ExprId Typing::membership(bool negate, const syntax::BinaryExpr& expr, Span span) {
  const Type boolean = basic(BaseType::boolean);
  const bool right_first = needs_hint(*expr.left) && !needs_hint(*expr.right);
  ExprId left;
  ExprId right;
  if (right_first) {
    right = infer(*expr.right);
    left = infer(*expr.left, Hint{element_of(type_of(right))});
  } else {
    left = infer(*expr.left);
    right = infer(*expr.right, Hint{set_of(type_of(left))});
  }
  const Type of = type_of(right);
  if (is_wrong(type_of(left)) || is_wrong(of)) return wrong(span);
  ExprId result;
  if (of.base == BaseType::period && !of.set) {
    const Type what = type_of(left);
    if (is_flow(tables_.spec, what) || is_event(tables_.spec, what) ||
        what.base == BaseType::date) {
      result = of_any_text(
          left, [&](ExprId one) { return make(InPeriod{one, right}, boolean, span); });
    }
  } else if (of.set) {
    if (of.base == BaseType::date) left = as_date(left);
    Type member = element_of(of);
    member.optional = type_of(left).optional;
    const auto* set = std::get_if<SetOf>(&tables_.spec[right].node);
    if (join(tables_.spec, type_of(left), member)) {
      if (set && of.base != BaseType::enumeration && of.base != BaseType::thing) {
        // A set of values is written out: only sets of enum members and entities have a type.
        const std::vector<ExprId> members = set->members;
        for (const ExprId one : members) {
          const ExprId equal = make(Compare{CompareOp::equal, left, one}, boolean, span);
          result = result.valid() ? make(Connect{Connective::or_, result, equal}, boolean, span)
                                  : equal;
        }
        if (!result.valid()) result = make(BoolConst{false}, boolean, span);
      } else {
        result = make(In{left, right}, boolean, span);
      }
    }
  }
  if (result.valid()) return negate ? negated(result, span) : result;
  report(tables_, kinds::operands_differ, span,
         of.set || of.base == BaseType::period
             ? fmt::format("`{}` is never in `{}`", show(tables_.spec, type_of(left)),
                           show(tables_.spec, of))
             : fmt::format("`in` wants a set or a period on its right, not `{}`",
                           show(tables_.spec, of)));
  return wrong(span);
}

bool Typing::has_value(ExprId id) {
  const Type type = type_of(id);
  if (!type.optional && type.base != BaseType::nothing) return true;
  report(tables_, kinds::may_be_none, tables_.spec[id].span,
         fmt::format("this is `{}` and may be none: nothing can be computed with it",
                     show(tables_.spec, type)))
      .fix = "test it first: `if … is none then … else …`, or `… is not none and …`";
  return false;
}

ExprId Typing::arithmetic(ArithmeticOp op, const syntax::BinaryExpr& expr, Span span,
                          const Hint& hint) {
  const bool additive = op == ArithmeticOp::add || op == ArithmeticOp::subtract;
  const auto* duration = std::get_if<syntax::DurationLiteral>(&without_parens(*expr.right).node);
  if (additive && duration && duration->unit != syntax::DurationUnit::days) {
    return calendar_shift(expr, *duration, span);
  }
  if (op == ArithmeticOp::subtract && is_signed_amount(expr, span)) return wrong(span);
  const Hint inner{{}, hint.compared && additive, false};
  ExprId left = infer(*expr.left, inner);
  ExprId right = infer(*expr.right, inner);
  if (is_wrong(type_of(left)) || is_wrong(type_of(right))) return wrong(span);
  left = as_date(left);
  right = as_date(right);
  if (!has_value(left) || !has_value(right)) return wrong(span);
  const bool units_meet = additive || op == ArithmeticOp::divide;
  if (units_meet && !same_currency(left, right, expr)) return wrong(span);
  const auto type = result_of(op, type_of(left), type_of(right));
  if (!type) {
    const std::string a = show(tables_.spec, type_of(left));
    const std::string b = show(tables_.spec, type_of(right));
    Diagnostic& diagnostic = report(tables_, kinds::operands_differ, span, refusal(op, a, b));
    relate(diagnostic, expr.left->span, fmt::format("this is `{}`", a));
    relate(diagnostic, expr.right->span, fmt::format("this is `{}`", b));
    return wrong(span);
  }
  const bool difference = type->base == BaseType::days && type_of(left).base == BaseType::date;
  if (difference && !hint.compared && !(known_date(left) && known_date(right))) {
    report(tables_, kinds::open_difference, span,
           "the days between two dates that are not known can only be compared or counted")
        .fix = "write for example `a - b <= 30 days`, or `count_days(a - b)` for their number";
    return wrong(span);
  }
  if (op == ArithmeticOp::divide && is_written_out(*expr.right)) {
    const auto* divisor = std::get_if<NumberConst>(&tables_.spec[right].node);
    if (divisor && divisor->value == 0) {
      report(tables_, kinds::division_by_zero, expr.right->span, "this divisor is zero").here = "divides by zero";
      return wrong(span);
    }
  }
  return folded(make(Arithmetic{op, left, right}, *type, span));
}

// `USD -5`, which reads like a subtraction from something called `USD`.
bool Typing::is_signed_amount(const syntax::BinaryExpr& expr, Span span) {
  const auto* code = std::get_if<syntax::NameExpr>(&expr.left->node);
  const auto* amount = std::get_if<syntax::NumberLiteral>(&expr.right->node);
  if (!code || !amount || amount->percent || !syntax::is_currency(code->name.text)) return false;
  if (bound(code->name.text) || look_up(frame_, code->name.text).entry) return false;
  report(tables_, kinds::malformed_amount, span, "the sign of an amount stands before its currency")
      .fix = fmt::format("write `-{} {}`", code->name.text, amount->digits);
  return true;
}

ExprId Typing::calendar_shift(const syntax::BinaryExpr& expr,
                              const syntax::DurationLiteral& duration, Span span) {
  const ExprId date = as_date(infer(*expr.left));
  const Type type = type_of(date);
  if (is_wrong(type) || !has_value(date)) return wrong(span);
  if (type.base != BaseType::date || type.set) {
    report(tables_, kinds::calendar_duration, span,
           fmt::format("months and years are only added to a date, not to `{}`",
                       show(tables_.spec, type)));
    return wrong(span);
  }
  if (std::holds_alternative<OpenRef>(tables_.spec[date].node)) {
    report(tables_, kinds::calendar_duration, span,
           "months and years are only added to a date that is known, and this one is open")
        .fix = "count in days";
    return wrong(span);
  }
  const auto count = parse_decimal(duration.digits);
  if (!count) return wrong(span);
  if (denominator(*count) != 1) {
    report(tables_, kinds::calendar_duration, expr.right->span, "months and years are whole");
    return wrong(span);
  }
  std::int64_t months = static_cast<std::int64_t>(numerator(*count));
  if (duration.unit == syntax::DurationUnit::years) months *= 12;
  if (expr.op == syntax::BinaryOp::subtract) months = -months;
  return folded(make(AddMonths{date, months}, basic(BaseType::date), span));
}

// The right operand in the currency of the left, where a rate says how.
bool Typing::same_currency(ExprId& left, ExprId& right, const syntax::BinaryExpr& expr) {
  const Type a = type_of(left);
  const Type b = type_of(right);
  if (a.base != BaseType::money || b.base != BaseType::money || a.currency == b.currency) {
    return true;
  }
  const ExprId converted = convert(right, a.currency);
  if (converted.valid()) {
    right = converted;
    return true;
  }
  Diagnostic& diagnostic = report(
      tables_, kinds::no_rate, cover(expr.left->span, expr.right->span),
      fmt::format("`money {}` and `money {}` do not mix without a rate", a.currency, b.currency));
  relate(diagnostic, expr.left->span, "this is `money " + a.currency + "`");
  relate(diagnostic, expr.right->span, "this is `money " + b.currency + "`");
  diagnostic.fix = fmt::format("declare `rate {} to {} = …`", b.currency, a.currency);
  return false;
}

ExprId Typing::convert(ExprId amount, const std::string& currency) {
  const Type from = type_of(amount);
  Type to = from;
  to.currency = currency;
  std::vector<const Frame*> frames{&frame_};
  frames.insert(frames.end(), frame_.contracts.begin(), frame_.contracts.end());
  if (frame_.outer) frames.push_back(frame_.outer);
  for (const Frame* frame : frames) {
    for (RateEntry* rate : frame->rates) {
      const bool forth = rate->syntax->from.text == from.currency && rate->syntax->to.text == currency;
      const bool back = rate->syntax->to.text == from.currency && rate->syntax->from.text == currency;
      if (!forth && !back) continue;
      resolve_rate(*rate);
      use(rate_key(*rate->syntax), rate->uses);
      if (!rate->value.valid()) return {};
      const ArithmeticOp op = forth ? ArithmeticOp::multiply : ArithmeticOp::divide;
      return folded(make(Arithmetic{op, amount, rate->value}, to, tables_.spec[amount].span));
    }
  }
  return {};
}

void Typing::resolve_rate(RateEntry& rate) {
  if (rate.progress != Progress::waiting) return;
  rate.progress = Progress::busy;
  std::set<std::string> around = std::exchange(tables_.uses, {});
  Typing at_home(tables_, *rate.home, Allowed{false, false, true});
  const std::string name = rate.syntax->from.text + " to " + rate.syntax->to.text;
  check_currency(tables_, rate.syntax->from);
  check_currency(tables_, rate.syntax->to);
  rate.value = at_home.value(*rate.syntax->value, basic(BaseType::number), "a rate", name);
  rate.uses = std::exchange(tables_.uses, std::move(around));
  rate.progress = Progress::done;
}

bool Typing::known_date(ExprId id) const {
  bool known = true;
  walk(tables_.spec, id, [&](ExprId at) {
    const Expr& expr = tables_.spec[at];
    const bool local = std::holds_alternative<LocalRef>(expr.node) &&
                       expr.type.base != BaseType::period;
    if (local || std::holds_alternative<OpenRef>(expr.node) || is_event(tables_.spec, expr.type)) {
      known = false;
    }
    return known;
  });
  return known;
}

}  // namespace proviso::resolving
