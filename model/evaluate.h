// The plain meaning of a formula under one assignment of its variables.
#pragma once

#include "model/formula.h"

#include <variant>
#include <vector>

namespace proviso {

// By variable: boolean, choice (its value's index), real and integer, day.
using Cell = std::variant<bool, std::uint32_t, Rational, Day>;
struct Assignment {
  std::vector<Cell> cells;  // one for each variable
};

// Evaluates many formulas under one assignment, each shared part once.
class Evaluator {
 public:
  Evaluator(const Formulas& formulas, const Assignment& assignment);
  bool operator()(Formula formula);
  Rational operator()(const Sum& sum);

 private:
  bool compute(Formula formula);
  const Formulas& formulas_;
  const Assignment& assignment_;
  std::vector<signed char> known_;  // -1: not yet
};

}  // namespace proviso
