// `allow CLAUSE "reason" until DATE` in a deal: breaches that are known and accepted.
#pragma once

#include "model/spec.h"
#include "solver/verdict.h"

namespace proviso {

// Suppresses the findings that the deal allows on that day, and reports allowances that have ended
// although the deal still breaks the clause, that allow nothing, or that give no reason.
[[nodiscard]] Diagnostics apply_allowances(DealReport& report, const Spec& spec, const Deal& deal,
                                           Day today);

// By the clock, as the calendar of UTC has it.
[[nodiscard]] Day current_day();

}  // namespace proviso
