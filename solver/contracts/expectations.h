// Whether contracts do what is expected of them.
#pragma once

#include "solver/contracts/question.h"

#include <string>

namespace proviso {

struct ContractOutcome {
  std::string instead;     // empty: as expected
  bool undecided = false;  // not as expected because it is not decided
};

// What is impossible is never as expected, nor is an answer that rests on nothing having been found
// where a larger situation might have shown it.
[[nodiscard]] ContractOutcome judge_outcome(const Spec& spec, const Outcome& outcome,
                                            const QuestionAnswer& answer);

}  // namespace proviso
