// Days that may be open: sums of days, which comes first, the first or last of several.
#include "model/ground/days.h"
#include "model/ground/grounder.h"

#include "model/internal_error.h"

namespace proviso::ground {

namespace {
constexpr Day kMostDates = 100;  // of an open date that is looked at day by day
constexpr Day kMostDaysInMonths = 1000 * 366;  // of one to which months are added
}

Sum Grounder::sum_of(const DatePoint& point) {
  Sum result = Formulas::number(Rational(point.offset));
  if (point.var.valid()) result = formulas_.add(result, Formulas::number(point.var));
  if (point.sum.valid()) result = formulas_.add(result, formulas_[point.sum]);
  return result;
}

Sum Grounder::days_between(const DatePoint& from, const DatePoint& to) {
  return formulas_.add(sum_of(to), formulas_.scale(sum_of(from), -1));
}

// The day that a sum of whole days gives.
DatePoint Grounder::point_of(const Sum& sum, Span span) {
  DatePoint result;
  Sum open;
  for (const SumTerm& term : sum.terms) {
    if (term.guard == kTrue && term.factors.empty()) {
      if (boost::multiprecision::denominator(term.coefficient) != 1)
        throw InternalError("a part of a day");
      result.offset = whole_day(term.coefficient);
    } else {
      open.terms.push_back(term);
    }
  }
  if (open.terms.empty()) return result;
  const SumTerm& first = open.terms.front();
  const bool plain = open.terms.size() == 1 && first.guard == kTrue && first.coefficient == 1 &&
                     first.factors.size() == 1 &&
                     formulas_[first.factors.front()].sort == VarSort::day;
  if (plain) {
    result.var = first.factors.front();
    return result;
  }
  if (!made_sum_) made_sum_ = span;
  refuse_sums_beside_endless_periods();
  add_up(open, span);
  result.sum = formulas_.keep(std::move(open));
  return result;
}

void Grounder::refuse_sums_beside_endless_periods() const {
  if (dates_are_limited_ && made_sum_)
    throw Refusal{"a date that is a sum of open days, " + beside_what(), *made_sum_};
}

// What makes it necessary to limit open dates.
std::string Grounder::beside_what() const {
  return endless_periods_ ? "beside periods without an end" : "beside calendar months added to a date without an end";
}

// The earliest and the latest day that a point can be.
Interval Grounder::interval_of(const DatePoint& point) { return formulas_.interval(sum_of(point)); }

Formula Grounder::point_le(const DatePoint& a, const DatePoint& b) {
  if (b.never) return kTrue;
  if (a.never) return kFalse;
  if (a.sum.valid() || b.sum.valid()) {
    // The same days are compared in one duty after another.
    const auto known = compared_.find({a.var, a.sum, b.var, b.sum, b.offset - a.offset});
    if (known != compared_.end()) return known->second;
    const Formula result = formulas_.compare(days_between(b, a), Relation::less_equal);
    compared_.emplace(std::tuple(a.var, a.sum, b.var, b.sum, b.offset - a.offset), result);
    return result;
  }
  return formulas_.day_le(a.var, b.var, b.offset - a.offset);
}

Formula Grounder::point_equal(const DatePoint& a, const DatePoint& b) {
  return formulas_.and_(point_le(a, b), point_le(b, a));
}

Formula Grounder::any_date(const Dates& cases, const std::function<Formula(const DatePoint&)>& test) {
  std::vector<Formula> result;
  for (const auto& [guard, point] : cases)
    if (guard != kFalse) result.push_back(formulas_.and_(guard, test(point)));
  return formulas_.or_(std::move(result));
}

// Each day once, in the order in which they come.
Dates Grounder::merge(Dates cases) {
  std::map<DatePoint, std::vector<Formula>> guards;
  std::vector<DatePoint> order;
  for (const auto& [guard, point] : cases) {
    if (guard == kFalse) continue;
    auto& all = guards[point];
    if (all.empty()) order.push_back(point);
    all.push_back(guard);
  }
  Dates result;
  for (const DatePoint& point : order)
    result.emplace_back(formulas_.or_(std::move(guards[point])), point);
  return result;
}

// Open dates as each of the days that they can be.
Dates Grounder::one_by_one(const Dates& dates, const char* too_many, Span span) {
  Dates result;
  for (const auto& [guard, point] : dates) {
    if (point.never || point.known()) {
      result.emplace_back(guard, point);
      continue;
    }
    const Interval range = interval_of(point);
    if (!range.low || !range.high || *range.high - *range.low >= kMostDates) throw Refusal{too_many, span};
    const auto first = whole_day(*range.low);
    const auto last = whole_day(*range.high);
    for (Day day = first; day <= last; ++day)
      result.emplace_back(formulas_.and_(guard, point_equal(point, DatePoint::at(day))), DatePoint::at(day));
  }
  return merge(std::move(result));
}

namespace {

using Days = std::pair<Day, Day>;  // the last one too

// Over which days of a range so many calendar months are how many days.
std::map<Day, std::vector<Days>> lengths_of(std::int64_t months, const Days& range) {
  std::map<Day, std::vector<Days>> result;
  for (Day day = range.first; day <= range.second; ++day) {
    std::vector<Days>& alike = result[add_months(day, months) - day];
    if (!alike.empty() && alike.back().second == day - 1) alike.back().second = day;
    else alike.emplace_back(day, day);
  }
  return result;
}

}  // namespace

// An open day stays open: it is moved by as many days as the months have from there on, of which there
// are few different numbers.
Dates Grounder::plus_months(const Dates& dates, std::int64_t months, Span span) {
  Dates result;
  for (const auto& [guard, point] : dates) {
    if (point.never || point.known()) {
      result.emplace_back(guard, point.never ? point : DatePoint::at(add_months(point.offset, months)));
      continue;
    }
    const Interval range = interval_of(point);
    const bool known = range.low && range.high;
    if (known && *range.high - *range.low < kMostDates) {
      for (const auto& [one, day] : one_by_one({{guard, point}}, "", span))
        result.emplace_back(one, DatePoint::at(add_months(day.offset, months)));
      continue;
    }
    if (!known || *range.high - *range.low >= kMostDaysInMonths) {
      wants_limits_ = wants_limits_ || !point.sum.valid();
      throw Refusal{"calendar months added to a date that may be on any day", span};
    }
    for (const auto& [days, when] : lengths_of(months, {whole_day(*range.low), whole_day(*range.high)})) {
      std::vector<Formula> some;
      for (const auto& [first, last] : when)
        some.push_back(formulas_.and_(point_le(DatePoint::at(first), point), point_le(point, DatePoint::at(last))));
      result.emplace_back(formulas_.and_(guard, formulas_.or_(std::move(some))), point.plus(days));
    }
  }
  return merge(std::move(result));
}

// The first (or last) of the candidates that hold, as exclusive cases; nothing where none holds.
Dates Grounder::pick(const std::vector<std::pair<Formula, DatePoint>>& candidates, bool first) {
  Dates result;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto& [guard, point] = candidates[i];
    std::vector<Formula> wins{guard};
    for (std::size_t j = 0; j < candidates.size() && wins.back() != kFalse; ++j) {
      if (i == j) continue;
      const auto& [other_guard, other] = candidates[j];
      const Formula before = first ? point_le(point, other) : point_le(other, point);
      const Formula strictly = formulas_.not_(first ? point_le(other, point) : point_le(point, other));
      // Of equal ones the earlier in the list wins.
      wins.push_back(formulas_.implies(other_guard, i < j ? before : strictly));
    }
    const Formula win = formulas_.and_(std::move(wins));
    if (win != kFalse) result.emplace_back(win, point);
  }
  return merge(std::move(result));
}

namespace {

Dates extreme_of(const std::vector<Dates>& lists, Formulas& formulas,
                 const std::function<Formula(const DatePoint&, const DatePoint&)>& wins) {
  Dates best = lists.front();
  for (std::size_t i = 1; i < lists.size(); ++i) {
    Dates next;
    for (const auto& [g, p] : best) {
      for (const auto& [h, q] : lists[i]) {
        const Formula both = formulas.and_(g, h);
        const Formula keep = wins(p, q);
        if (const Formula f = formulas.and_(both, keep); f != kFalse) next.emplace_back(f, p);
        if (const Formula f = formulas.and_(both, formulas.not_(keep)); f != kFalse)
          next.emplace_back(f, q);
      }
    }
    best = std::move(next);
  }
  return best;
}

}  // namespace

Dates Grounder::earliest(const std::vector<Dates>& lists) {
  return merge(extreme_of(lists, formulas_, [&](const DatePoint& a, const DatePoint& b) {
    return point_le(a, b);
  }));
}

Dates Grounder::latest(const std::vector<Dates>& lists) {
  return merge(extreme_of(lists, formulas_, [&](const DatePoint& a, const DatePoint& b) {
    return point_le(b, a);
  }));
}

}  // namespace proviso::ground
