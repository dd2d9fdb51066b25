// Diagnostics as text for people.
#pragma once

#include "model/syntax/diagnostic.h"
#include "model/syntax/source.h"

#include <string>

namespace proviso {

// `error[PV012]: message`, the place, the line with its range underlined, related places, notes
// and the fix. Ends with a line break.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, const Sources& sources, bool colour);

// All of them in the order given, with an empty line between.
[[nodiscard]] std::string render(const Diagnostics& diagnostics, const Sources& sources,
                                 bool colour);

}  // namespace proviso
