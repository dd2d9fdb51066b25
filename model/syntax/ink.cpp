#include "model/syntax/ink.h"

#include <array>

namespace proviso {

std::string ink(std::string_view text, Ink ink, bool colour) {
  constexpr std::array<std::string_view, 7> kBegin{"",           "\x1b[1m",    "\x1b[1;31m",
                                                   "\x1b[1;33m", "\x1b[1;36m", "\x1b[1;34m",
                                                   "\x1b[1;32m"};
  if (!colour || ink == Ink::plain || text.empty()) return std::string{text};
  return std::string{kBegin[static_cast<std::size_t>(ink)]} + std::string{text} + "\x1b[0m";
}

}  // namespace proviso
