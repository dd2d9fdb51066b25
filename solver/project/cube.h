// Why formulas hold under one assignment, as a conjunction of literals.
#pragma once

#include "model/evaluate.h"
#include "model/formula.h"

#include <vector>

namespace proviso {

// Booleans and values of choices, plain or negated; day_le; comparisons of sums without guards (perhaps
// with products). Sorted, none twice.
using Cube = std::vector<Formula>;

// Literals that hold under `assignment` and together imply every formula of `all`, all of which must
// hold under it. Where one part of several is enough, the part is taken whose literals mention least
// of `costly` (sorted), the variables that will not be projected away.
[[nodiscard]] Cube implicant(Formulas& formulas, const std::vector<Formula>& all,
                             const Assignment& assignment, const std::vector<VarId>& costly = {});

}  // namespace proviso
