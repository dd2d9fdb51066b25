#include "report/html/text.h"

#include "report/escape.h"

namespace proviso::html {

std::string text(std::string_view words) { return markup(words); }

std::string with_code(std::string_view words) {
  std::string out;
  bool code = false;
  while (!words.empty()) {
    const std::size_t tick = words.find('`');
    // A backtick without its fellow stands for itself.
    if (tick == std::string_view::npos || (!code && words.find('`', tick + 1) == std::string_view::npos)) {
      out += text(words);
      break;
    }
    out += text(words.substr(0, tick));
    out += code ? "</code>" : "<code>";
    code = !code;
    words.remove_prefix(tick + 1);
  }
  return code ? out + "</code>" : out;
}

std::string element(std::string_view tag, std::string_view attributes, std::string_view inner) {
  std::string out = "<";
  out += tag;
  if (!attributes.empty() && attributes.front() != ' ') out += ' ';
  out += attributes;
  out += '>';
  out += inner;
  out += "</";
  out += tag;
  return out + ">";
}

std::string attribute(std::string_view name, std::string_view value) {
  std::string out = " ";
  out += name;
  return out + "=\"" + text(value) + '"';
}

std::string list_of(const std::vector<std::string>& items, std::string_view attributes) {
  if (items.empty()) return "";
  std::string inner;
  for (const std::string& item : items) inner += element("li", "", item) + "\n";
  return element("ul", attributes, "\n" + inner) + "\n";
}

std::string id_part(std::string_view words) {
  std::string out;
  for (const char c : file_name_part(words)) out += c == '.' ? '-' : c;
  return out;
}

}  // namespace proviso::html
