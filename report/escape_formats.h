// Text of a spec in the formats that other programs read: what it may not do there. Each function
// first makes the text `visible`.
#pragma once

#include <string>
#include <string_view>

namespace proviso {

// `visible` line by line: line breaks stay.
[[nodiscard]] std::string visible_lines(std::string_view text);

// `markup` line by line, for the text of an XML element.
[[nodiscard]] std::string markup_lines(std::string_view text);

// For Markdown as GitHub and GitLab read it: no markup, no HTML, no link, no mention comes about.
[[nodiscard]] std::string markdown_text(std::string_view text);

// A code span of Markdown, also inside a table.
[[nodiscard]] std::string markdown_code(std::string_view text);

// `markdown_text` in which what stands between backticks becomes code spans.
[[nodiscard]] std::string markdown_message(std::string_view text);

// A quoted string of Mermaid, without its quotes: everything but letters, digits and a few signs is
// an entity.
[[nodiscard]] std::string mermaid_text(std::string_view text);

// A message of SARIF: brackets would be links.
[[nodiscard]] std::string sarif_text(std::string_view text);

// The message and a property of a workflow command of GitHub.
[[nodiscard]] std::string github_data(std::string_view text);
[[nodiscard]] std::string github_property(std::string_view text);

// A path as a URI reference: relative ones stay relative, absolute ones become `file:///…`.
[[nodiscard]] std::string uri_of(std::string_view path);

// Output of several lines for a log of which GitHub, Azure or TeamCity take some lines as commands:
// none of them is one.
[[nodiscard]] std::string without_commands(std::string_view text);

}  // namespace proviso
