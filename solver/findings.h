// Breaches in the words of the spec.
#pragma once

#include "solver/decide.h"
#include "solver/verdict.h"

namespace proviso {

// One finding for every clause that can be broken, in the order of contract and clause.
std::vector<Finding> findings(const Spec& spec, const Sources& sources, Decision& decision,
                              const Limits& limits);

}  // namespace proviso
