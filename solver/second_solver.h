// The second check of a session: that nothing satisfies some formulas, by another arithmetic.
//
// Every question gets a solver of its own that has learnt nothing; only the store of terms stays.
#pragma once

#include "model/formula.h"
#include "solver/answer.h"

#include <memory>
#include <vector>

namespace proviso {

class SecondSolver {
 public:
  explicit SecondSolver(const Formulas& formulas);
  ~SecondSolver();
  SecondSolver(const SecondSolver&) = delete;
  SecondSolver& operator=(const SecondSolver&) = delete;

  // False: it did not find out in a few steps. Throws InternalError where it finds an assignment.
  bool refutes(const std::vector<Formula>& all);

 private:
  struct Terms;
  const Formulas& formulas_;
  std::unique_ptr<Terms> terms_;
};

}  // namespace proviso
