// Whether an expectation of contracts alone notices changes of clauses.
#include "solver/contracts/expectations.h"
#include "solver/contracts/noticing.h"
#include "solver/contracts/permission.h"
#include "solver/contracts/terms.h"
#include "solver/in_parallel.h"

#include <algorithm>

namespace proviso {

namespace {

using Kind = syntax::ExpectKind;

constexpr std::uint32_t kContractSteps = 1'000'000;

// One outcome, asked again with clauses exchanged.
class Exchanging {
 public:
  // `before`: the answer with nothing exchanged. The workshop is as it was between two calls.
  Exchanging(Workshop& workshop, const Sources& sources, const Expect& expect, const Outcome& outcome,
             const QuestionAnswer& before, const ContractOptions& options)
      : workshop_(workshop), sources_(sources), expect_(expect), outcome_(outcome), before_(before), asking_(options) {
    // Events on which an answer hangs are found beyond its truth.
    asking_.only_truth = asking_.only_truth || outcome.depends_on.empty();
  }

  ContractOutcome judged_with(std::size_t mutant) {
    const bool all_together = before_.consistency && before_.consistency->answer.truth == Truth::yes;
    const bool only_some = all_together && allows_no_less(mutant);
    workshop_.exchange(mutant);
    const Spec& spec = workshop_.spec();
    const QuestionAnswer answer =
        only_some ? ask_consistent(spec, sources_, expect_, asking_, not_in_play_before(mutant))
                  : ask_contracts(spec, sources_, expect_, outcome_, asking_);
    workshop_.exchange(mutant);
    return judge_outcome(spec, outcome_, answer);
  }

 private:
  // Where no less is allowed, what kept all and had another clause in play does so still.
  std::vector<ClauseId> not_in_play_before(std::size_t mutant) const {
    std::vector<ClauseId> result = before_.consistency->out_of_reach;
    for (const Workshop::Body& body : workshop_.bodies().at(mutant)) {
      const bool listed = std::find(result.begin(), result.end(), body.clause) != result.end();
      if (!listed && is_asked_about(body.clause)) result.push_back(body.clause);
    }
    return result;
  }

  bool is_asked_about(ClauseId clause) const {
    return std::any_of(expect_.subjects.begin(), expect_.subjects.end(), [&](ContractId subject) {
      const std::vector<ClauseId>& own = workshop_.spec()[subject].clauses;
      return std::find(own.begin(), own.end(), clause) != own.end();
    });
  }

  // Whoever keeps the clauses as they are keeps the changed ones.
  bool allows_no_less(std::size_t mutant) const {
    if (!workshop_.can_stand_beside(mutant)) return false;
    const Spec& spec = workshop_.spec();
    std::vector<ClauseId> as_they_are, changed;
    for (const Workshop::Body& body : workshop_.bodies().at(mutant)) {
      if (!is_asked_about(body.clause)) continue;
      as_they_are.push_back(body.clause);
      if (!is_permission(spec, body.changed)) changed.push_back(body.changed);
    }
    return std::all_of(changed.begin(), changed.end(), [&](ClauseId clause) {
      SituationQuestion question =
          question_about(expect_.subjects, as_they_are, {{scoping::GoalKind::broken, clause}});
      question.questions = {clause};
      question.with_past = expect_.with_past;
      if (expect_.subjects.size() > 1) question.judged_from = last_start(spec, expect_.subjects);
      ContractOptions asking = asking_;
      asking.conditions = expect_.with;
      Inquiry inquiry(spec, std::move(question), asking);
      return inquiry.find({}, false).satisfiable == Satisfiable::no && inquiry.searched().complete;
    });
  }

  Workshop& workshop_;
  const Sources& sources_;
  const Expect& expect_;
  const Outcome& outcome_;
  const QuestionAnswer& before_;
  ContractOptions asking_;
};

class ContractNoticing {
 public:
  ContractNoticing(const Workshop& workshop, const Sources& sources, const Expect& expect, AskedOfContracts kind,
                   const CheckOptions& options)
      : workshop_(workshop), sources_(sources), expect_(expect), kind_(kind),
        asking_(contract_options(workshop.spec(), options)) {
    asking_.limits.second_check = false;
    // What a single answer rests on tells which changes may matter.
    asking_.only_truth = kind == AskedOfContracts::every_clause;
    asking_.limits.rlimit = std::min(asking_.limits.rlimit, kContractSteps);
  }

  std::vector<Noticed> run(const std::vector<std::size_t>& mutants) {
    std::vector<Noticed> result;
    for (const std::size_t mutant : mutants) result.push_back({mutant, {}, false});
    std::vector<bool> asked(mutants.size(), false);
    for (std::size_t i = 0; i < expect_.outcomes.size(); ++i) {
      const Outcome& outcome = expect_.outcomes[i];
      if (asked_of_contracts(outcome) != kind_) continue;
      const QuestionAnswer before = ask_contracts(workshop_.spec(), sources_, expect_, outcome, asking_);
      std::vector<std::size_t> open;
      for (std::size_t k = 0; k < mutants.size(); ++k)
        if (!result[k].outcome && may_matter(mutants[k], outcome, before)) open.push_back(k);
      const ContractOutcome as_it_is = judge_outcome(workshop_.spec(), outcome, before);
      const std::vector<ContractOutcome> found = as_it_is.undecided ? std::vector(open.size(), as_it_is)
                                                                    : judged(outcome, before, open, mutants);
      for (std::size_t n = 0; n < open.size(); ++n) {
        Noticed& one = result[open[n]];
        asked[open[n]] = true;
        if (found[n].undecided) one.undecided = true;
        else if (found[n].instead.empty() != as_it_is.instead.empty()) one.outcome = i;
      }
    }
    std::vector<Noticed> bearing;
    for (std::size_t k = 0; k < mutants.size(); ++k)
      if (asked[k]) bearing.push_back(result[k]);
    return bearing;
  }

 private:
  // With each of these mutants.
  std::vector<ContractOutcome> judged(const Outcome& outcome, const QuestionAnswer& before,
                                      const std::vector<std::size_t>& open,
                                      const std::vector<std::size_t>& mutants) const {
    std::vector<ContractOutcome> result(open.size());
    const std::size_t parts = std::min<std::size_t>(open.size(), kMostParts);
    in_parallel(parts, [&](std::size_t part) {
      Workshop own = workshop_;
      Exchanging exchanging(own, sources_, expect_, outcome, before, asking_);
      for (std::size_t n = part; n < open.size(); n += parts) result[n] = exchanging.judged_with(mutants[open[n]]);
    });
    return result;
  }

  // An answer that rests on some clauses stays as it is whatever becomes of others.
  bool may_matter(std::size_t mutant, const Outcome& outcome, const QuestionAnswer& answer) const {
    if (kind_ == AskedOfContracts::every_clause || !workshop_.can_stand_beside(mutant)) return true;
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

  static constexpr std::size_t kMostParts = 8;  // each with a workshop of its own

  const Workshop& workshop_;
  const Sources& sources_;
  const Expect& expect_;
  AskedOfContracts kind_;
  ContractOptions asking_;
};

}  // namespace

AskedOfContracts asked_of_contracts(const Outcome& outcome) {
  switch (outcome.kind) {
    case Kind::consistent:
    case Kind::inconsistent:
    case Kind::equivalent_to:
    case Kind::changes:
    case Kind::claims_hold:
    case Kind::claims_fail: return AskedOfContracts::every_clause;
    default: return AskedOfContracts::question;
  }
}

std::vector<Noticed> noticed_by_contracts(const Workshop& workshop, const Sources& sources, const Expect& expect,
                                          AskedOfContracts kind, const CheckOptions& options,
                                          const std::vector<std::size_t>& mutants) {
  return ContractNoticing(workshop, sources, expect, kind, options).run(mutants);
}

}  // namespace proviso
