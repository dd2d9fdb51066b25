// From a solver's assignment to a scenario in the spec's terms, and its replay by the plain
// evaluator. Nothing that has not been replayed is ever reported.
#pragma once

#include "model/evaluate.h"
#include "model/ground/problem.h"
#include "model/judge/judge.h"
#include "model/scenario.h"

namespace proviso {

[[nodiscard]] Scenario scenario_of(const Spec& spec, const Problem& problem,
                                   const Assignment& assignment);

// Judges the scenario day by day, and compares with what the formulas say: it must be admissible,
// and exactly the clauses whose formulas are true must be broken. Throws InternalError if not.
Judgement replay(const Spec& spec, const Problem& problem, const Assignment& assignment,
                 const std::vector<ExprId>& with);

}  // namespace proviso
