// Entering into a frame what contracts and deals alike may declare.
#pragma once

#include "model/resolve/tables.h"

namespace proviso::resolving {

void declare_define(Tables& tables, Frame& frame, const syntax::Define& define);
// The same define, to be read where the names of another frame count.
[[nodiscard]] Definition* define_again(Tables& tables, const Definition& definition,
                                       const Frame& home);
void declare_rate(Tables& tables, Frame& frame, const syntax::Rate& rate);
// `value`: what stands in place of the term's own, or null.
void declare_term(Tables& tables, Frame& frame, const syntax::TermValue& term,
                  const std::string& full_name, const syntax::Expr* value);
// A clause of a contract or (the other id being invalid) of a deal.
// Invalid after a report.
ClauseId declare_clause(Tables& tables, Frame& frame, const syntax::Clause& clause,
                        ContractId contract, DealId deal);
// What `name` at this place was entered as; null if it was a second declaration.
[[nodiscard]] const Meaning* entered(const Frame& frame, const syntax::Name& name);
// Resolves every term, define and rate of a frame, also those that nothing uses.
void resolve_frame(Tables& tables, const Frame& frame);

}  // namespace proviso::resolving
