// The values that one open thing can take: intervals with exact ends, found by projection.
//
// "Complies iff x >= 38" may be said of such a set only where x alone decides: the set holds a value if
// some scenario with it satisfies all, and another scenario with the same value need not.
#pragma once

#include "solver/answer.h"
#include "solver/project/projection.h"
#include "solver/project/ranges.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace proviso {

struct ValueLimits {
  int rounds = 200;  // intervals asked for, or values of a choice
  int guesses = 60;  // of these, such as rest on the value of another number: they might never end
  bool confirm = true;  // give the last answer its second check
};

struct ValueSet {
  std::vector<std::uint32_t> values;  // of a boolean (0: false, 1: true) or a choice, ascending
  Ranges ranges;                      // of a real, an integer or a day
  bool complete = true;               // false: there may be more
  std::string reason;                 // why not complete
};

// The values of `x` in the assignments under which all hold. Each end has been met: a closed one is
// taken, an open one approached. That nothing lies outside has had its second check, unless `limits`
// say otherwise.
[[nodiscard]] ValueSet value_set(Formulas& formulas, Asker& asker, const std::vector<Formula>& all,
                                 VarId x, const ValueLimits& limits = {});

// What a projection leaves to a number; nothing if it mentions another one, or a power of it.
[[nodiscard]] std::optional<Ranges> ranges_of(const Formulas& formulas, VarId x,
                                              const Projection& projection);

// The values within the bounds of the variable.
[[nodiscard]] Ranges domain(const Formulas& formulas, VarId x);

// `x` lies in `ranges`.
[[nodiscard]] Formula member(Formulas& formulas, VarId x, const Ranges& ranges);
[[nodiscard]] Formula equals(Formulas& formulas, VarId x, const Cell& value);
[[nodiscard]] inline bool is_whole(const Formulas& formulas, VarId x) {
  return formulas[x].sort != VarSort::real;
}

// ---------------------------------------------------------------- things of several variables

// What an open thing may be. The selector, a boolean or a choice, says which alternative is taken; it
// is invalid where there is only one. A number counts where the selector has the value beside it.
struct Alternatives {
  VarId selector;
  std::map<std::uint32_t, VarId> numbers;
};

// As things are grounded: a day counts where its flag is true; the numbers beside a choice belong to
// its first values, in order; without a selector there is one number. Nothing for other shapes.
[[nodiscard]] std::optional<Alternatives> alternatives(const Formulas& formulas,
                                                       const std::vector<VarId>& variables);

// By value of the selector (0 without one). An alternative that is not there cannot be; one without a
// number has everything: a single unbounded range.
using ThingValues = std::map<std::uint32_t, Ranges>;

struct ThingSet {
  ThingValues values;
  bool complete = true;
  std::string reason;
};

[[nodiscard]] ThingSet thing_set(Formulas& formulas, Asker& asker, const std::vector<Formula>& all,
                                 const Alternatives& thing, const ValueLimits& limits = {});

[[nodiscard]] Formula member(Formulas& formulas, const Alternatives& thing, const ThingValues& values);
[[nodiscard]] ThingValues minus(const Formulas& formulas, const Alternatives& thing,
                                const ThingValues& a, const ThingValues& b);
// Where the outcome flips: `set` as a condition on the values `among` which it is (see ranges.h). Every
// end that is left is an end of `set` but not of `among`.
[[nodiscard]] ThingValues relative(const Formulas& formulas, const Alternatives& thing,
                                   const ThingValues& set, const ThingValues& among);
// Make an assignment give the thing this alternative, a number this value.
void set_selector(const Formulas& formulas, const Alternatives& thing, std::uint32_t value,
                  Assignment& assignment);
void set_number(const Formulas& formulas, VarId number, const Rational& value, Assignment& assignment);
// The single value that an assignment gives.
[[nodiscard]] ThingValues values_in(const Formulas& formulas, const Alternatives& thing,
                                    const Assignment& assignment);

}  // namespace proviso
