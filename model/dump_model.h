// The resolved model as an outline, for `dump --model`.
#pragma once

#include "model/spec.h"

#include <string>

namespace proviso {

// One line an entry, expressions as the author wrote them; deals with everything they declare and
// include, defaults filled in.
[[nodiscard]] std::string dump_model(const Spec& spec, const Sources& sources);

}  // namespace proviso
