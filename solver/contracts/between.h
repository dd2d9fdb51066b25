// Questions about the days on which two contracts are both in force.
#pragma once

#include "solver/contracts/ask.h"

#include <memory>
#include <optional>
#include <vector>

namespace proviso {

class Between {
 public:
  Between(const Spec& spec, ContractId before, ContractId after, const ContractOptions& options);

  [[nodiscard]] std::optional<Day> start() const { return start_; }   // of these days, as far as it is known
  // Texts of a contract that are in force on such days.
  [[nodiscard]] std::vector<ClauseId> texts(ContractId contract) const;
  // Is there a situation in which `text` is broken on such a day, and `kept` are not? `spec` is the spec or
  // a copy with further clauses, `made`, which bind nobody.
  [[nodiscard]] std::unique_ptr<Inquiry> breaks(Spec spec, Clause text, std::vector<ClauseId> kept,
                                                std::vector<ClauseId> made = {}) const;

  // The one has ended when the other begins.
  [[nodiscard]] bool never_both_in_force() const;
  // No situation meets the conditions of the question, whatever is kept.
  [[nodiscard]] bool is_impossible() const;

 private:
  [[nodiscard]] bool any_deadline_comes_before() const;
  [[nodiscard]] bool some_duty_goes_back(const Clause& clause) const;
  void add_texts_before(ContractId contract, const std::string& name, std::vector<ClauseId>& kept) const;

  const Spec& spec_;
  ContractId before_, after_;
  const ContractOptions& options_;
  std::optional<Day> start_;
};

}  // namespace proviso
