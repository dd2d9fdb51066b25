// What a verdict depends on: open terms, events and optional flows whose change alone changes the
// outcome in some scenario.
#pragma once

#include "model/ground/problem.h"
#include "solver/answer.h"

namespace proviso {

// A variable of the deal as its author sees it: several solver variables may belong to it.
struct OpenThing {
  Origin origin;
  std::vector<VarId> variables;
};
[[nodiscard]] std::vector<OpenThing> open_things(const Problem& problem);

struct Support {
  std::vector<OpenThing> things;  // each shown by two scenarios that differ in it alone
  bool complete = true;           // false: a limit was hit on the way
};

// The support of `outcome` over the scenarios in which `admissible` holds.
Support support(Problem& problem, Asker& asker, const std::vector<Formula>& admissible,
                Formula outcome);

}  // namespace proviso
