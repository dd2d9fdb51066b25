// Known days of contracts: when terms begin and end, and how long periods without an end are judged.
#pragma once

#include "model/spec.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace proviso {

// Of a date that is written out; nothing for all others.
[[nodiscard]] std::optional<Day> known_day(const Spec& spec, ExprId date);

// The first day of the earliest term; a day before all that the contracts name where no term has a
// known one.
[[nodiscard]] Day first_day(const Spec& spec, const std::vector<ContractId>& contracts);
// The day from which all of them are in force, as far as it is known; of an amendment its own.
[[nodiscard]] std::optional<Day> last_start(const Spec& spec, const std::vector<ContractId>& contracts);

// The earliest day by which the term of a clause is known to end.
[[nodiscard]] std::optional<Day> known_end(const Spec& spec, ClauseId clause);
// Some norm of it is judged period by period.
[[nodiscard]] bool counts_periods(const Clause& clause);
// So many days lie between two days that an expression of the contracts relates, at most.
[[nodiscard]] Day farthest_offset(const Spec& spec, const std::vector<ContractId>& contracts);
// Where none is known, periods are judged up to here: two of the longest beyond all that is named.
[[nodiscard]] Day end_of_periods(const Spec& spec, const std::vector<ContractId>& contracts);
// First and last days, each of the length of a period, that cover the periods of a clause from `first` on,
// and one more: where a thing is wanted in every period, one in each of these will do. Empty if there
// are more than `most`.
using Window = std::pair<Day, Day>;
[[nodiscard]] std::vector<Window> windows_of(const Spec& spec, const std::vector<ContractId>& contracts, ClauseId clause,
                                             const PeriodBinder& period, Day first, std::size_t most);

// Every expression of the contracts and their clauses, and of the facts.
void for_each_expr(const Spec& spec, const std::vector<ContractId>& contracts,
                   const std::function<void(ExprId)>& visit);

}  // namespace proviso
