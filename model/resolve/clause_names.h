// Paths that name clauses in expectations and deals: `payment`, `Contract.payment`.
#pragma once

#include "model/resolve/tables.h"

#include <string>
#include <vector>

namespace proviso::resolving {

// `a.b.c` as it is written.
[[nodiscard]] std::string text_of(const syntax::Path& path);

// The clause that the path names in a frame of a contract or deal; no entry where there is none.
[[nodiscard]] Found find_clause(const Tables& tables, const Frame& frame, const syntax::Path& path);
// Reports a name that several contracts of the frame give to a clause; false where only one does.
bool report_ambiguous_clause(Tables& tables, const Found& clause, const syntax::Path& path);
// Reports that nothing in the frame is a clause of that name.
void report_unknown_clause(Tables& tables, const Frame& frame, const syntax::Path& path);

// All texts that the path means under these contracts. `C.x` is the text of x that C itself wrote,
// as they have it: in an amendment of C that is the old one. Where they have none, all texts that C
// has of it.
[[nodiscard]] std::vector<ClauseId> texts_named(const Tables& tables,
                                                const std::vector<ContractId>& under,
                                                const Found& clause, const syntax::Path& path);

// The contracts under which the deal of a frame stands, or the one whose frame it is.
[[nodiscard]] std::vector<ContractId> contracts_of(const Frame& frame);

}  // namespace proviso::resolving
