// Which clauses a question has to look at.
#pragma once

#include "solver/contracts/ask.h"

#include <vector>

namespace proviso {

// The clauses that it is about, those that override them, and those of whose breach anything speaks.
[[nodiscard]] std::vector<ClauseId> taking_part(const Spec& spec, const SituationQuestion& question);

}  // namespace proviso
