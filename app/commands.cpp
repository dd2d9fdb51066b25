#include "app/commands.h"

#include <algorithm>
#include <array>

namespace proviso {

namespace {

constexpr std::array kCommands{
    Command{"check", "FILE|DIR…", "check every deal against the contracts it is under", check_command},
    Command{"test", "FILE|DIR…", "run the expectations that the specs state", test_command},
    Command{"analyze", "FILE|DIR…", "ask what each contract is good for: conflicts, dead clauses, claims",
            analyze_command},
    Command{"diff", "OLD NEW", "show what a contract allows that another does not (`--git REV [PATH]…`: since REV)",
            diff_command},
    Command{"query", "FILE… QUESTION", "ask one question, in the words of an expectation", query_command},
    Command{"report", "FILE|DIR…", "check every deal and write web pages that explain the verdicts",
            report_command},
    Command{"fmt", "FILE|DIR…", "rewrite specs in the canonical form (`-`: from standard input)",
            fmt_command},
    Command{"convert", "REPORT.json", "write a JSON report in other formats (`-`: from standard input)", convert_command},
    Command{"explain", "[ID…]", "say what a diagnostic or a rule means; without an id, list all", explain_command},
    Command{"shell", "[FILE|DIR…]", "ask about deals, change them and ask again", shell_command},
    Command{"dump", "FILE", "show what one stage makes of a spec", dump_command},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

const Command* find_command(std::string_view name) {
  const auto found = std::find_if(kCommands.begin(), kCommands.end(),
                                  [&](const Command& row) { return row.name == name; });
  return found == kCommands.end() ? nullptr : &*found;
}

}  // namespace proviso
