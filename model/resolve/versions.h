// Contracts and their amendments: which texts a name stands for.
#pragma once

#include "model/resolve/tables.h"

#include <string_view>
#include <vector>

namespace proviso::resolving {

// All texts of the clause of that name in one contract, the oldest first; empty if there is none.
[[nodiscard]] std::vector<ClauseId> versions_of(const Tables& tables, ContractId contract,
                                                std::string_view name);
// The contract that an amendment amends in the end; of other contracts themselves.
[[nodiscard]] ContractId first_of(const Tables& tables, ContractId contract);
// The contracts between that one and `contract`, both included, the first one first.
[[nodiscard]] std::vector<ContractId> layers_of(const Tables& tables, ContractId contract);
// The amendments of a contract and theirs.
[[nodiscard]] std::vector<ContractId> amendments_of(const Tables& tables, ContractId contract);

// What `C.name` stands for in a frame: the names of C. In a text of an amended contract they are
// read as that contract has them.
[[nodiscard]] const Frame& members_of(const Tables& tables, const Frame& frame, ContractId contract);

// The texts whose breach is meant by naming clause `named` in clause `in` (which may be invalid).
// What an amendment ended sees the texts of its own time; no text sees itself. With `amendments`
// also the texts in all amendments: for what stands outside clauses and is shared by all.
[[nodiscard]] std::vector<ClauseId> texts_of_event(const Tables& tables, ClauseId named, ClauseId in,
                                                   bool amendments);

// The name of a rate among what a text uses.
[[nodiscard]] std::string rate_key(const syntax::Rate& rate);

}  // namespace proviso::resolving
