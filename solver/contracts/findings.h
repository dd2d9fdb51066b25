// What an analysis of contracts found, as rows of its table (analyses.h).
#pragma once

#include "solver/contracts/report.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proviso {

class Findings {
 public:
  // They go into `result`, which names the contracts. `scope`: so many things are taken to be enough.
  Findings(const Spec& spec, const std::vector<ContractId>& contracts, std::optional<std::size_t> scope,
           ContractAnalysis& result)
      : spec_(spec), contracts_(contracts), scope_(scope), result_(result) {}

  // `row`: its name in the table. `clause`: what it is about; invalid: the contracts. A reference, since
  // messages are made of the answer in the same call.
  AnalysisFinding& add(std::string_view row, ClauseId clause, std::string message, const ContractAnswer& answer = {});
  [[nodiscard]] bool has(std::string_view row, const std::string& clause) const;
  // " (none found up to 2 of `Sale`)": what a no rests on, where that is less than everything.
  [[nodiscard]] std::string ends(const ContractAnswer& answer) const;
  // Where the search was not complete, what was not found may be there among more things: one finding names all.
  void only_so_far(const std::string& what, const Searched& searched);

  // At the end: the most severe first, and those marked that the spec switches off.
  void finish();

 private:
  [[nodiscard]] const Allowance* allowance(ClauseId clause, const std::string& name) const;
  void add_so_far();

  const Spec& spec_;
  const std::vector<ContractId>& contracts_;
  std::optional<std::size_t> scope_;
  ContractAnalysis& result_;
  std::vector<ClauseId> about_;       // of each finding
  std::vector<std::string> so_far_;   // questions whose no rests on few things
  std::string so_far_why_;            // of the first
};

}  // namespace proviso
