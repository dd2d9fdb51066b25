// What two contracts say differently that no scenario has to show: numbers and
// dates that moved, who owes, when the contracts themselves begin and end.
#pragma once

#include "model/spec.h"
#include "model/syntax/source.h"
#include "solver/contracts/report.h"

#include <vector>

namespace proviso {

// Numbers and dates that differ between two texts that are alike otherwise.
[[nodiscard]] std::vector<MovedValue> values_moved(const Spec& spec, const Sources& sources, ClauseId before,
                                                   ClauseId after);
// Of the texts of one clause in each of both: bearer and creditor, into `others`.
void compare_sides(const Spec& spec, const std::vector<ClauseId>& before, const std::vector<ClauseId>& after,
                   DiffReport& result);
// The terms of the contracts themselves, into `terms`.
void compare_terms(const Spec& spec, const Sources& sources, ContractId before, ContractId after, DiffReport& result);

}  // namespace proviso
