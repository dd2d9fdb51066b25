#include "report/escape.h"

#include "model/syntax/unicode.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace proviso {
namespace {

// XML 1.0 forbids the last two even as references.
bool hidden(const CodePoint& c) { return needs_escape(c) || c.value == 0xfffe || c.value == 0xffff; }

// `spell(offset, code point)` writes the characters that must not stand as they are.
template <class Spell>
std::string respelt(std::string_view text, const Spell& spell) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = decode(text, i);
    if (hidden(c)) {
      out += spell(i, c);
    } else {
      out += text.substr(i, c.bytes);
    }
    i += c.bytes;
  }
  return out;
}

std::string json_escape(char32_t point) {
  if (point == '\n') return "\n";
  if (point < 0x10000) return fmt::format("\\u{:04x}", static_cast<std::uint32_t>(point));
  const auto rest = static_cast<std::uint32_t>(point) - 0x10000u;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xd800u + (rest >> 10), 0xdc00u + (rest & 0x3ffu));
}

bool plain_in_file_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

}  // namespace

std::string visible(std::string_view text) {
  return respelt(text, [text](std::size_t offset, const CodePoint& c) { return escaped(text, offset, c); });
}

std::string visible_json(std::string_view json) { 
  return respelt(json, [](std::size_t, const CodePoint& c) { return json_escape(c.value); });
 }

std::string markup(std::string_view text) {
  std::string out;
  for (const char c : visible(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string dot_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : visible(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string file_name_part(std::string_view text) {
  std::string out(text.substr(0, 100));
  std::replace_if(out.begin(), out.end(), [](char c) { return !plain_in_file_name(c); }, '_');
  if (!out.empty() && out.front() == '.') out.front() = '_';
  if (!out.empty() && out.back() == '.') out.back() = '_';
  return out.empty() ? "_" : out;
}

}  // namespace proviso
