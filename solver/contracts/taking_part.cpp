#include "solver/contracts/taking_part.h"

#include "model/expr_walk.h"

#include <algorithm>

namespace proviso {

namespace {

class TakingPart {
 public:
  explicit TakingPart(const Spec& spec) : spec_(spec) {}

  void add(ClauseId clause) {
    if (std::find(all.begin(), all.end(), clause) != all.end()) return;
    all.push_back(clause);
    for (const Override& one : spec_[clause].overridden) add(one.by);
    for_each_expr(spec_, clause, [&](ExprId root) { add(root); });
  }
  void add(ExprId root) {
    if (!root.valid()) return;
    std::vector<ClauseId> named;
    walk(spec_, root, [&](ExprId, const Expr& e) {
      if (const auto* event = std::get_if<ClauseEvent>(&e.node)) named.push_back(event->clause);
    });
    for (const ClauseId clause : named) add(clause);
  }
  void add(const std::vector<Fact>& facts) {
    for (const Fact& fact : facts) {
      if (fact.each) add(fact.each->where);
      add(fact.condition);
    }
  }
  void add(ContractId id) {
    const Contract& contract = spec_[id];
    add(contract.bounds.from);
    for (const ExprId until : contract.bounds.until) add(until);
    for (const Power& power : contract.powers) add(power.only_if);
    for (const ThingId event : contract.events) {
      add(spec_[event].only_if);
      add(spec_[event].date);
    }
    add(contract.facts);
  }

  std::vector<ClauseId> all;

 private:
  const Spec& spec_;
};

}  // namespace

std::vector<ClauseId> taking_part(const Spec& spec, const SituationQuestion& question) {
  TakingPart part(spec);
  for (const ClauseId clause : question.kept) part.add(clause);
  for (const scoping::Goal& goal : question.goals) part.add(goal.clause);
  for (const ClauseId clause : question.questions) part.add(clause);
  for (const ExprId condition : question.conditions) part.add(condition);
  for (const ThingId thing : spec.globals) part.add(spec[thing].only_if);
  for (const ContractId contract : question.contracts) part.add(contract);
  part.add(spec.facts);
  return std::move(part.all);
}

}  // namespace proviso
