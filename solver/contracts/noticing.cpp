#include "solver/contracts/noticing.h"

#include <algorithm>

namespace proviso {

std::vector<ContractId> contracts_of(const Spec& spec, const Expect& expect) {
  if (!expect.subjects.empty()) return expect.subjects;
  return expect.under.empty() ? spec[expect.deal].under : expect.under;
}

namespace {

constexpr std::uint32_t kDealSteps = 3'000'000;  // solver steps a question: so many changes are tried

// A deal of which the outcomes of one expectation are asked, perhaps with some of the clauses exchanged
// for others that stand beside them.
class AskedDeal {
 public:
  AskedDeal(const Spec& spec, const Expect& expect, const CheckOptions& options, const std::set<ClauseId>& beside)
      : spec_(spec), expect_(expect), options_(options), decision_(open_decision(spec, expect.deal, options)) {
    if (!can_be_expressed()) return;
    for (std::size_t i = 0; i < problem().clauses.size(); ++i) {
      GroundClause& clause = problem().clauses[i];
      if (beside.count(clause.clause) > 0) beside_.emplace(clause.clause, std::move(clause));
      else own_.push_back(std::move(clause));
    }
    problem().clauses = std::move(own_);
    for (std::size_t i = 0; i < problem().clauses.size(); ++i) place_.emplace(problem().clauses[i].clause, i);
  }

  [[nodiscard]] bool can_be_expressed() const { return decision_.problem->refused.empty(); }
  // Whether some scenario may divide by zero.
  bool may_divide_by_zero() { return can_be_expressed() && divides_by_zero(decision_); }

  // Whether a scenario of the deal shows the difference.
  bool shows(const std::vector<Workshop::Body>& bodies) {
    return std::any_of(bodies.begin(), bodies.end(), [&](const Workshop::Body& body) {
      const auto is = place_.find(body.clause);
      const auto would_be = beside_.find(body.changed);
      if (is == place_.end() || would_be == beside_.end()) return false;
      const GroundClause &a = problem().clauses[is->second], &b = would_be->second;
      if (!a.refused.empty() || !b.refused.empty()) return a.refused != b.refused;
      return differ(a.broken, b.broken) || (expect_.on.valid() && differ(a.pending, b.pending));
    });
  }

  void exchange(const std::vector<Workshop::Body>& bodies) {
    for (const Workshop::Body& body : bodies) {
      const auto is = place_.find(body.clause);
      const auto would_be = beside_.find(body.changed);
      if (is != place_.end() && would_be != beside_.end())
        std::swap(problem().clauses[is->second], would_be->second);
    }
  }

  std::vector<DealOutcome> outcomes() {
    decide();
    std::vector<DealOutcome> result;
    for (const Outcome& outcome : expect_.outcomes)
      result.push_back(judge_outcome(spec_, decision_, options_, outcome));
    return result;
  }

 private:
  [[nodiscard]] Problem& problem() { return *decision_.problem; }

  bool differ(Formula a, Formula b) {
    if (a == b) return false;
    Formulas& formulas = problem().formulas;
    return possible(formulas.or_(formulas.and_(a, formulas.not_(b)), formulas.and_(formulas.not_(a), b))) !=
           Satisfiable::no;
  }

  // Is there a scenario in which it holds? Those found before are looked through first.
  Satisfiable possible(Formula formula) {
    if (formula == kFalse) return Satisfiable::no;
    if (const auto known = possible_.find(formula); known != possible_.end()) return known->second;
    for (const Assignment& scenario : scenarios_)
      if (Evaluator(problem().formulas, scenario)(formula)) return Satisfiable::yes;
    std::vector<Formula> all = decision_.admissible;
    all.push_back(formula);
    Answer answer = decision_.asker->ask(all);
    if (answer.satisfiable == Satisfiable::yes && scenarios_.size() < kMostScenarios)
      scenarios_.push_back(std::move(answer.assignment));
    possible_.emplace(formula, answer.satisfiable);
    return answer.satisfiable;
  }

  // The verdict, and what the named clauses can come to.
  void decide() {
    decision_.clauses.clear();
    decision_.reason.clear();
    decision_.verdict = Verdict::undecided;
    if (!can_be_expressed() || decision_.divides_by_zero) return;
    const Satisfiable admissible = possible(kTrue);
    if (admissible == Satisfiable::unknown) return;
    if (admissible == Satisfiable::no) {
      decision_.verdict = Verdict::impossible;
      return heed_scope(decision_);
    }
    Formulas& formulas = problem().formulas;
    std::vector<Formula> kept;
    bool refused = false;
    for (const auto& [clause, place] : place_) {
      const GroundClause& ground = problem().clauses[place];
      refused = refused || !ground.refused.empty();
      kept.push_back(formulas.not_(ground.broken));
    }
    decision_.all_kept = formulas.and_(std::move(kept));
    const Satisfiable compliant = possible(decision_.all_kept);
    const Satisfiable breaks = possible(formulas.not_(decision_.all_kept));
    if (compliant == Satisfiable::no) decision_.verdict = Verdict::conflicts;
    else if (!refused && compliant == Satisfiable::yes && breaks != Satisfiable::unknown)
      decision_.verdict = breaks == Satisfiable::yes ? Verdict::depends : Verdict::complies;
    for (const GroundClause& ground : problem().clauses) decision_.clauses.push_back(of(ground));
    heed_scope(decision_);
  }

  ClauseDecision of(const GroundClause& ground) {
    ClauseDecision result;
    result.clause = original(ground);
    const bool matters = std::any_of(expect_.outcomes.begin(), expect_.outcomes.end(), [&](const Outcome& outcome) {
      return outcome.only || std::any_of(outcome.names.begin(), outcome.names.end(), [&](const ExpectName& name) {
        return std::find(name.clauses.begin(), name.clauses.end(), result.clause) != name.clauses.end();
      });
    });
    if (matters && ground.refused.empty()) result.can_break = possible(ground.broken);
    return result;
  }

  // The clause in whose place it is.
  ClauseId original(const GroundClause& ground) {
    const auto at = static_cast<std::size_t>(&ground - problem().clauses.data());
    return std::find_if(place_.begin(), place_.end(), [&](const auto& one) { return one.second == at; })->first;
  }

  static constexpr std::size_t kMostScenarios = 24;

  const Spec& spec_;
  const Expect& expect_;
  const CheckOptions& options_;
  Decision decision_;
  std::vector<GroundClause> own_;
  std::map<ClauseId, std::size_t> place_;          // of the deal's clauses in the problem
  std::map<ClauseId, GroundClause> beside_;
  std::vector<Assignment> scenarios_;
  std::map<Formula, Satisfiable> possible_;
};

class Noticing {
 public:
  Noticing(Workshop& workshop, const Expect& expect, const CheckOptions& options)
      : workshop_(workshop), expect_(expect), options_(options_of(workshop.spec(), expect, options)) {
    options_.limits.second_check = false;
    options_.limits.rlimit = std::min(options_.limits.rlimit, kDealSteps);
    options_.limits.product_rounds = 4;
  }

  std::vector<Noticed> run(const std::vector<std::size_t>& mutants) {
    std::vector<std::size_t> beside, exchanged;
    for (const std::size_t mutant : mutants)
      (workshop_.can_stand_beside(mutant) ? beside : exchanged).push_back(mutant);
    if (!all_beside(beside)) exchanged.insert(exchanged.end(), beside.begin(), beside.end());
    for (const std::size_t mutant : exchanged) one_exchanged(mutant);
    std::sort(result_.begin(), result_.end(), [](const Noticed& a, const Noticed& b) { return a.mutant < b.mutant; });
    return std::move(result_);
  }

 private:
  // All changed forms as further clauses of their contracts. False where the deal must be looked at
  // for each of them alone.
  bool all_beside(const std::vector<std::size_t>& mutants) {
    if (mutants.empty()) return true;
    Spec& spec = workshop_.spec();
    const std::vector<Contract> before = spec.contracts;
    std::set<ClauseId> changed;
    for (const ContractId contract : contracts_of(spec, expect_)) {
      std::vector<ClauseId>& clauses = spec.contracts[contract.index].clauses;
      const std::set<ClauseId> own(clauses.begin(), clauses.end());
      for (const std::size_t mutant : mutants)
        for (const Workshop::Body& body : workshop_.bodies().at(mutant))
          if (own.count(body.clause) > 0 && changed.insert(body.changed).second) clauses.push_back(body.changed);
    }
    AskedDeal deal(spec, expect_, options_, changed);
    spec.contracts = before;
    if (!deal.can_be_expressed()) return true;  // as little as without the changes
    if (deal.may_divide_by_zero()) return false;
    std::vector<std::size_t> shown;
    for (const std::size_t mutant : mutants)
      if (deal.shows(workshop_.bodies().at(mutant))) shown.push_back(mutant);
    if (shown.empty()) return true;
    const std::vector<DealOutcome> as_it_is = deal.outcomes();
    for (const std::size_t mutant : shown) {
      deal.exchange(workshop_.bodies().at(mutant));
      compare(mutant, as_it_is, deal.outcomes());
      deal.exchange(workshop_.bodies().at(mutant));
    }
    return true;
  }

  void one_exchanged(std::size_t mutant) {
    if (as_it_is_.empty()) as_it_is_ = alone();
    workshop_.exchange(mutant);
    const std::vector<DealOutcome> changed = alone();
    workshop_.exchange(mutant);
    compare(mutant, as_it_is_, changed);
  }
  std::vector<DealOutcome> alone() {
    AskedDeal deal(workshop_.spec(), expect_, options_, {});
    deal.may_divide_by_zero();
    return deal.outcomes();
  }

  void compare(std::size_t mutant, const std::vector<DealOutcome>& before, const std::vector<DealOutcome>& after) {
    Noticed found{mutant, {}, false};
    for (std::size_t i = 0; i < after.size() && !found.outcome; ++i) {
      if (before[i].undecided || after[i].undecided) found.undecided = true;
      else if (after[i].instead.empty() != before[i].instead.empty()) found.outcome = i;
    }
    result_.push_back(found);
  }

  Workshop& workshop_;
  const Expect& expect_;
  CheckOptions options_;
  std::vector<DealOutcome> as_it_is_;  // each with nothing exchanged
  std::vector<Noticed> result_;
};

}  // namespace

std::vector<Noticed> noticed(Workshop& workshop, const Expect& expect, const CheckOptions& options,
                             const std::vector<std::size_t>& mutants) {
  return Noticing(workshop, expect, options).run(mutants);
}

}  // namespace proviso
