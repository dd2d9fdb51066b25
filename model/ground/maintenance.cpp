// Norms that hold on every day of their term.
#include "model/ground/grounder.h"

#include "model/expr_walk.h"

namespace proviso::ground {

namespace {

bool speaks_of_breach(const Spec& spec, const Reparation& reparation) {
  bool found = false;
  walk(spec, reparation.condition, [&](ExprId, const Expr& e) {
    found = found || std::holds_alternative<BreachDay>(e.node);
  });
  return found;
}

}  // namespace

Formula Grounder::unmet(const Duty& duty, const Context& at) {
  const Formula within = in_horizon(at.day);
  if (within == kFalse) return kFalse;
  const Formula owed = formulas_.and_(within, guard_of(duty, at));
  if (owed == kFalse) return kFalse;
  return along(owed, [&] {
    std::vector<Formula> all{owed, formulas_.not_(demand(duty, at))};
    if (duty.norm->unless.valid()) all.push_back(formulas_.not_(truth(duty.norm->unless, at)));
    return formulas_.and_(std::move(all));
  });
}

// `breach` is the first day of the run without a break: one of the change points.
Formula Grounder::mended_on(const Duty& duty, const Reparation& reparation, const Context& at,
                            const Points& days) {
  std::vector<Formula> ways;
  Points starts = days;
  starts.emplace_back(kTrue, at.day);
  const auto unmet_on = [&](const DatePoint& day) {
    Context there = at;
    there.day = day;
    return unmet(duty, there);
  };
  for (const auto& [exists, start] : unique(std::move(starts))) {
    std::vector<Formula> run{exists, point_le(start, at.day), unmet_on(start),
                             formulas_.not_(unmet_on(start.plus(-1)))};
    for (const auto& [between, day] : days) {
      const Formula inside = formulas_.and_(
          {between, formulas_.not_(point_le(day, start)), point_le(day, at.day)});
      if (inside != kFalse) run.push_back(formulas_.implies(inside, unmet_on(day)));
    }
    const Formula here = formulas_.and_(std::move(run));
    if (here == kFalse) continue;
    Context there = at;
    there.breach = start;
    ways.push_back(formulas_.and_(here, along(here, [&] { return truth(reparation.condition, there); })));
  }
  return formulas_.or_(std::move(ways));
}

// Owed on that day within the horizon, and not kept: neither the demand, nor an exception, nor a
// reparation without a deadline holds.
Formula Grounder::breached(const Duty& duty, const DatePoint& day, const LeftOut* left_out) {
  Context at = on(day, duty.id);
  at.left_out = left_out;
  const Formula first = unmet(duty, at);
  if (first == kFalse) return kFalse;
  return along(first, [&] {
    std::vector<Formula> all{first};
    for (const Reparation& reparation : duty.norm->otherwise) {
      if (reparation.by.valid()) break;  // what comes after a deadline mends that, not the day
      if (&reparation != &duty.norm->otherwise.front() && speaks_of_breach(spec_, reparation))
        throw Refusal{"`breach` in a second reparation without a deadline", reparation.span};
      all.push_back(formulas_.not_(speaks_of_breach(spec_, reparation)
                                       ? mended_on(duty, reparation, at, duty_points(duty, true))
                                       : truth(reparation.condition, at)));
    }
    return formulas_.and_(std::move(all));
  });
}

// Broken with everything in view, and also without what permissions leave out of account.
Formula Grounder::breached(const Duty& duty, const DatePoint& day) {
  const Formula plainly = breached(duty, day, nullptr);
  if (plainly == kFalse || duty.clause->overridden.empty()) return plainly;
  const Formula exists = formulas_.and_(plainly, formulas_.not_(displaced(duty, day, day)));
  if (exists == kFalse || !may_leave_out(duty)) return exists;
  const LeftOut out = left_out(duty, day, false);
  return out.empty() ? exists : formulas_.and_(exists, breached(duty, day, &out));
}

// Between two change points nothing that the norm reads changes, so a run of breach begins at one.
void Grounder::maintenance(const Duty& duty, GroundClause& into) {
  const bool permission = duty.norm->kind == syntax::NormKind::may;
  const auto& chain = duty.norm->otherwise;
  std::size_t with_deadline = 0;
  while (with_deadline < chain.size() && !chain[with_deadline].by.valid()) ++with_deadline;
  Points days = duty_points(duty, true);
  days.emplace_back(kTrue, DatePoint::at(problem_.universe.horizon.start));
  days = unique(std::move(days));
  for (const auto& [exists, day] : days) {
    const Context at = on(day, duty.id);
    const Formula within = formulas_.and_(exists, in_horizon(day));
    if (within == kFalse) continue;
    const Formula owed =
        formulas_.and_(within, along(within, [&] { return guard_of(duty, at); }));
    into.arises = formulas_.or_(into.arises, owed);
    if (owed == kFalse || permission) continue;
    const Formula broken = formulas_.and_(exists, breached(duty, day));
    if (broken == kFalse) continue;
    if (with_deadline == chain.size()) {
      add_breach(duty, broken, day, into);
      continue;
    }
    // One mending serves a whole run of breach: only its first day counts.
    const Formula first = formulas_.and_(broken, formulas_.not_(breached(duty, day.plus(-1))));
    reparations(duty, with_deadline, first, day, at, into);
  }
}

}  // namespace proviso::ground
