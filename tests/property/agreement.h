// Formulas, solver and plain evaluator compared on one spec.
#pragma once

#include "tests/property/random_spec.h"

#include <string>

namespace proviso::test {

struct Agreement {
  bool checked = false;      // the spec has no error and could be grounded
  int admissible = 0;        // sampled scenarios that were admissible
  std::string verdict;
  std::string disagreement;  // empty: all agree
};

// Decides deal `D`, then samples scenarios: in each, formulas and the day-by-day evaluator must say
// the same of admissibility and of every clause, and none may contradict the verdict.
[[nodiscard]] Agreement compare(const std::string& text, Dice& dice, int samples);

}  // namespace proviso::test
