// What each clause is for: small changes to its text, and whether any expectation notices.
#pragma once

#include "solver/decide.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace proviso {

struct Mutant {
  ClauseId clause;            // in the first of the specs that has it
  std::string contract;       // that wrote the clause
  std::string name;           // of the clause
  std::string what;           // "number raised by a tenth"
  Span span;                  // of the words that are changed
  std::string before, after;  // the words; `after` is empty where they are left out
  std::size_t expectations = 0;   // that speak of the clause's contract, or of a deal under it
  std::size_t touched = 0;        // … and were run, because the change may bear on what they rest on
  bool noticed = false;
  std::string noticed_by;     // "expect D: complies"
  Span noticed_at;
  bool undecided = false;     // not noticed, but some expectation cannot be decided under the change
};

struct MutationReport {
  std::vector<Mutant> mutants;  // by file and place
  std::size_t expectations = 0; // that were looked at
};

// Each expectation of the specs, before it is looked at, and the name of what it is about. So often:
using MutationProgress = std::function<void(const std::string& about)>;
[[nodiscard]] std::size_t steps_of_mutation(const std::vector<const Spec*>& specs);

// Every expectation is asked again under the changes that it can see and that none before it noticed: first
// those of deals, then questions about contracts, last what asks about every clause (`consistent`, `changes` …).
// Each spec is that of one root file; clauses that several of them import are the same if their texts
// are at the same place. `contracts`: names; empty: those that the roots declare themselves, or, where
// they declare none, all under which their expectations stand.
[[nodiscard]] MutationReport mutate(const std::vector<const Spec*>& specs, const Sources& sources,
                                    const CheckOptions& options, const std::vector<std::string>& contracts = {},
                                    const MutationProgress& progress = {});

}  // namespace proviso
