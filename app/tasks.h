// Which deals a command works on.
#pragma once

#include "app/load.h"
#include "app/options.h"
#include "solver/decide.h"

#include <vector>

namespace proviso {

struct Task {
  const Spec* spec = nullptr;
  DealId deal;

  [[nodiscard]] const Deal& named() const { return (*spec)[deal]; }
};

// Every deal of the root files, without baselines and without what they import; `--deal` narrows it.
[[nodiscard]] std::vector<Task> tasks_of(const Options& options, const Program& program);

// Names the deals that were asked for and are not there. Silent where one may stand in a file that
// is wrong.
[[nodiscard]] ExitCode say_missing_deals(const Options& options, Environment& environment,
                                         const Program& program, const std::vector<Task>& tasks);

// What the command line says about how to check, with the readings that it fixes of this spec.
[[nodiscard]] CheckOptions check_options(const Options& options, const Spec& spec);
[[nodiscard]] ResolveOptions resolve_options(const Options& options);

// Names the readings that were asked for and that nothing has. Silent where it may stand in a file
// that is wrong.
[[nodiscard]] ExitCode say_unknown_readings(const Options& options, Environment& environment,
                                            const Program& program);
// … of several programs: one that has it is enough.
[[nodiscard]] ExitCode say_unknown_readings(const Options& options, Environment& environment,
                                            const std::vector<const Program*>& programs);

}  // namespace proviso
