// The check of one deal: the verdict with everything a reader needs to follow it.
#pragma once

#include "solver/decide.h"
#include "solver/verdict.h"

namespace proviso {

// Throws InternalError where an answer does not survive its replay or its second check.
DealReport check_deal(const Spec& spec, const Sources& sources, DealId deal,
                      const CheckOptions& options = {});

// The formulas of a deal as readable text.
[[nodiscard]] std::string dump_formula(const Spec& spec, DealId deal);

// One question of a check as SMT-LIB 2.6 up to `(check-sat)`, with our answer as its status.
struct Script {
  std::string question;     // "can `Contract.clause` be broken?"
  std::string text;
  bool by_folding = false;  // settled without a solver: the text is a comment that gives the answer
};
// Every question that the verdict of a deal rests on, in the order in which they were asked.
[[nodiscard]] std::vector<Script> dump_smt2(const Spec& spec, DealId deal,
                                            const CheckOptions& options = {});

}  // namespace proviso
