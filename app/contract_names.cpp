#include "app/contract_names.h"

#include "app/messages.h"
#include "app/tasks.h"
#include "solver/contracts/question.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

std::vector<std::string> all_names(const Program& program) {
  std::vector<std::string> names;
  for (const Root& root : program.roots) {
    if (!root.spec) continue;
    for (const Contract& contract : root.spec->contracts)
      if (std::find(names.begin(), names.end(), contract.name) == names.end()) names.push_back(contract.name);
  }
  return names;
}

// Rather the root that declares it than one that imports it.
std::optional<ContractTask> find_all(const Program& program, const std::vector<std::string>& names) {
  std::optional<ContractTask> found;
  for (const Root& root : program.roots) {
    if (!root.spec) continue;
    ContractTask task{&root, {}};
    bool own = false;
    for (const std::string& name : names) {
      const auto contract = find_contract(*root.spec, name);
      if (!contract) continue;
      task.contracts.push_back(*contract);
      own = own || (*root.spec)[*contract].span.file == root.spec->root;
    }
    if (task.contracts.size() != names.size()) continue;
    if (own) return task;
    if (!found) found = task;
  }
  return found;
}

}  // namespace

std::string ContractTask::name() const {
  std::string text;
  for (const ContractId contract : contracts) text += (text.empty() ? "" : ", ") + spec()[contract].name;
  return text;
}

std::optional<ContractId> find_contract(const Spec& spec, const std::string& name) {
  for (std::uint32_t i = 0; i < spec.contracts.size(); ++i)
    if (spec.contracts[i].name == name) return ContractId{i};
  return std::nullopt;
}

std::vector<ContractId> own_contracts(const Spec& spec) {
  std::vector<ContractId> result;
  for (std::uint32_t i = 0; i < spec.contracts.size(); ++i)
    if (spec.contracts[i].span.file == spec.root) result.push_back(ContractId{i});
  return result;
}

std::string contract_advice(const std::string& name, const std::vector<std::string>& known) {
  if (known.empty()) return "there is no contract in what was given";
  const std::string_view close = nearest(name, {known.begin(), known.end()});
  if (!close.empty()) return fmt::format("did you mean `{}`?", close);
  return fmt::format("there are {}", fmt::join(known, ", "));
}

std::vector<ContractTask> contract_tasks(const Options& options, Environment& environment,
                                         const Program& program, ExitCode& status) {
  std::vector<ContractTask> tasks;
  const auto add_named = [&](const std::vector<std::string>& names) {
    if (auto task = find_all(program, names)) {
      tasks.push_back(std::move(*task));
      return;
    }
    if (program.wrong()) return;
    status = worse(status, ExitCode::wrong_input);
    const std::vector<std::string> known = all_names(program);
    for (const std::string& name : names) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      say_error(options, environment, fmt::format("there is no contract `{}`", name), contract_advice(name, known));
      return;
    }
    say_error(options, environment, fmt::format("no spec holds `{}` together", fmt::join(names, "`, `")),
              "give a file that imports them all");
  };
  for (const std::string& name : options.contracts) add_named({name});
  for (const auto& names : options.together) add_named(names);
  if (!options.contracts.empty() || !options.together.empty()) return tasks;
  for (const Root& root : program.roots)
    if (root.spec)
      for (const ContractId contract : own_contracts(*root.spec)) tasks.push_back({&root, {contract}});
  return tasks;
}

ContractOptions asking_options(const Options& options, const Environment& environment, const Spec& spec) {
  ContractOptions result = contract_options(spec, check_options(options, spec));
  if (!options.situation_directory.empty()) result.save_in = environment.files.shown(options.situation_directory);
  return result;
}

}  // namespace proviso
