#include "app/help.h"

#include "app/options.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

constexpr std::string_view kExitStatus =
    "Exit status:\n"
    "  0   all is well\n"
    "  1   findings: a conflict, a deal that depends, an expectation that fails\n"
    "  2   the input or the command line is wrong\n"
    "  3   nothing worse than a verdict that hit a limit\n"
    "  70  internal error\n";

// "-v, --verbose", "    --deal D"
std::string left_side(const OptionRow& row) {
  std::string text(row.names);
  if (const std::size_t comma = text.find(','); comma != std::string::npos) {
    text.insert(comma + 1, " ");
  } else {
    text = "    " + text;
  }
  if (!row.value.empty()) text += " " + std::string(row.value);
  return text;
}

}  // namespace

void print_help(std::ostream& out) {
  out << "Proviso checks proposed deals against the obligations of partnership contracts.\n\n"
         "Usage: proviso COMMAND [OPTION…] FILE|DIR…\n\n"
         "Commands:\n";
  for (const Command& row : commands()) out << fmt::format("  {:<7} {}\n", row.name, row.summary);
  out << "\n`proviso COMMAND --help` lists the options of a command, `proviso --version` tells the "
         "version.\n\n"
      << kExitStatus;
}

void print_help(const Command& command, std::ostream& out) {
  out << fmt::format("proviso {}: {}\n\nUsage: proviso {} [OPTION…] {}\n\nOptions:\n", command.name,
                     command.summary, command.name, command.arguments);
  std::size_t width = 0;
  for (const OptionRow& row : option_rows()) {
    if (stands_for(row, command)) width = std::max(width, left_side(row).size());
  }
  for (const OptionRow& row : option_rows()) {
    if (stands_for(row, command)) out << fmt::format("  {:<{}}  {}\n", left_side(row), width, row.help);
  }
  out << '\n' << kExitStatus;
}

}  // namespace proviso
