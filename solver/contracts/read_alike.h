// Under which readings two texts say the same, word for word.
#pragma once

#include "model/spec.h"
#include "solver/contracts/fixed_readings.h"

#include <string>
#include <vector>

namespace proviso {

// One reading, or two together, under which `clause` reads like one of the others: none that contains another.
[[nodiscard]] std::vector<NamedReadings> read_alike(const Spec& spec, ClauseId clause,
                                                    const std::vector<ClauseId>& others);

}  // namespace proviso
