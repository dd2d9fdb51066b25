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
  Things left_out = {};  // it is read as if these were not there

  [[nodiscard]] Duty without(Things things) const;
  [[nodiscard]] const Horizon& horizon() const { return world.universe.horizon; }
  [[nodiscard]] Reading on(Day day) const {
    return {.day = day,
            .term = term,
            .so_far = norm.period.has_value(),
            .left_out = left_out};
  }
  [[nodiscard]] bool in_force_on(Day day) const {
    return in_force(world, clause, term, day, left_out);
  }
  // What `each` binds is present and its `where` is true.
  [[nodiscard]] bool arises(const Locals& bound, Day day) const;
  // The first day of a deadline's window. A bare duty begins with the term, suspended or not.
  [[nodiscard]] std::optional<Day> trigger(const Locals& bound) const;
  // Another clause is in the place of what arises and falls due on these days.
  [[nodiscard]] bool displaced(const Locals& bound, Day arises, const Date& due) const;
  // The same duty as it would be without what permissions leave out of account: for a duty that is
  // judged on the day alone, or for one that is judged over all the time up to it.
  [[nodiscard]] Duty shielded_on(Day day) const;
  [[nodiscard]] Duty shielded_until(Day day) const;
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

// What is owed by `deadline` since `begin`; it falls due inside the horizon. Without what permissions
// leave out it may begin on another day, or not at all, with a deadline of its own.
using Window = std::pair<Day, Date>;
using WindowOf = std::function<std::optional<Window>(const Duty&)>;
void judge_deadline(const Duty& duty, const Locals& bound, const WindowOf& window_of, Day begin,
                    Day deadline, ClauseOutcome& outcome);

// The demand failed on these days: broken, unless an `otherwise` mends it.
void settle_breach(const Duty& duty, const Locals& bound, const Run& run, ClauseOutcome& outcome);

// The grid from which a period norm counts.
struct Grid {
  Day base;
  int months;
};
[[nodiscard]] Grid grid_of(const World& world, ClauseId clause, const PeriodBinder& period);
// The period of the grid in which the day falls; none before the grid begins.
[[nodiscard]] std::optional<Period> period_on(const World& world, ClauseId clause,
                                              const PeriodBinder& period, Day day);

}  // namespace proviso::plain
