// Norms that are owed once: `must E by D`.
#include "model/ground/days.h"
#include "model/ground/grounder.h"

namespace proviso::ground {

namespace {
constexpr Day kLongestSuspension = 20000;
}

// A deadline that has not passed moves by the days on which its clause is suspended.
DatePoint Grounder::moved_deadline(const Duty& duty, const DatePoint& from, const DatePoint& due) {
  if (!duty.clause->suspended_while.valid() || due.never) return due;
  const auto refuse = [&] {
    return Refusal{"a deadline under a suspension whose days are open", duty.norm->span};
  };
  if (!from.known() || !due.known()) throw refuse();
  if (due.offset < from.offset &&
      truth(duty.clause->suspended_while, on(due, duty.id)) != kFalse)
    throw Refusal{"a deadline that passes while its clause is suspended", duty.norm->span};
  Day moved = due.offset;
  for (Day day = from.offset; day <= moved; ++day) {
    const Formula off = truth(duty.clause->suspended_while, on(DatePoint::at(day), duty.id));
    if (off != kFalse && off != kTrue) throw refuse();
    if (off == kTrue) ++moved;
    if (moved - due.offset > kLongestSuspension) return DatePoint{true, {}, 0};
  }
  return DatePoint::at(moved);
}

// The window begins on the first day on which the duty is triggered; a later trigger adds nothing.
void Grounder::deadline(const Duty& duty, GroundClause& into) {
  const Norm& norm = *duty.norm;
  const bool bare = !norm.each.has_value();
  Points days = duty_points(duty, false);
  std::vector<std::pair<Formula, DatePoint>> triggers;
  for (const auto& [exists, day] : days) {
    const Context at = on(day, duty.id);
    const Formula triggered =
        formulas_.and_(exists, along(exists, [&] { return guard_of(duty, at); }));
    if (triggered != kFalse) triggers.emplace_back(triggered, day);
  }
  const Dates due_dates = dates_of(norm.by, timeless(duty.id));
  for (const auto& [first, start] : pick(triggers, true)) {
    for (const auto& [guard, stated] : due_dates) {
      const Formula here = formulas_.and_(first, guard);
      if (here == kFalse) continue;
      const DatePoint due = moved_deadline(duty, start, stated);
      if (due.never) continue;
      const Context at = on(due, duty.id);
      // A bare duty falls with its term.
      Formula owed = here;
      if (bare) owed = formulas_.and_(owed, in_bounds(duty.id, due));
      owed = formulas_.and_(owed, in_horizon(due));
      if (owed == kFalse) continue;
      into.arises = formulas_.or_(into.arises, owed);
      const Formula broken = along(owed, [&] {
        const Formula kept = window_success(duty, {}, start, due, at, &into, owed);
        const Formula excused = norm.unless.valid() ? truth(norm.unless, at) : kFalse;
        return formulas_.and_({owed, formulas_.not_(kept), formulas_.not_(excused)});
      });
      reparations(duty, 0, broken, due, at, into);
    }
  }
}

}  // namespace proviso::ground
