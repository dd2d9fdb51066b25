// Minimal sets of statements, clauses or other things that contradict each other.
//
// A minimal unsatisfiable subset, found by deletion from a core; all of them by MARCO (Liffiton,
// Previti, Malik, Mushfiq 2016): a map of subsets not looked at yet, each seed grown to a satisfiable
// set or shrunk to an unsatisfiable one.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace proviso {

struct MinimalSets {
  std::vector<std::vector<std::size_t>> sets;  // of what was given; smallest first
  bool capped = false;                         // there may be more
};

// The part of these that suffices for a contradiction; nothing if there is none to be found.
using Contradicts =
    std::function<std::optional<std::vector<std::size_t>>(const std::vector<std::size_t>&)>;

// `of`: ascending. `goes_first`: which of two is dropped before the other. `all`: every set, up to a
// cap; else one.
[[nodiscard]] MinimalSets minimal_sets(const std::vector<std::size_t>& of, Contradicts contradicts,
                                       const std::function<bool(std::size_t, std::size_t)>& goes_first,
                                       bool all);

}  // namespace proviso
