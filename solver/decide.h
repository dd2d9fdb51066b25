// The verdict of a deal as facts about formulas; check.h puts it into words.
#pragma once

#include "model/ground/problem.h"
#include "model/judge/judge.h"
#include "solver/answer.h"
#include "solver/verdict.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace proviso {

struct CheckOptions {
  Limits limits;
  GroundOptions scenarios;        // which contracts, which scenarios, and how far
  bool all_causes = false;        // every minimal set of statements that explains a finding, not one
  bool accept_scope = false;      // no more flows of `any x: T` are to be thought of than there are
  std::optional<std::size_t> scope;  // of questions about contracts: so many things of each type
};

// A scenario that has been replayed, and what the replay found.
struct Witness {
  Assignment assignment;
  Judgement judgement;
};

struct ClauseDecision {
  ClauseId clause;
  Satisfiable can_break = Satisfiable::unknown;
  Satisfiable can_keep = Satisfiable::unknown;
  Satisfiable in_play = Satisfiable::unknown;   // something is owed in some scenario
  std::string reason;                           // of an unknown
  std::optional<Witness> counterexample;
};

struct Decision {
  std::unique_ptr<Problem> problem;              // at a fixed place: `asker` refers to its formulas
  std::unique_ptr<Asker> asker;                 // warm, for explanations
  std::vector<Formula> admissible;
  Formula all_kept = kTrue;
  Verdict verdict = Verdict::undecided;
  std::string reason;                           // of `undecided`
  Span reason_at;
  std::vector<ClauseDecision> clauses;
  std::optional<Witness> compliant;             // a scenario that keeps every clause
  std::vector<std::size_t> core;                // impossible: indices of constraints
  const AnyNumber* scope = nullptr;             // more flows of this might show another verdict
  std::optional<Assignment> divides_by_zero;    // then there is no verdict
  Span divisor;
};

// Why a verdict that rests on the absence of a scenario is not final.
[[nodiscard]] std::string scope_reason(const AnyNumber& any);
// A scenario that was found stays one; that there is none is known only of so many flows.
void heed_scope(Decision& decision);

// The deal as formulas, with nothing asked about it yet.
Decision open_decision(const Spec& spec, DealId deal, const CheckOptions& options);
// Finds a division by zero, if some admissible scenario has one, or may have one. True if so.
bool divides_by_zero(Decision& decision);
Decision decide(const Spec& spec, DealId deal, const CheckOptions& options);

}  // namespace proviso
