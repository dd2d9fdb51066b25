// What an expression stands for in one scenario on one day, and the arithmetic of it. All of it is
// total: what has no value is None, and nothing compares with None except by == and !=.
#pragma once

#include "model/scenario.h"

#include <optional>
#include <variant>
#include <vector>

namespace proviso::plain {

struct Set {
  std::vector<Constant> members;
};
// `later - earlier` where one of them is never: `A - B < n` is read as `A < B + n`.
struct Gap {
  Date later, earlier;
};
// `min` of nothing is above every value, `max` of nothing below.
struct Extreme {
  bool above;
};
// Days [start, end) of the grid `base + index * months`; a term may have cut it shorter.
struct Period {
  Day start, end;
  Day base;
  int months;
  std::int64_t index;
};

using Value = std::variant<None, bool, Rational, Date, Member, ThingId, Set, Gap, Extreme, Period,
                           ClauseEvent>;

// The whole period of a grid.
[[nodiscard]] Period grid_period(Day base, int months, std::int64_t index);

[[nodiscard]] Value value_of(const Constant& constant);
// None for what no constant can say (periods, differences with never).
[[nodiscard]] Constant constant_of(const Value& value);

[[nodiscard]] bool is_none(const Value& value);
[[nodiscard]] bool truth(const Value& value);  // None is not true

// Negative, zero or positive. Never comes after every day.
[[nodiscard]] int order(const Date& left, const Date& right);
[[nodiscard]] inline Date earlier(const Date& a, const Date& b) { return order(a, b) <= 0 ? a : b; }
[[nodiscard]] inline Date later(const Date& a, const Date& b) { return order(a, b) >= 0 ? a : b; }
[[nodiscard]] Date shift(const Date& date, Day days);  // never stays never

// Nothing where the two have no order.
[[nodiscard]] std::optional<int> order(const Value& left, const Value& right);
[[nodiscard]] bool equal(const Value& left, const Value& right);
[[nodiscard]] bool compare(CompareOp op, const Value& left, const Value& right);
[[nodiscard]] bool contains(const Value& set, const Value& member);

[[nodiscard]] Value arithmetic(ArithmeticOp op, const Value& left, const Value& right);
[[nodiscard]] Value negated(const Value& value);
[[nodiscard]] Value absolute(const Value& value);
[[nodiscard]] Value add_months(const Value& date, std::int64_t months);
// The least or the greatest; None if one of them is None.
[[nodiscard]] Value extremum(bool min, const std::vector<Value>& values);

}  // namespace proviso::plain
