// A short condition on the things that decide an outcome, under which it is good for certain.
#pragma once

#include "solver/project/bounds.h"

#include <string>
#include <vector>

namespace proviso {

struct ConditionQuestion {
  std::vector<Alternatives> things;  // that decide the outcome; of equally short conditions, those on
                                     // earlier ones are preferred
  std::vector<Formula> admissible;
  Formula ok = kTrue;
};

struct ConditionLimits {
  int models = 12;     // good scenarios that are generalised
  int queries = 1000;  // asked in all, about
  ValueLimits values{40, 20, false};  // what is found is proved in the end
};

// One thing takes one of these values. An end that is absent is no condition: nothing possible lies
// beyond it.
struct ConditionLiteral {
  std::size_t thing = 0;  // an index of `things`
  ThingValues values;
};

struct Condition {
  bool found = false;
  // The outcome is good in every admissible scenario in which all hold, and not so without any one of
  // them. Empty if it is good in any case.
  std::vector<ConditionLiteral> literals;
  Formula formula = kTrue;
  Assignment example;     // an admissible scenario in which all hold
  bool shortest = false;  // no condition on fewer things of this form exists
  std::string reason;     // nothing was found
};

[[nodiscard]] Condition sufficient_condition(Formulas& formulas, Asker& asker,
                                             const ConditionQuestion& question,
                                             const ConditionLimits& limits = {});

}  // namespace proviso
