#include "report/pages.h"

#include <algorithm>

namespace proviso {

std::string_view page_of(std::string_view id) {
  const auto all = pages();
  const auto page = std::ranges::lower_bound(all, id, {}, &Page::id);
  return page != all.end() && page->id == id ? page->text : std::string_view();
}

std::string first_paragraph(std::string_view page) {
  std::string text;
  for (std::size_t begin = std::min(page.find('\n'), page.size()); begin < page.size();) {
    const std::size_t end = std::min(page.find('\n', begin), page.size());
    const std::string_view line = page.substr(begin, end - begin);
    if (line.empty() && !text.empty()) break;
    if (!line.empty()) text += (text.empty() ? "" : " ") + std::string(line);
    begin = end + 1;
  }
  return text;
}

}  // namespace proviso
