// Which scenarios there are.
#pragma once

#include "model/judge/world.h"

#include <vector>

namespace proviso::plain {

// What the scenario violates: ranges of open terms, lives of flows, facts, assumptions (`with` among
// them), and the conditions of powers. Empty iff the scenario is admissible.
[[nodiscard]] std::vector<Span> violations(const World& world, const std::vector<ExprId>& with);

}  // namespace proviso::plain
