// The terms of a clause and of the text that replaces it: gaps between known days.
#pragma once

#include "model/spec.h"

#include <vector>

namespace proviso {

struct TermsOfTexts {
  ClauseId older, newer;
  Day older_ends = 0;    // first day on which it is not in force
  Day newer_begins = 0;
};
[[nodiscard]] std::vector<TermsOfTexts> gaps_between_texts(const Spec& spec, const std::vector<ContractId>& contracts);

}  // namespace proviso
