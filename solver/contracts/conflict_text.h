// A conflict of clauses in words.
#pragma once

#include "solver/contracts/report.h"

#include <string>
#include <vector>

namespace proviso {

// " once `E` has happened", from the situation that shows the conflict; may be empty.
[[nodiscard]] std::string trigger_in_words(const ContractAnswer& answer);

// "; `P` is caught between `A` and `B`": a party that owes all of the clauses to different others. Empty where
// nobody owes them all.
[[nodiscard]] std::string caught_between(const Spec& spec, const std::vector<ClauseId>& clauses);

}  // namespace proviso
