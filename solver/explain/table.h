// The truth table of all clauses under one counterexample.
#pragma once

#include "model/judge/judge.h"
#include "solver/verdict.h"

#include <vector>

namespace proviso {

// One row for every clause of the universe, in its order; of a clause's obligations the worst counts.
[[nodiscard]] std::vector<TableRow> clause_table(const Spec& spec, const Universe& universe,
                                                 const Judgement& judgement);

}  // namespace proviso
