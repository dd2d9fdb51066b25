// Events, unknown terms and readings of one name are one in all contracts that are asked about together.
#pragma once

#include "model/spec.h"

#include <vector>

namespace proviso {

// Adds the conditions that make them one.
void identify_by_name(Spec& spec, const std::vector<ContractId>& contracts, std::vector<ExprId>& conditions);

}  // namespace proviso
