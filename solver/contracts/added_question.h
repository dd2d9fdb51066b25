// Clauses that are entered into a copy of a spec so that something can be asked about it.
#pragma once

#include "model/spec.h"

#include <vector>

namespace proviso {

// A clause that binds nobody, among the others.
[[nodiscard]] ClauseId enter_clause(Spec& spec, Clause clause);

// A clause that asks: `may BINDING` (it arises where such things are), or `must CONDITION`. In force with
// the contract, or from the first day on for ever where that is invalid. `guard`: further conditions.
[[nodiscard]] ClauseId add_question(Spec& spec, ContractId contract, const Binding& binding,
                                    const std::vector<ExprId>& guard);
[[nodiscard]] ClauseId add_question(Spec& spec, ContractId contract, ExprId condition,
                                    const std::vector<ExprId>& guard);

// … such a clause about the events of a type.
[[nodiscard]] ClauseId add_event_question(Spec& spec, ContractId contract, TypeId type, Span span);

// The clause with its prohibitions in play on each day of its term: what one describes is its breach.
[[nodiscard]] Clause bound_every_day(Spec& spec, ClauseId clause);
// What arises where the clause is in play: such a clause, entered, or the clause itself if it prohibits nothing.
[[nodiscard]] ClauseId in_its_term(Spec& spec, ClauseId clause);

}  // namespace proviso
