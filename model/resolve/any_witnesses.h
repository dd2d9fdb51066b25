// Flows of `any x: T` that a scenario needs as witnesses: all others can be left out of it.
#pragma once

#include "model/resolve/any_universe.h"

#include <map>

namespace proviso::resolving {

struct Witnesses {
  bool complete = false;
  std::string why;                      // not complete: what prevents it
  std::map<TypeId, std::size_t> count;  // by type: so many of each `any` are enough
  std::map<TypeId, std::size_t> bound;  // by type: names that one norm binds, for want of a bound
};

// `kept`: flows of these types that are not left out in any case, beside the universe's things; all
// other types of `firsts` are looked at.
[[nodiscard]] Witnesses witnesses(const AnyUniverse& universe, const std::vector<ThingId>& open,
                                  const std::map<TypeId, std::size_t>& kept);

}  // namespace proviso::resolving
