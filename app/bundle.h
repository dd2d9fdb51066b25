// What is needed to find out why two answers of the program disagree: written beside the report, so
// that a mistake of the program can be reproduced by somebody else.
#pragma once

#include "app/load.h"
#include "solver/check.h"

#include <string>

namespace proviso {

// Writes the message, every source file, and the deal's formulas and questions (as far as they can
// still be had) below `proviso-bundle/DEAL`. Returns that folder, or why it could not be written.
[[nodiscard]] tl::expected<std::string, std::string> write_bundle(
    Files& files, const Program& program, const Spec& spec, DealId deal, const CheckOptions& options,
    const std::string& message);

}  // namespace proviso
