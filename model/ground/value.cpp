// Joining and comparing values that have several alternatives.
#include "model/ground/grounder.h"

#include "model/internal_error.h"

#include <algorithm>

namespace proviso::ground {

namespace {

template <class T>
Cases<T> joined(Formulas& formulas, const std::vector<std::pair<Formula, Value>>& alternatives) {
  std::map<T, std::vector<Formula>> by_value;
  std::vector<T> order;
  for (const auto& [guard, value] : alternatives) {
    if (std::holds_alternative<std::monostate>(value.data)) continue;
    for (const auto& [inner, item] : std::get<Cases<T>>(value.data)) {
      const Formula both = formulas.and_(guard, inner);
      if (both == kFalse) continue;
      auto& guards = by_value[item];
      if (guards.empty()) order.push_back(item);
      guards.push_back(both);
    }
  }
  Cases<T> result;
  for (const T& item : order) result.emplace_back(formulas.or_(by_value[item]), item);
  return result;
}

Formula none_of(Formulas& formulas, const std::vector<std::pair<Formula, Value>>& alternatives) {
  std::vector<Formula> guards;
  for (const auto& [guard, value] : alternatives) {
    const bool absent = std::holds_alternative<std::monostate>(value.data);
    guards.push_back(absent ? guard : formulas.and_(guard, value.none));
  }
  return formulas.or_(std::move(guards));
}

Quantity joined_quantity(Formulas& formulas,
                         const std::vector<std::pair<Formula, Value>>& alternatives) {
  Quantity result{{}, Formulas::number(1)};
  bool plain = true;
  for (const auto& [guard, value] : alternatives)
    if (const auto* q = std::get_if<Quantity>(&value.data))
      plain = plain && q->denominator == Formulas::number(1);
  std::vector<Formula> guards;
  Sum denominator;
  for (const auto& [guard, value] : alternatives) {
    const auto* q = std::get_if<Quantity>(&value.data);
    if (!q) continue;
    result.numerator = formulas.add(result.numerator, formulas.when(guard, q->numerator));
    if (plain) continue;
    guards.push_back(guard);
    denominator = formulas.add(denominator, formulas.when(guard, q->denominator));
  }
  if (!plain) {
    const Formula nothing = formulas.not_(formulas.or_(std::move(guards)));
    result.denominator =
        formulas.add(denominator, formulas.when(nothing, Formulas::number(1)));
  }
  return result;
}

Set joined_set(Formulas& formulas, const std::vector<std::pair<Formula, Value>>& alternatives) {
  std::map<Constant, std::vector<Formula>> by_member;
  for (const auto& [guard, value] : alternatives)
    if (const auto* set = std::get_if<Set>(&value.data))
      for (const auto& [member, inside] : *set)
        by_member[member].push_back(formulas.and_(guard, inside));
  Set result;
  for (auto& [member, guards] : by_member)
    result.emplace_back(member, formulas.or_(std::move(guards)));
  return result;
}

}  // namespace

Value Grounder::number(Sum sum) { return {kFalse, Quantity{std::move(sum), Formulas::number(1)}}; }

// The value of the alternative whose guard holds; guards exclude each other.
Value Grounder::select(std::vector<std::pair<Formula, Value>> alternatives) {
  std::erase_if(alternatives, [](const auto& a) { return a.first == kFalse; });
  if (alternatives.size() == 1 && alternatives.front().first == kTrue)
    return alternatives.front().second;
  const auto shown = std::find_if(alternatives.begin(), alternatives.end(), [](const auto& a) {
    return !std::holds_alternative<std::monostate>(a.second.data);
  });
  Value result{none_of(formulas_, alternatives), {}};
  if (shown == alternatives.end()) {
    result.none = kTrue;
    return result;
  }
  const auto& model = shown->second.data;
  if (std::holds_alternative<Formula>(model)) {
    std::vector<Formula> cases;
    for (const auto& [guard, value] : alternatives)
      if (const auto* f = std::get_if<Formula>(&value.data))
        cases.push_back(formulas_.and_(guard, *f));
    result.data = formulas_.or_(std::move(cases));
  } else if (std::holds_alternative<Quantity>(model)) {
    result.data = joined_quantity(formulas_, alternatives);
  } else if (std::holds_alternative<Dates>(model)) {
    result.data = joined<DatePoint>(formulas_, alternatives);
  } else if (std::holds_alternative<Cases<Gap>>(model)) {
    result.data = joined<Gap>(formulas_, alternatives);
  } else if (std::holds_alternative<Cases<std::uint32_t>>(model)) {
    result.data = joined<std::uint32_t>(formulas_, alternatives);
  } else if (std::holds_alternative<Cases<ThingId>>(model)) {
    result.data = joined<ThingId>(formulas_, alternatives);
  } else if (std::holds_alternative<Set>(model)) {
    result.data = joined_set(formulas_, alternatives);
  } else {
    throw Refusal{"a choice between periods or extremes", {}};
  }
  return result;
}

// ------------------------------------------------ comparisons

namespace {

template <class T>
Formula same_case(Formulas& formulas, const Cases<T>& a, const Cases<T>& b) {
  std::vector<Formula> cases;
  for (const auto& [g, x] : a)
    for (const auto& [h, y] : b)
      if (x == y) cases.push_back(formulas.and_(g, h));
  return formulas.or_(std::move(cases));
}

Formula subset(Formulas& formulas, const Set& a, const Set& b) {
  std::vector<Formula> all;
  for (const auto& [member, inside] : a) {
    const auto found = std::find_if(b.begin(), b.end(), [&](const auto& x) { return x.first == member; });
    all.push_back(formulas.implies(inside, found == b.end() ? kFalse : found->second));
  }
  return formulas.and_(std::move(all));
}

bool holds_none(CompareOp op) { return op == CompareOp::less || op == CompareOp::less_equal; }

}  // namespace

Formula Grounder::compare(const Quantity& a, const Quantity& b, CompareOp op) {
  const Sum left = formulas_.multiply(a.numerator, b.denominator);
  const Sum right = formulas_.multiply(b.numerator, a.denominator);
  const Sum difference = formulas_.add(left, formulas_.scale(right, -1));
  const Sum denominator = formulas_.multiply(a.denominator, b.denominator);
  const auto relate = [&](const Sum& sum, CompareOp with) {
    switch (with) {
      case CompareOp::less: return formulas_.compare(sum, Relation::less);
      case CompareOp::less_equal: return formulas_.compare(sum, Relation::less_equal);
      case CompareOp::greater: return formulas_.compare(formulas_.scale(sum, -1), Relation::less);
      case CompareOp::greater_equal:
        return formulas_.compare(formulas_.scale(sum, -1), Relation::less_equal);
      case CompareOp::equal: return formulas_.compare(sum, Relation::equal);
      case CompareOp::not_equal: return formulas_.not_(formulas_.compare(sum, Relation::equal));
    }
    return kFalse;
  };
  if (denominator.is_constant() && denominator.constant() > 0) return relate(difference, op);
  const Formula positive = formulas_.compare(formulas_.scale(denominator, -1), Relation::less);
  const Formula negative = formulas_.compare(denominator, Relation::less);
  return formulas_.or_(formulas_.and_(positive, relate(difference, op)),
                       formulas_.and_(negative, relate(formulas_.scale(difference, -1), op)));
}

Formula Grounder::equal(const Value& a, const Value& b) {
  const Formula both_none = formulas_.and_(a.none, b.none);
  const Formula neither = formulas_.and_(formulas_.not_(a.none), formulas_.not_(b.none));
  if (neither == kFalse || std::holds_alternative<std::monostate>(a.data) ||
      std::holds_alternative<std::monostate>(b.data))
    return both_none;
  Formula same = kFalse;
  if (const auto* f = std::get_if<Formula>(&a.data)) {
    same = formulas_.iff(*f, std::get<Formula>(b.data));
  } else if (const auto* q = std::get_if<Quantity>(&a.data)) {
    same = compare(*q, as_quantity(b, {}), CompareOp::equal);
  } else if (const auto* d = std::get_if<Dates>(&a.data)) {
    same = any_date(*d, [&](const DatePoint& x) {
      return any_date(std::get<Dates>(b.data), [&](const DatePoint& y) { return point_equal(x, y); });
    });
  } else if (const auto* m = std::get_if<Cases<std::uint32_t>>(&a.data)) {
    same = same_case(formulas_, *m, std::get<Cases<std::uint32_t>>(b.data));
  } else if (const auto* t = std::get_if<Cases<ThingId>>(&a.data)) {
    same = same_case(formulas_, *t, std::get<Cases<ThingId>>(b.data));
  } else if (const auto* s = std::get_if<Set>(&a.data)) {
    const auto& other = std::get<Set>(b.data);
    same = formulas_.and_(subset(formulas_, *s, other), subset(formulas_, other, *s));
  } else if (const auto* p = std::get_if<Period>(&a.data)) {
    same = point_equal(p->start, std::get<Period>(b.data).start);
  } else {
    same = formulas_.and_(order(CompareOp::less_equal, a, b, {}), order(CompareOp::less_equal, b, a, {}));
  }
  return formulas_.or_(both_none, formulas_.and_(neither, same));
}

// A number of days as an amount, also where its dates are open (but none of them never).
Quantity Grounder::in_days(const Gap& gap, Span span) {
  Sum days = count_of(gap);
  add_up(days, span);
  return {std::move(days), Formulas::number(1)};
}

namespace {

// Endless days are above every number, days since what never comes below; between two nevers lies any.
std::optional<int> endless(const Gap& gap) {
  if (gap.later.never && gap.earlier.never) return std::nullopt;
  return gap.later.never ? 1 : -1;
}

}  // namespace

// x <= y as later_x <= earlier_x + days_y where y is a number, and the other way round.
Formula Grounder::order_gaps(CompareOp op, const Gap& x, const Gap& y, Span span) {
  const bool less = op == CompareOp::less;
  if (y.finite() && (y.known() || !x.finite())) {
    const DatePoint limit = x.earlier.plus(y.known() ? y.days() - x.offset : 0);
    return less ? formulas_.not_(point_le(limit, x.later)) : point_le(x.later, limit);
  }
  if (x.finite() && (x.known() || !y.finite())) {
    const DatePoint limit = y.earlier.plus(x.known() ? x.days() - y.offset : 0);
    return less ? formulas_.not_(point_le(y.later, limit)) : point_le(limit, y.later);
  }
  if (x.finite() && y.finite()) return compare(in_days(x, span), in_days(y, span), op);
  const auto a = endless(x), b = endless(y);
  if (!a || !b) return Formulas::constant(!less);
  return Formulas::constant(less ? *a < *b : *a <= *b);
}

// Where either side is absent no order holds.
Formula Grounder::order(CompareOp op, const Value& a, const Value& b, Span span) {
  if (std::holds_alternative<std::monostate>(a.data) || std::holds_alternative<std::monostate>(b.data))
    return kFalse;
  if (op == CompareOp::greater) return order(CompareOp::less, b, a, span);
  if (op == CompareOp::greater_equal) return order(CompareOp::less_equal, b, a, span);
  const Formula neither = formulas_.and_(formulas_.not_(a.none), formulas_.not_(b.none));
  Formula result = kFalse;
  if (const auto* extremum = std::get_if<Extremum>(&a.data)) {
    result = order_extremum(op, *extremum, b, span);
  } else if (const auto* other = std::get_if<Extremum>(&b.data)) {
    result = order_extremum(op == CompareOp::less ? CompareOp::greater : CompareOp::greater_equal,
                            *other, a, span);
  } else if (const auto* q = std::get_if<Quantity>(&a.data)) {
    result = compare(*q, as_quantity(b, span), op);
  } else if (const auto* d = std::get_if<Dates>(&a.data)) {
    const auto& e = std::get<Dates>(b.data);
    result = any_date(*d, [&](const DatePoint& x) {
      return any_date(e, [&](const DatePoint& y) {
        return op == CompareOp::less ? formulas_.not_(point_le(y, x)) : point_le(x, y);
      });
    });
  } else if (const auto* s = std::get_if<Set>(&a.data)) {
    const auto& wider = std::get<Set>(b.data);
    result = subset(formulas_, *s, wider);
    if (op == CompareOp::less) result = formulas_.and_(result, formulas_.not_(subset(formulas_, wider, *s)));
  } else if (const auto* gaps = std::get_if<Cases<Gap>>(&a.data)) {
    std::vector<Formula> cases;
    for (const auto& [g, x] : *gaps) {
      for (const auto& [h, y] : std::get<Cases<Gap>>(b.data)) {
        cases.push_back(formulas_.and_({g, h, order_gaps(op, x, y, span)}));
      }
    }
    result = formulas_.or_(std::move(cases));
  } else {
    throw InternalError("an order between values that have none");
  }
  return formulas_.and_(neither, result);
}

// `min` of nothing lies above everything, `max` of nothing below.
Formula Grounder::order_extremum(CompareOp op, const Extremum& a, const Value& b, Span span) {
  const bool all = a.min ? !holds_none(op) : holds_none(op);
  std::vector<Formula> parts;
  for (const auto& [guard, item] : a.items) {
    const Formula holds = order(op, item, b, span);
    parts.push_back(all ? formulas_.implies(guard, holds) : formulas_.and_(guard, holds));
  }
  return all ? formulas_.and_(std::move(parts)) : formulas_.or_(std::move(parts));
}

// An extremum that cannot be of nothing, as the value of the item that wins.
Value Grounder::from_extremum(const Extremum& extremum, Span span) {
  std::vector<std::pair<Formula, Value>> alternatives;
  std::vector<Formula> some;
  for (std::size_t i = 0; i < extremum.items.size(); ++i) {
    const auto& [guard, item] = extremum.items[i];
    some.push_back(guard);
    std::vector<Formula> wins{guard};
    for (std::size_t j = 0; j < extremum.items.size(); ++j) {
      if (i == j) continue;
      const auto& [other_guard, other] = extremum.items[j];
      const CompareOp op = i < j ? (extremum.min ? CompareOp::less_equal : CompareOp::greater_equal)
                                 : (extremum.min ? CompareOp::less : CompareOp::greater);
      wins.push_back(formulas_.implies(other_guard, order(op, item, other, span)));
    }
    alternatives.emplace_back(formulas_.and_(std::move(wins)), item);
  }
  if (formulas_.or_(std::move(some)) != kTrue)
    throw Refusal{"the value of a `min` or `max` that may be of nothing", span};
  return select(std::move(alternatives));
}

Quantity Grounder::as_quantity(const Value& value, Span span) {
  if (const auto* q = std::get_if<Quantity>(&value.data)) return *q;
  if (const auto* extremum = std::get_if<Extremum>(&value.data))
    return as_quantity(from_extremum(*extremum, span), span);
  if (std::holds_alternative<std::monostate>(value.data)) return {{}, Formulas::number(1)};
  throw Refusal{"an open number of days inside arithmetic", span};
}

}  // namespace proviso::ground
