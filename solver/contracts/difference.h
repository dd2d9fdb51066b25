// What one contract allows and another does not, clause by clause: the base of `diff`, of claims of
// amendments and of `equivalent to`.
#pragma once

#include "solver/contracts/ask.h"

namespace proviso {

struct DifferenceOptions {
  ContractOptions asking;
  std::vector<std::string> only;  // clauses by their short names; empty: all
  bool only_whether_equal = false;  // not in what, beyond the first that settles it
};

// Days on which both are in force are compared. Events, readings and unknown terms of one name are
// one in both.
[[nodiscard]] DiffReport difference(const Spec& spec, const Sources& sources, ContractId before,
                                    ContractId after, const DifferenceOptions& options);

// Yes: nothing is treated differently. The answer of `equivalent to` and of claims.
[[nodiscard]] ContractAnswer equivalent(const Spec& spec, const Sources& sources, ContractId before,
                                        ContractId after, const DifferenceOptions& options);

}  // namespace proviso
