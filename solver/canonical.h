// One counterexample out of many: the plainest, so that it does not depend on the solver's version.
#pragma once

#include "model/ground/problem.h"
#include "solver/answer.h"

namespace proviso {

// An assignment that satisfies `all`, starting from `found`: as few flows and events as possible,
// then first values, earliest dates and the simplest numbers, in the order of declaration.
Assignment canonical(const Problem& problem, Formulas& formulas, Asker& asker,
                     std::vector<Formula> all, Assignment found, int queries);

}  // namespace proviso
