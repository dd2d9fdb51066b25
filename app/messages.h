// What a command says beside its report: to `err`, in the style of the diagnostics.
#pragma once

#include "app/load.h"
#include "app/options.h"

#include <string>
#include <string_view>

namespace proviso {

void say_error(const Options& options, Environment& environment, std::string_view message,
               std::string_view advice = "");

// Nothing under `--quiet`.
void say_note(const Options& options, Environment& environment, std::string_view message);

// Diagnostics, files that could not be read, and how many there were of each. Returns
// `wrong_input` if there is an error among them.
ExitCode say_what_is_wrong(const Options& options, Environment& environment,
                           const Program& program);

}  // namespace proviso
