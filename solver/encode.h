// Formulas as Z3 terms, and models as assignments. Only files of solver/ include this.
//
// Booleans stay Booleans; a choice is one Boolean a value, exactly one of them true; days are Int
// under difference constraints; amounts are Real. A comparison of sums gets one variable for all
// that stands under the same guard. A product of two open numbers is a variable between its
// McCormick bounds (McCormick 1976), refined at the points where a model gets it wrong
// (incremental linearisation, Cimatti et al. 2018); so `unsat` is final, and `sat` is checked.
#pragma once

#include "model/evaluate.h"
#include "model/formula.h"

#include <map>
#include <optional>
#include <tuple>
#include <vector>
#include <z3++.h>

namespace proviso {

class Encoder {
 public:
  Encoder(z3::context& context, z3::solver& solver, const Formulas& formulas);

  z3::expr operator()(Formula formula);
  Assignment decode(const z3::model& model);

  // Tells the solver more about the products that `assignment` gets wrong. Returns the conditions
  // under which these are exact (to try next), or nothing if none is wrong.
  std::optional<z3::expr_vector> refine_products(const Assignment& assignment,
                                                 const z3::model& model);
  [[nodiscard]] bool has_products() const { return !products_.empty(); }
  [[nodiscard]] std::vector<VarId> product_factors() const;

 private:
  struct Product {
    z3::expr value, left, right;
  };
  z3::expr compute(Formula formula);
  z3::expr variable(VarId id);  // boolean, real, integer, day
  z3::expr_vector choice(VarId id);
  z3::expr compare(Formula formula);
  // A vertex is reached by an edge from the source, or from a reached vertex of lower rank; and
  // whatever an edge leads to from there is reached: so the truth follows from the edges alone.
  z3::expr reached(const Graph& graph, const z3::expr_vector& exists);
  std::optional<z3::expr> pseudo_boolean(const Sum& sum, Relation relation);
  z3::expr sum(const Sum& sum, bool integral);
  // What stands under a guard, or nothing where that does not hold; one variable wherever it occurs.
  z3::expr part(Formula guard, const Sum& linear, bool integral);
  z3::expr plain(const Sum& linear, bool integral);
  z3::expr product(const std::vector<VarId>& factors, bool integral);
  z3::expr number(const Rational& value, bool integral);
  z3::expr relate(const z3::expr& left, Relation relation, bool integral);
  Rational value_in(const z3::model& model, const z3::expr& expr);

  z3::context& context_;
  z3::solver& solver_;
  const Formulas& formulas_;
  std::map<Formula, z3::expr> known_;
  std::map<VarId, z3::expr> variables_;
  std::map<VarId, z3::expr_vector> choices_;
  std::map<std::vector<VarId>, Product> products_;
  using Terms = std::vector<std::pair<std::vector<VarId>, Rational>>;
  std::map<std::tuple<Formula, bool, Terms>, z3::expr> parts_;
  int fresh_ = 0;
};

}  // namespace proviso
