// Variables of formulas made by hand.
#pragma once

#include "model/formula.h"

#include <string>
#include <utility>

namespace proviso::test {

inline VarId number(Formulas& f, std::string name, VarSort sort, std::optional<Rational> low = {},
                    std::optional<Rational> high = {}) {
  Variable v;
  v.name = std::move(name);
  v.sort = sort;
  v.low = std::move(low);
  v.high = std::move(high);
  return f.variable(std::move(v));
}
inline VarId real(Formulas& f, std::string name, std::optional<Rational> low = {},
                  std::optional<Rational> high = {}) {
  return number(f, std::move(name), VarSort::real, std::move(low), std::move(high));
}
inline VarId integer(Formulas& f, std::string name, std::optional<Rational> low = {},
                     std::optional<Rational> high = {}) {
  return number(f, std::move(name), VarSort::integer, std::move(low), std::move(high));
}
inline VarId day(Formulas& f, std::string name, Day low, Day high) {
  return number(f, std::move(name), VarSort::day, Rational(low), Rational(high));
}
inline VarId boolean(Formulas& f, std::string name) {
  return number(f, std::move(name), VarSort::boolean);
}
inline VarId choice(Formulas& f, std::string name, std::uint32_t size) {
  Variable v;
  v.name = std::move(name);
  v.sort = VarSort::choice;
  v.size = size;
  return f.variable(std::move(v));
}

// left ⋈ right
inline Formula compare(Formulas& f, const Sum& left, Relation relation, const Sum& right) {
  return f.compare(f.add(left, f.scale(right, -1)), relation);
}
inline Formula less(Formulas& f, const Sum& left, const Sum& right) {
  return compare(f, left, Relation::less, right);
}
inline Formula at_most(Formulas& f, const Sum& left, const Sum& right) {
  return compare(f, left, Relation::less_equal, right);
}

}  // namespace proviso::test
