// The check of one deal: the verdict with everything a reader needs to follow it.
#pragma once

#include "solver/decide.h"
#include "solver/verdict.h"

namespace proviso {

// Throws InternalError where an answer does not survive its replay or its second check.
DealReport check_deal(const Spec& spec, const Sources& sources, DealId deal,
                      const CheckOptions& options = {});

// The same in parts, for those who go on asking: the verdict and what breaks first, each explanation
// when it is wanted. All of them together make the report of `check_deal`.
struct OpenCheck {
  Decision decision;
  DealReport report;
};
OpenCheck check_verdict(const Spec& spec, const Sources& sources, DealId deal,
                        const CheckOptions& options = {});
// Minimal sets of statements that make each finding so.
void add_causes(const Spec& spec, const Sources& sources, const CheckOptions& options, OpenCheck& check);
// What the verdict depends on, when the deal complies, a safe choice.
void add_dependence(const Spec& spec, const CheckOptions& options, OpenCheck& check);
// The smallest edits after which the deal complies.
void add_repairs(const Spec& spec, const Sources& sources, const CheckOptions& options, OpenCheck& check);
// The findings again, after a counterexample of the decision was replaced by another.
void renew_findings(const Spec& spec, const Sources& sources, const CheckOptions& options,
                    OpenCheck& check);

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
