// Running the expectations of a spec file.
#pragma once

#include "solver/check.h"

namespace proviso {

struct ExpectResult {
  Span span;
  std::string about;      // the deal, or the contracts, of which something is expected
  std::string text;       // the expectation as written, on one line
  bool passed = false;
  bool undecided = false; // not passed because the verdict is undecided
  std::string instead;    // what came instead; empty where it passed
};

// One result for each outcome of each expectation, in the order of the file.
std::vector<ExpectResult> run_expectations(const Spec& spec, const Sources& sources,
                                           const CheckOptions& options = {});

}  // namespace proviso
