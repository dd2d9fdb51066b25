#include "model/resolve/any_needs.h"

#include "model/count_bounds.h"
#include "model/expr_walk.h"
#include "model/resolve/walk.h"

#include <fmt/format.h>

namespace proviso::resolving {

Needs::Needs(const AnyUniverse& universe, const std::vector<ThingId>& open, Counts instances)
    : universe_(universe), spec_(universe.spec), instances_(std::move(instances)) {
  for (const ThingId first : open) open_.insert(spec_[first].type);
  fixed_period_ = open_;
  for (const ThingId first : open) {
    const Thing& thing = spec_[first];
    if (universe.own_term(first, thing.start) || universe.own_term(first, thing.end)) {
      fixed_period_.erase(thing.type);
    }
  }
}

void Needs::refuse(std::string_view what) {
  if (why.empty()) why = fmt::format("{} in {}", what, place);
}

bool Needs::is_open(const Type& type) const {
  return type.base == BaseType::thing && open_.count(type.thing) > 0;
}

bool Needs::binds_open(const Binding& binding) const {
  for (const Binder& binder : binding.binders) {
    if (is_open(binder.type)) return true;
  }
  return false;
}

std::size_t Needs::instances_of(const Type& type) const {
  const auto found = type.base == BaseType::thing ? instances_.find(type.thing) : instances_.end();
  const std::size_t all = universe_.count_of(type) + (found == instances_.end() ? 0 : found->second);
  return std::min(all, kMany);
}

std::size_t Needs::tuples(const Binding& binding) const {
  std::size_t all = 1;
  for (const Binder& binder : binding.binders) {
    for (std::size_t i = 0; i < binder.locals.size(); ++i) all = times(all, instances_of(binder.type));
  }
  return all;
}

bool Needs::rests_on_open(ExprId condition) const {
  bool found = false;
  proviso::walk(spec_, condition, [&](ExprId, const Expr& expr) {
    if (const Binding* binding = binding_of(expr.node)) found = found || binds_open(*binding);
    if (std::holds_alternative<OpenRef>(expr.node)) found = found || is_open(expr.type);
    if (const auto* e = std::get_if<ClauseEvent>(&expr.node)) found = found || involves(e->clause);
  });
  return found;
}

bool Needs::involves(ClauseId id) const {
  const auto [place_of, fresh] = involved_.try_emplace(id, false);
  if (!fresh) return place_of->second;
  bool found = false;
  for (const Norm& norm : spec_[id].norms) found = found || (norm.each && binds_open(*norm.each));
  for_each_expr(spec_, id, [&](ExprId expr) { found = found || rests_on_open(expr); });
  for (const Override& one : spec_[id].overridden) found = found || involves(one.by);
  return involved_[id] = found;
}

void Needs::no_part(ExprId condition, std::string_view what) {
  if (condition.valid() && rests_on_open(condition)) refuse(what);
}

void Needs::add(const Binding& bound, std::size_t places) {
  for (const Binder& binder : bound.binders) {
    if (!is_open(binder.type)) continue;
    std::size_t& sum = count[binder.type.thing];
    sum = std::min(kMany, sum + times(places, binder.locals.size()));
  }
}

// ---------------------------------------------------------------- conditions

void Needs::both(ExprId condition, Days days, std::size_t places) {
  keep(condition, true, days, places);
  keep(condition, false, days, places);
}

void Needs::keep(ExprId condition, bool truth, Days days, std::size_t places) {
  if (!condition.valid() || places == 0 || !why.empty() || !rests_on_open(condition)) return;
  std::visit(Overload{
                 [&](const Not& e) { keep(e.operand, !truth, days, places); },
                 [&](const Connect& e) {
                   if (e.op == Connective::iff) {
                     both(e.left, days, places);
                     both(e.right, days, places);
                     return;
                   }
                   keep(e.left, e.op == Connective::implies ? !truth : truth, days, places);
                   keep(e.right, truth, days, places);
                 },
                 [&](const If& e) {
                   both(e.condition, days, places);
                   keep(e.then, truth, days, places);
                   keep(e.otherwise, truth, days, places);
                 },
                 [&](const Let& e) {
                   for (const auto& [local, value] : e.bindings) no_part(value, "an argument");
                   keep(e.body, truth, days, places);
                 },
                 [&](const Quantifier& e) { quantifier(e, truth, days, places); },
                 [&](const Compare& e) { compare(e, truth, days, places); },
                 [&](const Reaches& e) {
                   no_part(e.from, "the end of a path");
                   no_part(e.to, "the end of a path");
                   if (truth && binds_open(e.binding)) return refuse("a path (`reaches`)");
                   keep(e.binding.where, truth, days, times(places, tuples(e.binding)));
                 },
                 [&](const auto&) { refuse(unsuited(condition)); },
             },
             spec_[condition].node);
}

std::string_view Needs::unsuited(ExprId condition) const {
  std::string_view what = "a value that rests on them";
  proviso::walk(spec_, condition, [&](ExprId, const Expr& expr) {
    if (std::holds_alternative<ClauseEvent>(expr.node)) what = "the breach of another clause";
    if (std::holds_alternative<Reaches>(expr.node)) what = "a path (`reaches`)";
    if (const auto* e = std::get_if<Aggregate>(&expr.node)) {
      if (!binds_open(e->binding)) return;
      switch (e->kind) {
        case syntax::AggregateKind::sum: what = "a sum"; break;
        case syntax::AggregateKind::count: what = "a count"; break;
        case syntax::AggregateKind::min:
        case syntax::AggregateKind::max: what = "a least or greatest value"; break;
      }
    }
  });
  return what;
}

void Needs::quantifier(const Quantifier& e, bool truth, Days days, std::size_t places) {
  using K = syntax::QuantifierKind;
  switch (e.kind) {
    case K::some: exists(truth, e.binding, e.body, true, 1, days, places); break;
    case K::no: exists(!truth, e.binding, e.body, true, 1, days, places); break;
    case K::all: exists(!truth, e.binding, e.body, false, 1, days, places); break;
    case K::only:
      exists(truth, e.binding, {}, true, 1, days, places);
      exists(!truth, e.binding, e.body, false, 1, days, places);
      break;
    case K::one:  // at least one, and not two
      exists(truth, e.binding, e.body, true, 1, days, places);
      exists(!truth, e.binding, e.body, true, 2, days, places);
      break;
  }
}

// `count(x: T where …) >= 2` asks for two witnesses; other comparisons are refused.
void Needs::compare(const Compare& e, bool truth, Days days, std::size_t places) {
  const auto is_boolean = [&](ExprId id) { return spec_[id].type.base == BaseType::boolean; };
  if (is_boolean(e.left) && is_boolean(e.right)) {
    both(e.left, days, places);
    both(e.right, days, places);
    return;
  }
  const bool counts = for_each_count_bound(spec_, e, truth, [&](const Binding& counted, bool holds, std::size_t n) {
    exists(holds, counted, {}, true, n, days, places);
  });
  if (!counts) refuse(unsuited(spec_[e.left].type.base == BaseType::error ? e.right : e.left));
}

// ---------------------------------------------------------------- binders

void Needs::exists(bool truth, const Binding& binding, ExprId body, bool body_truth,
                   std::size_t how_many, Days days, std::size_t places) {
  if (truth) {
    some_of(binding, body, body_truth, how_many, days, places);
  } else {
    all_of(binding, body, !body_truth, days, places);
  }
}

// No tuple that satisfied the binding less may come to satisfy it: of each that is left.
void Needs::all_of(const Binding& binding, ExprId body, bool body_truth, Days days,
                   std::size_t places) {
  const std::size_t each = times(places, tuples(binding));
  keep(binding.where, false, days, each);
  keep(body, body_truth, days, each);
}

// So many tuples have to stay. On all days these can be the same ones only if nothing but the day
// on which all such flows begin and end tells one day from another.
void Needs::some_of(const Binding& binding, ExprId body, bool body_truth, std::size_t how_many,
                    Days days, std::size_t places) {
  std::size_t all = times(places, how_many);
  if (days == Days::all) {
    for (const Binder& binder : binding.binders) {
      if (is_open(binder.type)) continue;
      for (std::size_t i = 0; i < binder.locals.size(); ++i) all = times(all, instances_of(binder.type));
    }
    if (binds_open(binding) && !steady(binding, body)) {
      return refuse("a condition that another of them may meet on each day");
    }
  }
  if (all >= kMany && binds_open(binding)) return refuse("something asked for in every period");
  add(binding, all);
  keep(binding.where, true, days, all);
  keep(body, body_truth, days, all);
}

bool Needs::steady(const Binding& binding, ExprId body) const {
  for (const Binder& binder : binding.binders) {
    if (is_open(binder.type) && fixed_period_.count(binder.type.thing) == 0) return false;
  }
  for (const ExprId part : {binding.where, body}) {
    if (part.valid() && !reads_state(spec_, part).empty()) return false;
  }
  return true;
}

}  // namespace proviso::resolving
