// Comparisons of a count with a number, as bounds from below.
#pragma once

#include "model/spec.h"

#include <cstddef>
#include <functional>

namespace proviso {

// `count(x: T where …) >= 2` stays true while two of them are there. Calls `at_least` for every bound on
// which the comparison rests to keep the value `truth`: that so many are there has to stay as it `holds`.
// False for other comparisons.
bool for_each_count_bound(const Spec& spec, const Compare& compare, bool truth,
                          const std::function<void(const Binding& counted, bool holds, std::size_t n)>& at_least);

}  // namespace proviso
