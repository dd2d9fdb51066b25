#include "report/text_block.h"

#include "report/lines.h"

#include <fmt/format.h>

namespace proviso {

void TextBlock::label(std::string_view text) { out_ << "  " << paint_(Ink::bold, text) << '\n'; }

void TextBlock::line(std::string_view text) { out_ << "    " << visible(text) << '\n'; }

void TextBlock::sentence(std::string_view text) {
  std::string_view indent = "  ";
  for (const std::string& part : wrapped(visible(text), kTextColumns - 4)) {
    out_ << indent << part << '\n';
    indent = "    ";
  }
}

void TextBlock::list(std::string_view heading, const std::vector<std::string>& items) {
  if (items.empty()) return;
  label(fmt::format("{}:", heading));
  for (const std::string& item : items) line(item);
}

void TextBlock::inline_list(std::string_view heading, const std::vector<std::string>& items) {
  if (items.empty()) return;
  out_ << "  " << paint_(Ink::bold, fmt::format("{}:", heading));
  std::size_t column = 2 + columns_of(heading) + 1;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string item = visible(items[i]) + (i + 1 == items.size() ? "" : ",");
    if (column + 1 + columns_of(item) > kTextColumns && column > 4) {
      out_ << "\n   ";
      column = 3;
    }
    out_ << ' ' << item;
    column += 1 + columns_of(item);
  }
  out_ << '\n';
}

}  // namespace proviso
