// Walks in the graphs of `reaches` nodes.
#pragma once

#include "model/formula.h"

#include <vector>

namespace proviso {

// The vertices that a walk of one edge or more leads to from `start`, over the edges that exist;
// backward: from which `start` is reached.
[[nodiscard]] std::vector<bool> reachable(const Graph& graph, const std::vector<bool>& exists,
                                          std::uint32_t start, bool backward = false);

[[nodiscard]] bool reaches_target(const Graph& graph, const std::vector<bool>& exists);

// The edges of a shortest walk from source to target, in order; empty if there is none.
[[nodiscard]] std::vector<std::size_t> shortest_walk(const Graph& graph,
                                                     const std::vector<bool>& exists);

// Where the target is not reached: the missing edges that leave what is reached.
[[nodiscard]] std::vector<std::size_t> cut(const Graph& graph, const std::vector<bool>& exists);

}  // namespace proviso
