#include "solver/contracts/ask.h"

#include "model/expr_walk.h"
#include "model/internal_error.h"
#include "solver/canonical.h"
#include "solver/contracts/same_names.h"
#include "solver/contracts/taking_part.h"
#include "solver/contracts/terms.h"
#include "solver/contracts/wording.h"
#include "solver/made_expressions.h"
#include "solver/minimal_sets.h"
#include "solver/replay.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

constexpr int kPlainQueries = 80;   // spent on making a situation plain

scoping::Question scope_question(const SituationQuestion& question) {
  scoping::Question result;
  result.contracts = question.contracts;
  result.kept = question.kept;
  result.goals = question.goals;
  result.conditions = question.conditions;
  return result;
}

void fix_readings(const Spec& spec, const ContractOptions& options, GroundOptions& grounding) {
  for (std::uint32_t i = 0; i < spec.open_terms.size(); ++i) {
    const OpenTerm& term = spec.open_terms[i];
    if (term.kind != OpenTermKind::reading) continue;
    for (const auto& [name, member] : options.readings) {
      if (name != term.name && name != own_name(term.name)) continue;
      const auto& members = spec[term.type.enumeration].members;
      const auto found = std::find(members.begin(), members.end(), member);
      if (found != members.end())
        grounding.readings.emplace_back(OpenTermId{i}, static_cast<std::uint32_t>(found - members.begin()));
    }
  }
}

}  // namespace

SituationQuestion question_about(const std::vector<ContractId>& contracts, std::vector<ClauseId> kept,
                                 std::vector<scoping::Goal> goals) {
  SituationQuestion question;
  question.contracts = contracts;
  question.kept = std::move(kept);
  question.goals = std::move(goals);
  return question;
}

Inquiry::Inquiry(Spec spec, SituationQuestion question, const ContractOptions& options)
    : question_(std::move(question)), limits_(options.limits), by_choice_(options.by_choice), save_in_(options.save_in) {
  question_.conditions.insert(question_.conditions.end(), options.conditions.begin(), options.conditions.end());
  question_.with_past = question_.with_past || options.with_past;
  identify_by_name(spec, question_.contracts, question_.conditions);
  const scoping::Scope scope = scoping::enough_for(spec, scope_question(question_));
  SituationOptions making;
  making.contracts = question_.contracts;
  making.questions = question_.questions;
  making.with_past = question_.with_past;
  making.judged_from = question_.judged_from;
  if (question_.judged_from && !question_.with_past) not_before_the_terms(spec);
  for (const auto& [type, count] : scope.count) making.things[type] = options.scope ? *options.scope : count;
  if (!scope.complete && !options.scope) one_a_period(spec, making);
  situation_ = make_situation(std::move(spec), making);
  Searched& searched = situation_.searched;
  looked_at_ = making.things;
  could_be_complete_ = searched.why.empty();
  const bool fewer = options.scope && std::any_of(scope.count.begin(), scope.count.end(), [&](const auto& one) {
    return one.second > *options.scope;
  });
  if (fewer) {
    searched.why = "fewer things were asked for";
  } else if (!scope.complete) {
    searched.why = scope.reason;
  } else if (!scope.ranged.empty()) {
    searched.why = fmt::format("a condition on all `{}`, of which there are always as many here",
                               this->spec()[*scope.ranged.begin()].name);
  }
  searched.complete = searched.why.empty();
  if (options.scope) searched.complete = true;  // the bound is accepted
  ground(options);
}

// Where there is no bound, what is asked for in every period is looked for in each, and once more.
void Inquiry::one_a_period(const Spec& spec, SituationOptions& making) const {
  const std::size_t most = 8;
  for (const ClauseId clause : question_.kept)
    for (const Norm& norm : spec[clause].norms) {
      if (!norm.period || !norm.condition.valid()) continue;
      const std::size_t periods = std::min(most, periods_judged(spec, question_.contracts, clause, *norm.period) + 1);
      walk(spec, norm.condition, [&](ExprId, const Expr& e) {
        const Binding* bound = binding_of(e.node);
        if (!bound) return;
        for (const Binder& binder : bound->binders) {
          const bool flow = binder.type.base == BaseType::thing && spec[binder.type.thing].kind == syntax::TypeKind::flow;
          if (!flow || making.things.count(binder.type.thing) == 0) continue;
          std::size_t& count = making.things[binder.type.thing];
          count = std::max(count, periods);
        }
      });
    }
}

// Events may have come before the days that are judged, but not before the first term.
void Inquiry::not_before_the_terms(Spec& spec) {
  const ExprId first = spec.add(DateConst{first_day(spec, question_.contracts)}, basic(BaseType::date));
  for (const ContractId contract : question_.contracts)
    for (const ThingId event : std::vector<ThingId>(spec[contract].events)) {
      if (spec[event].date.valid()) continue;
      const ExprId date = spec.add(FieldOf{thing_name(spec, event), FieldKind::date, {}}, basic(BaseType::date));
      question_.conditions.push_back(
          spec.add(Compare{CompareOp::greater_equal, date, first}, basic(BaseType::boolean)));
    }
}

void Inquiry::ground(const ContractOptions& options) {
  GroundOptions grounding;
  grounding.clauses = taking_part(situation_.spec, question_);
  grounding.open_past = question_.with_past || question_.judged_from.has_value();
  grounding.with = situation_.conditions;
  grounding.with.insert(grounding.with.end(), question_.conditions.begin(), question_.conditions.end());
  fix_readings(situation_.spec, options, grounding);
  situation_.conditions = grounding.with;
  problem_ = std::make_unique<Problem>(ground_deal(situation_.spec, situation_.deal, grounding));
  asker_ = std::make_unique<Asker>(problem_->formulas, limits_);
  refused_ = problem_->refused;
  if (!refused_.empty()) return;
  for (const Constraint& constraint : problem_->constraints) admissible_.push_back(constraint.formula);
  // What divides by zero is an error in a deal, and no situation here.
  for (const DivisionByZero& division : problem_->divisions)
    admissible_.push_back(problem_->formulas.not_(division.when));
  std::vector<Formula> kept, goals;
  for (const ClauseId id : question_.kept) {
    const GroundClause& ground = clause(id);
    if (!ground.refused.empty() && refused_.empty())
      refused_ = fmt::format("{} in `{}`", ground.refused, spec().full_name(id));
    kept.push_back(formulas().not_(ground.broken));
  }
  for (const scoping::Goal& goal : question_.goals) {
    const GroundClause& ground = clause(goal.clause);
    if (!ground.refused.empty() && refused_.empty())
      refused_ = fmt::format("{} in `{}`", ground.refused, spec().full_name(goal.clause));
    goals.push_back(goal.kind == scoping::GoalKind::broken ? ground.broken : ground.arises);
  }
  kept_ = formulas().and_(std::move(kept));
  goal_ = formulas().and_(std::move(goals));
}

const GroundClause& Inquiry::clause(ClauseId id) const {
  for (const GroundClause& ground : problem_->clauses)
    if (ground.clause == id) return ground;
  throw InternalError("a question about a clause that takes no part");
}

std::vector<Formula> Inquiry::all(bool kept, bool goals, const std::vector<Formula>& further) const {
  std::vector<Formula> result = admissible_;
  if (kept) result.push_back(kept_);
  if (goals) result.push_back(goal_);
  result.insert(result.end(), further.begin(), further.end());
  return result;
}

Answer Inquiry::find(const std::vector<Formula>& further) { return find_any(true, true, further); }

Answer Inquiry::find_any(bool kept, bool goals, const std::vector<Formula>& further) {
  if (!refused_.empty()) {
    Answer answer;
    answer.reason = refused_ + " cannot be expressed yet";
    return answer;
  }
  Answer answer = asker_->ask(all(kept, goals, further));
  if (goals && answer.satisfiable == Satisfiable::no && !situation_.searched.complete) rely_on_few(kept, further);
  return answer;
}

// A no rests on a few of the clauses only: where the search is complete for these, so is the no.
void Inquiry::rely_on_few(bool kept, const std::vector<Formula>& further) {
  if (!could_be_complete_) return;
  scoping::Question few = scope_question(question_);
  few.kept = kept ? minimal_conflict(further) : std::vector<ClauseId>{};
  const scoping::Scope scope = scoping::enough_for(situation_.spec, few);
  const bool within = std::all_of(scope.count.begin(), scope.count.end(), [&](const auto& one) {
    const auto found = looked_at_.find(one.first);
    return one.second == 0 || (found != looked_at_.end() && one.second <= found->second);
  });
  if (!scope.complete || !scope.ranged.empty() || !within) return;
  situation_.searched.complete = true;
  situation_.searched.why.clear();
}

namespace {

std::vector<std::size_t> every(std::size_t n) {
  std::vector<std::size_t> result(n);
  for (std::size_t i = 0; i < n; ++i) result[i] = i;
  return result;
}

// Later clauses are dropped first.
bool later(std::size_t a, std::size_t b) { return a > b; }

Contradicts contradicts(Asker& asker, const std::vector<Formula>& background,
                        const std::vector<Formula>& of) {
  return [&asker, background, of](const std::vector<std::size_t>& these) -> std::optional<std::vector<std::size_t>> {
    std::vector<Formula> asked = background;
    for (const std::size_t i : these) asked.push_back(of[i]);
    const Answer answer = asker.ask(asked, false);
    if (answer.satisfiable != Satisfiable::no) return std::nullopt;
    std::vector<std::size_t> core;
    for (const std::size_t index : answer.core)
      if (index >= background.size()) core.push_back(these[index - background.size()]);
    std::sort(core.begin(), core.end());
    return core;
  };
}

}  // namespace

std::vector<ClauseId> Inquiry::minimal_conflict(const std::vector<Formula>& further) {
  std::vector<Formula> kept;
  for (const ClauseId id : question_.kept) kept.push_back(formulas().not_(clause(id).broken));
  const MinimalSets found = minimal_sets(
      every(kept.size()), contradicts(*asker_, all(false, true, further), kept), later, false);
  std::vector<ClauseId> result;
  if (!found.sets.empty())
    for (const std::size_t i : found.sets.front()) result.push_back(question_.kept[i]);
  return result;
}

std::vector<std::vector<ClauseId>> Inquiry::minimal_conflicts(std::size_t most) {
  std::vector<Formula> kept;
  for (const ClauseId id : question_.kept) kept.push_back(formulas().not_(clause(id).broken));
  const MinimalSets found =
      minimal_sets(every(kept.size()), contradicts(*asker_, all(false, true, {}), kept), later, true);
  std::vector<std::vector<ClauseId>> result;
  for (const auto& set : found.sets) {
    if (result.size() == most) break;
    result.emplace_back();
    for (const std::size_t i : set) result.back().push_back(question_.kept[i]);
  }
  return result;
}

Witness Inquiry::plainest(const Answer& answer, const std::vector<Formula>& further) {
  Witness witness;
  witness.assignment = canonical(*problem_, formulas(), *asker_, all(true, true, further),
                                 answer.assignment, kPlainQueries);
  witness.judgement = replay(spec(), *problem_, witness.assignment, situation_.conditions);
  return witness;
}

namespace {

ClauseId enter_question(Spec& spec, ContractId contract, Norm norm, const std::vector<ExprId>& guard) {
  Clause clause;
  clause.name = "question";
  clause.contract = contract;
  ExprId condition;
  for (const ExprId one : guard)
    condition = condition.valid()
                    ? spec.add(Connect{Connective::and_, condition, one}, basic(BaseType::boolean))
                    : one;
  if (norm.each && norm.each->where.valid() && condition.valid())
    condition = spec.add(Connect{Connective::and_, norm.each->where, condition}, basic(BaseType::boolean));
  else if (norm.each && !condition.valid())
    condition = norm.each->where;
  if (norm.each) norm.each->where = condition;
  else clause.while_ = condition;
  clause.norms.push_back(std::move(norm));
  const ClauseId id{static_cast<std::uint32_t>(spec.clauses.size())};
  spec.clauses.push_back(std::move(clause));
  return id;
}

}  // namespace

ClauseId add_question(Spec& spec, ContractId contract, const Binding& binding,
                      const std::vector<ExprId>& guard) {
  Norm norm;
  norm.kind = syntax::NormKind::may;
  norm.each = binding;
  return enter_question(spec, contract, std::move(norm), guard);
}

ClauseId add_question(Spec& spec, ContractId contract, ExprId condition, const std::vector<ExprId>& guard) {
  Norm norm;
  norm.kind = syntax::NormKind::must;
  norm.condition = condition;
  return enter_question(spec, contract, std::move(norm), guard);
}

std::string as_far_as(const Searched& searched) {
  if (searched.complete) return "";
  std::string text;
  for (const auto& [type, count] : searched.things)
    text += fmt::format("{}{} of `{}`", text.empty() ? "" : ", ", count, type);
  if (text.empty()) text = "nothing";
  return fmt::format("none found up to {}{}", text, searched.why.empty() ? "" : ": " + searched.why);
}

}  // namespace proviso
