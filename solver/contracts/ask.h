// Is there a situation of these contracts that keeps some clauses and reaches some goals? Every
// question about contracts alone is made of such ones.
#pragma once

#include "model/scope/scope.h"
#include "solver/contracts/extent.h"
#include "solver/contracts/fixed_readings.h"
#include "solver/contracts/situation.h"
#include "solver/decide.h"
#include "solver/minimal_sets.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace proviso {

struct ContractOptions {
  Limits limits;
  bool only_truth = false;            // no situation is shown, and what the answer does not need is left out
  bool by_choice = true;              // tell apart the choices of readings and unknown terms; else one is enough
  std::optional<std::size_t> scope;   // so many things of each type, and no more are to be thought of
  NamedReadings readings;             // fixed: name and member
  std::vector<ExprId> conditions;     // of the spec that is asked about: every situation meets them
  bool with_past = false;             // of every question
  std::string save_in;                // where situations are saved: imports lead there; may be empty
};

struct SituationQuestion {
  std::vector<ContractId> contracts;
  std::vector<ClauseId> kept;         // nothing of these is broken
  std::vector<scoping::Goal> goals;     // all of these are reached
  std::vector<ClauseId> questions;    // clauses among the goals that bind nobody
  std::vector<scoping::Goal> asked_of;  // goals that are asked of it one by one: what they need is looked at
  std::vector<ExprId> conditions;     // imposed on the whole situation, read like assumptions
  bool with_past = false;
  std::optional<Day> judged_from;     // what falls due earlier does not count
  bool compares = false;              // two versions: what has one name in both is one
};

[[nodiscard]] SituationQuestion question_about(const std::vector<ContractId>& contracts, std::vector<ClauseId> kept,
                                               std::vector<scoping::Goal> goals);

// By the names of variables: of formulas of other inquiries, too.
using NamedValues = std::map<std::string, Cell>;

class Inquiry;
// Conditions on the formulas of an inquiry, which are made anew when it grows.
using Further = std::function<std::vector<Formula>(Inquiry&)>;

// Clauses made for a question are entered into a copy of the spec first.
//
// Situations are looked for among few things: those that the goals need. A no then rests on some of
// the kept clauses; where these need further things, so many are added and it is asked again. Formulas
// and assignments of an inquiry hold until it grows: whenever it is asked.
class Inquiry {
 public:
  // `spec` holds the clauses of the question.
  Inquiry(Spec spec, SituationQuestion question, const ContractOptions& options);

  // Is there a situation? After a no `searched` says whether that is complete. `confirm`: give a no its
  // second check.
  Answer find(const Further& further = {}, bool confirm = true);
  // A situation with these values, as far as there is one, is looked for first.
  void look_near(NamedValues values) { near_ = std::move(values); }
  [[nodiscard]] NamedValues named_values(const Assignment& found) const;
  // Which of the further formulas its no rests on.
  [[nodiscard]] std::vector<std::size_t> further_in(const Answer& none) const;
  // The same without the goals, or without what is to be kept, or where some of that is kept only.
  Answer find_any(bool kept, bool goals);
  Answer find_keeping(const std::vector<ClauseId>& kept);
  // Whether a situation is known, or soon found, that keeps these and meets the goal; not among more things.
  bool knows_of(const std::vector<ClauseId>& kept, Formula goal);
  // Formulas of a clause, as they are asked for.
  [[nodiscard]] Formula formula_of(const scoping::Goal& goal) const;
  // A minimal set of the kept clauses that leaves no such situation, after a no; empty where there is one.
  std::vector<ClauseId> minimal_conflict();
  // All of them, up to a number.
  std::vector<std::vector<ClauseId>> minimal_conflicts(std::size_t most);

  // The plainest situation, replayed day by day; after a yes.
  Witness plainest();
  // It with every value, as a report shows it; nothing where only the truth is asked. `title` says what it
  // shows. `compared_with`: contracts under which its text states the verdict as well.
  std::optional<ShownSituation> show_plainest(const Sources& sources, std::string name, std::string title,
                                              const std::vector<ContractId>& under,
                                              const std::vector<ContractId>& compared_with = {});

  [[nodiscard]] bool only_truth() const { return options_.only_truth; }
  [[nodiscard]] bool by_choice() const { return options_.by_choice; }
  [[nodiscard]] const std::string& refused() const { return refused_; }   // why nothing can be asked
  [[nodiscard]] const Searched& searched() const { return searched_; }
  [[nodiscard]] const Situation& situation() const { return situation_; }
  [[nodiscard]] const Spec& spec() const { return situation_.spec; }
  [[nodiscard]] Problem& problem() { return *problem_; }
  [[nodiscard]] Formulas& formulas() { return problem_->formulas; }
  [[nodiscard]] Asker& asker() { return *asker_; }
  [[nodiscard]] std::vector<Formula> admissible() const;
  [[nodiscard]] const GroundClause& clause(ClauseId id) const;
  [[nodiscard]] Formula kept() { return formulas().and_(kept_); }
  [[nodiscard]] Formula goal() { return formulas().and_(goals_); }
  [[nodiscard]] std::size_t grown() const { return grown_; }  // how often

 private:
  ShownSituation shown(const Sources& sources, const Witness& witness, std::string name, std::string title,
                       const std::vector<ContractId>& under, const std::vector<ContractId>& compared_with);
  void fix_readings();
  [[nodiscard]] NamedReadings fixed_readings_of(const std::vector<ContractId>& contracts) const;
  void not_before_the_terms();
  void add_one_a_period(const std::vector<ClauseId>& kept, Extent& extent) const;
  [[nodiscard]] scoping::Question scope_question(const std::vector<ClauseId>& kept, bool goals) const;
  [[nodiscard]] Extent extent_of(const scoping::Scope& scope, const std::vector<ClauseId>& kept) const;
  void look_at_so_many(std::size_t count);
  [[nodiscard]] static Extent few(const scoping::Scope& scope);
  void make();
  void ground();
  [[nodiscard]] Formula kept(ClauseId clause) const;
  [[nodiscard]] std::vector<Formula> all(const std::vector<ClauseId>& kept, bool goals,
                                         const std::vector<Formula>& further) const;
  Answer ask(const std::vector<ClauseId>& kept, bool goals, const Further& further, bool confirm = true);
  Answer solve(const std::vector<Formula>& asked);
  std::vector<Formula> wishes_near();
  [[nodiscard]] std::vector<ClauseId> used_in(const std::vector<std::size_t>& core,
                                              const std::vector<ClauseId>& kept) const;
  void add_dividing(const std::vector<ClauseId>& kept, std::vector<ClauseId>& to) const;
  bool is_enough_for(std::vector<ClauseId> kept, bool goals);
  std::vector<ClauseId> with_divisors(std::vector<ClauseId> few, const std::vector<ClauseId>& kept, bool goals,
                                      const std::vector<Formula>& further);
  bool leaves_out_divisions(const std::vector<ClauseId>& kept, bool goals, const std::vector<Formula>& further);
  MinimalSets conflicts(const std::vector<ClauseId>& kept, bool goals, const std::vector<Formula>& further, bool every);
  bool grow_for(const std::vector<ClauseId>& kept, bool goals);
  bool grow_to(const Extent& extent);

  Spec base_;
  SituationQuestion question_;
  ContractOptions options_;
  std::vector<ExprId> earliest_;  // of events that may lie before the days that are judged
  FixedReadings readings_;
  std::map<ContractId, FixedReadings> fixed_in_;  // of these, what each contract hangs on
  Extent extent_;
  std::size_t grown_ = 0;
  Searched searched_;
  Situation situation_;
  std::unique_ptr<Problem> problem_;
  std::unique_ptr<Asker> asker_;
  std::vector<Formula> admissible_, divisions_, kept_, goals_;
  std::map<std::pair<std::vector<ClauseId>, bool>, bool> enough_;  // in the present extent
  std::optional<Assignment> found_;  // by `find` without anything further, in the present extent
  std::vector<Assignment> known_;    // by `knows_of`, in the present extent
  NamedValues near_;
  std::string refused_;
  std::string kept_refused_;  // a kept clause that cannot be expressed
};

// A no that is not complete is one only as far as was searched.
[[nodiscard]] std::string as_far_as(const Searched& searched);

}  // namespace proviso
