// Text of the language in colour.
#pragma once

#include <string>
#include <string_view>

namespace proviso::shell {

// The same text with its words, texts, numbers and dates coloured; control characters made visible,
// line breaks kept. `first_is_verb`: it is a command, whose verb stands out.
[[nodiscard]] std::string highlighted(std::string_view text, bool colour, bool first_is_verb = false);

}  // namespace proviso::shell
