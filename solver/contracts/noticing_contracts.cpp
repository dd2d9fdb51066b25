// Whether an expectation of contracts alone notices changes of clauses.
#include "solver/contracts/expectations.h"
#include "solver/contracts/noticing.h"

#include <algorithm>

namespace proviso {

namespace {

constexpr std::uint32_t kContractSteps = 1'000'000;

class ContractNoticing {
 public:
  ContractNoticing(Workshop& workshop, const Sources& sources, const Expect& expect, const CheckOptions& options)
      : workshop_(workshop), sources_(sources), expect_(expect), asking_(contract_options(workshop.spec(), options)) {
    asking_.limits.second_check = false;
    asking_.limits.rlimit = std::min(asking_.limits.rlimit, kContractSteps);
  }

  std::vector<Noticed> run(const std::vector<std::size_t>& mutants) {
    std::vector<Noticed> result;
    for (const std::size_t mutant : mutants) result.push_back({mutant, {}, false});
    std::vector<bool> asked(mutants.size(), false);
    for (std::size_t i = 0; i < expect_.outcomes.size(); ++i) {
      const Outcome& outcome = expect_.outcomes[i];
      if (!is_tried(outcome)) continue;
      const QuestionAnswer answer = ask_contracts(workshop_.spec(), sources_, expect_, outcome, asking_);
      const bool expected = judge_outcome(workshop_.spec(), outcome, answer).instead.empty();
      for (std::size_t k = 0; k < mutants.size(); ++k) {
        if (result[k].outcome || !may_matter(mutants[k], outcome, answer)) continue;
        asked[k] = true;
        const ContractOutcome changed = judged_with(mutants[k], outcome);
        if (changed.instead.empty() == expected) continue;
        if (changed.undecided) result[k].undecided = true;
        else result[k].outcome = i;
      }
    }
    std::vector<Noticed> bearing;
    for (std::size_t k = 0; k < mutants.size(); ++k)
      if (asked[k]) bearing.push_back(result[k]);
    return bearing;
  }

 private:
  ContractOutcome judged_with(std::size_t mutant, const Outcome& outcome) {
    workshop_.exchange(mutant);
    const Spec& spec = workshop_.spec();
    ContractOutcome result = judge_outcome(spec, outcome, ask_contracts(spec, sources_, expect_, outcome, asking_));
    workshop_.exchange(mutant);
    return result;
  }

  // An answer that rests on some clauses stays as it is whatever becomes of others.
  bool may_matter(std::size_t mutant, const Outcome& outcome, const QuestionAnswer& answer) const {
    if (!workshop_.can_stand_beside(mutant)) return true;
    const auto rests_on_few = [](const AskedPart& part) {
      return !part.answer.because.empty() && part.answer.truth != Truth::depends && part.answer.searched.complete;
    };
    if (answer.parts.empty() || !std::all_of(answer.parts.begin(), answer.parts.end(), rests_on_few)) return true;
    const auto& bodies = workshop_.bodies().at(mutant);
    return std::any_of(bodies.begin(), bodies.end(), [&](const Workshop::Body& body) {
      const std::string name = workshop_.spec().full_name(body.clause);
      const bool named = std::any_of(outcome.names.begin(), outcome.names.end(), [&](const ExpectName& one) {
        return std::find(one.clauses.begin(), one.clauses.end(), body.clause) != one.clauses.end();
      });
      return named || std::any_of(answer.parts.begin(), answer.parts.end(), [&](const AskedPart& part) {
        const auto& because = part.answer.because;
        return std::find(because.begin(), because.end(), name) != because.end();
      });
    });
  }

  Workshop& workshop_;
  const Sources& sources_;
  const Expect& expect_;
  ContractOptions asking_;
};

}  // namespace

bool is_tried(const Outcome& outcome) {
  using Kind = syntax::ExpectKind;
  switch (outcome.kind) {
    case Kind::entails:
    case Kind::does_not_entail:
    case Kind::allows:
    case Kind::does_not_allow:
    case Kind::forbids:
    case Kind::does_not_forbid:
    case Kind::dead:
    case Kind::out_of_reach:
    case Kind::redundant:
    case Kind::without_effect:
    case Kind::unbreakable:
    case Kind::blocks:
    case Kind::blocks_together:
    case Kind::can_bring_about:
    case Kind::can_end:
    case Kind::cannot_bring_about:
    case Kind::cannot_end: return true;
    default: return false;
  }
}

std::vector<Noticed> noticed_by_contracts(Workshop& workshop, const Sources& sources, const Expect& expect,
                                          const CheckOptions& options, const std::vector<std::size_t>& mutants) {
  return ContractNoticing(workshop, sources, expect, options).run(mutants);
}

}  // namespace proviso
