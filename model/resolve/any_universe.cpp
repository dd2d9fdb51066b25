#include "model/resolve/any_universe.h"

#include "model/expr_walk.h"

#include <algorithm>

namespace proviso::resolving {

AnyUniverse::AnyUniverse(const Spec& of, const Deal& in, const std::vector<ContractId>& under,
                         const std::vector<ThingId>& first_flows)
    : spec(of), deal(in), contracts(under), firsts(first_flows), things(of.globals) {
  for (const ContractId id : contracts) {
    const Contract& contract = spec[id];
    things.insert(things.end(), contract.events.begin(), contract.events.end());
    clauses.insert(clauses.end(), contract.clauses.begin(), contract.clauses.end());
  }
  for (const ThingId thing : deal.things) {
    if (std::find(firsts.begin(), firsts.end(), thing) == firsts.end()) things.push_back(thing);
  }
  clauses.insert(clauses.end(), deal.clauses.begin(), deal.clauses.end());
}

void AnyUniverse::each_fact(const std::function<void(const Fact&)>& visit) const {
  for (const Fact& fact : spec.facts) visit(fact);
  for (const ContractId contract : contracts) {
    for (const Fact& fact : spec[contract].facts) visit(fact);
  }
  for (const Fact& fact : deal.facts) visit(fact);
}

void AnyUniverse::each_condition_of_events(
    const std::function<void(ExprId, std::size_t)>& visit) const {
  for (const ThingId thing : things) {
    if (spec[thing].only_if.valid()) visit(spec[thing].only_if, 1);
  }
  for (const ContractId contract : contracts) {
    for (const Power& power : spec[contract].powers) {
      Type type;
      type.base = BaseType::thing;
      type.thing = power.type;
      if (power.only_if.valid()) visit(power.only_if, count_of(type));
    }
  }
}

void AnyUniverse::each_value(ThingId id, const std::function<void(ExprId)>& visit) const {
  const Thing& thing = spec[id];
  for (const auto& [field, value] : thing.values) {
    if (value.valid()) visit(value);
  }
  for (const ExprId value : {thing.from, thing.to, thing.start, thing.end, thing.date}) {
    if (value.valid()) visit(value);
  }
}

void AnyUniverse::each_root(const std::function<void(ExprId)>& visit) const {
  const auto see = [&](ExprId expr) {
    if (expr.valid()) visit(expr);
  };
  for (const ThingId thing : things) each_value(thing, see);
  for (const ThingId thing : firsts) each_value(thing, see);
  for (const ClauseId clause : clauses) for_each_expr(spec, clause, see);
  each_fact([&](const Fact& fact) {
    if (fact.each) see(fact.each->where);
    see(fact.condition);
  });
  each_condition_of_events([&](ExprId expr, std::size_t) { see(expr); });
  for (const Assume& assume : deal.assumes) {
    see(assume.condition);
    see(assume.date);
  }
}

void AnyUniverse::each_norm_binding(const std::function<void(const Binding&)>& visit) const {
  for (const ClauseId clause : clauses) {
    for (const Norm& norm : spec[clause].norms) {
      if (norm.each) visit(*norm.each);
    }
  }
  each_fact([&](const Fact& fact) {
    if (fact.each) visit(*fact.each);
  });
}

std::size_t AnyUniverse::count_of(const Type& type) const {
  if (type.base == BaseType::boolean) return 2;
  if (type.base == BaseType::enumeration) return spec[type.enumeration].members.size();
  if (type.base != BaseType::thing) return kMany;
  return static_cast<std::size_t>(std::count_if(things.begin(), things.end(), [&](ThingId thing) {
    return spec.is_a(spec[thing].type, type.thing);
  }));
}

const OpenTerm* AnyUniverse::own_term(ThingId first, ExprId value) const {
  const auto* open = std::get_if<OpenRef>(&spec[value].node);
  if (!open) return nullptr;
  const OpenTerm& term = spec[open->term];
  return term.name.starts_with(spec[first].name + ".") ? &term : nullptr;
}

std::size_t times(std::size_t a, std::size_t b) {
  if (a == 0 || b == 0) return 0;
  return a >= kMany / b ? kMany : a * b;
}

}  // namespace proviso::resolving
