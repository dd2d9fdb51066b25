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
  std::size_t expectations = 0;   // that speak of a deal under the clause
  std::size_t touched = 0;        // … and were run, because the change bears on what they rest on
  bool noticed = false;
  std::string noticed_by;     // "expect D: complies"
  Span noticed_at;
  bool undecided = false;     // not noticed, but some expectation cannot be decided under the change
};

struct MutationReport {
  std::vector<Mutant> mutants;  // by file and place
  std::size_t expectations = 0; // that were looked at
};

// How many of all expectations have been looked at.
using MutationProgress = std::function<void(std::size_t done, std::size_t total)>;

// Only expectations of deals are asked: those of contracts alone are too many searches for each change.
// Each spec is that of one root file; clauses that several of them import are the same if their texts
// are at the same place. `contracts`: names; empty: those that the roots declare themselves, or, where
// they declare none, all under which their expectations stand.
[[nodiscard]] MutationReport mutate(const std::vector<const Spec*>& specs, const Sources& sources,
                                    const CheckOptions& options, const std::vector<std::string>& contracts = {},
                                    const MutationProgress& progress = {});

}  // namespace proviso
