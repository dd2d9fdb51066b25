// Model-based projection: what must hold of some variables so that the others can be chosen.
#pragma once

#include "solver/project/cube.h"

#include <map>
#include <vector>

namespace proviso {

// Σ coefficient × product of factors + constant ⋈ 0, none zero.
struct Row {
  std::map<std::vector<VarId>, Rational> terms;
  Rational constant;
  Relation relation = Relation::less_equal;
};

struct Projection {
  std::vector<Formula> finite;  // literals over booleans and choices
  std::vector<Row> numbers;     // over reals, integers and days
  Formula formula = kTrue;      // the conjunction of all
  bool exact = true;            // false: a number was put in at its value
};

// A conjunction over `kept` (sorted) that holds under `assignment` and implies that the other variables
// have values within their bounds that satisfy the cube.
//
// Booleans and choices that go keep their values under the assignment. Reals go by virtual substitution
// (Loos and Weispfenning 1993), as do days and integers whose coefficients are 1 or -1 in rows over
// integers alone; with these, finitely many assignments yield all there is. What is left, other
// integers and factors of products, is put in at its value under the assignment: sound, but there may
// be no end of such values.
[[nodiscard]] Projection project(Formulas& formulas, const Cube& cube, const Assignment& assignment,
                                 const std::vector<VarId>& kept);

}  // namespace proviso
