// The terms of a clause and of the text that replaces it: gaps and overlaps between known days.
#pragma once

#include "model/spec.h"

#include <vector>

namespace proviso {

struct TermsOfTexts {
  ClauseId older, newer;
  Day older_ends = 0;    // first day on which it is not in force
  Day newer_begins = 0;
};
// Pairs whose terms do not meet.
[[nodiscard]] std::vector<TermsOfTexts> terms_of_texts(const Spec& spec, const std::vector<ContractId>& contracts);

}  // namespace proviso
