// Things and values as reports show them, in one concrete scenario.
#pragma once

#include "solver/verdict.h"
#include "solver/world_view.h"

#include <set>
#include <string>
#include <vector>

namespace proviso {

// The name by which an open thing goes in reports, its kind and its value in a scenario.
[[nodiscard]] ScenarioValue shown_value(const Spec& spec, const Scenario& scenario, const Origin& origin);

// A flow or event with its ends, dates and fields; those in `matter` are marked.
[[nodiscard]] ShownFlow shown_flow(const WorldView& world, ThingId thing, const std::set<FieldId>& matter);

// The named entities, in the order of declaration.
[[nodiscard]] std::vector<ShownThing> shown_things(const WorldView& world,
                                                   const std::set<std::string>& wanted,
                                                   const std::set<FieldId>& matter);

}  // namespace proviso
