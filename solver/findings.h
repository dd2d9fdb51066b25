// Breaches in the words of the spec.
#pragma once

#include "solver/decide.h"
#include "solver/verdict.h"

namespace proviso {

// One finding for every clause that can be broken, in the order of contract and clause.
std::vector<Finding> findings(const Spec& spec, const Sources& sources, Decision& decision);

// The name by which an open thing goes in reports, its kind and its value in a scenario.
ScenarioValue shown_value(const Spec& spec, const Scenario& scenario, const Origin& origin);

}  // namespace proviso
