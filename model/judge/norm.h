// What becomes of the norms of a clause: their obligations.
#pragma once

#include "model/judge/reader.h"
#include "model/judge/term.h"
#include "model/judge/world.h"

#include <functional>
#include <optional>
#include <vector>

namespace proviso::plain {

[[nodiscard]] ClauseOutcome judge_clause(const World& world, ClauseId clause);

// One norm, and all that is needed to judge it.
struct Duty {
  const World& world;
  ClauseId clause;
  std::size_t index;
  const Norm& norm;
  const Term& term;
  const Days& days;

  [[nodiscard]] const Horizon& horizon() const { return world.universe.horizon; }
  [[nodiscard]] Reading on(Day day) const {
    return {.day = day, .term = term, .so_far = norm.period.has_value()};
  }
  [[nodiscard]] bool in_force_on(Day day) const { return in_force(world, clause, term, day); }
  // What `each` binds is present and its `where` is true.
  [[nodiscard]] bool arises(const Locals& bound, Day day) const;
  // The norm's demand is met: E for `must`, not E for `must not`, nothing for `never`.
  [[nodiscard]] bool met(const Locals& bound, Day day) const;
  [[nodiscard]] bool excused(const Locals& bound, Day day) const;
  // `expr` as a deadline that runs from `begin`, moved by suspensions.
  [[nodiscard]] Date deadline(ExprId expr, const Locals& bound, Day begin,
                              std::optional<Day> breach) const;
  // The first day of [begin, last] on which the condition holds; if `last` comes first, `last` alone.
  [[nodiscard]] std::optional<Day> first_success(ExprId condition, const Locals& bound, Day begin,
                                                 Day last, std::optional<Day> breach) const;
  [[nodiscard]] Obligation obligation(const Locals& bound, ObligationStatus status, Date due) const;
  // `pending` or `not_judged` if the day lies outside of the horizon.
  [[nodiscard]] std::optional<ObligationStatus> outside(const Date& due) const;
};

// Consecutive days [first, end).
struct Run {
  Day first;
  Date end;
};
[[nodiscard]] std::vector<Run> maximal_runs(const Days& days, Day from, const Date& end,
                                            const std::function<bool(Day)>& is_in);

void judge_maintained(const Duty& duty, ClauseOutcome& outcome);  // without `by`
void judge_achieved(const Duty& duty, ClauseOutcome& outcome);    // with `by`
void judge_periods(const Duty& duty, ClauseOutcome& outcome);     // `each p: year`

// What is owed by `deadline` since `begin`; it falls due inside the horizon.
void judge_deadline(const Duty& duty, const Locals& bound, Day begin, Day deadline,
                    ClauseOutcome& outcome);

// The demand failed on these days: broken, unless an `otherwise` mends it.
void settle_breach(const Duty& duty, const Locals& bound, const Run& run, ClauseOutcome& outcome);

// The grid from which a period norm counts.
struct Grid {
  Day base;
  int months;
};
[[nodiscard]] Grid grid_of(const Term& term, const PeriodBinder& period, const Horizon& horizon);

}  // namespace proviso::plain
