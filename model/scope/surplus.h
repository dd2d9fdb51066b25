// Entities are always there: whether one more that nothing names could be in the way.
#pragma once

#include "model/scope/certain.h"

namespace proviso::scoping {

// Entity types of which one more could break something that is to hold, when things stay as counted.
[[nodiscard]] std::set<TypeId> in_the_way(const Asked& asked, const Staying& staying);

}  // namespace proviso::scoping
