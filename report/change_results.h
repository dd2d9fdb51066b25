// The changed clauses of a comparison as results.
#pragma once

#include "report/result.h"

#include <vector>

namespace proviso {

// One a clause that allows more, less or something else than before, or that is new or gone.
[[nodiscard]] std::vector<Result> changes_of(const DiffReport& report);

}  // namespace proviso
