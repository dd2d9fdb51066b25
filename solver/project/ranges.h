// Sets of numbers as unions of intervals with rational ends.
#pragma once

#include "model/number.h"

#include <optional>
#include <vector>

namespace proviso {

struct End {
  Rational value;
  bool closed = true;
  friend bool operator==(const End&, const End&) = default;
};
struct Range {
  std::optional<End> low, high;  // absent: unbounded
  friend bool operator==(const Range&, const Range&) = default;
};
// Ascending, with a gap between any two. Of whole numbers all ends are closed, and 1 .. 3, 4 .. 6 is
// 1 .. 6: that is what `whole` says below.
using Ranges = std::vector<Range>;

[[nodiscard]] Ranges united(const Ranges& a, const Ranges& b, bool whole);
[[nodiscard]] Ranges common(const Ranges& a, const Ranges& b, bool whole);
[[nodiscard]] Ranges minus(const Ranges& a, const Ranges& b, bool whole);
[[nodiscard]] bool contains(const Ranges& set, const Rational& value);

// `set` as a condition on the values of `among`, which include it: gaps and outer parts without a
// value of `among` are filled. An end that is left has values of `among` beyond it: there it flips.
// Everything (one unbounded range) if both are the same; nothing if `set` is empty and `among` not.
[[nodiscard]] Ranges relative(const Ranges& set, const Ranges& among, bool whole);

// The inner half of the widest range, of a set that is not empty; of an unbounded range the part that is
// far out; the range itself where it is narrow.
[[nodiscard]] Range middle(const Ranges& set, bool whole);

// A value that reads well, of a set that is not empty: the first of those preferred that is in it,
// else the lowest closed end, else a round number inside the first range.
[[nodiscard]] Rational plain_value(const Ranges& set, const std::vector<Rational>& preferred);

}  // namespace proviso
