#include "report/lines.h"

#include <algorithm>

namespace proviso {
namespace {

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0u) == 0x80u; }

// Where the character after so many others begins; the end of the text where there are no more.
std::size_t offset_of(std::string_view text, std::size_t columns) {
  std::size_t at = 0;
  for (std::size_t seen = 0; at < text.size(); ++at) {
    if (continues_character(text[at])) continue;
    if (seen++ == columns) break;
  }
  return at;
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  while (columns_of(text) > columns) {
    const std::size_t most = offset_of(text, columns);
    std::size_t cut = text.rfind(' ', most);
    if (cut == std::string_view::npos || cut == 0) cut = most;
    lines.emplace_back(text.substr(0, cut));
    text.remove_prefix(cut);
    if (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  }
  if (!text.empty()) lines.emplace_back(text);
  return lines;
}

std::string cut_to(std::string_view text, std::size_t columns) {
  if (columns_of(text) <= columns) return std::string(text);
  std::string_view kept = text.substr(0, offset_of(text, columns < 2 ? 0 : columns - 2));
  // A word is not cut where there is a space near.
  if (const auto space = kept.rfind(' '); space != std::string_view::npos && space + 20 > kept.size()) {
    kept = kept.substr(0, space);
  }
  return std::string(kept) + " \u2026";
}

std::string listed(const std::vector<std::string>& items, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i != 0) text += i + 1 == items.size() ? last : std::string_view(", ");
    text += items[i];
  }
  return text;
}

}  // namespace proviso
