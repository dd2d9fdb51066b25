// Colours of a terminal, or nothing.
#pragma once

#include <string>
#include <string_view>

namespace proviso {

enum class Ink { plain, bold, red, yellow, cyan, blue, green };

// `text` in that colour when `colour` is wanted.
[[nodiscard]] std::string ink(std::string_view text, Ink ink, bool colour);

}  // namespace proviso
