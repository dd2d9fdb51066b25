// What guards a repository of deals: a check narrowed to what changed, and findings that are known
// or allowed, which are shown but do not count.
#pragma once

#include "app/changed_specs.h"
#include "app/load.h"
#include "app/options.h"
#include "app/targets.h"
#include "app/tasks.h"

#include <optional>
#include <vector>

namespace proviso {

// With `--diff-base`: leaves only the files that the change reaches. Nothing where the option is
// not given or git could not answer; then `targets.status` says so and no file is left.
std::optional<ChangedFiles> narrow_to_changes(const Options& options,
                                                            Environment& environment, Targets& targets);

// Suppresses what the deals allow and what the baseline knows, and with `--update-baseline` writes
// that anew. Allowances that are wrong are added to the program's diagnostics. Returns `findings`
// for those and `wrong_input` where the baseline cannot be used.
[[nodiscard]] ExitCode accept_findings(const Options& options, Environment& environment, Program& program,
                                       const std::vector<Task>& tasks, CheckReport& report);

// What the verdicts amount to, without what is suppressed.
[[nodiscard]] ExitCode status_of(const CheckReport& report, bool allow_depends);

}  // namespace proviso
