// What all pages of the report share: the frame, the policy that forbids every request, one style and
// one script, allowed by their hashes.
#pragma once

#include <string>
#include <string_view>

namespace proviso::html {

[[nodiscard]] std::string_view style();   // for screens, dark and light, and for paper
[[nodiscard]] std::string_view script();  // filter, sort and zoom; everything can be read without

struct Page {
  std::string title;       // as text
  std::string up;          // relative address of the page above; empty on the topmost
  std::string here;        // as text: its name in the way down
  std::string main;        // HTML
  std::string footer;      // HTML
};
[[nodiscard]] std::string page_text(const Page& page);

}  // namespace proviso::html
