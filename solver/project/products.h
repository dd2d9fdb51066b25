// What keeps searches over products of open numbers short.
#pragma once

#include "model/evaluate.h"
#include "model/formula.h"

#include <vector>

namespace proviso {

// The factors of products in `all` that will go, each at one of its bounds: products take their extremes
// there, so projections of such assignments, where there are any, cover the most. True without products.
[[nodiscard]] Formula at_corners(Formulas& formulas, const std::vector<Formula>& all,
                                 const std::vector<VarId>& kept);

// A value has hundreds of digits. Solving products round after round squares the lengths of numbers, and
// no count of steps would end that.
[[nodiscard]] bool is_unwieldy(const Assignment& assignment);
inline constexpr const char* kUnwieldy = "the values of a product of open numbers grew too long";

}  // namespace proviso
