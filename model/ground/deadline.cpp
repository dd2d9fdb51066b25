// Norms that are owed once: `must E by D`.
#include "model/ground/days.h"
#include "model/ground/grounder.h"

namespace proviso::ground {

// The window begins on the first day on which the duty is triggered; a later trigger adds nothing.
Grounder::Points Grounder::triggers_of(const Duty& duty, const LeftOut* left_out) {
  Points triggers;
  for (const auto& [exists, day] : duty_points(duty, false)) {
    Context at = on(day, duty.id);
    at.left_out = left_out;
    at.suspension = duty.norm->each.has_value();  // a bare duty arises with its term, suspended or not
    const Formula triggered =
        formulas_.and_(exists, along(exists, [&] { return guard_of(duty, at); }));
    if (triggered != kFalse) triggers.emplace_back(triggered, day);
  }
  return pick(triggers, true);
}

Formula Grounder::unkept(const Duty& duty, Formula owed, const DatePoint& from, const Context& at,
                         GroundClause* kept) {
  const Norm& norm = *duty.norm;
  return along(owed, [&] {
    Formula met = kFalse;
    if (norm.by.valid()) {
      met = window_success(duty, {}, from, at.day, at, kept, owed);
    } else {
      met = demand(duty, at);
      if (kept) kept->kept.push_back({duty.index, duty.bound, formulas_.and_(owed, met), at.day});
    }
    const Formula excused = norm.unless.valid() ? truth(norm.unless, at) : kFalse;
    return formulas_.and_({owed, formulas_.not_(met), formulas_.not_(excused)});
  });
}

// The same duty without what permissions leave out: it arises too, and its window passes in vain.
Formula Grounder::missed(const Duty& duty, const Points& triggers, Formula guard,
                         const DatePoint& stated, const LeftOut* left_out) {
  std::vector<Formula> ways;
  for (const auto& [first, start] : triggers) {
    const Formula here = formulas_.and_(first, guard);
    if (here == kFalse) continue;
    for (const auto& [when, due] : moved_deadline(duty, start, stated, here)) {
      if (due.never) continue;
      Context at = on(due, duty.id);
      at.left_out = left_out;
      ways.push_back(unkept(duty, formulas_.and_(here, when), start, at, nullptr));
    }
  }
  return formulas_.or_(std::move(ways));
}

void Grounder::deadline(const Duty& duty, GroundClause& into) {
  const Dates stated = dates_of(duty.norm->by, timeless(duty.id));
  for (const auto& [first, start] : triggers_of(duty, nullptr)) {
    for (const auto& [guard, day] : stated) {
      const Formula here = formulas_.and_(first, guard);
      if (here == kFalse) continue;
      for (const auto& [when, due] : moved_deadline(duty, start, day, here)) {
        const Formula owed = formulas_.and_(here, when);
        if (owed != kFalse && !due.never) due_on(duty, {start, day, due, guard}, owed, into);
      }
    }
  }
}

void Grounder::due_on(const Duty& duty, const Window& window, Formula owed, GroundClause& into) {
  const auto& [start, stated, due, guard] = window;
  const Context at = on(due, duty.id);
  // A bare duty falls with its term.
  if (!duty.norm->each) owed = formulas_.and_(owed, in_bounds(duty.id, due));
  owed = formulas_.and_(owed, formulas_.not_(displaced(duty, start, due)));
  add_pending(owed, start, due, into);
  owed = formulas_.and_(owed, in_horizon(due));
  if (owed == kFalse) return;
  into.arises = formulas_.or_(into.arises, owed);
  Formula broken = unkept(duty, owed, start, at, &into);
  if (broken != kFalse && may_leave_out(duty)) {
    // Where the deadline comes before the duty arises, what is permitted by then counts.
    LeftOut out = left_out(duty, due, true);
    if (point_le(start, due) != kTrue) add_to(out, left_out(duty, start, true));
    if (!out.empty())
      broken = formulas_.and_(broken, missed(duty, triggers_of(duty, &out), guard, stated, &out));
  }
  reparations(duty, 0, broken, due, at, into);
}

}  // namespace proviso::ground
