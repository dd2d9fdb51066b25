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

ClauseId Grounder::first_text(ClauseId clause) const {
  while (spec_[clause].replaces.valid()) clause = spec_[clause].replaces;
  return clause;
}

bool Grounder::parts_are_judged(ClauseId other, const PeriodBinder& period) const {
  if (!other.valid() || !period.or_part) return false;
  const auto& norms = spec_[other].norms;
  return std::any_of(norms.begin(), norms.end(), [&](const Norm& norm) {
    return norm.period && norm.period->unit == period.unit && norm.period->or_part;
  });
}

bool Grounder::counts_periods(ClauseId other, const PeriodBinder& period) const {
  const auto& norms = spec_[other].norms;
  return std::any_of(norms.begin(), norms.end(), [&](const Norm& norm) {
    return norm.period && norm.period->unit == period.unit;
  });
}

std::vector<Dates> Grounder::first_counted(ClauseId id, const PeriodBinder& period) {
  const ClauseId old = spec_[id].replaces;
  if (!old.valid() || parts_are_judged(old, period)) return froms(id);
  std::vector<Dates> result = froms(id, false, false);
  for (Dates& before : first_counted(old, period)) result.push_back(std::move(before));
  return {earliest({latest(result), latest(froms(id))})};
}

// Every period that may count, with the guard under which it is one of the term's, whole or cut.
std::vector<std::pair<Formula, Period>> Grounder::periods_of(const Duty& duty) {
  const PeriodBinder& binder = *duty.norm->period;
  const int months = static_cast<int>(binder.unit);
  const Horizon& horizon = problem_.universe.horizon;
  // A replacing text goes on counting; the period in which the change falls is its own, whole,
  // unless both texts judge parts.
  const Clause& clause = *duty.clause;
  const bool goes_on = clause.replaces.valid();
  const bool whole_at_change = goes_on && !parts_are_judged(clause.replaces, binder);
  const bool gives_up_part = clause.replaced_by.valid() &&
                             counts_periods(clause.replaced_by, binder) &&
                             !parts_are_judged(clause.replaced_by, binder);
  Dates start = latest(first_counted(duty.id, binder));
  if (!binder.calendar)
    start = one_by_one(start, "periods counted from a term that may start on more than 100 days", duty.norm->span);
  const Dates end = earliest(untils(duty.id));
  // What is owed in arrears, or was suspended, may fall due when its period is long over; of periods that
  // began before the horizon that is judged beside a baseline only.
  const bool arrears = duty.norm->by.valid() || clause.suspended_while.valid();
  const bool skips = !arrears || !problem_.universe.has_baseline;
  const Day back = arrears ? total_offset() + 31 * months : 0;
  std::optional<Day> counted_from;
  if (goes_on && !binder.calendar) {
    const Dates first = earliest({latest(froms(first_text(duty.id))), latest(froms(duty.id))});
    if (first.size() != 1 || !first.front().second.known() || first.front().second.offset < kFirstDay)
      throw Refusal{"periods counted from a term whose start is open", duty.norm->span};
    counted_from = first.front().second.offset;
  }
  const Dates change = whole_at_change ? dates_of(clause.since, timeless()) : Dates{};
  const Dates given_up = gives_up_part ? dates_of(clause.cut, timeless()) : Dates{};
  std::vector<std::pair<Formula, Period>> result;
  for (const auto& [begins, from] : start) {
    if (from.never) continue;
    if (!binder.calendar && from.offset < kFirstDay)
      throw Refusal{"periods counted from a term without a start", duty.norm->span};
    const bool early = from.known() && from.offset >= kFirstDay &&
                       (!skips || from.offset > horizon.start - back - 800);
    const Day base = binder.calendar
                         ? calendar_start(early ? from.offset : horizon.start - back - 800, months)
                         : counted_from.value_or(from.offset);
    const Day last = horizon.end ? *horizon.end
                                 : quiet_after_.value_or(latest_known_day()) +
                                       (previous_depth(spec_, *duty.norm) + 1) * 31 * months;
    std::int64_t index = 0;
    while (skips && add_months(base, (index + 1) * months) <= horizon.start) ++index;
    const auto ends_after_change = [&](const DatePoint& day) {
      return change.empty() ? kTrue : any_date(change, [&](const DatePoint& since) {
        return since.never ? kFalse : formulas_.not_(point_le(day, since));
      });
    };
    const auto not_given_up = [&](const DatePoint& until) {
      return given_up.empty() ? kTrue : any_date(given_up, [&](const DatePoint& at) {
        return formulas_.not_(point_le(at, until));
      });
    };
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
      const Formula from_start = formulas_.and_(
          {begins, point_le(from, whole.start), ends_after_change(whole.end)});
      const auto not_before = [&](const DatePoint& day) {  // the term reaches `day`
        return any_date(end, [&](const DatePoint& until) { return point_le(day, until); });
      };
      result.emplace_back(formulas_.and_(from_start, not_before(whole.end)), whole);
      if (!binder.or_part) continue;
      // Cut at its beginning, at its end, or at both.
      const Formula late_start = formulas_.and_(
          {begins, formulas_.not_(point_le(from, whole.start)), ends_after_change(whole.end),
           formulas_.not_(point_le(whole.end, from))});
      Period cut = whole;
      cut.start = from;
      result.emplace_back(formulas_.and_(late_start, not_before(whole.end)), cut);
      for (const auto& [ends, until] : end) {
        if (until.never) continue;
        const Formula early_end =
            formulas_.and_({ends, not_given_up(until), formulas_.not_(point_le(until, whole.start)),
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

Dates Grounder::moved(const Duty& duty, const DatePoint& from, const Dates& dates, Formula where) {
  Dates result;
  for (const auto& [guard, day] : dates)
    for (const auto& [when, due] : moved_deadline(duty, from, day, formulas_.and_(where, guard)))
      result.emplace_back(formulas_.and_(guard, when), due);
  return merge(std::move(result));
}

// The day itself, or the first one after a suspension that covers it.
Dates Grounder::first_day_not_suspended(const Duty& duty, const DatePoint& day) {
  const ExprId suspended = duty.clause->suspended_while;
  if (!suspended.valid()) return {{kTrue, day}};
  Points days = change_points({suspended});
  days.emplace_back(kTrue, day);
  Points candidates;
  for (const auto& [exists, one] : unique(std::move(days))) {
    const Formula free = formulas_.and_(
        {exists, point_le(day, one), formulas_.not_(truth(suspended, on(one, duty.id)))});
    if (free != kFalse) candidates.emplace_back(free, one);
  }
  return pick(candidates, true);
}

// Without what permissions leave out of account the period is owed too, and not kept.
Formula Grounder::period_missed(const Duty& duty, const DatePoint& last_day, const DatePoint& due,
                                Formula owed, const LeftOut& out) {
  Context at = on(last_day, duty.id);
  at.so_far = true;
  at.suspension = false;
  at.left_out = &out;
  const Formula here = formulas_.and_(owed, along(owed, [&] { return guard_of(duty, at); }));
  at.day = due;
  return unkept(duty, here, last_day, at, nullptr);
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
  at.suspension = false;  // a suspension moves the day of judging
  const Formula owed = formulas_.and_(judged, along(judged, [&] { return guard_of(duty, at); }));
  if (owed == kFalse) return;
  Dates due_dates = norm.by.valid() ? moved(duty, last_day, dates_of(norm.by, timeless(duty.id)), owed)
                                    : first_day_not_suspended(duty, last_day);
  for (const auto& [when, due] : due_dates) {
    if (due.never) continue;
    const Formula exists = formulas_.and_({owed, when, formulas_.not_(displaced(duty, last_day, due))});
    add_pending(exists, one.start, due, into);
    const Formula here = formulas_.and_(exists, in_horizon(due));
    if (here == kFalse) continue;
    Context due_at = at;
    due_at.day = due;
    into.arises = formulas_.or_(into.arises, here);
    Formula broken = unkept(duty, here, last_day, due_at, &into);
    if (broken != kFalse && may_leave_out(duty)) {
      const LeftOut out = left_out(duty, due, true);
      if (!out.empty()) broken = formulas_.and_(broken, period_missed(duty, last_day, due, here, out));
    }
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
