#include "report/html/excerpt.h"

#include "report/html/text.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace proviso::html {

namespace {

constexpr std::uint32_t kLinesOfSpan = 8;   // of one span
constexpr std::size_t kLines = 40;          // of one file
constexpr std::size_t kBytes = 400;         // of one line

using Marks = std::vector<std::pair<std::size_t, std::size_t>>;  // [begin, end) in a line

std::string segment(std::string_view words) {
  std::string plain;
  for (const char c : words) {
    if (c == '\t') plain += "    ";
    else if (c != '\r') plain += c;
  }
  return text(plain);
}

// Marks may overlap; ends of characters are respected because spans are those of tokens.
std::string marked_line(std::string_view line, Marks marks) {
  std::sort(marks.begin(), marks.end());
  std::string out;
  std::size_t at = 0;
  for (const auto& [begin, end] : marks) {
    const std::size_t from = std::max(begin, at);
    if (end <= from || from >= line.size()) continue;
    out += segment(line.substr(at, from - at));
    out += element("mark", "", segment(line.substr(from, end - from)));
    at = end;
  }
  return at < line.size() ? out + segment(line.substr(at)) : out;
}

// The lines of one file that the spans touch, with the marks in each.
std::map<std::uint32_t, Marks> touched_lines(const Sources& sources, FileId file, const std::vector<Span>& spans) {
  std::map<std::uint32_t, Marks> lines;
  const std::string_view whole = sources.text(file);
  for (const Span& span : spans) {
    const std::uint32_t first = sources.begin_of(span).line;
    const std::uint32_t last = std::min(sources.end_of(span).line, first + kLinesOfSpan - 1);
    for (std::uint32_t number = first; number <= last; ++number) {
      const std::string_view line = sources.line(file, number);
      const auto offset = static_cast<std::size_t>(line.data() - whole.data());
      const std::size_t blank = std::min(line.find_first_not_of(" \t"), line.size());
      const std::size_t begin = span.begin > offset ? span.begin - offset : blank;
      const std::size_t end = std::min<std::size_t>(span.end - std::min<std::size_t>(span.end, offset), line.size());
      lines[number].emplace_back(begin, end);
    }
  }
  return lines;
}

std::string block(const Sources& sources, FileId file, const std::vector<Span>& spans, std::string_view kind) {
  const auto lines = touched_lines(sources, file, spans);
  const std::size_t width = std::to_string(lines.rbegin()->first).size();
  std::string inner;
  std::uint32_t before = 0;
  std::size_t shown = 0;
  for (const auto& [number, marks] : lines) {
    if (shown++ == kLines) {
      inner += fmt::format("<span class=\"no\">{:>{}}  {} more lines</span>\n", "", width, lines.size() - kLines);
      break;
    }
    if (before != 0 && number > before + 1) inner += fmt::format("<span class=\"no\">{:>{}}  \u2026</span>\n", "", width);
    before = number;
    const std::string_view line = sources.line(file, number);
    const bool cut = line.size() > kBytes;
    inner += fmt::format("<span class=\"no\">{:>{}}  </span>{}\n", number, width,
                         cut ? text(cut_to(line, kBytes)) : marked_line(line, marks));
  }
  const std::string name = fmt::format("Lines of {}", sources.path(file));
  return fmt::format("<p class=\"faint\"><code>{}</code></p>\n<pre class=\"{}\" tabindex=\"0\" role=\"group\"{}>{}</pre>\n",
                     text(sources.path(file)), kind, attribute("aria-label", name), inner);
}

}  // namespace

std::string place_of(const Sources& sources, Span span) {
  if (span.empty()) return "";
  return fmt::format("{}, line {}", sources.path(span.file), sources.begin_of(span).line);
}

std::string excerpts(const Sources& sources, const std::vector<Span>& spans, FileId first, std::string_view kind) {
  std::vector<FileId> order{first};
  std::map<FileId, std::vector<Span>> files;
  for (const Span& span : spans) {
    if (span.empty()) continue;
    files[span.file].push_back(span);
    if (std::find(order.begin(), order.end(), span.file) == order.end()) order.push_back(span.file);
  }
  std::string out;
  for (const FileId file : order)
    if (const auto found = files.find(file); found != files.end()) out += block(sources, file, found->second, kind);
  return out;
}

}  // namespace proviso::html
