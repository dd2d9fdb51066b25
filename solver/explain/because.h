// Why a clause is broken: minimal sets of statements of the deal that leave no way to keep it.
//
// A minimal unsatisfiable subset over one literal a statement, found by deletion from a core; all of
// them by MARCO (Liffiton, Previti, Malik, Mushfiq 2016): a map of subsets not looked at yet, each
// seed grown to a satisfiable set or shrunk to an unsatisfiable one.
#pragma once

#include "solver/explain/relaxation.h"
#include "solver/verdict.h"

#include <vector>

namespace proviso {

struct MinimalSets {
  std::vector<std::vector<std::size_t>> sets;  // of indices of statements; smallest first
  bool capped = false;                         // there may be more
};

// Sets of statements that contradict `kept` against the background. `all`: every one, up to a cap;
// else the first.
MinimalSets minimal_sets(Relaxation& relaxation, Formula kept, bool all);

// Fills `because` and what goes with it in the findings of a decision; the heuristic `because` that
// they bring stays where the minimal one cannot be had.
void explain_findings(const Spec& spec, const Sources& sources, Decision& decision,
                      const CheckOptions& options, bool all, std::vector<Finding>& findings);

}  // namespace proviso
