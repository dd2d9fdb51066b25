// Answers to what was asked before, of whichever deal: whoever changes a deal a little and asks again
// has only that decided anew which the change touches.
//
// A question falls into parts that share no variable. Formulas of all problems are built once more in
// one place, in which variables of the same name, sort and bounds are the same; so parts that say the
// same are the same set of formulas there, and warm solvers serve them all.
#pragma once

#include "solver/answer.h"
#include "solver/second_solver.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace proviso {

// The formulas of one problem as those of the memory.
struct Translation {
  std::size_t generation = 0;
  std::vector<VarId> variables;
  std::map<std::string, int> called;  // how many variables had this description so far
  std::unordered_map<std::uint32_t, Formula> formulas;
};

class AnswerMemory {
 public:
  explicit AnswerMemory(const Limits& limits);
  ~AnswerMemory();
  AnswerMemory(const AnswerMemory&) = delete;
  AnswerMemory& operator=(const AnswerMemory&) = delete;

  // As `Asker::ask`, of formulas that are not all constant; `rlimit` is that of a part.
  Answer ask(const Formulas& from, Translation& translation, const std::vector<Formula>& all, bool confirm,
             std::uint32_t rlimit);

  struct Counters {
    std::size_t asked = 0;       // parts
    std::size_t remembered = 0;  // of them, those whose answer was known
  };
  [[nodiscard]] const Counters& counters() const { return counters_; }

 private:
  struct Known {
    Satisfiable satisfiable = Satisfiable::unknown;
    bool confirmed = false;
    std::vector<std::pair<VarId, Cell>> values;
    std::vector<Formula> core;
    std::string reason;
  };
  struct Part {
    std::vector<Formula> all;  // ascending
    std::vector<VarId> variables;
  };

  void begin_anew();
  void make_room();
  VarId variable(const Variable& variable, Translation& translation);
  Formula translated(const Formulas& from, Translation& translation, Formula formula);
  Formula built(const Formulas& from, Translation& translation, Formula formula);
  const std::vector<VarId>& variables_of(Formula formula);
  [[nodiscard]] std::vector<Part> parts(const std::vector<std::pair<Formula, std::size_t>>& conjuncts);
  const Known* known(const Part& part, bool confirm) const;
  Known find_out(const Part& part, bool confirm, std::uint32_t rlimit);

  Limits limits_;
  std::size_t generation_ = 1;
  std::unique_ptr<Formulas> formulas_;
  std::map<std::uint32_t, std::unique_ptr<Asker>> askers_;  // by limit of steps
  std::unique_ptr<SecondSolver> second_;
  std::map<std::string, VarId> variables_;
  std::unordered_map<std::uint32_t, std::vector<VarId>> variables_of_;
  std::map<std::vector<Formula>, Known> known_;
  std::size_t put_to_solver_ = 0;  // formulas, since the solvers are there
  Counters counters_;
};

}  // namespace proviso
