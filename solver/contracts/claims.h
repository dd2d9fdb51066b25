// What amendments claim about themselves: proved or refuted.
#pragma once

#include "solver/contracts/ask.h"

namespace proviso {

[[nodiscard]] std::vector<ClaimAnswer> claims_of(const Spec& spec, const Sources& sources, ContractId amendment,
                                                 const ContractOptions& options);

}  // namespace proviso
