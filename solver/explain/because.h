// Why a clause is broken: minimal sets of statements of the deal that leave no way to keep it.
#pragma once

#include "solver/explain/relaxation.h"
#include "solver/minimal_sets.h"
#include "solver/verdict.h"

#include <vector>

namespace proviso {

// Sets of statements that contradict `kept` against the background. `all`: every one, up to a cap;
// else the first.
MinimalSets minimal_sets(Relaxation& relaxation, Formula kept, bool all);

// Fills `because` and what goes with it in the findings of a decision; the heuristic `because` that
// they bring stays where the minimal one cannot be had.
void explain_findings(const Spec& spec, const Sources& sources, Decision& decision,
                      const CheckOptions& options, bool all, std::vector<Finding>& findings);

}  // namespace proviso
