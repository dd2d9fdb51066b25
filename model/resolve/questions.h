// Outcomes of contracts: what is expected of them or asked about them.
#pragma once

#include "model/resolve/tables.h"

#include <string_view>
#include <vector>

namespace proviso::resolving {

// Whose outcome it is: of a deal or of contracts.
[[nodiscard]] bool is_of_contracts(syntax::ExpectKind kind);

// An outcome that deals do not have, with what to write instead.
void report_not_of_deals(Tables& tables, const syntax::Outcome& outcome, DealId deal);

// Resolves an expectation of contracts, all of them together, and enters it.
void resolve_contract_expect(Tables& tables, const syntax::Expect& written,
                             const std::vector<ContractId>& subjects);

}  // namespace proviso::resolving
