// Where two versions of a contract are compared, what has one name in both is one: events of one type,
// unknown terms that may take the same values, and readings where all of them have the same names.
#pragma once

#include "model/spec.h"

#include <string>
#include <vector>

namespace proviso {

// Adds the conditions that make them one.
void identify_by_name(Spec& spec, const std::vector<ContractId>& contracts, std::vector<ExprId>& conditions);

// Of the readings of two texts, in whatever order.
[[nodiscard]] bool have_the_same_names(const std::vector<std::string>& a, const std::vector<std::string>& b);

}  // namespace proviso
