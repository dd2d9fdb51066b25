// Questions to the solver about one set of formulas, and answers that have been checked.
#pragma once

#include "model/evaluate.h"
#include "model/formula.h"
#include "solver/limits.h"

#include <memory>
#include <string>
#include <vector>

namespace proviso {

enum class Satisfiable { yes, no, unknown };
struct Translation;

struct Answer {
  Satisfiable satisfiable = Satisfiable::unknown;
  Assignment assignment;            // yes: evaluates every formula of the question to true
  std::vector<std::size_t> core;    // no: indices of the asked formulas that suffice (not minimal)
  std::string reason;               // unknown: which limit was hit, and what to raise
  bool by_folding = false;          // no solver was needed
};

// A question that carries a part of the verdict, as it was asked and answered.
struct Asked {
  std::string question;  // "can all clauses be kept?"
  std::vector<Formula> all;
  Satisfiable answer = Satisfiable::unknown;
  bool by_folding = false;
};

// What has been asked so far, for reports.
struct Statistics {
  int queries = 0;
  int second_checks = 0;
  int folded = 0;
};

// Keeps one solver warm; formulas are asked under assumptions. Every `yes` has been evaluated, every
// `no` confirmed by a fresh solver with another arithmetic; a disagreement throws InternalError.
class Asker {
 public:
  Asker(const Formulas& formulas, const Limits& limits);
  ~Asker();
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;

  // Is there an assignment (within the bounds of the variables) under which all hold?
  // `confirm`: give a `no` its second check; explanations may go without.
  Answer ask(const std::vector<Formula>& all, bool confirm = true);
  // The same for a question that is kept in `asked`, so that other solvers can be asked it as well.
  Answer ask(const std::string& question, const std::vector<Formula>& all, bool confirm = true);

  // From now on each question may take so many of the solver's own steps.
  void limit_steps(std::uint32_t rlimit);
  // A no that was given without its second check, with it.
  Answer confirmed(const std::vector<Formula>& all, Answer no);

  [[nodiscard]] const Statistics& statistics() const { return statistics_; }
  [[nodiscard]] const std::vector<Asked>& asked() const { return asked_; }

 private:
  struct Warm;
  Answer solve(const std::vector<Formula>& all);
  Answer recalled(const std::vector<Formula>& all, bool confirm);
  void check_again(const std::vector<Formula>& all, Answer& answer);
  Answer failed(const std::string& message);
  bool refuted_again(const std::vector<Formula>& all, const std::vector<std::size_t>& core, std::string& reason);
  Satisfiable second_answer(const std::vector<Formula>& all, std::string& reason);

  std::uint64_t steps_since_last();

  const Formulas& formulas_;
  Limits limits_;
  std::uint64_t spent_ = 0;
  Statistics statistics_;
  std::vector<Asked> asked_;
  std::unique_ptr<Warm> warm_;
  std::unique_ptr<Translation> translation_;  // for the memory of the limits
};

// Some assignment within the bounds: lowest values, nothing present, nothing happening.
[[nodiscard]] Assignment plainest(const Formulas& formulas);

}  // namespace proviso
