// The plain meaning of clauses in one concrete scenario, read day by day: the oracle against which
// every counterexample is replayed. It shares no code with grounding; see docs/semantics.md.
#pragma once

#include "model/scenario.h"
#include "model/universe.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace proviso {

enum class ObligationStatus {
  kept,
  broken,
  mended,      // broken first, then a reparation was kept
  pending,     // falls due at or after the end of the horizon
  not_judged,  // fell due before the horizon, or its period began before it without a baseline
  lapsed,      // a bare `must E by D` whose term ended before D
  left_out,    // a period that is not whole inside the term
};

struct Obligation {
  ClauseId clause;
  std::size_t norm = 0;                                // index in the clause
  std::vector<std::pair<LocalId, Constant>> bound;     // what `each` binds; periods are in `period`
  std::optional<std::pair<Day, Date>> period;          // [start, end)
  ObligationStatus status = ObligationStatus::kept;
  Date due;                                            // day of (last) breach, or when it falls due
  Date first;                                          // day of the first breach, before reparations
};

struct Judgement {
  // In order of clause, norm, binding, date. For maintenance norms only broken and mended runs, and
  // one `kept` obligation for each binding that was in play (present, its guard true, inside term
  // and horizon) and never broken.
  std::vector<Obligation> obligations;
  // Facts, assumptions, powers and ranges that the scenario violates: empty iff it is admissible.
  std::vector<Span> violated;
};

// `with`: further conditions (as assumptions). A division by zero has no value, like none.
struct JudgeOptions {
  bool every_day = false;  // look at every day instead of the days on which anything changes
  std::vector<ExprId> with;
};
Judgement judge(const Spec& spec, const Universe& universe, const Scenario& scenario,
                const JudgeOptions& options = {});

// Value of an expression on a day, with names bound (periods: bound by their first and last days).
// For explanations. Throws nothing; a value that does not exist is None.
struct Bindings {
  std::vector<std::pair<LocalId, Constant>> locals;
  std::optional<std::pair<LocalId, std::pair<Day, Date>>> period;
  std::optional<Day> breach;
  std::optional<ClauseId> clause;  // for term.start, term.end
  std::optional<Day> since;        // first day of the window of a `by`: where its event binders begin
};
Constant value_on(const Spec& spec, const Universe& universe, const Scenario& scenario,
                  ExprId expr, Day day, const Bindings& bindings);

}  // namespace proviso
