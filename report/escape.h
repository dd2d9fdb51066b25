// Text of a spec is untrusted: what it may not do to a terminal, a picture or a file name.
#pragma once

#include <string>
#include <string_view>

namespace proviso {

// Well-formed UTF-8 in which control characters, line breaks, invisible and bidirectional
// formatting characters and wrong bytes are spelt out (`\u{1b}`, `\xff`).
[[nodiscard]] std::string visible(std::string_view text);

// The same characters in text that is already JSON, as `\u001b`: they can only stand in strings
// there, so the document means the same. Line breaks between its tokens stay.
[[nodiscard]] std::string visible_json(std::string_view json);

// `visible` text for XML, SVG and Graphviz's HTML-like labels.
[[nodiscard]] std::string markup(std::string_view text);

// `visible` text as a quoted string of the DOT language.
[[nodiscard]] std::string dot_quoted(std::string_view text);

// A part of a file name: letters, digits, `_`, `-` and inner dots, at most 100 of them, never empty.
[[nodiscard]] std::string file_name_part(std::string_view text);

}  // namespace proviso
