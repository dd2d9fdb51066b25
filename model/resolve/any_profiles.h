// Flows of one `any x: T` that are alike but for amounts that are only summed up: one of each kind
// is enough.
#pragma once

#include "model/resolve/any_universe.h"

namespace proviso::resolving {

struct Profiles {
  std::size_t count = 0;  // 0: the argument does not apply
  std::string why;        // then what prevents it
};
[[nodiscard]] Profiles profiles(const AnyUniverse& universe, ThingId first);

}  // namespace proviso::resolving
