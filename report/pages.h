// The pages of docs/diagnostics/, which the build puts into the program.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace proviso {

struct Page {
  std::string_view id;    // "PV201", the file's name
  std::string_view text;  // Markdown; its first line is "# PV201: division by zero"
};

// In the order of their ids.
[[nodiscard]] std::span<const Page> pages();

// Empty where there is none.
[[nodiscard]] std::string_view page_of(std::string_view id);

// The first paragraph of a page below its title, on one line.
[[nodiscard]] std::string first_paragraph(std::string_view page);

}  // namespace proviso
