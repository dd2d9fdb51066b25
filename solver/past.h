// Events of the contracts are taken not to have come before the horizon. Does the verdict rest on it?
#pragma once

#include "solver/decide.h"

namespace proviso {

// The events that, had they come before the horizon, would allow another verdict; empty where the
// verdict is `depends` or undecided anyway, or does not rest on them.
std::vector<std::string> events_that_would_matter(const Spec& spec, const Decision& decision,
                                                  const CheckOptions& options);

}  // namespace proviso
