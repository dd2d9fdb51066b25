// Arithmetic on numbers of days, known or between dates that are open.
#include "model/ground/grounder.h"

namespace proviso::ground {

namespace {

const DatePoint kZero = DatePoint::at(0);

// Plus or minus known or finite days, endless ones stay endless.
Gap kept_endless(const Gap& gap, bool turned) {
  const DatePoint later = gap.later.never ? kNever : kZero;
  const DatePoint earlier = gap.earlier.never ? kNever : kZero;
  return turned ? Gap{earlier, later, 0} : Gap{later, earlier, 0};
}

}  // namespace

Sum Grounder::count_of(const Gap& gap) {
  return formulas_.add(days_between(gap.earlier, gap.later), Formulas::number(gap.offset));
}

std::optional<Gap> Grounder::add_days(const Gap& x, const Gap& y, int sign, Span span) {
  if (!x.finite() && !y.finite()) return std::nullopt;
  if (!x.finite()) return kept_endless(x, false);
  if (!y.finite()) return kept_endless(y, sign < 0);
  if (y.known()) return Gap{x.later, x.earlier, x.offset + sign * y.days()};
  if (x.known())
    return sign < 0 ? Gap{y.earlier, y.later, x.days() - y.offset} : Gap{y.later, y.earlier, x.days() + y.offset};
  const Sum total = formulas_.add(count_of(x), formulas_.scale(count_of(y), sign));
  return Gap{point_of(total, span), kZero, 0};
}

// Whole numbers without products: what a number of days can be multiplied with.
std::optional<Sum> Grounder::whole(const Quantity& factor) {
  if (factor.denominator != Formulas::number(1)) return std::nullopt;
  for (const SumTerm& term : factor.numerator.terms) {
    if (boost::multiprecision::denominator(term.coefficient) != 1 || term.factors.size() > 1) return std::nullopt;
    for (const VarId var : term.factors)
      if (formulas_[var].sort != VarSort::integer && formulas_[var].sort != VarSort::day) return std::nullopt;
  }
  return factor.numerator;
}

Gap Grounder::times_days(const Gap& days, const Quantity& factor, ArithmeticOp op, Span span) {
  const bool constant = factor.numerator.is_constant() && factor.denominator.is_constant();
  if (days.known() && constant) {
    const Rational by = factor.numerator.constant() / factor.denominator.constant();
    const Rational result = op == ArithmeticOp::divide ? Rational(days.days()) / by : days.days() * by;
    return {kZero, kZero, whole_day(result)};
  }
  const std::optional<Sum> by = whole(factor);
  if (!by || op == ArithmeticOp::divide) throw Refusal{"an open number of days, or one divided", span};
  if (!days.known() && !constant) throw Refusal{"a number of days times an open number", span};
  return {point_of(formulas_.multiply(count_of(days), *by), span), kZero, 0};
}

// One of the two is a number of days.
Value Grounder::days_arithmetic(ArithmeticOp op, const Value& left, const Value& right, Span span) {
  const auto* left_days = std::get_if<Cases<Gap>>(&left.data);
  const auto* right_days = std::get_if<Cases<Gap>>(&right.data);
  Cases<Gap> result;
  std::vector<std::pair<Formula, Value>> quotients;
  std::vector<Formula> none;
  if (!left_days || !right_days) {
    const Quantity factor = as_quantity(left_days ? right : left, span);
    for (const auto& [guard, days] : left_days ? *left_days : *right_days) {
      if (days.finite()) result.emplace_back(guard, times_days(days, factor, op, span));
      else none.push_back(guard);
    }
    return {formulas_.or_(std::move(none)), std::move(result)};
  }
  for (const auto& [g, x] : *left_days) {
    for (const auto& [h, y] : *right_days) {
      const Formula both = formulas_.and_(g, h);
      if (both == kFalse) continue;
      if (op == ArithmeticOp::divide) {
        const bool numbers = x.finite() && y.finite();
        quotients.emplace_back(both, numbers ? divide(in_days(x, span), in_days(y, span), span)
                                             : Value{kTrue, {}});
      } else if (const auto sum = add_days(x, y, op == ArithmeticOp::subtract ? -1 : 1, span)) {
        result.emplace_back(both, *sum);
      } else {
        none.push_back(both);
      }
    }
  }
  if (op == ArithmeticOp::divide) return select(std::move(quotients));
  return {formulas_.or_(std::move(none)), std::move(result)};
}

Value Grounder::shift_date(const Value& date, const Value& days, int sign, Span span) {
  Dates result;
  std::vector<Formula> none;
  const auto* gaps = std::get_if<Cases<Gap>>(&days.data);
  if (!gaps) throw Refusal{"a date shifted by something that is no number of days", span};
  for (const auto& [g, point] : std::get<Dates>(date.data)) {
    for (const auto& [h, gap] : *gaps) {
      const Formula both = formulas_.and_(g, h);
      if (both == kFalse) continue;
      if (!gap.finite()) none.push_back(both);
      else if (point.never) result.emplace_back(both, point);
      else if (gap.known()) result.emplace_back(both, point.plus(sign * gap.days()));
      else
        result.emplace_back(
            both, point_of(formulas_.add(sum_of(point), formulas_.scale(count_of(gap), sign)), span));
    }
  }
  Value shifted = dates(merge(std::move(result)));
  shifted.none = formulas_.or_(std::move(none));
  return shifted;
}

}  // namespace proviso::ground
