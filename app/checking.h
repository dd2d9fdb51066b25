// The check of many deals, for every command that reports on them.
#pragma once

#include "app/load.h"
#include "app/options.h"
#include "app/tasks.h"
#include "solver/check.h"

#include <vector>

namespace proviso {

// Each deal with all that explains it, and progress while it takes. A deal on which our own answers
// disagree is left out, said, and worsens `status`.
[[nodiscard]] CheckReport check_all(const Options& options, Environment& environment, const Program& program,
                                    const std::vector<Task>& tasks, ExitCode& status);

// A deal that turns out to be wrong (it divides by zero) is no finding but an error of the spec.
void move_errors(CheckReport& report, Program& program);

}  // namespace proviso
