// Is there a situation of these contracts that keeps some clauses and reaches some goals? Every
// question about contracts alone is made of such ones.
#pragma once

#include "model/scope/scope.h"
#include "solver/contracts/situation.h"
#include "solver/decide.h"

#include <memory>
#include <string>
#include <vector>

namespace proviso {

struct ContractOptions {
  Limits limits;
  bool by_choice = true;              // tell apart the choices of readings and unknown terms; else one is enough
  std::optional<std::size_t> scope;   // so many things of each type, and no more are to be thought of
  std::vector<std::pair<std::string, std::string>> readings;  // fixed: name and member
  std::vector<ExprId> conditions;     // of the spec that is asked about: every situation meets them
  bool with_past = false;             // of every question
  std::string save_in;                // where situations are saved: imports lead there; may be empty
};

struct SituationQuestion {
  std::vector<ContractId> contracts;
  std::vector<ClauseId> kept;         // nothing of these is broken
  std::vector<scoping::Goal> goals;     // all of these are reached
  std::vector<ClauseId> questions;    // clauses among the goals that bind nobody
  std::vector<ExprId> conditions;     // imposed on the whole situation, read like assumptions
  bool with_past = false;
  std::optional<Day> judged_from;     // what falls due earlier does not count
};

[[nodiscard]] SituationQuestion question_about(const std::vector<ContractId>& contracts, std::vector<ClauseId> kept,
                                               std::vector<scoping::Goal> goals);

// Clauses made for a question are entered into a copy of the spec first.
class Inquiry {
 public:
  // `spec` holds the clauses of the question.
  Inquiry(Spec spec, SituationQuestion question, const ContractOptions& options);

  // Is there a situation? `further` are formulas of `formulas()`. After a no `searched` says whether that
  // is complete.
  Answer find(const std::vector<Formula>& further = {});
  // The same without the goals, or without what is to be kept.
  Answer find_any(bool kept, bool goals, const std::vector<Formula>& further = {});
  // A minimal set of the kept clauses that leaves no such situation; empty where there is one.
  std::vector<ClauseId> minimal_conflict(const std::vector<Formula>& further = {});
  // All of them, up to a number.
  std::vector<std::vector<ClauseId>> minimal_conflicts(std::size_t most);

  // The plainest situation, replayed day by day.
  Witness plainest(const Answer& answer, const std::vector<Formula>& further = {});
  // It with every value, as a report shows it. `title` says what it shows.
  ShownSituation shown(const Sources& sources, const Witness& witness, std::string name, std::string title,
                       const std::vector<ContractId>& under);

  [[nodiscard]] bool by_choice() const { return by_choice_; }
  [[nodiscard]] const std::string& refused() const { return refused_; }   // why nothing can be asked
  [[nodiscard]] const Searched& searched() const { return situation_.searched; }
  [[nodiscard]] const Situation& situation() const { return situation_; }
  [[nodiscard]] const Spec& spec() const { return situation_.spec; }
  [[nodiscard]] Problem& problem() { return *problem_; }
  [[nodiscard]] Formulas& formulas() { return problem_->formulas; }
  [[nodiscard]] Asker& asker() { return *asker_; }
  [[nodiscard]] const std::vector<Formula>& admissible() const { return admissible_; }
  [[nodiscard]] const GroundClause& clause(ClauseId id) const;
  [[nodiscard]] Formula kept() const { return kept_; }
  [[nodiscard]] Formula goal() const { return goal_; }

 private:
  void not_before_the_terms(Spec& spec);
  void one_a_period(const Spec& spec, SituationOptions& making) const;
  void ground(const ContractOptions& options);
  void rely_on_few(bool kept, const std::vector<Formula>& further);
  std::vector<Formula> all(bool kept, bool goals, const std::vector<Formula>& further) const;

  SituationQuestion question_;
  Limits limits_;
  bool by_choice_ = true;
  std::string save_in_;
  Situation situation_;
  std::unique_ptr<Problem> problem_;
  std::unique_ptr<Asker> asker_;
  std::vector<Formula> admissible_;
  Formula kept_ = kTrue;
  Formula goal_ = kTrue;
  std::map<TypeId, std::size_t> looked_at_;
  bool could_be_complete_ = false;   // but for clauses that a no may not rest on
  std::string refused_;
};

// A clause that asks: `may BINDING` (it arises where such things are), or `must CONDITION`. In force with
// the contract, or from the first day on for ever where that is invalid. `guard`: further conditions.
[[nodiscard]] ClauseId add_question(Spec& spec, ContractId contract, const Binding& binding,
                                    const std::vector<ExprId>& guard);
[[nodiscard]] ClauseId add_question(Spec& spec, ContractId contract, ExprId condition,
                                    const std::vector<ExprId>& guard);

// A no that is not complete is one only as far as was searched.
[[nodiscard]] std::string as_far_as(const Searched& searched);

}  // namespace proviso
