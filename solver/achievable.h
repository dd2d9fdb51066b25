// Is there a choice of our own terms that keeps every clause whatever else happens?
#pragma once

#include "solver/decide.h"

#include <vector>

namespace proviso {

// The variables that are ours: values to `choose`, flows and events that are `optional`.
[[nodiscard]] std::vector<VarId> own_variables(const Spec& spec, const Problem& problem);

struct Achievable {
  Satisfiable safe_choice = Satisfiable::unknown;
  std::string reason;  // of unknown
};
[[nodiscard]] Achievable achievable(const Spec& spec, Decision& decision);

}  // namespace proviso
