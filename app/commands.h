// The commands, one row each; help and the parsing of arguments read the rows.
#pragma once

#include "app/environment.h"
#include "app/exit_code.h"

#include <span>
#include <string_view>

namespace proviso {

struct Options;

struct Command {
  std::string_view name;
  std::string_view arguments;  // "FILE|DIR…"
  std::string_view summary;
  ExitCode (*run)(const Options&, Environment&);
};
[[nodiscard]] std::span<const Command> commands();
[[nodiscard]] const Command* find_command(std::string_view name);  // null: there is none

ExitCode check_command(const Options& options, Environment& environment);
ExitCode test_command(const Options& options, Environment& environment);
ExitCode report_command(const Options& options, Environment& environment);
ExitCode analyze_command(const Options& options, Environment& environment);
ExitCode diff_command(const Options& options, Environment& environment);
ExitCode query_command(const Options& options, Environment& environment);
ExitCode fmt_command(const Options& options, Environment& environment);
ExitCode convert_command(const Options& options, Environment& environment);
ExitCode explain_command(const Options& options, Environment& environment);
ExitCode shell_command(const Options& options, Environment& environment);
ExitCode dump_command(const Options& options, Environment& environment);

}  // namespace proviso
