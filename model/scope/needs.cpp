#include "model/scope/needs.h"

#include "model/expr_walk.h"
#include "model/scope/norm_needs.h"
#include "model/scope/own_witness.h"
#include "model/syntax/overload.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::scoping {

using syntax::Range;

Needs::Needs(const Asked& asked, const Staying& assumed, Cut cut)
    : asked_(asked), spec_(asked.spec), assumed_(assumed), certain_(asked, assumed_),
      general_(asked, all_), cut_(cut) {
  for (std::uint32_t i = 0; i < spec_.types.size(); ++i) all_.count[{TypeId{i}, {}}] = kMany;
}

void Needs::refuse(std::string_view what) {
  if (why.empty()) why = fmt::format("{} in {}", what, place);
}

bool Needs::stays(TypeId type) const { return total(assumed_.count, type) > 0; }

std::size_t Needs::tuples(const Binding& binding) const {
  return certain_.is_void(binding) ? 0 : members(binding);
}

std::size_t Needs::members(const Binding& binding) const {
  std::size_t all = 1;
  for (const Binder& binder : binding.binders) {
    for (const LocalId local : binder.locals) {
      all = times(all, certain_.candidates(binding, binder, local));
    }
  }
  return all;
}

bool Needs::binds_flow_today(const Binding& binding) const {
  return std::any_of(binding.binders.begin(), binding.binders.end(), [&](const Binder& binder) {
    return binder.type.base == BaseType::thing && asked_.is_flow(binder.type.thing) &&
           binder.range == Range::standard;
  });
}

// An event is bound on its date only, a new flow on its first day.
Days Needs::days_of(const Binding& each) const {
  if (cut_ == Cut::one_day && binds_flow_today(each)) return Days::one;
  const bool once = std::any_of(each.binders.begin(), each.binders.end(), [&](const Binder& binder) {
    if (binder.type.base != BaseType::thing || binder.range != Range::standard) return false;
    return asked_.is_event(binder.type.thing) || (asked_.is_flow(binder.type.thing) && binder.is_new);
  });
  if (!once) return Days::all;
  return cut_ == Cut::one_day ? Days::other : Days::one;
}

// ---------------------------------------------------------------- what a condition rests on

bool Needs::reads_changed(const Expr& expr) const {
  const auto is_cut_flow = [&](ExprId id) {
    const Type& type = spec_[id].type;
    return cut_ != Cut::leave_out && type.base == BaseType::thing && asked_.is_flow(type.thing);
  };
  return std::visit(Overload{
                        [&](const FieldOf& e) {
                          if (e.kind == FieldKind::declared) return assumed_.grown.count(e.field) > 0;
                          return (e.kind == FieldKind::start || e.kind == FieldKind::end) && is_cut_flow(e.of);
                        },
                        [&](const InPeriod& e) { return is_cut_flow(e.what); },
                        [&](const Compare& e) {  // sets of things lose what is left out
                          const Type& type = spec_[e.left].type;
                          return type.set && type.base == BaseType::thing;
                        },
                        [&](const ClauseEvent& e) { return !asked_.never_happens(e) && involves(e.clause); },
                        [&](const auto&) {
                          const Binding* binding = binding_of(expr.node);
                          if (!binding) return false;
                          return std::any_of(binding->binders.begin(), binding->binders.end(),
                                             [](const Binder& b) { return b.type.base == BaseType::thing; });
                        },
                    },
                    expr.node);
}

bool Needs::rests(ExprId condition) const {
  bool found = false;
  walk(spec_, condition, [&](ExprId, const Expr& expr) { found = found || reads_changed(expr); });
  return found;
}

bool Needs::involves(ClauseId id) const {
  bool found = !asked_.overriding(id).empty();
  for (const Norm& norm : spec_[id].norms) {
    if (!norm.each) continue;
    for (const Binder& binder : norm.each->binders) {
      found = found || binder.type.base == BaseType::thing;
    }
  }
  for_each_expr(spec_, id, [&](ExprId expr) { found = found || rests(expr); });
  return found;
}

// A divisor that comes to be zero is an error instead of an answer.
void Needs::no_new_zero(ExprId expr) {
  walk(spec_, expr, [&](ExprId, const Expr& node) {
    const auto* e = std::get_if<Arithmetic>(&node.node);
    if (e && e->op == ArithmeticOp::divide && rests(e->right)) refuse("a division");
  });
}

void Needs::no_part(ExprId condition, std::string_view what) {
  if (condition.valid() && rests(condition)) refuse(what);
}

void Needs::add(const Binding& bound, std::size_t places) {
  for (const Binder& binder : bound.binders) {
    if (binder.type.base != BaseType::thing) continue;
    for (const LocalId local : binder.locals) {
      add_to(need.count[{binder.type.thing, profile_of(spec_, bound, local)}], places);
    }
  }
}

// ---------------------------------------------------------------- conditions

void Needs::both(ExprId condition, Days days, std::size_t places) {
  if (!condition.valid() || !rests(condition)) return;
  keep(condition, true, days, places);
  keep(condition, false, days, places);
}

void Needs::keep(ExprId condition, bool truth, Days days, std::size_t places) {
  if (!condition.valid() || places == 0 || !why.empty() || !rests(condition)) return;
  if (certain_.truth(condition) == std::optional(truth)) return;
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
                 [&](const Happen& e) { happened(condition, e, truth, places); },
                 [&](const Reaches& e) {
                   no_part(e.from, "the end of a path");
                   no_part(e.to, "the end of a path");
                   if (truth) return refuse("a path (`reaches`)");
                   keep(e.binding.where, false, days, times(places, tuples(e.binding)));
                 },
                 [&](const auto&) { refuse(unsuited(condition)); },
             },
             spec_[condition].node);
}

std::string_view Needs::unsuited(ExprId condition) const {
  std::string_view what = "a value that rests on other things";
  walk(spec_, condition, [&](ExprId, const Expr& expr) {
    if (std::holds_alternative<ClauseEvent>(expr.node)) what = "the breach of another clause";
    if (std::holds_alternative<Reaches>(expr.node)) what = "a path (`reaches`)";
    const auto* field = std::get_if<FieldOf>(&expr.node);
    const bool date = field && field->kind != FieldKind::declared && reads_changed(expr);
    if (date || (std::holds_alternative<InPeriod>(expr.node) && reads_changed(expr))) {
      what = "the dates of flows";
    }
    const auto* e = std::get_if<Aggregate>(&expr.node);
    if (!e) return;
    switch (e->kind) {
      case syntax::AggregateKind::sum: what = "a sum"; break;
      case syntax::AggregateKind::count: what = "a count"; break;
      case syntax::AggregateKind::min:
      case syntax::AggregateKind::max: what = "a least or greatest value"; break;
    }
  });
  return what;
}

// What has happened has happened on all later days, too.
void Needs::happened(ExprId condition, const Happen& e, bool truth, std::size_t places) {
  const auto* event = std::get_if<ClauseEvent>(&spec_[e.event].node);
  const bool breach = event && event->kind == ClauseEventKind::breach && e.tense == syntax::HappenTense::happened;
  if (!breach || !truth || cut_ != Cut::leave_out) return refuse(unsuited(condition));
  breached(event->clause, places);
}

// One breach stays a breach, on its day; of several norms one is broken.
void Needs::breached(ClauseId clause, std::size_t places) {
  if (places >= kMany) return refuse("a breach asked for in every period");
  if (!breaches.insert(clause).second) return refuse("a breach that rests on itself");
  Counts most;
  for (const Norm& norm : spec_[clause].norms) {
    if (norm.kind == syntax::NormKind::may) continue;
    Needs one(asked_, assumed_, cut_);
    one.breaches = breaches;
    breach_need(asked_, clause, norm, one);
    raise_to(most, one.need.count);
    for (const auto& [field, kinds] : one.need.grown) need.grown[field].insert(kinds.begin(), kinds.end());
    if (why.empty()) why = one.why;
  }
  breaches.erase(clause);
  for (const auto& [kind, count] : most) add_to(need.count[kind], times(count, places));
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

void Needs::exists(bool truth, const Binding& binding, ExprId body, bool body_truth,
                   std::size_t how_many, Days days, std::size_t places) {
  if (truth) {
    some_of(binding, body, body_truth, how_many, days, places);
  } else {
    all_of(binding, body, !body_truth, days, places);
  }
}

// No tuple that satisfied the binding less may come to satisfy it: of each that is left. Where flows
// stay on one day only, there are tuples of them on that day only.
void Needs::all_of(const Binding& binding, ExprId body, bool body_truth, Days days,
                   std::size_t places) {
  if (cut_ == Cut::one_day && binds_flow_today(binding)) days = Days::one;
  const std::size_t each = times(places, tuples(binding));
  keep(binding.where, false, days, each);
  keep(body, body_truth, days, each);
}

// Of what is bound, things that are what is asked for themselves ask for nothing.
std::size_t Needs::places_of_others(const Binding& some, std::size_t places) const {
  const std::size_t all = members(*of_each);
  std::size_t others = all;
  for (const auto& [kind, count] : assumed_.count) {
    const Binder& binder = of_each->binders.front();
    if (binder.type.base != BaseType::thing || !spec_.is_a(kind.first, binder.type.thing)) continue;
    if (!compatible(kind.second, profile_of(spec_, *of_each, binder.locals.front()))) continue;
    if (is_own_witness(spec_, *of_each, some, kind)) others -= std::min(others, count);
  }
  if (others == all || all == 0 || all >= kMany) return places;
  if (places >= kMany) return others == 0 ? 0 : places;
  return places / all * others;
}

// So many tuples have to stay. On all days these can be the same ones only if one that is there on
// the first of these days is there on all later ones.
void Needs::some_of(const Binding& binding, ExprId body, bool body_truth, std::size_t how_many,
                    Days days, std::size_t places) {
  if (how_many == 1 && !body.valid() && of_each) places = places_of_others(binding, places);
  if (places == 0) return;
  if (cut_ != Cut::leave_out) {
    const bool flow = std::any_of(binding.binders.begin(), binding.binders.end(), [&](const Binder& b) {
      return b.type.base == BaseType::thing && asked_.is_flow(b.type.thing) &&
             (b.range != Range::standard || days != Days::one);
    });
    if (flow) return refuse("flows that are asked for on more than one day");
  }
  if (days == Days::all && !steady(binding, body)) {
    return refuse("a condition that other things may meet on each day");
  }
  const std::size_t all = times(places, how_many);
  if (all >= kMany) return refuse("something asked for in every period");
  add(binding, all);
  keep(binding.where, true, days, all);
  keep(body, body_truth, days, all);
}

bool Needs::steady(const Binding& binding, ExprId body) const {
  for (const Binder& binder : binding.binders) {
    if (binder.type.base != BaseType::thing || !asked_.is_flow(binder.type.thing)) continue;
    if (binder.range == Range::standard) return false;
  }
  for (const ExprId part : {binding.where, body}) {
    if (part.valid() && reads_day(spec_, part)) return false;
  }
  return true;
}

}  // namespace proviso::scoping
