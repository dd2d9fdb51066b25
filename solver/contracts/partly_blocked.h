// Permissions some of whose uses are forbidden all the same.
#pragma once

#include "solver/contracts/ask.h"

#include <string>

namespace proviso {

struct PartlyBlocked {
  ContractAnswer answer;  // yes: with the clauses in the way, and a situation that shows it
  std::string use;        // "`Hosting` with `kind = chat`"
};

// Yes: the permission can be used, but it describes a flow of one day that is in no situation which keeps all,
// whatever else there is. What overrides the permission narrows it, and is not in its way. Flows of several
// days are not looked at: a part of their time may lie outside the permission's.
[[nodiscard]] PartlyBlocked partly_blocked(const Spec& spec, const Sources& sources,
                                           const std::vector<ContractId>& contracts, ClauseId permission,
                                           const ContractOptions& options);

}  // namespace proviso
