// Amendments: contracts made of the texts of another one, cut and added to.
#pragma once

#include "model/resolve/tables.h"

#include <vector>

namespace proviso::resolving {

// Finds what each amendment amends; reports unknown contracts and amendments of themselves.
void find_bases(Tables& tables);
// All contracts, each behind the one that it amends.
[[nodiscard]] std::vector<ContractId> base_first(const Tables& tables);

// Enters into the frame of an amendment the names of what it amends, without clauses; reports
// names of the amendment that mean something else there.
void inherit_names(Tables& tables, ContractSource& source);
// Plans the texts of an amendment, whose base is resolved: the rows of its clauses, the terms that
// it changes, and the views in which the older texts are read.
void amend(Tables& tables, ContractSource& source);
// Reports terms whose new value is of another kind than the old one.
void check_restated(Tables& tables, const ContractSource& source);

// Warns about a deal under a contract that a known amendment changes within its horizon.
void warn_of_amendments(Tables& tables, const Deal& deal, const std::vector<syntax::Name>& under);

}  // namespace proviso::resolving
