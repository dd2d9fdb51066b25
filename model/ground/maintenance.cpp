// Norms that hold on every day of their term.
#include "model/ground/grounder.h"

#include "model/expr_walk.h"

namespace proviso::ground {

// Owed on that day within the horizon, and not kept: neither the demand, nor an exception, nor a
// reparation without a deadline holds.
Formula Grounder::breached(const Duty& duty, const DatePoint& day) {
  const Context at = on(day, duty.id);
  const Formula within = in_horizon(day);
  if (within == kFalse) return kFalse;
  const Formula owed = formulas_.and_(within, guard_of(duty, at));
  if (owed == kFalse) return kFalse;
  return along(owed, [&] {
    std::vector<Formula> all{owed, formulas_.not_(demand(duty, at))};
    if (duty.norm->unless.valid()) all.push_back(formulas_.not_(truth(duty.norm->unless, at)));
    for (const Reparation& reparation : duty.norm->otherwise) {
      if (reparation.by.valid()) break;  // what comes after a deadline mends that, not the day
      walk(spec_, reparation.condition, [&](ExprId, const Expr& e) {
        if (std::holds_alternative<BreachDay>(e.node))
          throw Refusal{"`breach` in a reparation without a deadline", e.span};
      });
      all.push_back(formulas_.not_(truth(reparation.condition, at)));
    }
    return formulas_.and_(std::move(all));
  });
}

// Between two change points nothing that the norm reads changes, so a run of breach begins at one.
void Grounder::maintenance(const Duty& duty, GroundClause& into) {
  if (duty.norm->kind == syntax::NormKind::may) return;
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
    if (owed == kFalse) continue;
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
