// A choice that is safe whatever happens, found by counterexamples: a candidate is defeated by a
// scenario, and what defeats it is projected onto the choices and excluded at once.
#pragma once

#include "solver/project/bounds.h"

#include <string>
#include <vector>

namespace proviso {

// `ours` are chosen once, beforehand; all other variables are the world's. Scenarios are the assignments
// under which all of `admissible` hold, and good if `ok` holds as well.
struct Game {
  std::vector<VarId> ours;  // in the order in which plain values matter
  std::vector<Formula> admissible;
  Formula ok = kTrue;
};

struct SafeChoiceLimits {
  int rounds = 200;
  int guesses = 60;         // rounds that exclude less than they could, as a number was put in at its value
  int shown = 3;            // defeating scenarios that are kept
  int unsettled = 5;        // candidates that the solver may fail to judge
  int plain_queries = 300;  // spent on plainer values of what was found
};

enum class SafeChoiceState { found, none, unknown };

struct SafeChoice {
  SafeChoiceState state = SafeChoiceState::unknown;
  // found: an admissible scenario with the chosen values, plain ones where others are as safe. That no
  // admissible scenario with these values fails has had its second check.
  Assignment scenario;
  // Scenarios that defeat the choice which they hold, in the order tried. At least one if the state is
  // `none`, unless nothing is admissible.
  std::vector<Assignment> defeated;
  std::string reason;  // unknown
  int rounds = 0;
};

[[nodiscard]] SafeChoice safe_choice(Formulas& formulas, Asker& asker, const Game& game,
                                     const SafeChoiceLimits& limits = {});

// Two sets of values of one thing among `ours`, with the other choices as in `scenario`.
struct SafeValues {
  ThingValues safe;        // possible, and no scenario with them fails
  ThingValues admissible;  // possible
  bool complete = true;    // false: `safe` may be too large or too small, and should not be shown
};
[[nodiscard]] SafeValues safe_values(Formulas& formulas, Asker& asker, const Game& game,
                                     const Assignment& scenario, const Alternatives& thing,
                                     const ValueLimits& limits = {});

}  // namespace proviso
