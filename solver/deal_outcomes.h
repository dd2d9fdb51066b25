// Whether a deal that has been decided does what is expected of it.
#pragma once

#include "solver/decide.h"

#include <string>

namespace proviso {

// Of the whole question: the contracts, the terms that are fixed, the day.
[[nodiscard]] CheckOptions options_of(const Spec& spec, const Expect& expect, const CheckOptions& options);

struct DealOutcome {
  std::string instead;     // empty: as expected
  bool undecided = false;  // not as expected because it is not decided
};
// `decision` was made with these options. Of it only the problem, the verdict and what each clause can
// come to are looked at: it needs no counterexamples.
[[nodiscard]] DealOutcome judge_outcome(const Spec& spec, Decision& decision, const CheckOptions& options,
                                        const Outcome& outcome);

}  // namespace proviso
