#include "solver/project/ranges.h"

#include "model/internal_error.h"

#include <algorithm>

namespace proviso {

namespace {

// A place between values, just below or just above one of them, or at an end of the line.
struct RangeEnd {
  int infinite = 0;  // -1, 1: beyond all values
  Rational value;
  bool above = false;

  friend bool operator<(const RangeEnd& a, const RangeEnd& b) {
    if (a.infinite != b.infinite) return a.infinite < b.infinite;
    if (a.infinite != 0) return false;
    if (a.value != b.value) return a.value < b.value;
    return a.above < b.above;
  }
  friend bool operator==(const RangeEnd& a, const RangeEnd& b) { return !(a < b) && !(b < a); }
};
struct Stretch {
  RangeEnd from, to;
};

Integer floor_of(const Rational& value) {
  const Integer n = boost::multiprecision::numerator(value);
  const Integer d = boost::multiprecision::denominator(value);
  Integer q = n / d;
  if (n < 0 && q * d != n) --q;
  return q;
}

// Among whole numbers every cut is moved to just below the next of them.
RangeEnd aligned(RangeEnd cut, bool whole) {
  if (!whole || cut.infinite != 0) return cut;
  const Rational floor(floor_of(cut.value));
  const bool same = floor == cut.value;
  return {0, same && !cut.above ? floor : Rational(floor + 1), false};
}

std::vector<Stretch> stretches(const Ranges& set, bool whole) {
  std::vector<Stretch> result;
  for (const Range& range : set) {
    const RangeEnd from = range.low ? RangeEnd{0, range.low->value, !range.low->closed} : RangeEnd{-1, {}, false};
    const RangeEnd to = range.high ? RangeEnd{0, range.high->value, range.high->closed} : RangeEnd{1, {}, false};
    const Stretch stretch{aligned(from, whole), aligned(to, whole)};
    if (stretch.from < stretch.to) result.push_back(stretch);
  }
  return result;
}

Range range_of(const Stretch& stretch, bool whole) {
  Range range;
  if (stretch.from.infinite == 0) range.low = End{stretch.from.value, !stretch.from.above};
  if (stretch.to.infinite == 0) {
    if (whole) range.high = End{stretch.to.value - 1, true};
    else range.high = End{stretch.to.value, stretch.to.above};
  }
  return range;
}

template <class Keep>
Ranges combined(const Ranges& a, const Ranges& b, bool whole, Keep keep) {
  const std::vector<Stretch> in_a = stretches(a, whole), in_b = stretches(b, whole);
  std::vector<RangeEnd> cuts{{-1, {}, false}, {1, {}, false}};
  for (const auto* side : {&in_a, &in_b})
    for (const Stretch& stretch : *side) {
      cuts.push_back(stretch.from);
      cuts.push_back(stretch.to);
    }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  std::vector<Stretch> result;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    const auto covers = [&](const Stretch& s) { return !(cuts[i] < s.from) && !(s.to < cuts[i + 1]); };
    if (!keep(std::any_of(in_a.begin(), in_a.end(), covers), std::any_of(in_b.begin(), in_b.end(), covers)))
      continue;
    if (!result.empty() && result.back().to == cuts[i]) result.back().to = cuts[i + 1];
    else result.push_back({cuts[i], cuts[i + 1]});
  }
  Ranges ranges;
  for (const Stretch& stretch : result) ranges.push_back(range_of(stretch, whole));
  return ranges;
}

}  // namespace

Ranges united(const Ranges& a, const Ranges& b, bool whole) {
  return combined(a, b, whole, [](bool in_a, bool in_b) { return in_a || in_b; });
}
Ranges common(const Ranges& a, const Ranges& b, bool whole) {
  return combined(a, b, whole, [](bool in_a, bool in_b) { return in_a && in_b; });
}
Ranges minus(const Ranges& a, const Ranges& b, bool whole) {
  return combined(a, b, whole, [](bool in_a, bool in_b) { return in_a && !in_b; });
}

bool contains(const Ranges& set, const Rational& value) {
  return std::any_of(set.begin(), set.end(), [&](const Range& range) {
    const bool above = !range.low || range.low->value < value ||
                       (range.low->closed && range.low->value == value);
    const bool below = !range.high || value < range.high->value ||
                       (range.high->closed && range.high->value == value);
    return above && below;
  });
}

Ranges relative(const Ranges& set, const Ranges& among, bool whole) {
  const Ranges everything{Range{}};
  Ranges filled = set;
  for (const Range& gap : minus(everything, set, whole))
    if (common({gap}, among, whole).empty()) filled = united(filled, {gap}, whole);
  return filled;
}

Range middle(const Ranges& set, bool whole) {
  const auto is_wider = [](const Range& a, const Range& b) {
    if (!b.low || !b.high) return false;
    return !a.low || !a.high || a.high->value - a.low->value > b.high->value - b.low->value;
  };
  Range widest = set.front();
  for (const Range& range : set)
    if (is_wider(range, widest)) widest = range;
  const auto far = [](const Rational& value) { return Rational(abs(value) + 1); };
  if (widest.low && widest.high) {
    const Rational quarter = (widest.high->value - widest.low->value) / 4;
    if (whole && quarter < 1) return widest;  // the inner half may hold none
    return {End{widest.low->value + quarter, true}, End{widest.high->value - quarter, true}};
  }
  if (widest.low) return {End{widest.low->value + far(widest.low->value), true}, {}};
  if (widest.high) return {{}, End{widest.high->value - far(widest.high->value), true}};
  return widest;
}

Rational plain_value(const Ranges& set, const std::vector<Rational>& preferred) {
  if (set.empty()) throw InternalError("a value of an empty set");
  for (const Rational& value : preferred)
    if (contains(set, value)) return value;
  for (const Range& range : set) {
    if (range.low && range.low->closed) return range.low->value;
    if (range.high && range.high->closed) return range.high->value;
  }
  const Range& first = set.front();
  if (!first.low && !first.high) return 0;
  if (!first.low) {
    const Rational floor(floor_of(first.high->value));
    return floor == first.high->value ? Rational(floor - 1) : floor;
  }
  const Rational next(floor_of(first.low->value) + 1);
  if (contains(set, next)) return next;
  return (first.low->value + first.high->value) / 2;
}

}  // namespace proviso
