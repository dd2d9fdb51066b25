#include "solver/second_solver.h"

#include "model/internal_error.h"
#include "solver/configure.h"
#include "solver/encode.h"

#include <algorithm>

namespace proviso {

namespace {

constexpr unsigned kFewSteps = 400'000;
constexpr int kMostQuestionsAStore = 2'000;  // then the store of terms begins anew

}  // namespace

struct SecondSolver::Terms {
  z3::context context;
  int questions = 0;
};

SecondSolver::SecondSolver(const Formulas& formulas) : formulas_(formulas) {}
SecondSolver::~SecondSolver() = default;

bool SecondSolver::refutes(const std::vector<Formula>& all) {
  try {
    if (!terms_ || ++terms_->questions > kMostQuestionsAStore) terms_ = std::make_unique<Terms>();
    z3::solver solver(terms_->context, z3::solver::simple());
    configure(terms_->context, solver, kFewSteps, true);
    Encoder encoder(terms_->context, solver, formulas_);
    for (const Formula one : all) solver.add(encoder(one));
    const z3::check_result result = solver.check();
    // Between the bounds of a product there is room for what is none.
    if (result != z3::sat || encoder.has_products()) return result == z3::unsat;
    const Assignment assignment = encoder.decode(solver.get_model());
    Evaluator evaluate(formulas_, assignment);
    if (std::all_of(all.begin(), all.end(), [&](Formula one) { return evaluate(one); }))
      throw InternalError("two solvers disagree: one finds no scenario, the other does");
  } catch (const z3::exception&) {
    terms_.reset();
  }
  return false;
}

}  // namespace proviso
