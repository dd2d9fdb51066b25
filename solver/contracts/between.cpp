#include "solver/contracts/between.h"

#include "model/expr_walk.h"
#include "solver/contracts/added_question.h"
#include "solver/contracts/terms.h"

#include <algorithm>
#include <set>

namespace proviso {

Between::Between(const Spec& spec, ContractId before, ContractId after, const ContractOptions& options)
    : spec_(spec), before_(before), after_(after), options_(options), start_(last_start(spec, {before, after})) {}

std::vector<ClauseId> Between::texts(ContractId contract) const {
  std::vector<ClauseId> result;
  for (const ClauseId id : spec_[contract].clauses) {
    const auto cut = known_day(spec_, spec_[id].cut);
    if (!(cut && start_ && *cut <= *start_)) result.push_back(id);
  }
  return result;
}

std::unique_ptr<Inquiry> Between::breaks(Spec spec, Clause text, std::vector<ClauseId> kept,
                                         std::vector<ClauseId> made) const {
  // Only while the other contract is in force as well.
  if (!text.survives_until.valid()) {
    const auto& ends = spec[text.contract == after_ ? before_ : after_].bounds.until;
    text.bounds.until.insert(text.bounds.until.end(), ends.begin(), ends.end());
  }
  // What is broken arises once both are in force. Where a deadline may come before that, what is kept is judged
  // from the beginning. Periods go on being counted as they were: of these, what falls due
  // earlier does not count.
  const bool periods = counts_periods(text);
  const std::string name = text.name;
  const ContractId keeps = text.contract == after_ ? before_ : after_;
  std::optional<Day> judged_from = start_;
  if (!periods && start_) {
    const auto goes_back = [&](ClauseId id) { return some_duty_goes_back(spec[id]); };
    if (some_duty_goes_back(text) || std::any_of(kept.begin(), kept.end(), goes_back))
      judged_from = first_day(spec_, {before_, after_});
    if (any_deadline_comes_before()) *judged_from -= farthest_offset(spec_, {before_, after_});
  }
  if (judged_from && *judged_from < *start_) add_texts_before(keeps, name, kept);
  const std::optional<Day> since = known_day(spec, text.since);
  if (!periods && start_ && (!text.since.valid() || (since && *since < *start_)))
    text.since = spec.add(DateConst{*start_}, basic(BaseType::date));
  const ClauseId asked = enter_clause(spec, std::move(text));
  SituationQuestion question = question_about({before_, after_}, std::move(kept), {{scoping::GoalKind::broken, asked}});
  question.questions = std::move(made);
  question.questions.push_back(asked);
  question.judged_from = judged_from;
  question.compares = true;
  return std::make_unique<Inquiry>(std::move(spec), std::move(question), options_);
}

bool Between::never_both_in_force() const {
  const auto survives = [&](ClauseId clause) { return spec_[clause].survives_until.valid(); };
  const auto ended = [&](ContractId contract) {
    const auto& clauses = spec_[contract].clauses;
    if (std::any_of(clauses.begin(), clauses.end(), survives)) return false;
    const auto& until = spec_[contract].bounds.until;
    return std::any_of(until.begin(), until.end(), [&](ExprId date) {
      const auto day = known_day(spec_, date);
      return day && start_ && *day <= *start_;
    });
  };
  return ended(before_) || ended(after_);
}

bool Between::is_impossible() const {
  SituationQuestion question = question_about({before_, after_}, {}, {});
  question.judged_from = start_;
  question.compares = true;
  return Inquiry(spec_, std::move(question), options_).find().satisfiable == Satisfiable::no;
}

// A duty with a deadline for what may have begun before both were in force.
bool Between::some_duty_goes_back(const Clause& clause) const {
  return std::any_of(clause.norms.begin(), clause.norms.end(), [&](const Norm& norm) {
    return norm.by.valid() && norm.each &&
           std::any_of(norm.each->binders.begin(), norm.each->binders.end(), [&](const Binder& binder) {
             return !binder.is_new && binder.type.base == BaseType::thing &&
                    spec_[binder.type.thing].kind == syntax::TypeKind::flow;
           });
  });
}

// What a contract said before these days, where that is judged as well.
void Between::add_texts_before(ContractId contract, const std::string& name, std::vector<ClauseId>& kept) const {
  std::set<std::string> names{name};
  for (const ClauseId id : kept) names.insert(spec_[id].name);
  for (const ClauseId id : spec_[contract].clauses) {
    const auto cut = known_day(spec_, spec_[id].cut);
    const bool before = cut && *cut <= *start_;
    if (before && names.count(spec_[id].name) > 0) kept.push_back(id);
  }
}

// "by r.date - 45 days": it falls due before what it is owed for.
bool Between::any_deadline_comes_before() const {
  bool found = false;
  for (const ContractId contract : {before_, after_})
    for (const ClauseId clause : spec_[contract].clauses)
      for (const Norm& norm : spec_[clause].norms) {
        if (!norm.by.valid()) continue;
        walk(spec_, norm.by, [&](ExprId, const Expr& e) {
          const auto* arithmetic = std::get_if<Arithmetic>(&e.node);
          const auto* months = std::get_if<AddMonths>(&e.node);
          found = found || (arithmetic && arithmetic->op == ArithmeticOp::subtract) || (months && months->months < 0);
        });
      }
  return found;
}

}  // namespace proviso
