// The command line: a table of options, each a row that says for which commands it stands.
#pragma once

#include "app/commands.h"
#include "app/terminal.h"
#include "model/number.h"
#include "report/render.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proviso {

// `--reading C=R`
struct ReadingChoice {
  std::string name;    // of a define, a clause, or `Contract.clause`
  std::string member;
};

// A format to be written to a file beside what goes to standard output.
struct Output {
  const Renderer* format = nullptr;
  std::string path;
};

struct Options {
  const Command* command = nullptr;  // null: `--help` or `--version` without a command
  bool help = false;
  bool version = false;
  std::vector<std::string> paths;
  std::vector<std::string> deals;
  bool allow_depends = false;
  const Renderer* format = nullptr;
  std::vector<Output> outputs;
  std::string graph_directory;
  ColourChoice colour = ColourChoice::automatic;
  int verbosity = 0;
  bool quiet = false;
  std::optional<std::uint32_t> solver_steps;
  std::vector<ReadingChoice> readings;
  std::optional<int> scope;  // flows that stand for each `any x: T`
  std::optional<std::string> diff_base;  // only what changed since that branch was left
  std::string baseline;               // path of the findings that are known; empty: none
  bool update_baseline = false;
  std::optional<Day> today;           // for allowances that end; else by the clock
  bool all_causes = false;
  bool table = false;
  bool only_compare = false;  // fmt --check
  std::string stage;          // dump
  std::string report_directory;  // report
  std::string script_directory;  // dump --smt2
  std::vector<std::string> shell_commands;
  std::vector<std::string> contracts;
  std::vector<std::vector<std::string>> together;  // contracts that are asked about as one
  bool mutate = false;
  std::string situation_directory;         // where situations that are shown are saved; empty: nowhere
  std::optional<std::string> git_revision;
  std::vector<std::string> only_clauses;
};

struct OptionRow {
  std::string_view names;  // "-v,--verbose"
  std::string_view value;  // "F=PATH"; empty for a flag
  std::string_view help;
  std::vector<std::string_view> commands;  // empty: every one
  // Called once for each time the option is given. Returns what is wrong with the value, or nothing.
  std::string (*set)(Options&, const std::string& value);
};
[[nodiscard]] std::span<const OptionRow> option_rows();
[[nodiscard]] bool stands_for(const OptionRow& row, const Command& command);

// What is wrong with a command line, and a way out (may be empty).
struct UsageError {
  std::string message;
  std::string advice;
};
[[nodiscard]] tl::expected<Options, UsageError> parse_arguments(
    const std::vector<std::string>& arguments);

}  // namespace proviso
