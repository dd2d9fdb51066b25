#include "model/scope/certain.h"

#include "model/syntax/overload.h"

#include <algorithm>

namespace proviso::scoping {
namespace {

using Sign = std::optional<bool>;

Sign negated(Sign value) { return value ? Sign(!*value) : value; }

Amounts exactly(const Rational& value) { return {value, value}; }

bool has_amount(const Type& type) {
  switch (type.base) {
    case BaseType::integer:
    case BaseType::number:
    case BaseType::money:
    case BaseType::days: return !type.set;
    default: return false;
  }
}

Amounts sum(const Amounts& a, const Amounts& b) {
  Amounts result;
  if (a.low && b.low) result.low = *a.low + *b.low;
  if (a.high && b.high) result.high = *a.high + *b.high;
  return result;
}

Amounts negative(const Amounts& a) {
  Amounts result;
  if (a.high) result.low = -*a.high;
  if (a.low) result.high = -*a.low;
  return result;
}

bool is_zero(const Amounts& a) { return a.low && a.high && *a.low == 0 && *a.high == 0; }

Amounts product(const Amounts& a, const Amounts& b) {
  if (is_zero(a) || is_zero(b)) return exactly(0);
  const bool positive = a.low && b.low && *a.low >= 0 && *b.low >= 0;
  Amounts result;
  if (positive) result.low = *a.low * *b.low;
  if (!a.low || !a.high || !b.low || !b.high) {
    return result;
  }
  const std::vector<Rational> corners{*a.low * *b.low, *a.low * *b.high, *a.high * *b.low,
                                      *a.high * *b.high};
  return {*std::min_element(corners.begin(), corners.end()),
          *std::max_element(corners.begin(), corners.end())};
}

Amounts hull(const Amounts& a, const Amounts& b) {
  Amounts result;
  if (a.low && b.low) result.low = std::min(*a.low, *b.low);
  if (a.high && b.high) result.high = std::max(*a.high, *b.high);
  return result;
}

// The least (or greatest) of two amounts.
Amounts extreme(bool least, const Amounts& a, const Amounts& b) {
  if (!least) return negative(extreme(true, negative(a), negative(b)));
  Amounts result;
  if (a.low && b.low) result.low = std::min(*a.low, *b.low);
  if (a.high && b.high) {
    result.high = std::min(*a.high, *b.high);
  } else {
    result.high = a.high ? a.high : b.high;
  }
  return result;
}

}  // namespace

std::size_t Certain::candidates(const Binding& binding, const Binder& binder, LocalId local) const {
  if (binder.type.base == BaseType::boolean) return 2;
  if (binder.type.base == BaseType::enumeration) return spec_[binder.type.enumeration].members.size();
  if (binder.type.base != BaseType::thing) return kMany;
  const Profile profile = profile_of(spec_, binding, local);
  std::size_t all = asked_.fixed_of(binder.type.thing);
  for (const auto& [kind, count] : staying_.count) {
    // An entity that stands in a place of a wider type may be of any type below it.
    const bool fits = spec_.is_a(kind.first, binder.type.thing) || spec_.is_a(binder.type.thing, kind.first);
    if (fits && compatible(kind.second, profile)) add_to(all, count);
  }
  return all;
}

bool Certain::is_void(const Binding& binding, const Arguments& arguments) const {
  for (const Binder& binder : binding.binders) {
    for (const LocalId local : binder.locals) {
      if (candidates(binding, binder, local) == 0) return true;
    }
  }
  return truth(binding.where, arguments) == Sign(false);
}

// ---------------------------------------------------------------- conditions

Sign Certain::truth(ExprId id, const Arguments& arguments) const {
  if (!id.valid()) return true;
  return std::visit(
      Overload{
          [](const BoolConst& e) { return Sign(e.value); },
          [&](const LocalRef& e) {
            const auto found = arguments.find(e.local);
            if (found == arguments.end()) return Sign{};
            Arguments outer = arguments;
            outer.erase(e.local);
            return truth(found->second, outer);
          },
          [&](const Not& e) { return negated(truth(e.operand, arguments)); },
          [&](const Connect& e) { return connect(e, arguments); },
          [&](const If& e) {
            const Sign condition = truth(e.condition, arguments);
            const Sign then = truth(e.then, arguments);
            const Sign otherwise = truth(e.otherwise, arguments);
            if (condition) return *condition ? then : otherwise;
            return then == otherwise ? then : Sign{};
          },
          [&](const Let& e) {
            Arguments inner = arguments;
            for (const auto& [parameter, value] : e.bindings) inner[parameter] = value;
            return truth(e.body, inner);
          },
          [&](const Happen& e) {
            const auto* event = std::get_if<ClauseEvent>(&spec_[e.event].node);
            return event && asked_.never_happens(*event) ? Sign(false) : Sign{};
          },
          [&](const In& e) {
            if (!is_apart(e.member, arguments)) return Sign{};
            const auto* set = std::get_if<SetOf>(&spec_[e.set].node);
            if (!set) return is_not_apart(e.set, arguments) ? Sign(false) : Sign{};
            const bool others = std::all_of(set->members.begin(), set->members.end(),
                                            [&](ExprId member) { return is_not_apart(member, arguments); });
            return others ? Sign(false) : Sign{};
          },
          [&](const Quantifier& e) { return quantifier(e, arguments); },
          [&](const Compare& e) { return compare(e, arguments); },
          [&](const Reaches& e) { return is_void(e.binding, arguments) ? Sign(false) : Sign{}; },
          [](const auto&) { return Sign{}; },
      },
      spec_[id].node);
}

Sign Certain::connect(const Connect& e, const Arguments& arguments) const {
  Sign left = truth(e.left, arguments);
  const Sign right = truth(e.right, arguments);
  if (e.op == Connective::iff) return left && right ? Sign(*left == *right) : Sign{};
  if (e.op == Connective::implies) left = negated(left);
  const bool settles = e.op != Connective::and_;  // one side of this value is enough
  if (left == Sign(settles) || right == Sign(settles)) return settles;
  return left && right ? Sign(!settles) : Sign{};
}

Sign Certain::quantifier(const Quantifier& e, const Arguments& arguments) const {
  using K = syntax::QuantifierKind;
  const bool none = is_void(e.binding, arguments);
  const Sign body = e.body.valid() ? truth(e.body, arguments) : Sign{};
  switch (e.kind) {
    case K::some: return none || body == Sign(false) ? Sign(false) : Sign{};
    case K::no: return none || body == Sign(false) ? Sign(true) : Sign{};
    case K::all: return none || body == Sign(true) ? Sign(true) : Sign{};
    case K::only:
    case K::one: return none ? Sign(false) : Sign{};
  }
  return {};
}

// ---- an entity that nothing names

bool Certain::is_apart(ExprId id, const Arguments& arguments) const {
  const auto* local = std::get_if<LocalRef>(&spec_[id].node);
  if (!local) return false;
  const auto found = arguments.find(local->local);
  if (found == arguments.end()) return apart_.count(local->local) > 0;
  Arguments outer = arguments;
  outer.erase(local->local);
  return is_apart(found->second, outer);
}

// What a named thing, a flow or an event names.
bool Certain::is_not_apart(ExprId id, const Arguments& arguments) const {
  if (const auto* field = std::get_if<FieldOf>(&spec_[id].node)) return is_not_apart(field->of, arguments);
  if (std::holds_alternative<ThingRef>(spec_[id].node)) return true;
  if (std::holds_alternative<NoneConst>(spec_[id].node)) return true;
  const auto* local = std::get_if<LocalRef>(&spec_[id].node);
  if (!local) return false;
  const auto found = arguments.find(local->local);
  if (found == arguments.end()) {
    const Type& type = spec_[local->local].type;
    return type.base == BaseType::thing && !asked_.is_entity(type.thing);
  }
  Arguments outer = arguments;
  outer.erase(local->local);
  return is_not_apart(found->second, outer);
}

Sign Certain::compare(const Compare& e, const Arguments& arguments) const {
  const bool apart = (is_apart(e.left, arguments) && is_not_apart(e.right, arguments)) ||
                     (is_apart(e.right, arguments) && is_not_apart(e.left, arguments));
  if (apart) return e.op == CompareOp::not_equal;
  if (!has_amount(spec_[e.left].type) || !has_amount(spec_[e.right].type)) return {};
  const Amounts left = range(e.left, arguments);
  const Amounts right = range(e.right, arguments);
  const auto below = [](const Amounts& a, const Amounts& b) { return a.high && b.low && *a.high < *b.low; };
  const auto at_most = [](const Amounts& a, const Amounts& b) { return a.high && b.low && *a.high <= *b.low; };
  const auto decide = [](bool yes, bool no) { return yes ? Sign(true) : no ? Sign(false) : Sign{}; };
  switch (e.op) {
    case CompareOp::less: return decide(below(left, right), at_most(right, left));
    case CompareOp::less_equal: return decide(at_most(left, right), below(right, left));
    case CompareOp::greater: return decide(below(right, left), at_most(left, right));
    case CompareOp::greater_equal: return decide(at_most(right, left), below(left, right));
    case CompareOp::equal:
    case CompareOp::not_equal: {
      const Sign same = decide(at_most(left, right) && at_most(right, left),
                               below(left, right) || below(right, left));
      return e.op == CompareOp::equal ? same : negated(same);
    }
  }
  return {};
}

// ---------------------------------------------------------------- amounts

Amounts Certain::range(ExprId id, const Arguments& arguments) const {
  if (!has_amount(spec_[id].type)) return {};
  return std::visit(
      Overload{
          [](const NumberConst& e) { return exactly(e.value); },
          [&](const LocalRef& e) {
            const auto found = arguments.find(e.local);
            if (found == arguments.end()) return Amounts{};
            Arguments outer = arguments;
            outer.erase(e.local);
            return range(found->second, outer);
          },
          [&](const OpenRef& e) { return open_term(spec_[e.term]); },
          [&](const FieldOf& e) {
            Amounts result;
            const bool known = e.kind == FieldKind::declared && asked_.not_negative.count(e.field) > 0;
            if (known && !spec_[id].type.optional) result.low = 0;
            return result;
          },
          [&](const Negate& e) { return negative(range(e.operand, arguments)); },
          [&](const Arithmetic& e) { return arithmetic(e, arguments); },
          [&](const If& e) {
            const Sign condition = truth(e.condition, arguments);
            if (condition) return range(*condition ? e.then : e.otherwise, arguments);
            return hull(range(e.then, arguments), range(e.otherwise, arguments));
          },
          [&](const MinMax& e) {
            std::optional<Amounts> result;
            for (const ExprId argument : e.arguments) {
              const auto* of = std::get_if<Aggregate>(&spec_[argument].node);
              const bool of_many = of && (of->kind == syntax::AggregateKind::min ||
                                          of->kind == syntax::AggregateKind::max);
              if (of_many) return Amounts{};
              const Amounts one = range(argument, arguments);
              result = result ? extreme(e.min, *result, one) : one;
            }
            return result.value_or(Amounts{});
          },
          [&](const Abs&) { return Amounts{Rational(0), {}}; },
          [&](const CountDays& e) { return range(e.operand, arguments); },
          [&](const Let& e) {
            Arguments inner = arguments;
            for (const auto& [parameter, value] : e.bindings) inner[parameter] = value;
            return range(e.body, inner);
          },
          [&](const Aggregate& e) { return aggregate(e, arguments); },
          [](const auto&) { return Amounts{}; },
      },
      spec_[id].node);
}

Amounts Certain::arithmetic(const Arithmetic& e, const Arguments& arguments) const {
  const Amounts left = range(e.left, arguments);
  const Amounts right = range(e.right, arguments);
  switch (e.op) {
    case ArithmeticOp::add: return sum(left, right);
    case ArithmeticOp::subtract: return sum(left, negative(right));
    case ArithmeticOp::multiply: return product(left, right);
    case ArithmeticOp::divide: break;
  }
  if (!right.low || !right.high || *right.low <= 0) return {};
  return product(left, {1 / *right.high, 1 / *right.low});
}

Amounts Certain::aggregate(const Aggregate& e, const Arguments& arguments) const {
  using K = syntax::AggregateKind;
  if (e.kind == K::min || e.kind == K::max) return {};
  if (is_void(e.binding, arguments)) return exactly(0);
  Amounts result;
  if (e.kind == K::count) {
    result.low = 0;
  } else {
    const Amounts one = range(e.value, arguments);
    if (one.low && *one.low >= 0) result.low = 0;
    if (one.high && *one.high <= 0) result.high = 0;
  }
  return result;
}

Amounts Certain::open_term(const OpenTerm& term) const {
  const auto number = [&](ExprId id) {
    const auto* value = id.valid() ? std::get_if<NumberConst>(&spec_[id].node) : nullptr;
    return value ? std::optional(value->value) : std::nullopt;
  };
  if (term.type.optional) return {};
  if (!term.finite) return {number(term.low), number(term.high)};
  std::optional<Amounts> result;
  for (const ExprId value : term.values) {
    const std::optional<Rational> one = number(value);
    if (!one) return {};
    result = result ? hull(*result, exactly(*one)) : exactly(*one);
  }
  return result.value_or(Amounts{});
}

}  // namespace proviso::scoping
