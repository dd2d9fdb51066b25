// Which contracts a command works on.
#pragma once

#include "app/load.h"
#include "app/options.h"
#include "solver/contracts/ask.h"

#include <optional>
#include <string>
#include <vector>

namespace proviso {

// A contract, or several that are asked about as one.
struct ContractTask {
  const Root* root = nullptr;
  std::vector<ContractId> contracts;

  [[nodiscard]] const Spec& spec() const { return *root->spec; }
  [[nodiscard]] std::string name() const;
};

// Those that the root files declare themselves, each once; `--contract` and `--together` name others.
// What is named and not there is said, and worsens `status`.
[[nodiscard]] std::vector<ContractTask> contract_tasks(const Options& options, Environment& environment,
                                                       const Program& program, ExitCode& status);

[[nodiscard]] std::optional<ContractId> find_contract(const Spec& spec, const std::string& name);
// Declared in the root file of the spec.
[[nodiscard]] std::vector<ContractId> own_contracts(const Spec& spec);
// "there are A, B", with the nearest where one is near.
[[nodiscard]] std::string contract_advice(const std::string& name, const std::vector<std::string>& known);

// What the command line says about how to ask; situations are saved where it says.
[[nodiscard]] ContractOptions asking_options(const Options& options, const Environment& environment,
                                             const Spec& spec);

}  // namespace proviso
