#include "model/judge/judge.h"

#include "model/judge/admissible.h"
#include "model/judge/norm.h"
#include "model/judge/reader.h"

namespace proviso {

namespace {

// The period [start, end) of the norm that binds `local`, with the grid it stands in.
plain::Value period_of(const plain::World& world, LocalId local, Day start, const Date& end) {
  for (const ClauseId clause : world.universe.clauses) {
    for (const Norm& norm : world.spec[clause].norms) {
      if (!norm.period || norm.period->local != local || !end.day) continue;
      auto found = plain::period_on(world, clause, *norm.period, start);
      if (!found) continue;
      plain::Period period = *found;
      period.start = start;
      period.end = *end.day;
      return period;
    }
  }
  return None{};
}

}  // namespace

Judgement judge(const Spec& spec, const Universe& universe, const Scenario& scenario,
                const JudgeOptions& options) {
  const plain::World world(spec, universe, scenario, options.every_day);
  Judgement judgement;
  for (const ClauseId clause : universe.clauses) {
    const auto& found = world.outcome(clause).obligations;
    judgement.obligations.insert(judgement.obligations.end(), found.begin(), found.end());
  }
  judgement.violated = plain::violations(world, options.with);
  return judgement;
}

Constant value_on(const Spec& spec, const Universe& universe, const Scenario& scenario, ExprId expr,
                  Day day, const Bindings& bindings) {
  const plain::World world(spec, universe, scenario, false);
  plain::Reading reading;
  reading.day = day;
  reading.breach = bindings.breach;
  reading.since = bindings.since;
  reading.so_far = bindings.period.has_value();
  if (bindings.clause) reading.term = plain::term_of(world, *bindings.clause);
  plain::Locals locals;
  for (const auto& [local, value] : bindings.locals) {
    locals.emplace_back(local, plain::value_of(value));
  }
  if (bindings.period) {
    const auto& [local, days] = *bindings.period;
    locals.emplace_back(local, period_of(world, local, days.first, days.second));
  }
  return plain::constant_of(plain::Reader(world, reading, locals).value(expr));
}

}  // namespace proviso
