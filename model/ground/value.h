// Values of expressions as far as a scenario is not known yet: every alternative under its guard.
#pragma once

#include "model/formula.h"
#include "model/scenario.h"

#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace proviso::ground {

// `var + offset`, a plain day where `var` is invalid, or never. Where more than one open day goes into
// it, `sum + offset`.
struct DatePoint {
  bool never = false;
  VarId var;
  Day offset = 0;
  SumId sum;
  friend auto operator<=>(const DatePoint&, const DatePoint&) = default;

  static DatePoint at(Day day) { return {false, {}, day, {}}; }
  [[nodiscard]] bool known() const { return !never && !var.valid() && !sum.valid(); }
  [[nodiscard]] DatePoint plus(Day days) const {
    return never ? *this : DatePoint{false, var, offset + days, sum};
  }
};

inline const DatePoint kNever{true, {}, 0, {}};

// `later - earlier + offset` days. A plain number of days where both are day 0.
struct Gap {
  DatePoint later, earlier;
  Day offset = 0;
  friend auto operator<=>(const Gap&, const Gap&) = default;
  [[nodiscard]] bool known() const { return later.known() && earlier.known(); }
  [[nodiscard]] bool finite() const { return !later.never && !earlier.never; }
  [[nodiscard]] Day days() const { return later.offset - earlier.offset + offset; }
};

// Alternatives that exclude each other; together they hold wherever the value is not none.
template <class T>
using Cases = std::vector<std::pair<Formula, T>>;
using Dates = Cases<DatePoint>;

// numerator / denominator; the denominator is 1 unless something open was divided by.
struct Quantity {
  Sum numerator;
  Sum denominator;
};

struct Period {
  DatePoint start, end;   // [start, end), perhaps cut by the term
  Day base = 0;           // of the grid
  int months = 12;
  std::int64_t index = 0;
};

struct Value;
// `min(E for x: …)`, `max(…)`: items that exist where their guards hold, not exclusive.
struct Extremum {
  bool min = true;
  std::vector<std::pair<Formula, Value>> items;
};
// Members of a finite set, each in it where its guard holds.
using Set = std::vector<std::pair<Constant, Formula>>;

struct Value {
  Formula none = kFalse;  // where the value is absent
  std::variant<std::monostate, Formula, Quantity, Dates, Cases<Gap>, Cases<std::uint32_t>,
               Cases<ThingId>, Set, Period, Extremum>
      data;                // monostate: always none
};

// A value that this version cannot express; caught where a clause or a constraint is grounded, and
// reported by name as the reason of `undecided`.
struct Refusal {
  std::string what;
  Span span;
};

}  // namespace proviso::ground
