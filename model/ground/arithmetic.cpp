// Arithmetic on numbers, money, days and dates.
#include "model/ground/grounder.h"

namespace proviso::ground {

namespace {

bool absent(const Value& value) { return std::holds_alternative<std::monostate>(value.data); }

}  // namespace

Value Grounder::arithmetic(const Arithmetic& expr, const Context& at, Span span) {
  const Value left = value(expr.left, at);
  const Value right = value(expr.right, at);
  if (absent(left) || absent(right)) return {kTrue, {}};
  const Formula none = formulas_.or_(left.none, right.none);
  const auto with_none = [&](Value result) {
    result.none = formulas_.or_(result.none, none);
    return result;
  };
  const bool subtract = expr.op == ArithmeticOp::subtract;
  const bool left_date = std::holds_alternative<Dates>(left.data);
  const bool right_date = std::holds_alternative<Dates>(right.data);
  if (left_date && right_date) {
    Cases<Gap> gaps;
    for (const auto& [g, x] : std::get<Dates>(left.data))
      for (const auto& [h, y] : std::get<Dates>(right.data))
        if (const Formula both = formulas_.and_(g, h); both != kFalse) gaps.emplace_back(both, Gap{x, y, 0});
    return with_none({kFalse, std::move(gaps)});
  }
  if (left_date) return with_none(shift_date(left, right, subtract ? -1 : 1, span));
  if (right_date) return with_none(shift_date(right, left, 1, span));
  if (std::holds_alternative<Cases<Gap>>(left.data) || std::holds_alternative<Cases<Gap>>(right.data))
    return with_none(days_arithmetic(expr.op, left, right, span));
  const Quantity a = as_quantity(left, span);
  const Quantity b = as_quantity(right, span);
  switch (expr.op) {
    case ArithmeticOp::add:
    case ArithmeticOp::subtract: {
      const Sum other = subtract ? formulas_.scale(b.numerator, -1) : b.numerator;
      if (a.denominator == b.denominator)
        return with_none({kFalse, Quantity{formulas_.add(a.numerator, other), a.denominator}});
      return with_none({kFalse, Quantity{formulas_.add(formulas_.multiply(a.numerator, b.denominator),
                                                       formulas_.multiply(other, a.denominator)),
                                         formulas_.multiply(a.denominator, b.denominator)}});
    }
    case ArithmeticOp::multiply:
      return with_none({kFalse, Quantity{formulas_.multiply(a.numerator, b.numerator),
                                         formulas_.multiply(a.denominator, b.denominator)}});
    case ArithmeticOp::divide: return with_none(divide(a, b, span));
  }
  return {kTrue, {}};
}

// A divisor that may be zero where it is read is remembered: it ends in an error with a scenario.
Value Grounder::divide(const Quantity& a, const Quantity& b, Span span) {
  const Formula zero = formulas_.compare(b.numerator, Relation::equal);
  if (zero != kFalse) {
    std::vector<Formula> path = path_;
    path.push_back(zero);
    const Formula when = formulas_.and_(std::move(path));
    if (when != kFalse) problem_.divisions.push_back({when, span, std::nullopt});
  }
  if (b.numerator.is_constant() && b.denominator.is_constant()) {
    if (b.numerator.constant() == 0) return {kTrue, {}};
    const Rational by = b.denominator.constant() / b.numerator.constant();
    return {kFalse, Quantity{formulas_.scale(a.numerator, by), a.denominator}};
  }
  return {zero, Quantity{formulas_.multiply(a.numerator, b.denominator),
                         formulas_.multiply(a.denominator, b.numerator)}};
}

Value Grounder::min_max(const MinMax& expr, const Context& at, Span span) {
  std::vector<Value> arguments;
  bool extremum = false;
  bool all_dates = true;
  for (const ExprId id : expr.arguments) {
    arguments.push_back(value(id, at));
    extremum = extremum || std::holds_alternative<Extremum>(arguments.back().data);
    // Events stand for their dates here.
    all_dates = all_dates && (std::holds_alternative<Dates>(arguments.back().data) ||
                              std::holds_alternative<Cases<ThingId>>(arguments.back().data));
  }
  if (all_dates) {
    std::vector<Dates> lists;
    for (const ExprId id : expr.arguments) lists.push_back(dates_of(id, at));
    return dates(expr.min ? earliest(lists) : latest(lists));
  }
  Extremum all{expr.min, {}};
  std::vector<Formula> none;
  for (Value& argument : arguments) {
    if (auto* inner = std::get_if<Extremum>(&argument.data)) {
      if (inner->min != expr.min) throw Refusal{"`min` inside `max`, or the reverse", span};
      all.items.insert(all.items.end(), inner->items.begin(), inner->items.end());
    } else if (absent(argument)) {
      none.push_back(kTrue);
    } else {
      none.push_back(argument.none);
      all.items.emplace_back(kTrue, std::move(argument));
    }
  }
  Value result = extremum ? Value{kFalse, std::move(all)} : from_extremum(all, span);
  result.none = formulas_.or_(std::move(none));
  return result;
}

}  // namespace proviso::ground
