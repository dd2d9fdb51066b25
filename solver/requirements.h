// Why a condition fails on a day: the parts that should have held, what holds instead, and the
// flows that were required but are not there.
#pragma once

#include "solver/verdict.h"
#include "solver/world_view.h"

#include <vector>

namespace proviso {

struct Shortfall {
  std::vector<Requirement> requirements;
  std::vector<ShownFlow> missing;
  std::vector<ThingId> path;     // flows of a path that must not be, in order
  std::vector<ShownFlow> cut;    // of a path that must be: the hops that do not count or are not there
  std::vector<ExprId> compared;  // sides of comparisons that failed: flows that move them matter
};

// Explains why `condition` is not `wanted` on that day.
Shortfall shortfall(const WorldView& world, ExprId condition, bool wanted, Day day,
                    const Bindings& bindings);

// The flows of the paths that a condition which holds on that day demands.
std::vector<ThingId> paths_taken(const WorldView& world, ExprId condition, Day day,
                                 const Bindings& bindings);

}  // namespace proviso
