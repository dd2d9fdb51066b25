// Whether two clauses say the same, part by part: names go by what they name, events, terms, readings
// and clauses of contracts by their own names.
#pragma once

#include "model/spec.h"

#include <string>
#include <utility>
#include <vector>

namespace proviso {

// A clause written out from its resolved parts; equal texts mean the same in both contracts. Without
// bearer, counterparty, title and the contract's own term.
[[nodiscard]] std::string wording(const Spec& spec, ClauseId clause);
[[nodiscard]] std::string wording(const Spec& spec, ExprId expr);

// Numbers and dates that differ between two clauses that are alike otherwise; empty if more differs.
[[nodiscard]] std::vector<std::pair<ExprId, ExprId>> moved_values(const Spec& spec, ClauseId before, ClauseId after);

// "sales.amount" without the contract before the first dot, if it has one.
[[nodiscard]] std::string_view own_name(std::string_view name);

}  // namespace proviso
