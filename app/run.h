// The whole program as a function.
#pragma once

#include "app/environment.h"
#include "app/exit_code.h"

#include <string>
#include <vector>

namespace proviso {

// Arguments without the program's name. Throws nothing: what should not happen becomes exit 70.
[[nodiscard]] ExitCode run(const std::vector<std::string>& arguments, Environment& environment);

}  // namespace proviso
