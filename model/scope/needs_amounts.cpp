// Comparisons of amounts: on which side a sum may fall when things are left out, and on which one
// thing has to take over the amounts of all others.
#include "model/count_bounds.h"
#include "model/scope/needs.h"

#include "model/syntax/overload.h"

namespace proviso::scoping {

void Needs::compare(const Compare& e, bool truth, Days days, std::size_t places) {
  const Type& type = spec_[e.left].type;
  if (type.base == BaseType::boolean && !type.set) {
    both(e.left, days, places);
    both(e.right, days, places);
    return;
  }
  if (cut_ == Cut::one_day && type.base == BaseType::date && only_narrows(e, truth)) return;
  const bool amounts = !type.set && (type.base == BaseType::integer || type.base == BaseType::number ||
                                     type.base == BaseType::money || type.base == BaseType::days);
  if (!amounts) return refuse(unsuited(rests(e.left) ? e.left : e.right));
  // A count asks for so many witnesses.
  const bool counts = for_each_count_bound(spec_, e, truth, [&](const Binding& counted, bool holds, std::size_t n) {
    exists(holds, counted, {}, true, n, days, places);
  });
  if (counts) return;
  const bool less = e.op == CompareOp::less || e.op == CompareOp::less_equal;
  const bool greater = e.op == CompareOp::greater || e.op == CompareOp::greater_equal;
  if (!less && !greater) return refuse(unsuited(rests(e.left) ? e.left : e.right));
  const bool left_is_less = less == truth;  // the left side has to stay below the other
  side(e.left, left_is_less ? Way::down : Way::up, days, places);
  side(e.right, left_is_less ? Way::up : Way::down, days, places);
}

// What stays on one day only begins no earlier than before and ends no later: a bound that it has met on
// this side it meets still.
bool Needs::only_narrows(const Compare& e, bool truth) const {
  const bool left_changes = rests(e.left);
  if (left_changes == rests(e.right)) return false;
  const auto* field = std::get_if<FieldOf>(&spec_[left_changes ? e.left : e.right].node);
  if (!field || rests(field->of)) return false;
  const bool less = e.op == CompareOp::less || e.op == CompareOp::less_equal;
  const bool greater = e.op == CompareOp::greater || e.op == CompareOp::greater_equal;
  if (!less && !greater) return false;
  const bool stays_below = (less == left_changes) == truth;
  return field->kind == FieldKind::start ? !stays_below : field->kind == FieldKind::end && stays_below;
}

// The amount may only change in one way.
void Needs::side(ExprId amount, Way way, Days days, std::size_t places) {
  if (!why.empty() || places == 0 || !rests(amount)) return;
  std::visit(Overload{
                 [&](const Negate& e) { side(e.operand, way == Way::down ? Way::up : Way::down, days, places); },
                 [&](const CountDays& e) { side(e.operand, way, days, places); },
                 [&](const Arithmetic& e) { side_of(e, way, days, places); },
                 [&](const Aggregate& e) { side_of(e, way, days, places); },
                 [&](const MinMax& e) {
                   for (const ExprId argument : e.arguments) side(argument, way, days, places);
                 },
                 [&](const If& e) {
                   both(e.condition, days, places);
                   side(e.then, way, days, places);
                   side(e.otherwise, way, days, places);
                 },
                 [&](const Let& e) {
                   for (const auto& [local, value] : e.bindings) no_part(value, "an argument");
                   side(e.body, way, days, places);
                 },
                 [&](const FieldOf& e) {  // one that may have grown
                   if (way == Way::down || e.kind != FieldKind::declared || rests(e.of)) {
                     refuse(unsuited(amount));
                   }
                 },
                 [&](const auto&) { refuse(unsuited(amount)); },
             },
             spec_[amount].node);
}

void Needs::side_of(const Arithmetic& e, Way way, Days days, std::size_t places) {
  const Way other = way == Way::down ? Way::up : Way::down;
  const Amounts left = general_.range(e.left);
  const Amounts right = general_.range(e.right);
  const auto positive = [](const Amounts& a) { return a.low && *a.low >= 0; };
  switch (e.op) {
    case ArithmeticOp::add:
      side(e.left, way, days, places);
      side(e.right, way, days, places);
      return;
    case ArithmeticOp::subtract:
      side(e.left, way, days, places);
      side(e.right, other, days, places);
      return;
    case ArithmeticOp::multiply:
      if (positive(left) && positive(right)) {
        side(e.left, way, days, places);
        side(e.right, way, days, places);
      } else if (!rests(e.left) && left.high && *left.high <= 0) {
        side(e.right, other, days, places);
      } else if (!rests(e.right) && right.high && *right.high <= 0) {
        side(e.left, other, days, places);
      } else if (!rests(e.left) && positive(left)) {
        side(e.right, way, days, places);
      } else if (!rests(e.right) && positive(right)) {
        side(e.left, way, days, places);
      } else {
        refuse("a product");
      }
      return;
    case ArithmeticOp::divide:
      if (rests(e.right) || !right.low || *right.low <= 0) return refuse("a division");
      side(e.left, way, days, places);
      return;
  }
}

void Needs::side_of(const Aggregate& e, Way way, Days days, std::size_t places) {
  using K = syntax::AggregateKind;
  switch (e.kind) {
    case K::count:
      if (way == Way::up) return refuse("a count");
      keep(e.binding.where, false, days, times(places, tuples(e.binding)));
      return;
    case K::sum: return sum_of(e, way, days, places);
    case K::min:
    case K::max: {
      // Of fewer things the greatest is no greater; for the other way that one has to stay.
      const std::size_t each = times(places, tuples(e.binding));
      keep(e.binding.where, false, days, each);
      side(e.value, way, days, each);
      if ((e.kind == K::max) == (way == Way::down)) return;
      if (days == Days::all) return refuse("a least or greatest value");
      some_of(e.binding, {}, true, 1, days, places);
      return;
    }
  }
}

// The field that is summed up, if it is one of the thing that is bound and never below zero.
const FieldId* Needs::summed_field(const Aggregate& e) const {
  if (e.binding.binders.size() != 1 || e.binding.binders[0].locals.size() != 1) return nullptr;
  const auto* field = std::get_if<FieldOf>(&spec_[e.value].node);
  const auto* of = field ? std::get_if<LocalRef>(&spec_[field->of].node) : nullptr;
  if (!of || of->local != e.binding.binders[0].locals[0] || field->kind != FieldKind::declared) return nullptr;
  return asked_.not_negative.count(field->field) > 0 ? &field->field : nullptr;
}

// A sum of amounts that are not negative falls when things are left out. Where it must not, one of
// them stays and takes over the amounts of all: no one else may mind that it has grown.
void Needs::sum_of(const Aggregate& e, Way way, Days days, std::size_t places) {
  const Amounts one = general_.range(e.value);
  if (!one.low || *one.low < 0) return refuse("a sum of amounts that may be negative");
  const FieldId* field = summed_field(e);
  if (way == Way::down) {
    const std::size_t each = times(places, tuples(e.binding));
    keep(e.binding.where, false, days, each);
    const auto grown = field ? assumed_.grown.find(*field) : assumed_.grown.end();
    if (!field) return side(e.value, Way::down, days, each);
    if (grown == assumed_.grown.end() || each == 0) return;
    const Profile counted = profile_of(spec_, e.binding, e.binding.binders[0].locals[0]);
    for (const Profile& kind : grown->second) {
      if (compatible(kind, counted)) return refuse("a sum over what another sum asks for");
    }
    return;
  }
  if (!field) return refuse("a sum");
  if (!asked_.is_flow(e.binding.binders[0].type.thing)) return refuse("a sum over events or entities");
  some_of(e.binding, {}, true, 1, days, places);
  const LocalId local = e.binding.binders[0].locals[0];
  need.grown[*field].insert(profile_of(spec_, e.binding, local));
}

}  // namespace proviso::scoping
