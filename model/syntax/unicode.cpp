#include "model/syntax/unicode.h"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace proviso {
namespace {

constexpr std::array<std::pair<char32_t, std::string_view>, 12> kBidirectional{{
    {0x061c, "arabic letter mark"},
    {0x200e, "left-to-right mark"},
    {0x200f, "right-to-left mark"},
    {0x202a, "left-to-right embedding"},
    {0x202b, "right-to-left embedding"},
    {0x202c, "pop directional formatting"},
    {0x202d, "left-to-right override"},
    {0x202e, "right-to-left override"},
    {0x2066, "left-to-right isolate"},
    {0x2067, "right-to-left isolate"},
    {0x2068, "first strong isolate"},
    {0x2069, "pop directional isolate"},
}};

bool continues(std::string_view text, std::size_t offset) {
  return offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xc0u) == 0x80u;
}

}  // namespace

CodePoint decode(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1, true};
  const std::uint32_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return {};
  char32_t value = first & (0xffu >> (length + 1));
  for (std::uint32_t i = 1; i < length; ++i) {
    if (!continues(text, offset + i)) return {};
    value = (value << 6) | (byte(i) & 0x3fu);
  }
  constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < kLeast[length] || value > 0x10ffff || surrogate) return {};
  return {value, length, true};
}

std::string_view bidirectional_name(char32_t c) {
  for (const auto& [value, name] : kBidirectional)
    if (value == c) return name;
  return {};
}

bool needs_escape(const CodePoint& c) {
  if (!c.valid) return true;
  const char32_t v = c.value;
  const bool control = v < 0x20 || (v >= 0x7f && v < 0xa0);
  const bool breaks_lines = v == 0x2028 || v == 0x2029;
  const bool no_width = (v >= 0x200b && v <= 0x200d) || (v >= 0x2060 && v <= 0x2064) || v == 0xfeff;
  return control || breaks_lines || no_width || !bidirectional_name(v).empty();
}

std::string escaped(std::string_view text, std::size_t offset, const CodePoint& c) {
  if (!c.valid) return fmt::format("\\x{:02x}", static_cast<unsigned char>(text[offset]));
  return fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(c.value));
}

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = decode(text, i);
    if (needs_escape(c))
      result += escaped(text, i, c);
    else
      result += text.substr(i, c.bytes);
    i += c.bytes;
  }
  return result;
}

}  // namespace proviso
