// The smallest edits of a deal that make it comply, and the deal that they make.
//
// A repair frees a set of the deal's statements so that some values of these, with our own choices,
// keep every clause whatever the world does. Smallest sets first, as hitting sets of the
// contradictions met (Reiter 1987); each result is written into the deal and decided from scratch.
#pragma once

#include "solver/explain/relaxation.h"
#include "solver/verdict.h"

namespace proviso {

// Fills `repairs` of a report with findings. Never costs more than its budget; `repairs_note` says
// where the search ended early or found nothing.
void explain_repairs(const Spec& spec, const Sources& sources, const Decision& decision,
                     const CheckOptions& options, DealReport& report);

}  // namespace proviso
