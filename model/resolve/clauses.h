// Clauses: attributes, norms and the rules about how they are written.
#pragma once

#include "model/resolve/typing.h"

namespace proviso::resolving {

// Resolves a clause into its place in the table; its name, contract and deal are set there.
void resolve_clause(Tables& tables, const Frame& frame, ClauseId id, const syntax::Clause& clause,
                    Span whole);
void resolve_fact(Tables& tables, const Frame& frame, const syntax::Fact& fact, Span whole,
                  std::vector<Fact>& to);
// `allow NAME "reason"` of a clause or contract, added to the others; reports one given twice.
void add_allowance(Tables& tables, const syntax::Allow& written, Span whole,
                   std::vector<Allowance>& to);
// One bound of a clause or contract, added to the others; reports a bound given twice.
void add_bound(Typing& typing, const syntax::TermBound& written, Bounds& to);

}  // namespace proviso::resolving
