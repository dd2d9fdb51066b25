// What a verdict that depends depends on, under which condition the deal complies, and which choice
// of our own is safe.
#pragma once

#include "solver/decide.h"
#include "solver/verdict.h"

namespace proviso {

// Fills `depends_on`, `condition`, `by_reading` and `safe_choice` of a report whose verdict is
// `depends`. Each costs a budget of its own; what cannot be had is left out and said.
void explain_dependence(const Spec& spec, Decision& decision, const CheckOptions& options,
                        DealReport& report);

}  // namespace proviso
