// What a `reaches` found in one concrete scenario: the path, or why there is none.
#pragma once

#include "solver/verdict.h"
#include "solver/world_view.h"

#include <string>
#include <vector>

namespace proviso {

// The flows of one path, in order, of a `reaches` (the expression `id`) that holds on that day.
[[nodiscard]] std::vector<ThingId> path_of(const WorldView& world, ExprId id, const Reaches& expr,
                                           Day day, const Bindings& bindings);

// Where no path leads: the hops at the edge of what is reached that do not count, each with the
// reason, and a hop that is not there at all where with these no path would lead either.
struct Cut {
  std::vector<ShownFlow> hops;
  std::string words;  // "from A to B and C, not to D"
};
[[nodiscard]] Cut cut_of(const WorldView& world, const Reaches& expr, Day day, const Bindings& bindings);

}  // namespace proviso
