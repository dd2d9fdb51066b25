// Whether an expectation comes out otherwise where clauses are changed.
#pragma once

#include "solver/contracts/workshop.h"
#include "solver/deal_outcomes.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace proviso {

// The contracts under which the deal is judged, or that the question is about.
[[nodiscard]] std::vector<ContractId> contracts_of(const Spec& spec, const Expect& expect);

struct Noticed {
  std::size_t mutant = 0;
  std::optional<std::size_t> outcome;   // the first that comes out otherwise
  bool undecided = false;               // none does, but some cannot be decided any more
};

// Those of the mutants that some scenario of the deal shows, in their order. Only what tells the outcomes
// apart is asked: there are no counterexamples, and a `no` of the solver has no second check.
[[nodiscard]] std::vector<Noticed> noticed(Workshop& workshop, const Expect& expect, const CheckOptions& options,
                                           const std::vector<std::size_t>& mutants);

// What is asked of contracts: one question, or what looks at every clause (`consistent`, `changes`, …), which
// takes a search for each change.
enum class AskedOfContracts { question, every_clause };
[[nodiscard]] AskedOfContracts asked_of_contracts(const Outcome& outcome);

// The same of an expectation of contracts alone, of its outcomes of that kind.
[[nodiscard]] std::vector<Noticed> noticed_by_contracts(const Workshop& workshop, const Sources& sources,
                                                        const Expect& expect, AskedOfContracts kind,
                                                        const CheckOptions& options,
                                                        const std::vector<std::size_t>& mutants);

}  // namespace proviso
