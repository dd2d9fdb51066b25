// What parts of a clause are good for: exceptions, remedies, and what permissions shield.
#pragma once

#include "solver/contracts/ask.h"

namespace proviso {

[[nodiscard]] bool has_exceptions(const Clause& clause);
[[nodiscard]] bool has_reparations(const Clause& clause);
// The clause without these, to be entered beside it.
[[nodiscard]] Clause without_exceptions(Clause clause);
[[nodiscard]] Clause without_reparations(Clause clause);

// Yes: no situation keeps the clause that would break it without its exceptions.
[[nodiscard]] ContractAnswer exception_is_idle(const Spec& spec, const std::vector<ContractId>& contracts,
                                               ClauseId clause, const ContractOptions& options);

// Yes: it overrides nothing, or nothing that is kept with it would be broken without it.
[[nodiscard]] ContractAnswer shields_nothing(const Spec& spec, const std::vector<ContractId>& contracts,
                                             ClauseId permission, const ContractOptions& options);

// Yes: what the clause asks for after a breach (`otherwise`) can never be done while all else is kept,
// although the breach can come about then. `impossible`: there is no remedy, or no such breach.
[[nodiscard]] ContractAnswer remedy_fails(const Spec& spec, const std::vector<ContractId>& contracts,
                                          ClauseId clause, const ContractOptions& options);

// " (14 + 28 + 14 days = 56 > 42)": the times of the remedy's chain against one that another of the
// clauses names, where they are longer; else empty.
[[nodiscard]] std::string days_in_words(const Spec& spec, ClauseId clause, const ContractAnswer& remedy);

}  // namespace proviso
