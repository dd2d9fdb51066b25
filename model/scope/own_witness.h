// Things that are themselves what is asked to be there for each of them: "each hosting has one by Azure
// of the same service" asks for nothing more where the hosting is by Azure.
#pragma once

#include "model/scope/profile.h"

namespace proviso::scoping {

// Every thing of this kind that `each` binds may be bound by `some` in its own company, on the same day.
[[nodiscard]] bool is_own_witness(const Spec& spec, const Binding& each, const Binding& some,
                                  const std::pair<TypeId, Profile>& kind);

}  // namespace proviso::scoping
