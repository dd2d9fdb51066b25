#include "model/expr_walk.h"

#include "model/syntax/overload.h"

#include <set>

namespace proviso {

const Binding* binding_of(const Expr::Node& node) {
  if (const auto* quantifier = std::get_if<Quantifier>(&node)) return &quantifier->binding;
  if (const auto* aggregate = std::get_if<Aggregate>(&node)) return &aggregate->binding;
  if (const auto* reaches = std::get_if<Reaches>(&node)) return &reaches->binding;
  return nullptr;
}

void for_each_child(const Expr::Node& node, const std::function<void(ExprId)>& visit) {
  const auto see = [&](ExprId id) {
    if (id.valid()) visit(id);
  };
  std::visit(
      Overload{
          [](const BoolConst&) {}, [](const NumberConst&) {}, [](const DateConst&) {},
          [](const NeverConst&) {}, [](const NoneConst&) {}, [](const EnumConst&) {},
          [](const ThingRef&) {}, [](const LocalRef&) {}, [](const OpenRef&) {},
          [](const TermStart&) {}, [](const TermEnd&) {}, [](const BreachDay&) {},
          [](const ClauseEvent&) {},
          [&](const FieldOf& e) { see(e.of); },
          [&](const Not& e) { see(e.operand); },
          [&](const Negate& e) { see(e.operand); },
          [&](const Connect& e) { see(e.left), see(e.right); },
          [&](const Compare& e) { see(e.left), see(e.right); },
          [&](const Arithmetic& e) { see(e.left), see(e.right); },
          [&](const AddMonths& e) { see(e.date); },
          [&](const In& e) { see(e.member), see(e.set); },
          [&](const InPeriod& e) { see(e.what), see(e.period); },
          [&](const IsNone& e) { see(e.operand); },
          [&](const IsType& e) { see(e.operand); },
          [&](const If& e) { see(e.condition), see(e.then), see(e.otherwise); },
          [&](const SetOf& e) { for (const ExprId id : e.members) see(id); },
          [&](const Happen& e) { see(e.event); },
          [&](const MinMax& e) { for (const ExprId id : e.arguments) see(id); },
          [&](const Abs& e) { see(e.operand); },
          [&](const CountDays& e) { see(e.operand); },
          [&](const PeriodShift& e) { see(e.period); },
          [&](const Let& e) {
            for (const auto& [local, value] : e.bindings) see(value);
            see(e.body);
          },
          [&](const Quantifier& e) { see(e.binding.where), see(e.body); },
          [&](const Aggregate& e) { see(e.binding.where), see(e.value); },
          [&](const Reaches& e) { see(e.from), see(e.to), see(e.binding.where); },
      },
      node);
}

void walk(const Spec& spec, ExprId expr, const std::function<void(ExprId, const Expr&)>& visit) {
  if (!expr.valid()) return;
  std::set<ExprId> seen;
  std::vector<ExprId> open{expr};
  while (!open.empty()) {
    const ExprId at = open.back();
    open.pop_back();
    if (!seen.insert(at).second) continue;
    visit(at, spec[at]);
    for_each_child(spec[at].node, [&](ExprId child) { open.push_back(child); });
  }
}

void for_each_expr(const Spec& spec, ClauseId clause, const std::function<void(ExprId)>& visit) {
  const Clause& c = spec[clause];
  const auto see = [&](ExprId id) {
    if (id.valid()) visit(id);
  };
  const auto see_bounds = [&](const Bounds& bounds) {
    see(bounds.from);
    for (const ExprId id : bounds.until) see(id);
  };
  if (c.contract.valid()) see_bounds(spec[c.contract].bounds);
  see_bounds(c.bounds);
  see(c.while_);
  see(c.suspended_while);
  see(c.survives_until);
  see(c.since);
  see(c.cut);
  for (const Norm& norm : c.norms) {
    if (norm.each) see(norm.each->where);
    see(norm.condition);
    see(norm.by);
    see(norm.unless);
    see(norm.reading);
    for (const Reparation& reparation : norm.otherwise) {
      see(reparation.condition);
      see(reparation.by);
    }
  }
}

namespace {

void see_facts(const std::vector<Fact>& facts, const std::function<void(ExprId)>& see) {
  for (const Fact& fact : facts) {
    if (fact.each) see(fact.each->where);
    see(fact.condition);
  }
}

}  // namespace

void for_each_expr(const Spec& spec, const Universe& universe,
                   const std::function<void(ExprId)>& visit) {
  const std::function<void(ExprId)> see = [&](ExprId id) {
    if (!id.valid()) return;
    visit(id);
    walk(spec, id, [&](ExprId, const Expr& e) {
      const auto* open = std::get_if<OpenRef>(&e.node);
      if (!open) return;
      const OpenTerm& term = spec[open->term];
      for (const ExprId value : term.values) visit(value);
      for (const ExprId bound : {term.low, term.high})
        if (bound.valid()) visit(bound);
    });
  };
  for (const ThingId id : universe.things) {
    const Thing& thing = spec[id];
    for (const auto& [field, value] : thing.values) see(value);
    for (const ExprId expr : {thing.from, thing.to, thing.start, thing.end, thing.date, thing.only_if})
      see(expr);
  }
  for (const ClauseId clause : universe.clauses) for_each_expr(spec, clause, see);
  see_facts(spec.facts, see);
  for (const ContractId contract : universe.contracts) {
    see_facts(spec[contract].facts, see);
    for (const Power& power : spec[contract].powers) see(power.only_if);
  }
  const Deal& deal = spec[universe.deal];
  see_facts(deal.facts, see);
  for (const Assume& assume : deal.assumes) {
    see(assume.condition);
    see(assume.date);
  }
}

}  // namespace proviso
