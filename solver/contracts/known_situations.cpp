#include "solver/contracts/known_situations.h"

#include "solver/contracts/added_question.h"
#include "solver/contracts/exceptions.h"
#include "solver/contracts/permission.h"

#include <algorithm>

namespace proviso {

namespace {

// What is not soon found here is looked for by a question of its own.
constexpr std::uint32_t kSteps = 500'000;

}  // namespace

KnownSituations::KnownSituations(const Spec& original, const std::vector<ContractId>& contracts,
                                 const ContractOptions& options, std::optional<Day> judged_from,
                                 NamedValues near)
    : clauses_(clauses_of(original, contracts)) {
  Spec spec = original;
  SituationQuestion question = question_about(contracts, clauses_, {});
  question.judged_from = judged_from;
  const auto asks = [&](scoping::GoalKind kind, ClauseId clause) {
    question.asked_of.push_back({kind, clause});
    const bool entered = clause.index >= original.clauses.size();
    if (entered) question.questions.push_back(clause);
    return clause;
  };
  for (const ClauseId clause : clauses_) {
    Asked& asked = asked_[clause];
    asked.in_play = asks(scoping::GoalKind::arises, in_its_term(spec, clause));
    if (!is_permission(spec, clause)) asks(scoping::GoalKind::broken, clause);
    if (has_reparations(spec[clause]))
      asked.mended = asks(scoping::GoalKind::broken, enter_clause(spec, without_reparations(spec[clause])));
    if (has_exceptions(spec[clause]))
      asked.excused = asks(scoping::GoalKind::broken, enter_clause(spec, without_exceptions(spec[clause])));
  }
  for (const ContractId contract : contracts)
    for (const Power& power : original[contract].powers)
      powers_[&power] = asks(scoping::GoalKind::arises, add_event_question(spec, contract, power.type, power.span));
  inquiry_ = std::make_unique<Inquiry>(std::move(spec), std::move(question), options);
  inquiry_->look_near(std::move(near));
  all_kept_ = inquiry_->find({}, false);
  if (all_kept_.satisfiable != Satisfiable::yes) return;
  inquiry_->look_near(inquiry_->named_values(all_kept_.assignment));
  steps_ = options.limits.rlimit == 0 ? kSteps : std::min(options.limits.rlimit, kSteps);
}

bool KnownSituations::has(const std::vector<ClauseId>& kept, Formula goal) {
  inquiry_->asker().limit_steps(steps_);
  return inquiry_->knows_of(kept, goal);
}

bool KnownSituations::has(const std::vector<ClauseId>& kept, const scoping::Goal& goal) {
  if (all_kept_.satisfiable != Satisfiable::yes || !goal.clause.valid()) return false;
  return has(kept, inquiry_->formula_of(goal));
}

bool KnownSituations::has_in_play(ClauseId clause) {
  return has(clauses_, {scoping::GoalKind::arises, asked_.at(clause).in_play});
}
bool KnownSituations::has_broken(ClauseId clause, const std::vector<ClauseId>& kept) {
  return has(kept, {scoping::GoalKind::broken, clause});
}
bool KnownSituations::has_mended(ClauseId clause) {
  return has(clauses_, {scoping::GoalKind::broken, asked_.at(clause).mended});
}
bool KnownSituations::has_excused(ClauseId clause) {
  return has({clause}, {scoping::GoalKind::broken, asked_.at(clause).excused});
}
bool KnownSituations::has_event(const Power& power, const std::vector<ClauseId>& kept) {
  return has(kept, {scoping::GoalKind::arises, powers_.at(&power)});
}

bool KnownSituations::has_event(ThingId event, const std::vector<ClauseId>& kept) {
  if (all_kept_.satisfiable != Satisfiable::yes) return false;
  const auto dates = inquiry_->problem().open_dates.find(event);
  if (dates == inquiry_->problem().open_dates.end()) return false;
  std::vector<Formula> some;
  for (const auto& [guard, point] : dates->second)
    if (!point.never) some.push_back(guard);
  return has(kept, inquiry_->formulas().or_(std::move(some)));
}

}  // namespace proviso
