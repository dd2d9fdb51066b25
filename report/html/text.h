// Pieces of HTML. Whatever comes from a spec goes through one of these; only constants go past them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace proviso::html {

// Escaped, with control and bidirectional characters spelt out.
[[nodiscard]] std::string text(std::string_view words);

// The same, and what stands between backticks as code.
[[nodiscard]] std::string with_code(std::string_view words);

// `attributes` are written as they are: constants, or made with `attribute`.
[[nodiscard]] std::string element(std::string_view tag, std::string_view attributes, std::string_view inner);
// ` name="escaped value"`
[[nodiscard]] std::string attribute(std::string_view name, std::string_view value);

// A list whose items are HTML already; nothing if there are none.
[[nodiscard]] std::string list_of(const std::vector<std::string>& items, std::string_view attributes = "");

// A name that an `id` may have, and a link to it.
[[nodiscard]] std::string id_part(std::string_view words);

}  // namespace proviso::html
