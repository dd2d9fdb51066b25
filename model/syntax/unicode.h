// UTF-8 in the author's text: decoding, and showing text safely on a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace proviso {

struct CodePoint {
  char32_t value = 0;
  std::uint32_t bytes = 1;  // how many bytes it takes, at least 1
  bool valid = false;       // false: `bytes` is 1 and that byte is not UTF-8
};

// The code point that begins at `offset`, which must lie inside `text`.
[[nodiscard]] CodePoint decode(std::string_view text, std::size_t offset);

// "right-to-left override" for U+202E, and so on; empty for a character that does not turn text.
[[nodiscard]] std::string_view bidirectional_name(char32_t c);

// Control characters, characters without width, and bytes that are not UTF-8.
[[nodiscard]] bool needs_escape(const CodePoint& c);

// How an escaped character is written: `\u{1b}`, `\xff`.
[[nodiscard]] std::string escaped(std::string_view text, std::size_t offset, const CodePoint& c);

// `text` with everything escaped that could confuse a terminal or a reader; line breaks too.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace proviso
