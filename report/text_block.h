// Lists with a label, indented by two, of the part of a report that is about a whole deal.
#pragma once

#include "report/paint.h"

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace proviso {

class TextBlock {
 public:
  TextBlock(const Paint& paint, std::ostream& out) : paint_(paint), out_(out) {}

  void label(std::string_view text);
  // Below a label, indented by four.
  void line(std::string_view text);
  // Indented by two and broken where it is long.
  void sentence(std::string_view text);
  // One item a line; nothing if there are none.
  void list(std::string_view heading, const std::vector<std::string>& items);
  // All items behind the heading, broken between them where they are long.
  void inline_list(std::string_view heading, const std::vector<std::string>& items);

 private:
  const Paint& paint_;
  std::ostream& out_;
};

}  // namespace proviso
