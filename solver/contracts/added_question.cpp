#include "solver/contracts/added_question.h"

#include "solver/made_expressions.h"

#include <algorithm>

namespace proviso {

namespace {

ClauseId enter_question(Spec& spec, ContractId contract, Norm norm, const std::vector<ExprId>& guard) {
  Clause clause;
  clause.name = "question";
  clause.contract = contract;
  ExprId condition;
  for (const ExprId one : guard) condition = connected(spec, Connective::and_, condition, one);
  if (norm.each) condition = connected(spec, Connective::and_, norm.each->where, condition);
  if (norm.each) norm.each->where = condition;
  else clause.while_ = condition;
  clause.norms.push_back(std::move(norm));
  return enter_clause(spec, std::move(clause));
}

}  // namespace

ClauseId enter_clause(Spec& spec, Clause clause) {
  const ClauseId id{static_cast<std::uint32_t>(spec.clauses.size())};
  spec.clauses.push_back(std::move(clause));
  return id;
}

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

ClauseId add_event_question(Spec& spec, ContractId contract, TypeId type, Span span) {
  return add_question(spec, contract, Binding{{any_of(spec, "event", type, span)}, {}}, {});
}

Clause bound_every_day(Spec& spec, ClauseId id) {
  Clause clause = spec[id];
  for (Norm& norm : clause.norms) {
    if (norm.kind != syntax::NormKind::never) continue;
    norm.kind = syntax::NormKind::must;
    norm.each.reset();
    norm.unless = {};
    norm.condition = spec.add(BoolConst{true}, basic(BaseType::boolean));
  }
  return clause;
}

ClauseId in_its_term(Spec& spec, ClauseId id) {
  const auto& norms = spec[id].norms;
  const bool prohibits =
      std::any_of(norms.begin(), norms.end(), [](const Norm& norm) { return norm.kind == syntax::NormKind::never; });
  if (!prohibits) return id;
  Clause clause = bound_every_day(spec, id);
  clause.name = "question";
  return enter_clause(spec, std::move(clause));
}

}  // namespace proviso
