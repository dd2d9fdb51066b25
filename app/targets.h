// Which files a command works on.
#pragma once

#include "app/exit_code.h"
#include "app/options.h"

#include <string>
#include <vector>

namespace proviso {

struct Targets {
  std::vector<std::string> files;        // each once, in the order given; a directory's are sorted
  ExitCode status = ExitCode::ok;        // `wrong_input`: something given was not found, and said so
};

[[nodiscard]] Targets find_targets(const Options& options, Environment& environment);

}  // namespace proviso
