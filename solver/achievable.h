// Is there a choice of our own terms that keeps every clause whatever else happens?
#pragma once

#include "solver/decide.h"

#include <string>

namespace proviso {

struct Achievable {
  Satisfiable safe_choice = Satisfiable::unknown;
  std::string reason;  // of unknown
};
[[nodiscard]] Achievable achievable(const Spec& spec, Decision& decision);

}  // namespace proviso
