// Text broken into lines or cut to a length; lengths count characters, not bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace proviso {

constexpr std::size_t kTextColumns = 100;  // where lists on a terminal are broken

[[nodiscard]] std::size_t columns_of(std::string_view text);

// Breaks at spaces, and inside words that are longer than a line, never inside a character.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

// The text itself, or its beginning with an ellipsis: at most so many columns.
[[nodiscard]] std::string cut_to(std::string_view text, std::size_t columns);

// "a", "a and b", "a, b and c"
[[nodiscard]] std::string listed(const std::vector<std::string>& items, std::string_view last = " and ");

}  // namespace proviso
