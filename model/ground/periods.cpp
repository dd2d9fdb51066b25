// Norms judged period by period: `each p: year must E`.
#include "model/ground/days.h"
#include "model/ground/grounder.h"

#include "model/expr_walk.h"

#include <algorithm>

namespace proviso::ground {

namespace {

// How far back the clause looks: the depth of its `previous(p)`.
int previous_depth(const Spec& spec, const Norm& norm) {
  int depth = 0;
  for (const ExprId expr : {norm.condition, norm.unless, norm.each ? norm.each->where : ExprId{}})
    walk(spec, expr, [&](ExprId, const Expr& e) {
      if (std::holds_alternative<PeriodShift>(e.node)) ++depth;
    });
  return depth;
}

constexpr std::int64_t kMostPeriods = 20000;

}  // namespace

// Every period that may count, with the guard under which it is one of the term's, whole or cut.
std::vector<std::pair<Formula, Period>> Grounder::periods_of(const Duty& duty) {
  const PeriodBinder& binder = *duty.norm->period;
  const int months = static_cast<int>(binder.unit);
  const Horizon& horizon = problem_.universe.horizon;
  const Dates start = latest(froms(duty.id));
  const Dates end = earliest(untils(duty.id));
  std::vector<std::pair<Formula, Period>> result;
  for (const auto& [begins, from] : start) {
    if (from.never) continue;
    if (!binder.calendar && (!from.known() || from.offset < kFirstDay))
      throw Refusal{"periods counted from a term whose start is open", duty.norm->span};
    const Day base = binder.calendar
                         ? calendar_start(from.known() ? std::max(from.offset, horizon.start - 800)
                                                       : horizon.start - 800,
                                          months)
                         : from.offset;
    const Day last = horizon.end ? *horizon.end
                                 : quiet_after_.value_or(latest_known_day()) +
                                       (previous_depth(spec_, *duty.norm) + 1) * 31 * months;
    std::int64_t index = 0;
    while (add_months(base, (index + 1) * months) <= horizon.start) ++index;
    for (;; ++index) {
      Period whole;
      whole.base = base;
      whole.months = months;
      whole.index = index;
      const Day first = add_months(base, index * months);
      const Day next = add_months(base, (index + 1) * months);
      if (first >= last || index > kMostPeriods) {
        // One period beyond everything known stands for all later ones.
        if (horizon.end || index > kMostPeriods) break;
        if (first > last + 31 * months) break;
      }
      whole.start = DatePoint::at(first);
      whole.end = DatePoint::at(next);
      const Formula from_start = formulas_.and_(begins, point_le(from, whole.start));
      const auto not_before = [&](const DatePoint& day) {  // the term reaches `day`
        return any_date(end, [&](const DatePoint& until) { return point_le(day, until); });
      };
      result.emplace_back(formulas_.and_(from_start, not_before(whole.end)), whole);
      if (!binder.or_part) continue;
      // Cut at its beginning, at its end, or at both.
      const Formula late_start = formulas_.and_(
          {begins, formulas_.not_(point_le(from, whole.start)),
           formulas_.not_(point_le(whole.end, from))});
      Period cut = whole;
      cut.start = from;
      result.emplace_back(formulas_.and_(late_start, not_before(whole.end)), cut);
      for (const auto& [ends, until] : end) {
        if (until.never) continue;
        const Formula early_end =
            formulas_.and_({ends, formulas_.not_(point_le(until, whole.start)),
                            formulas_.not_(point_le(whole.end, until))});
        Period short_one = whole;
        short_one.end = until;
        result.emplace_back(formulas_.and_(from_start, early_end), short_one);
        Period both = short_one;
        both.start = from;
        result.emplace_back(
            formulas_.and_({late_start, early_end, formulas_.not_(point_le(until, from))}), both);
      }
    }
  }
  std::erase_if(result, [](const auto& p) { return p.first == kFalse; });
  return result;
}

void Grounder::periods(const Duty& duty, GroundClause& into) {
  for (const auto& [guard, one] : periods_of(duty)) {
    locals_[duty.norm->period->local] = Value{kFalse, one};
    period(duty, one, guard, into);
  }
}

// Read on its last day, over all that has started by then.
void Grounder::period(const Duty& duty, const Period& one, Formula guard, GroundClause& into) {
  const Norm& norm = *duty.norm;
  const Universe& universe = problem_.universe;
  Formula judged = guard;
  if (!universe.has_baseline)
    judged = formulas_.and_(judged, point_le(DatePoint::at(universe.horizon.start), one.start));
  if (judged == kFalse) return;
  const DatePoint last_day = one.end.plus(-1);
  Context at = on(last_day, duty.id);
  at.so_far = true;
  if (duty.clause->suspended_while.valid())
    throw Refusal{"`suspended while` beside a period", norm.span};
  const Formula owed = formulas_.and_(judged, along(judged, [&] { return guard_of(duty, at); }));
  if (owed == kFalse) return;
  Dates due_dates{{kTrue, last_day}};
  if (norm.by.valid()) due_dates = dates_of(norm.by, timeless(duty.id));
  for (const auto& [when, due] : due_dates) {
    const Formula here = formulas_.and_({owed, when, in_horizon(due)});
    if (here == kFalse || due.never) continue;
    Context due_at = at;
    due_at.day = due;
    into.arises = formulas_.or_(into.arises, here);
    const Formula broken = along(here, [&] {
      Formula kept = kFalse;
      if (norm.by.valid()) {
        kept = window_success(duty, {}, last_day, due, due_at, &into, here);
      } else {
        kept = demand(duty, due_at);
        into.kept.push_back({duty.index, duty.bound, formulas_.and_(here, kept), due});
      }
      const Formula excused = norm.unless.valid() ? truth(norm.unless, due_at) : kFalse;
      return formulas_.and_({here, formulas_.not_(kept), formulas_.not_(excused)});
    });
    const std::size_t before = into.breaches.size();
    reparations(duty, 0, broken, due, due_at, into);
    // The period is part of what the breach is about.
    for (std::size_t i = before; i < into.breaches.size(); ++i)
      into.breaches[i].bound.emplace_back(norm.period->local,
                                          Date{one.start.known() ? std::optional(one.start.offset)
                                                                 : std::nullopt});
  }
}

}  // namespace proviso::ground
