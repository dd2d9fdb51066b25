#include "solver/answer.h"

#include "model/internal_error.h"
#include "model/stop.h"
#include "solver/answer_memory.h"
#include "solver/configure.h"
#include "solver/encode.h"
#include "solver/project/products.h"
#include "solver/watchdog.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace proviso {

namespace {

bool is_stopped(const Limits& limits) { return limits.stop != nullptr && limits.stop->load(); }

}  // namespace

struct Asker::Warm {
  Warm(const Formulas& formulas, const Limits& limits, bool second)
      : solver(second ? z3::solver(context) : z3::solver(context, z3::solver::simple())),
        encoder(context, solver, formulas) {
    configure(context, solver, limits.rlimit, second);
  }
  z3::context context;
  z3::solver solver;
  Encoder encoder;
  std::map<Formula, z3::expr> selectors;  // each formula is asserted once, under its selector
  std::uint64_t steps = 0;  // counted so far
};

Asker::Asker(const Formulas& formulas, const Limits& limits)
    : formulas_(formulas), limits_(limits) {}
Asker::~Asker() = default;

Assignment plainest(const Formulas& formulas) {
  Assignment result;
  for (std::uint32_t i = 0; i < formulas.variable_count(); ++i) {
    const Variable& v = formulas[VarId{i}];
    const Rational value = v.low ? *v.low : v.high ? *v.high : Rational(0);
    switch (v.sort) {
      case VarSort::boolean: result.cells.emplace_back(false); break;
      case VarSort::choice: result.cells.emplace_back(std::uint32_t{0}); break;
      case VarSort::day:
        result.cells.emplace_back(whole_day(value));
        break;
      default: result.cells.emplace_back(value);
    }
  }
  return result;
}

namespace {

// Runs one check under assumptions, with products refined until the model is exact.
struct Checked {
  z3::check_result result;
  std::string reason;
  std::optional<z3::model> model;
};

Checked check_once(z3::context& context, z3::solver& solver, z3::expr_vector& assumptions,
                   const Limits& limits) {
  Watchdog watchdog(context, limits);
  Checked outcome{solver.check(assumptions), {}, {}};
  if (outcome.result == z3::sat) outcome.model = solver.get_model();
  if (outcome.result == z3::unknown) {
    const std::string why = solver.reason_unknown();
    if (is_stopped(limits)) throw Stopped{};
    if (watchdog.bit()) {
      outcome.reason = "the watchdog ended a query that did not stop";
    } else if (why == "canceled" || why.find("resource") != std::string::npos ||
               why.find("rlimit") != std::string::npos) {
      outcome.reason = "the limit of solver steps was reached; raise --rlimit";
    } else {
      outcome.reason = "the solver gave up (" + why + "); raise --rlimit";
    }
  }
  return outcome;
}

std::string product_names(const Formulas& formulas, const Encoder& encoder) {
  std::string names;
  for (const VarId id : encoder.product_factors())
    names += (names.empty() ? "`" : ", `") + formulas[id].name + "`";
  return names;
}

// What the linear question after this many refinements may cost: most fail, and a further refinement
// finds better factors sooner than a long search among poor ones.
std::uint32_t linear_steps(const Limits& limits, int round) {
  constexpr std::uint64_t kFirst = 300'000;
  const std::uint64_t steps = kFirst << std::min(round / 2, 20);
  return limits.rlimit == 0 ? static_cast<std::uint32_t>(std::min<std::uint64_t>(steps, UINT32_MAX))
                            : static_cast<std::uint32_t>(std::min<std::uint64_t>(steps, limits.rlimit));
}

Checked check(z3::context& context, z3::solver& solver, Encoder& encoder, const Formulas& formulas,
              z3::expr_vector& assumptions, const Limits& limits,
              const std::function<bool(const Assignment&)>& exact) {
  for (int round = 0; round <= limits.product_rounds; ++round) {
    Checked outcome = check_once(context, solver, assumptions, limits);
    if (outcome.result != z3::sat || !encoder.has_products()) return outcome;
    const Assignment assignment = encoder.decode(*outcome.model);
    if (exact(assignment)) return outcome;
    // Each round may square the digits of a value, which no count of steps sees.
    if (is_unwieldy(assignment)) break;
    const auto conditions = encoder.refine_products(assignment, *outcome.model);
    if (!conditions) return outcome;
    // With these factors fixed every product is linear.
    z3::expr_vector fixed(context);
    for (const z3::expr& one : assumptions) fixed.push_back(one);
    for (const z3::expr& one : *conditions) fixed.push_back(one);
    const FewerSteps fewer(context, solver, linear_steps(limits, round), limits.rlimit);
    Checked linear = check_once(context, solver, fixed, limits);
    if (linear.result == z3::sat && exact(encoder.decode(*linear.model))) return linear;
  }
  return {z3::unknown,
          "a product of open values could not be settled: " + product_names(formulas, encoder) +
              "; give one of them finitely many values, or bounds",
          {}};
}

}  // namespace

namespace {

// The exact test of a model.
std::function<bool(const Assignment&)> satisfies(const Formulas& formulas,
                                                 const std::vector<Formula>& all) {
  return [&](const Assignment& assignment) {
    Evaluator evaluate(formulas, assignment);
    return std::all_of(all.begin(), all.end(), [&](Formula one) { return evaluate(one); });
  };
}

}  // namespace

Answer Asker::solve(const std::vector<Formula>& all) {
  if (!warm_) warm_ = std::make_unique<Warm>(formulas_, limits_, false);
  Warm& warm = *warm_;
  z3::expr_vector assumptions(warm.context);
  std::map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string name = "ask!" + std::to_string(all[i].index);
    auto known = warm.selectors.find(all[i]);
    if (known == warm.selectors.end()) {
      known = warm.selectors.emplace(all[i], warm.context.bool_const(name.c_str())).first;
      warm.solver.add(z3::implies(known->second, warm.encoder(all[i])));
    }
    if (index.emplace(name, i).second) assumptions.push_back(known->second);
  }
  const auto exact = satisfies(formulas_, all);
  const Checked outcome =
      check(warm.context, warm.solver, warm.encoder, formulas_, assumptions, limits_, exact);
  Answer answer;
  answer.reason = outcome.reason;
  if (outcome.result == z3::sat) {
    answer.satisfiable = Satisfiable::yes;
    answer.assignment = warm.encoder.decode(*outcome.model);
    if (!exact(answer.assignment))
      throw InternalError("a model of the solver does not satisfy the formulas it was asked for");
  } else if (outcome.result == z3::unsat) {
    answer.satisfiable = Satisfiable::no;
    for (const z3::expr& selector : warm.solver.unsat_core())
      answer.core.push_back(index.at(selector.decl().name().str()));
    std::sort(answer.core.begin(), answer.core.end());
  }
  return answer;
}

namespace {

// Z3 counts steps over the life of a solver.
std::uint64_t steps_of(const z3::solver& solver) {
  const z3::stats statistics = solver.statistics();
  for (unsigned i = 0; i < statistics.size(); ++i)
    if (statistics.key(i) == "rlimit count") return statistics.uint_value(i);
  return 0;
}

}  // namespace

std::uint64_t Asker::steps_since_last() {
  if (limits_.total == 0 || !warm_) return 0;
  const std::uint64_t before = std::exchange(warm_->steps, steps_of(warm_->solver));
  return warm_->steps > before ? warm_->steps - before : 0;
}

// A fresh context and another arithmetic; true if it also finds nothing. The formulas that the first
// solver used may be enough: what refutes these refutes all.
bool Asker::refuted_again(const std::vector<Formula>& all, const std::vector<std::size_t>& core,
                          std::string& reason) {
  ++statistics_.second_checks;
  std::vector<Formula> used;
  for (const std::size_t i : core) used.push_back(all[i]);
  Satisfiable again = second_answer(used, reason);
  if (again == Satisfiable::yes) again = second_answer(all, reason);
  if (again == Satisfiable::yes)
    throw InternalError("two solvers disagree: one finds no scenario, the other does");
  return again == Satisfiable::no;
}

Satisfiable Asker::second_answer(const std::vector<Formula>& all, std::string& reason) {
  Warm fresh(formulas_, limits_, true);
  for (const Formula one : all) fresh.solver.add(fresh.encoder(one));
  z3::expr_vector none(fresh.context);
  const auto exact = satisfies(formulas_, all);
  const Checked outcome =
      check(fresh.context, fresh.solver, fresh.encoder, formulas_, none, limits_, exact);
  reason = outcome.reason;
  if (limits_.total != 0) spent_ += steps_of(fresh.solver);
  if (outcome.result == z3::unsat) return Satisfiable::no;
  const bool found = outcome.result == z3::sat && exact(fresh.encoder.decode(*outcome.model));
  return found ? Satisfiable::yes : Satisfiable::unknown;
}

// Parts that were asked before keep their answers, with the second check that they had then.
Answer Asker::recalled(const std::vector<Formula>& all, bool confirm) {
  if (!translation_) translation_ = std::make_unique<Translation>();
  Answer answer = limits_.memory->ask(formulas_, *translation_, all, confirm, limits_.rlimit);
  if (answer.satisfiable == Satisfiable::no && confirm) ++statistics_.second_checks;
  if (answer.satisfiable == Satisfiable::yes && !satisfies(formulas_, all)(answer.assignment))
    throw InternalError("an answer that was remembered does not satisfy the formulas it was asked for");
  return answer;
}

Answer Asker::ask(const std::vector<Formula>& all, bool confirm) {
  Answer answer;
  bool every_true = true;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] == kFalse) {
      ++statistics_.folded;
      answer.satisfiable = Satisfiable::no;
      answer.core = {i};
      answer.by_folding = true;
      return answer;
    }
    every_true = every_true && all[i] == kTrue;
  }
  if (every_true) {
    ++statistics_.folded;
    answer.satisfiable = Satisfiable::yes;
    answer.assignment = plainest(formulas_);
    answer.by_folding = true;
    return answer;
  }
  if (limits_.total != 0 && spent_ > limits_.total) {
    answer.reason = "the budget of solver steps for explanations was used up";
    return answer;
  }
  if (is_stopped(limits_)) throw Stopped{};
  ++statistics_.queries;
  if (limits_.memory != nullptr) return recalled(all, confirm && limits_.second_check);
  try {
    answer = solve(all);
    spent_ += steps_since_last();
    if (confirm) check_again(all, answer);
  } catch (const z3::exception& error) {
    answer = failed(error.msg());
  }
  return answer;
}

void Asker::limit_steps(std::uint32_t rlimit) {
  limits_.rlimit = rlimit;
  if (warm_) limit(warm_->context, warm_->solver, rlimit);
}

Answer Asker::confirmed(const std::vector<Formula>& all, Answer no) {
  if (no.satisfiable != Satisfiable::no || no.by_folding) return no;
  if (limits_.memory != nullptr) return ask(all);
  try {
    check_again(all, no);
  } catch (const z3::exception& error) {
    no = failed(error.msg());
  }
  return no;
}

void Asker::check_again(const std::vector<Formula>& all, Answer& answer) {
  std::string reason;
  if (answer.satisfiable != Satisfiable::no || !limits_.second_check) return;
  if (refuted_again(all, answer.core, reason)) return;
  answer.satisfiable = Satisfiable::unknown;
  answer.reason = "the second check of an answer was not finished: " + reason;
}

Answer Asker::failed(const std::string& message) {
  warm_.reset();
  Answer answer;
  answer.reason = "the solver failed: " + message;
  return answer;
}

Answer Asker::ask(const std::string& question, const std::vector<Formula>& all, bool confirm) {
  Answer answer = ask(all, confirm);
  asked_.push_back({question, all, answer.satisfiable, answer.by_folding});
  return answer;
}

}  // namespace proviso
