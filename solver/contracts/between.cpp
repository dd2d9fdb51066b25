#include "solver/contracts/between.h"

#include "model/expr_walk.h"
#include "solver/contracts/added_question.h"
#include "solver/contracts/terms.h"

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
  // What is broken arises once both are in force. Where a deadline comes before what it is owed for, what is
  // kept is judged so much earlier. Periods go on being counted as they were: of these, what falls due
  // earlier does not count.
  const bool periods = counts_periods(text);
  const std::optional<Day> since = known_day(spec, text.since);
  if (!periods && start_ && (!text.since.valid() || (since && *since < *start_)))
    text.since = spec.add(DateConst{*start_}, basic(BaseType::date));
  const ClauseId asked = enter_clause(spec, std::move(text));
  SituationQuestion question = question_about({before_, after_}, std::move(kept), {{scoping::GoalKind::broken, asked}});
  question.questions = std::move(made);
  question.questions.push_back(asked);
  question.judged_from = start_;
  question.compares = true;
  if (!periods && start_ && any_deadline_comes_before())
    question.judged_from = *start_ - farthest_offset(spec_, {before_, after_});
  return std::make_unique<Inquiry>(std::move(spec), std::move(question), options_);
}

bool Between::is_impossible() const {
  SituationQuestion question = question_about({before_, after_}, {}, {});
  question.judged_from = start_;
  question.compares = true;
  return Inquiry(spec_, std::move(question), options_).find().satisfiable == Satisfiable::no;
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
