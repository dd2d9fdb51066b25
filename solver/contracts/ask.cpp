#include "solver/contracts/ask.h"

#include "model/expr_walk.h"
#include "model/internal_error.h"
#include "solver/canonical.h"
#include "solver/contracts/fixed_readings.h"
#include "solver/contracts/same_names.h"
#include "solver/contracts/taking_part.h"
#include "solver/contracts/terms.h"
#include "solver/contracts/wording.h"
#include "solver/made_expressions.h"
#include "solver/project/bounds.h"
#include "solver/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace proviso {

namespace {

// Spent on making a situation plain: each costs as much as there are formulas.
int plain_queries(std::size_t formulas) {
  constexpr std::size_t kMost = 80, kFewest = 12, kWork = 800'000;
  return static_cast<int>(std::clamp(kWork / (formulas + 1), kFewest, kMost));
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

// ---- what is looked at

Inquiry::Inquiry(Spec spec, SituationQuestion question, const ContractOptions& options)
    : base_(std::move(spec)), question_(std::move(question)), options_(options) {
  question_.conditions.insert(question_.conditions.end(), options.conditions.begin(), options.conditions.end());
  question_.with_past = question_.with_past || options.with_past;
  if (question_.compares) identify_by_name(base_, question_.contracts, question_.conditions);
  fix_readings();
  if (question_.judged_from && !question_.with_past) not_before_the_terms();
  searched_.complete = true;
  searched_.assumed = options.scope;
  if (options.scope) look_at_so_many(*options.scope);
  else extent_ = few(scoping::enough_for(base_, scope_question({}, true)));
  for (const scoping::Goal& goal : question_.asked_of) {
    scoping::Question one = scope_question({}, false);
    one.goals = {goal};
    if (!options_.scope) extent_.raise_to(few(scoping::enough_for(base_, one)));
  }
  make();
}

void Inquiry::fix_readings() {
  readings_ = fixed_readings(base_, options_.readings, question_.conditions);
  if (readings_.empty()) return;
  for (const ContractId contract : question_.contracts) {
    std::set<OpenTermId> terms;
    for_each_expr(base_, {contract}, [&](ExprId root) {
      walk(base_, root, [&](ExprId, const Expr& e) {
        if (const auto* open = std::get_if<OpenRef>(&e.node)) terms.insert(open->term);
      });
    });
    for (const auto& reading : readings_)
      if (terms.count(reading.first) > 0) fixed_in_[contract].push_back(reading);
  }
  read_as(base_, readings_);
}

// Events may have come before the days that are judged, but not before the first term. What never comes meets
// that: it needs nothing more to be looked at.
void Inquiry::not_before_the_terms() {
  const ExprId first = base_.add(DateConst{first_day(base_, question_.contracts)}, basic(BaseType::date));
  for (const ContractId contract : question_.contracts)
    for (const ThingId event : std::vector<ThingId>(base_[contract].events)) {
      if (base_[event].date.valid()) continue;
      const ExprId date = base_.add(FieldOf{thing_name(base_, event), FieldKind::date, {}}, basic(BaseType::date));
      earliest_.push_back(base_.add(Compare{CompareOp::greater_equal, date, first}, basic(BaseType::boolean)));
    }
}

void Inquiry::make() {
  SituationOptions making;
  making.contracts = question_.contracts;
  making.questions = question_.questions;
  making.with_past = question_.with_past;
  making.judged_from = question_.judged_from;
  making.things = extent_.things;
  making.dated = extent_.dated;
  if (!options_.scope) making.entities = extent_.entities;
  situation_ = make_situation(base_, making);
  searched_.things = situation_.searched.things;
  for (const auto& [type, count] : extent_.entities) searched_.things.emplace_back(base_[type].name, count);
  found_.reset();
  known_.clear();
  enough_.clear();
  ground();
}

void Inquiry::ground() {
  GroundOptions grounding;
  grounding.clauses = taking_part(situation_.spec, question_);
  grounding.open_past = question_.with_past || question_.judged_from.has_value();
  grounding.with = situation_.conditions;
  for (const std::vector<ExprId>* more : {&question_.conditions, &earliest_})
    grounding.with.insert(grounding.with.end(), more->begin(), more->end());
  grounding.readings = readings_;
  situation_.conditions = grounding.with;
  asker_.reset();
  problem_ = std::make_unique<Problem>(ground_deal(situation_.spec, situation_.deal, grounding));
  asker_ = std::make_unique<Asker>(problem_->formulas, options_.limits);
  admissible_.clear();
  divisions_.clear();
  kept_.clear();
  goals_.clear();
  kept_refused_.clear();
  refused_ = problem_->refused;
  if (!refused_.empty()) return;
  for (const Constraint& constraint : problem_->constraints) admissible_.push_back(constraint.formula);
  // What divides by zero is an error in a deal, and no situation here.
  for (const DivisionByZero& division : problem_->divisions)
    divisions_.push_back(problem_->formulas.not_(division.when));
  for (const ClauseId id : question_.kept) {
    const GroundClause& ground = clause(id);
    // Without it a no stays a no.
    if (!ground.refused.empty()) {
      if (kept_refused_.empty()) kept_refused_ = fmt::format("{} in `{}`", ground.refused, spec().full_name(id));
      kept_.push_back(kTrue);
      continue;
    }
    kept_.push_back(formulas().not_(ground.broken));
  }
  for (const scoping::Goal& goal : question_.goals) {
    const GroundClause& ground = clause(goal.clause);
    if (!ground.refused.empty() && refused_.empty())
      refused_ = fmt::format("{} in `{}`", ground.refused, spec().full_name(goal.clause));
    goals_.push_back(formula_of(goal));
  }
}

Formula Inquiry::formula_of(const scoping::Goal& goal) const {
  const GroundClause& ground = clause(goal.clause);
  if (!ground.refused.empty()) return kFalse;
  return goal.kind == scoping::GoalKind::broken ? ground.broken : ground.arises;
}

const GroundClause& Inquiry::clause(ClauseId id) const {
  for (const GroundClause& ground : problem_->clauses)
    if (ground.clause == id) return ground;
  throw InternalError("a question about a clause that takes no part");
}

Formula Inquiry::kept(ClauseId clause) const {
  const auto found = std::find(question_.kept.begin(), question_.kept.end(), clause);
  return kept_.at(static_cast<std::size_t>(found - question_.kept.begin()));
}

std::vector<Formula> Inquiry::admissible() const {
  std::vector<Formula> result = admissible_;
  result.insert(result.end(), divisions_.begin(), divisions_.end());
  return result;
}

std::vector<Formula> Inquiry::all(const std::vector<ClauseId>& kept, bool goals,
                                  const std::vector<Formula>& further) const {
  std::vector<Formula> result = admissible();
  for (const ClauseId clause : kept) result.push_back(this->kept(clause));
  if (goals) result.insert(result.end(), goals_.begin(), goals_.end());
  result.insert(result.end(), further.begin(), further.end());
  return result;
}

// ---- asking

namespace {

std::vector<std::size_t> numbers(std::size_t n) {
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

std::vector<ClauseId> picked(const std::vector<ClauseId>& of, const std::vector<std::size_t>& these) {
  std::vector<ClauseId> result;
  for (const std::size_t i : these) result.push_back(of[i]);
  return result;
}

std::vector<ClauseId> few_of(const std::vector<ClauseId>& of, const MinimalSets& found) {
  return found.sets.empty() ? std::vector<ClauseId>{} : picked(of, found.sets.front());
}

}  // namespace

Answer Inquiry::find(const Further& further, bool confirm) {
  const Answer answer = ask(question_.kept, true, further, confirm);
  if (answer.satisfiable == Satisfiable::yes && !further) found_ = answer.assignment;
  return answer;
}
std::vector<std::size_t> Inquiry::further_in(const Answer& none) const {
  const std::size_t first = admissible_.size() + divisions_.size() + kept_.size() + goals_.size();
  std::vector<std::size_t> result;
  for (const std::size_t i : none.core)
    if (i >= first) result.push_back(i - first);
  return result;
}
Answer Inquiry::find_any(bool kept, bool goals) {
  return ask(kept ? question_.kept : std::vector<ClauseId>{}, goals, {});
}
Answer Inquiry::find_keeping(const std::vector<ClauseId>& kept) { return ask(kept, true, {}); }

Answer Inquiry::ask(const std::vector<ClauseId>& kept, bool goals, const Further& further, bool confirm) {
  for (;;) {
    Answer answer;
    if (!refused_.empty()) {
      answer.reason = refused_ + " cannot be expressed yet";
      return answer;
    }
    const std::vector<Formula> more = further ? further(*this) : std::vector<Formula>{};
    const std::vector<Formula> asked = all(kept, goals, more);
    answer = solve(asked);
    if (answer.satisfiable == Satisfiable::yes && !kept.empty() && !kept_refused_.empty()) {
      answer.satisfiable = Satisfiable::unknown;
      answer.reason = kept_refused_ + " cannot be expressed yet";
    }
    if (answer.satisfiable != Satisfiable::no) return answer;
    // First the clauses that the solver happened to use; then as few as will do.
    if (!is_enough_for(used_in(answer.core, kept), goals)) {
      std::vector<ClauseId> few = few_of(kept, conflicts(kept, goals, more, false));
      if (grow_for(with_divisors(std::move(few), kept, goals, more), goals)) continue;
    }
    searched_.divides = leaves_out_divisions(kept, goals, more);
    // A no that is not complete is one only as far as was looked.
    const bool counts = searched_.complete || options_.scope.has_value();
    return confirm && counts ? asker_->confirmed(asked, std::move(answer)) : answer;
  }
}

bool Inquiry::knows_of(const std::vector<ClauseId>& kept, Formula goal) {
  constexpr std::size_t kMost = 8;
  if (!refused_.empty() || !kept_refused_.empty()) return false;
  const std::vector<Formula> asked = all(kept, false, {goal});
  const auto meets = [&](const Assignment& one) {
    Evaluator evaluate(formulas(), one);
    return one.cells.size() == formulas().variable_count() &&
           std::all_of(asked.begin(), asked.end(), [&](Formula f) { return evaluate(f); });
  };
  if ((found_ && meets(*found_)) || std::any_of(known_.begin(), known_.end(), meets)) return true;
  // The one that keeps all is a good place to begin where it is hard to find another.
  Answer answer = asker_->ask(asked, false);
  if (answer.satisfiable == Satisfiable::unknown && !near_.empty()) answer = solve(asked);
  if (answer.satisfiable != Satisfiable::yes) return false;
  if (known_.size() < kMost) known_.push_back(answer.assignment);
  return true;
}

NamedValues Inquiry::named_values(const Assignment& found) const {
  NamedValues result;
  for (std::uint32_t i = 0; i < found.cells.size(); ++i)
    result.emplace(problem_->formulas[VarId{i}].name, found.cells[i]);
  return result;
}

// The values of `near_` that what is asked leaves: those that a core names are given up, until it is met.
Answer Inquiry::solve(const std::vector<Formula>& asked) {
  constexpr int kRounds = 20;
  std::vector<Formula> wishes = near_.empty() ? std::vector<Formula>{} : wishes_near();
  for (int round = 0; round < kRounds && !wishes.empty(); ++round) {
    std::vector<Formula> all = asked;
    all.insert(all.end(), wishes.begin(), wishes.end());
    Answer answer = asker_->ask(all, false);
    const bool of_asked_alone = std::all_of(answer.core.begin(), answer.core.end(), [&](std::size_t i) { return i < asked.size(); });
    if (answer.satisfiable == Satisfiable::unknown) break;
    if (answer.satisfiable == Satisfiable::yes || of_asked_alone) return answer;
    for (std::size_t i = answer.core.size(); i-- > 0 && answer.core[i] >= asked.size();)
      wishes.erase(wishes.begin() + static_cast<std::ptrdiff_t>(answer.core[i] - asked.size()));
  }
  return asker_->ask(asked, false);
}

std::vector<Formula> Inquiry::wishes_near() {
  std::vector<Formula> wishes;
  const Assignment plain = proviso::plainest(formulas());
  for (std::uint32_t i = 0; i < formulas().variable_count(); ++i) {
    const auto value = near_.find(formulas()[VarId{i}].name);
    if (value == near_.end() || value->second.index() != plain.cells[i].index()) continue;
    const auto* member = std::get_if<std::uint32_t>(&value->second);
    if (member && *member >= formulas()[VarId{i}].size) continue;
    wishes.push_back(equals(formulas(), VarId{i}, value->second));
  }
  return wishes;
}

// The kept clauses in a core, and those that divide where it says that nothing is divided by zero.
std::vector<ClauseId> Inquiry::used_in(const std::vector<std::size_t>& core, const std::vector<ClauseId>& kept) const {
  const std::size_t first = admissible_.size() + divisions_.size();
  std::vector<ClauseId> result;
  bool divides = false;
  for (const std::size_t i : core) {
    if (i >= first && i < first + kept.size()) result.push_back(kept[i - first]);
    divides = divides || (i >= admissible_.size() && i < first);
  }
  if (divides) add_dividing(kept, result);
  return result;
}

void Inquiry::add_dividing(const std::vector<ClauseId>& kept, std::vector<ClauseId>& to) const {
  for (const ClauseId clause : kept) {
    bool divides = false;
    for_each_expr(base_, clause, [&](ExprId root) {
      walk(base_, root, [&](ExprId, const Expr& e) {
        const auto* arithmetic = std::get_if<Arithmetic>(&e.node);
        divides = divides || (arithmetic && arithmetic->op == ArithmeticOp::divide);
      });
    });
    if (divides && std::find(to.begin(), to.end(), clause) == to.end()) to.push_back(clause);
  }
}

// A no may rest on it that some clause divides by what is not there: then it rests on that clause too.
std::vector<ClauseId> Inquiry::with_divisors(std::vector<ClauseId> few, const std::vector<ClauseId>& kept, bool goals,
                                             const std::vector<Formula>& further) {
  if (divisions_.empty()) return few;
  std::vector<Formula> without = all(few, goals, further);
  without.erase(without.begin() + static_cast<std::ptrdiff_t>(admissible_.size()),
                without.begin() + static_cast<std::ptrdiff_t>(admissible_.size() + divisions_.size()));
  if (asker_->ask(without, false).satisfiable != Satisfiable::no) add_dividing(kept, few);
  return few;
}

// In some situation that reaches the goals, and keeps what divides nothing, something is divided by zero.
bool Inquiry::leaves_out_divisions(const std::vector<ClauseId>& kept, bool goals, const std::vector<Formula>& further) {
  if (divisions_.empty()) return false;
  std::vector<ClauseId> dividing, others = kept;
  add_dividing(kept, dividing);
  std::erase_if(others, [&](ClauseId id) { return std::find(dividing.begin(), dividing.end(), id) != dividing.end(); });
  std::vector<Formula> asked = admissible_;
  asked.push_back(formulas().not_(formulas().and_(divisions_)));
  for (const ClauseId clause : others) asked.push_back(this->kept(clause));
  if (goals) asked.insert(asked.end(), goals_.begin(), goals_.end());
  asked.insert(asked.end(), further.begin(), further.end());
  return asker_->ask(asked, false).satisfiable != Satisfiable::no;
}

MinimalSets Inquiry::conflicts(const std::vector<ClauseId>& kept, bool goals, const std::vector<Formula>& further,
                               bool every) {
  std::vector<Formula> each;
  for (const ClauseId clause : kept) each.push_back(this->kept(clause));
  return minimal_sets(numbers(kept.size()), contradicts(*asker_, all({}, goals, further), each), later, every);
}

// What conflicts only for want of things is no conflict: then these are added.
std::vector<ClauseId> Inquiry::minimal_conflict() {
  for (;;) {
    std::vector<ClauseId> found = few_of(question_.kept, conflicts(question_.kept, true, {}, false));
    if (!grow_for(with_divisors(found, question_.kept, true, {}), true)) return found;
  }
}

std::vector<std::vector<ClauseId>> Inquiry::minimal_conflicts(std::size_t most) {
  for (;;) {
    const std::size_t before = grown_;
    std::vector<std::vector<ClauseId>> result;
    for (const auto& set : conflicts(question_.kept, true, {}, true).sets) {
      if (result.size() == most) break;
      result.push_back(picked(question_.kept, set));
      if (grow_for(with_divisors(result.back(), question_.kept, true, {}), true)) break;
    }
    if (grown_ == before) return result;
  }
}

Witness Inquiry::plainest() {
  if (!found_ && find().satisfiable != Satisfiable::yes)
    throw InternalError("a situation was to be shown where none was found");
  Witness witness;
  witness.assignment =
      canonical(*problem_, formulas(), *asker_, all(question_.kept, true, {}), *found_,
                plain_queries(formulas().size()));
  witness.judgement = replay(spec(), *problem_, witness.assignment, situation_.conditions);
  return witness;
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
