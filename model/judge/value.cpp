#include "model/judge/value.h"

#include "model/syntax/overload.h"

#include <algorithm>
#include <type_traits>
#include <variant>

namespace proviso::plain {

namespace {

template <class T>
int sign(const T& left, const T& right) {
  return left < right ? -1 : right < left ? 1 : 0;
}

// A - B against n days.
int order(const Gap& gap, const Rational& days) {
  return plain::order(gap.later, shift(gap.earlier, whole_day(days)));
}

// Of two that reach never: endless lies above since-never; between two nevers lies any number.
int order(const Gap& left, const Gap& right) {
  const auto rank = [](const Gap& gap) { return gap.later.day ? -1 : gap.earlier.day ? 1 : 0; };
  return rank(left) == 0 || rank(right) == 0 ? 0 : sign(rank(left), rank(right));
}

Value difference(const Date& left, const Date& right) {
  if (left.day && right.day) return Rational(*left.day - *right.day);
  return Gap{left, right};
}

bool is_subset(const Set& small, const Set& large) {
  return std::all_of(small.members.begin(), small.members.end(), [&](const Constant& member) {
    return std::find(large.members.begin(), large.members.end(), member) != large.members.end();
  });
}

bool compare_sets(CompareOp op, const Set& left, const Set& right) {
  const bool within = is_subset(left, right);
  const bool around = is_subset(right, left);
  switch (op) {
    case CompareOp::equal: return within && around;
    case CompareOp::not_equal: return !(within && around);
    case CompareOp::less: return within && !around;
    case CompareOp::less_equal: return within;
    case CompareOp::greater: return around && !within;
    case CompareOp::greater_equal: return around;
  }
  return false;
}

Value numbers(ArithmeticOp op, const Rational& left, const Rational& right) {
  switch (op) {
    case ArithmeticOp::add: return Rational(left + right);
    case ArithmeticOp::subtract: return Rational(left - right);
    case ArithmeticOp::multiply: return Rational(left * right);
    case ArithmeticOp::divide:
      if (right == 0) return None{};
      return Rational(left / right);
  }
  return None{};
}

}  // namespace

Period grid_period(Day base, int months, std::int64_t index) {
  return {proviso::add_months(base, index * months), proviso::add_months(base, (index + 1) * months),
          base, months, index};
}

Value value_of(const Constant& constant) {
  return std::visit(Overload{[](const Members& set) -> Value {
                               Set result;
                               for (const auto& member : set.all) {
                                 std::visit([&](auto one) { result.members.emplace_back(one); }, member);
                               }
                               return result;
                             },
                             [](const auto& value) -> Value { return value; }},
                    constant);
}

namespace {

// In order, each once. Members of a set are members of an enum or things, nothing else.
Members members_of(const Set& set) {
  Members result;
  for (const Constant& one : set.members) {
    if (const auto* member = std::get_if<Member>(&one)) result.all.emplace_back(*member);
    if (const auto* thing = std::get_if<ThingId>(&one)) result.all.emplace_back(*thing);
  }
  std::sort(result.all.begin(), result.all.end());
  result.all.erase(std::unique(result.all.begin(), result.all.end()), result.all.end());
  return result;
}

}  // namespace

Constant constant_of(const Value& value) {
  return std::visit(
      [](const auto& known) -> Constant {
        using Known = std::decay_t<decltype(known)>;
        if constexpr (std::is_same_v<Known, Set>) {
          return members_of(known);
        } else if constexpr (std::is_constructible_v<Constant, Known>) {
          return known;
        } else {
          return None{};
        }
      },
      value);
}

bool is_none(const Value& value) { return std::holds_alternative<None>(value); }

bool truth(const Value& value) {
  const bool* known = std::get_if<bool>(&value);
  return known != nullptr && *known;
}

int order(const Date& left, const Date& right) {
  if (left.day && right.day) return sign(*left.day, *right.day);
  return sign(!left.day, !right.day);
}

Date shift(const Date& date, Day days) {
  return date.day ? Date{*date.day + days} : date;
}

std::optional<int> order(const Value& left, const Value& right) {
  using Result = std::optional<int>;
  if (is_none(left) || is_none(right)) return std::nullopt;
  const auto* first = std::get_if<Extreme>(&left);
  const auto* second = std::get_if<Extreme>(&right);
  if (first != nullptr && second != nullptr) return sign(first->above, second->above);
  if (first != nullptr) return first->above ? 1 : -1;
  if (second != nullptr) return second->above ? -1 : 1;
  return std::visit(
      Overload{[](const Rational& a, const Rational& b) -> Result { return sign(a, b); },
                 [](const Date& a, const Date& b) -> Result { return order(a, b); },
                 [](const Gap& a, const Rational& b) -> Result { return order(a, b); },
                 [](const Rational& a, const Gap& b) -> Result { return -order(b, a); },
                 [](const Gap& a, const Gap& b) -> Result { return order(a, b); },
                 [](const auto&, const auto&) -> Result { return std::nullopt; }},
      left, right);
}

bool equal(const Value& left, const Value& right) {
  if (const auto known = order(left, right)) return *known == 0;
  const auto* first = std::get_if<Set>(&left);
  const auto* second = std::get_if<Set>(&right);
  if (first != nullptr && second != nullptr) return compare_sets(CompareOp::equal, *first, *second);
  return std::visit(
      Overload{[](None, None) { return true; }, [](bool a, bool b) { return a == b; },
                 [](Member a, Member b) { return a == b; },
                 [](ThingId a, ThingId b) { return a == b; },
                 [](const Period& a, const Period& b) { return a.start == b.start && a.end == b.end; },
                 [](const auto&, const auto&) { return false; }},
      left, right);
}

bool compare(CompareOp op, const Value& left, const Value& right) {
  const auto* first = std::get_if<Set>(&left);
  const auto* second = std::get_if<Set>(&right);
  if (first != nullptr && second != nullptr) return compare_sets(op, *first, *second);
  if (op == CompareOp::equal) return equal(left, right);
  if (op == CompareOp::not_equal) return !equal(left, right);
  const auto known = order(left, right);
  if (!known) return false;
  switch (op) {
    case CompareOp::less: return *known < 0;
    case CompareOp::less_equal: return *known <= 0;
    case CompareOp::greater: return *known > 0;
    default: return *known >= 0;
  }
}

bool contains(const Value& set, const Value& member) {
  const auto* known = std::get_if<Set>(&set);
  if (known == nullptr || is_none(member)) return false;
  return std::any_of(known->members.begin(), known->members.end(),
                     [&](const Constant& one) { return equal(value_of(one), member); });
}

Value arithmetic(ArithmeticOp op, const Value& left, const Value& right) {
  const bool add = op == ArithmeticOp::add;
  const bool subtract = op == ArithmeticOp::subtract;
  return std::visit(
      Overload{
          [&](const Rational& a, const Rational& b) -> Value { return numbers(op, a, b); },
          [&](const Date& a, const Rational& b) -> Value {
            if (add) return shift(a, whole_day(b));
            if (subtract) return shift(a, -whole_day(b));
            return None{};
          },
          [&](const Rational& a, const Date& b) -> Value {
            if (add) return shift(b, whole_day(a));
            return None{};
          },
          [&](const Date& a, const Date& b) -> Value {
            if (subtract) return difference(a, b);
            return None{};
          },
          [&](const Gap& a, const Rational& b) -> Value {
            if (add) return Gap{shift(a.later, whole_day(b)), a.earlier};
            if (subtract) return Gap{a.later, shift(a.earlier, whole_day(b))};
            return None{};
          },
          [&](const Rational& a, const Gap& b) -> Value {
            if (add) return Gap{shift(b.later, whole_day(a)), b.earlier};
            if (subtract) return Gap{shift(b.earlier, whole_day(a)), b.later};
            return None{};
          },
          [](const auto&, const auto&) -> Value { return None{}; }},
      left, right);
}

Value negated(const Value& value) {
  if (const auto* number = std::get_if<Rational>(&value)) return Rational(-*number);
  if (const auto* gap = std::get_if<Gap>(&value)) return Gap{gap->earlier, gap->later};
  return None{};
}

Value absolute(const Value& value) {
  if (const auto* number = std::get_if<Rational>(&value)) {
    return Rational(*number < 0 ? Rational(-*number) : *number);
  }
  if (const auto* gap = std::get_if<Gap>(&value)) {
    return Gap{later(gap->later, gap->earlier), earlier(gap->later, gap->earlier)};
  }
  return None{};
}

Value add_months(const Value& date, std::int64_t months) {
  const auto* known = std::get_if<Date>(&date);
  if (known == nullptr) return None{};
  return known->day ? Date{proviso::add_months(*known->day, months)} : Date{};
}

Value extremum(bool min, const std::vector<Value>& values) {
  Value best = Extreme{min};
  for (const Value& value : values) {
    if (is_none(value)) return None{};
    const auto known = order(value, best);
    if (known && (min ? *known < 0 : *known > 0)) best = value;
  }
  return best;
}

}  // namespace proviso::plain
