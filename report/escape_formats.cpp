#include "report/escape_formats.h"

#include "report/escape.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {
namespace {

template <class Make>
std::string by_line(std::string_view text, const Make& make) {
  std::string out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (begin != 0) out += '\n';
    out += make(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80u;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

constexpr std::string_view kNothing = "<!-- -->";  // parts what would be read as one

}  // namespace

std::string visible_lines(std::string_view text) {
  return by_line(text, [](std::string_view line) { return visible(line); });
}

std::string markup_lines(std::string_view text) {
  return by_line(text, [](std::string_view line) { return markup(line); });
}

std::string markdown_text(std::string_view text) {
  constexpr std::string_view kMeaningful = "\\`*[]|~$#";
  constexpr std::string_view kMeaningfulFirst = "-+=";
  constexpr std::string_view kMeaningfulBehindNumber = ".)";  // a list
  const std::string shown = visible(text);
  std::string out;
  bool front = true;  // nothing but digits so far
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const char c = shown[i];
    const bool inner = i > 0 && i + 1 < shown.size() && is_word(shown[i - 1]) && is_word(shown[i + 1]);
    const bool escape = kMeaningful.find(c) != std::string_view::npos || (c == '_' && !inner) ||
                        (i == 0 && kMeaningfulFirst.find(c) != std::string_view::npos) ||
                        (front && kMeaningfulBehindNumber.find(c) != std::string_view::npos);
    if ((i == 0 || shown[i - 1] == ' ') && shown.compare(i, 4, "www.") == 0) out += kNothing;
    if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '&') out += "&amp;";
    else out += (escape ? "\\" : "") + std::string(1, c);
    const bool joins = c == '@' || c == '#' || (c == ':' && shown.compare(i + 1, 1, "/") == 0);
    if (joins) out += kNothing;
    front = front && c >= '0' && c <= '9';
  }
  return out;
}

std::string markdown_code(std::string_view text) {
  std::string shown = visible(text);
  if (shown.empty()) return "";
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : shown) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  replace_all(shown, "|", "\\|");
  const std::string fence(longest + 1, '`');
  const bool padded = longest != 0 || shown.front() == ' ' || shown.back() == ' ';
  return fence + (padded ? " " : "") + shown + (padded ? " " : "") + fence;
}

std::string markdown_message(std::string_view text) {
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t open = text.find('`', begin);
    const std::size_t close = open == std::string_view::npos ? open : text.find('`', open + 1);
    if (close == std::string_view::npos) return out + markdown_text(text.substr(begin));
    out += markdown_text(text.substr(begin, open - begin));
    out += markdown_code(text.substr(open + 1, close - open - 1));
    begin = close + 1;
  }
  return out;
}

std::string mermaid_text(std::string_view text) {
  constexpr std::string_view kPlain = " .,-_/=+()";
  std::string out;
  for (const char c : visible(text)) {
    if (is_word(c) || kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("#{};", static_cast<int>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

std::string sarif_text(std::string_view text) {
  std::string out;
  for (const char c : visible_lines(text)) {
    if (c == '\\' || c == '[' || c == ']') out += '\\';
    out += c;
  }
  return out;
}

std::string github_data(std::string_view text) {
  std::string out = visible_lines(text);
  replace_all(out, "%", "%25");
  replace_all(out, "\n", "%0A");
  return out;
}

std::string github_property(std::string_view text) {
  std::string out = visible(text);
  replace_all(out, "%", "%25");
  replace_all(out, ":", "%3A");
  replace_all(out, ",", "%2C");
  return out;
}

std::string uri_of(std::string_view path) {
  constexpr std::string_view kPlain = "-._~/!$'()*+,;=@";
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool ascii = static_cast<unsigned char>(c) < 0x80u;
    if (ascii && (is_word(c) || kPlain.find(c) != std::string_view::npos)) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

std::string without_commands(std::string_view text) {
  std::string out = by_line(text, [](std::string_view line) {
    const std::size_t first = line.find_first_not_of(" \t");
    // `::: ` before the second file of an excerpt is ours; to a runner it is a command without a name.
    const std::string_view rest = line.substr(std::min(first, line.size()));
    if (!rest.starts_with("::") || rest.starts_with("::: ")) return std::string(line);
    return std::string(line.substr(0, first)) + "\\u{3a}" + std::string(line.substr(first + 1));
  });
  for (const std::string_view start : {"##[", "##vso[", "##teamcity["}) {
    replace_all(out, start, "#\\u{23}" + std::string(start.substr(2)));
  }
  return out;
}

}  // namespace proviso
