// How much work one question may cost.
#pragma once

#include <atomic>
#include <cstdint>

namespace proviso {

class AnswerMemory;

struct Limits {
  std::uint32_t rlimit = 40'000'000;  // solver steps a query, as Z3 counts them; 0: no limit
  std::uint64_t total = 0;             // solver steps of all queries to one asker; 0: no limit
  double watchdog_seconds = 60;       // ends a query that ignores its step limit; 0: never
  int product_rounds = 20;             // refinements of products of two open values
  int canonical_queries = 400;         // spent on making a counterexample simple
  bool second_check = true;            // a fresh solver confirms each `no` that carries an answer
  const std::atomic<bool>* stop = nullptr;  // somebody else sets it: then a question ends with `Stopped`
  AnswerMemory* memory = nullptr;           // answers given earlier, of other deals too; null: none
};

// What an explanation may cost: it comes after the verdict and never takes it down.
[[nodiscard]] inline Limits explaining(Limits limits) {
  constexpr std::uint32_t kModest = 500'000;
  if (limits.rlimit == 0 || limits.rlimit > kModest) limits.rlimit = kModest;
  limits.product_rounds = 4;
  limits.total = 1'500'000;
  limits.memory = nullptr;  // what was known already would change how far the budget goes
  return limits;
}

}  // namespace proviso
