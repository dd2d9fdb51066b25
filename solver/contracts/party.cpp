// What a party owes.
#include "solver/contracts/party.h"

#include "solver/contracts/added_question.h"
#include "solver/contracts/choices.h"
#include "solver/world_view.h"

#include "solver/made_expressions.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

const Type kTruthValue = basic(BaseType::boolean);

// Whether the clause comes into play while all is kept, on a day on which the condition holds.
ContractAnswer in_play(const Spec& original, const std::vector<ContractId>& contracts, ClauseId clause,
                       ExprId condition, bool negated, const ContractOptions& options) {
  Spec spec = original;
  Clause asked = bound_every_day(spec, clause);
  asked.overridden.clear();
  if (condition.valid()) {
    const ExprId wanted = negated ? spec.add(Not{condition}, kTruthValue) : condition;
    asked.while_ = connected(spec, Connective::and_, asked.while_, wanted);
  }
  const ClauseId id = enter_clause(spec, std::move(asked));
  SituationQuestion question = question_about(contracts, clauses_of(original, contracts),
                                              {{scoping::GoalKind::arises, id}});
  question.questions = {id};
  Inquiry inquiry(std::move(spec), std::move(question), options);
  ContractAnswer answer;
  answer.truth = across_choices(inquiry, inquiry.find(), Truth::yes, answer);
  answer.searched = inquiry.searched();
  return answer;
}

// Whether it can come to the condition of the question while all is kept.
ContractAnswer can_come_to(const Spec& original, const std::vector<ContractId>& contracts, ExprId condition,
                           const ContractOptions& options) {
  Spec spec = original;
  const ExprId yes = spec.add(BoolConst{true}, kTruthValue);
  const ClauseId asked = add_question(spec, ContractId{}, yes, {condition});
  SituationQuestion question = question_about(contracts, clauses_of(original, contracts),
                                              {{scoping::GoalKind::arises, asked}});
  question.questions = {asked};
  Inquiry inquiry(std::move(spec), std::move(question), options);
  ContractAnswer answer;
  answer.truth = across_choices(inquiry, inquiry.find(), Truth::yes, answer);
  answer.searched = inquiry.searched();
  if (answer.truth != Truth::no) return answer;
  if (!searched_enough(answer.searched, options)) {
    answer.truth = Truth::undecided;
    answer.reason = fmt::format("no situation that keeps the contracts and has it was found ({})",
                                as_far_as(answer.searched));
    return answer;
  }
  answer.truth = Truth::impossible;
  if (inquiry.find_any(false, true).satisfiable == Satisfiable::no) {
    answer.reason = "no situation has it";
    return answer;
  }
  answer.reason = "no situation that keeps the contracts has it: it comes only in breach";
  name_conflict(inquiry, answer);
  return answer;
}

bool owes(const Clause& clause) {
  return std::any_of(clause.norms.begin(), clause.norms.end(),
                     [](const Norm& norm) { return norm.kind != syntax::NormKind::may; });
}

}  // namespace

PartyDuties what_must(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                      ThingId party, ExprId condition, const ContractOptions& options) {
  PartyDuties result;
  if (condition.valid()) {
    result.condition = can_come_to(spec, contracts, condition, options);
    const ContractAnswer& come = *result.condition;
    const bool none = come.truth == Truth::undecided && !searched_enough(come.searched, options);
    if (come.truth == Truth::impossible || none) return result;
  }
  for (const ClauseId id : clauses_of(spec, contracts)) {
    const Clause& clause = spec[id];
    if (clause.bearer != party || !owes(clause)) continue;
    const ContractAnswer then = in_play(spec, contracts, id, condition, false, options);
    const bool none = then.truth == Truth::no || then.truth == Truth::impossible;
    if (none && searched_enough(then.searched, options)) continue;
    PartyDuty duty;
    duty.clause = spec.full_name(id);
    duty.title = clause.title;
    for (const Norm& norm : clause.norms)
      if (norm.kind != syntax::NormKind::may)
        duty.text += (duty.text.empty() ? "" : "; ") + one_line(sources.text(norm.span));
    duty.span = clause.span;
    duty.truth = none ? Truth::undecided : then.truth;
    duty.reason = none ? as_far_as(then.searched) : then.reason;
    duty.depends_on = then.depends_on;
    if (condition.valid() && !none) {
      const ContractAnswer otherwise = in_play(spec, contracts, id, condition, true, options);
      duty.only_then = otherwise.truth == Truth::no && searched_enough(otherwise.searched, options);
    }
    result.duties.push_back(std::move(duty));
  }
  return result;
}

}  // namespace proviso
