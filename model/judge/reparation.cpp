// `otherwise`: how a breach is mended.
#include "model/judge/norm.h"

namespace proviso::plain {

namespace {

struct Breach {
  const Duty& duty;
  const Locals& bound;
  Day first;  // of the norm itself, before any reparation
  ClauseOutcome& outcome;

  void record(ObligationStatus status, const Date& due) const {
    Obligation result = duty.obligation(bound, status, due);
    result.first = Date{first};
    outcome.obligations.push_back(std::move(result));
  }
};

void settle(const Breach& breach, const Run& run, std::size_t step);

// `otherwise must E by D`: one mending between the breach and D serves the whole run; without it
// the breach is that of D.
void settle_by(const Breach& breach, const Run& run, std::size_t step) {
  const Duty& duty = breach.duty;
  const Reparation& reparation = duty.norm.otherwise[step];
  const Date due = duty.deadline(reparation.by, breach.bound, run.first, run.first);
  const auto mended = [&](const Duty& read) {
    return read.first_success(reparation.condition, breach.bound, run.first, *due.day, run.first)
        .has_value();
  };
  if (const auto outside = duty.outside(due)) {
    breach.record(*outside, due);
  } else if (mended(duty) || mended(duty.shielded_until(*due.day))) {
    breach.record(ObligationStatus::mended, due);
  } else {
    settle(breach, {*due.day, Date{*due.day + 1}}, step + 1);
  }
}

// `otherwise must E`: the days on which E holds are mended, what remains is broken.
void settle_daily(const Breach& breach, const Run& run, std::size_t step) {
  const Duty& duty = breach.duty;
  const ExprId condition = duty.norm.otherwise[step].condition;
  const auto mended = [&](const Duty& read, Day day) {
    Reading reading = read.on(day);
    reading.breach = run.first;
    return Reader(duty.world, reading, breach.bound).holds(condition);
  };
  const bool over_time = duty.norm.by.valid() || duty.norm.period;
  const auto unmended = [&](Day day) {
    return !mended(duty, day) &&
           !mended(over_time ? duty.shielded_until(day) : duty.shielded_on(day), day);
  };
  const std::vector<Run> rest = maximal_runs(duty.days, run.first, run.end, unmended);
  if (rest.empty()) breach.record(ObligationStatus::mended, Date{run.first});
  for (const Run& part : rest) settle(breach, part, step + 1);
}

void settle(const Breach& breach, const Run& run, std::size_t step) {
  const std::vector<Reparation>& chain = breach.duty.norm.otherwise;
  if (step < chain.size()) {
    if (chain[step].by.valid()) {
      settle_by(breach, run, step);
    } else {
      settle_daily(breach, run, step);
    }
    return;
  }
  breach.record(ObligationStatus::broken, Date{run.first});
  breach.outcome.breach = earlier(breach.outcome.breach, Date{run.first});
}

}  // namespace

void settle_breach(const Duty& duty, const Locals& bound, const Run& run, ClauseOutcome& outcome) {
  settle(Breach{duty, bound, run.first, outcome}, run, 0);
}

}  // namespace proviso::plain
