// Under which readings two texts say the same, word for word.
#pragma once

#include "model/spec.h"

#include <string>
#include <utility>
#include <vector>

namespace proviso {

using NamedReadings = std::vector<std::pair<std::string, std::string>>;  // "api_product", "stateless"

// One reading, or two together, under which `clause` reads like one of the others: none that contains another.
[[nodiscard]] std::vector<NamedReadings> read_alike(const Spec& spec, ClauseId clause,
                                                    const std::vector<ClauseId>& others);

}  // namespace proviso
