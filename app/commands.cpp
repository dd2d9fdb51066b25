#include "app/commands.h"

#include <algorithm>
#include <array>

namespace proviso {

namespace {

constexpr std::array kCommands{
    Command{"check", "FILE|DIR…", "check every deal against the contracts it is under", check_command},
    Command{"test", "FILE|DIR…", "run the expectations that the specs state", test_command},
    Command{"fmt", "FILE|DIR…", "rewrite specs in the canonical form (`-`: from standard input)",
            fmt_command},
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
