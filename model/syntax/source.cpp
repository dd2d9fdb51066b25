#include "model/syntax/source.h"

#include <algorithm>
#include <utility>

namespace proviso {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

std::uint32_t count_code_points(std::string_view text) {
  return static_cast<std::uint32_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u; }));
}

}  // namespace

Span cover(Span a, Span b) {
  if (a.empty()) return b;
  if (b.empty() || a.file != b.file) return a;
  return {a.file, std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

FileId Sources::add(std::string path, std::string text) {
  File file{std::move(path), std::move(text), {}};
  // A byte order mark is no part of the first line.
  file.line_starts.push_back(file.text.starts_with(kByteOrderMark) ? 3 : 0);
  for (std::size_t i = 0; i < file.text.size(); ++i)
    if (file.text[i] == '\n') file.line_starts.push_back(static_cast<std::uint32_t>(i + 1));
  files_.push_back(std::move(file));
  return static_cast<FileId>(files_.size() - 1);
}

std::string_view Sources::path(FileId file) const {
  return files_.at(static_cast<std::size_t>(file)).path;
}

std::string_view Sources::text(FileId file) const {
  return files_.at(static_cast<std::size_t>(file)).text;
}

std::string_view Sources::text(Span span) const {
  if (span.empty()) return {};  // of what was made and stands nowhere
  const std::string_view all = text(span.file);
  const std::size_t begin = std::min<std::size_t>(span.begin, all.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, all.size());
  return all.substr(begin, end - begin);
}

Place Sources::place(FileId file, std::uint32_t offset) const {
  const File& f = files_.at(static_cast<std::size_t>(file));
  const auto size = static_cast<std::uint32_t>(f.text.size());
  const std::uint32_t at = std::max(std::min(offset, size), f.line_starts.front());
  const auto after = std::ranges::upper_bound(f.line_starts, at);
  const auto line = static_cast<std::uint32_t>(after - f.line_starts.begin());
  const std::uint32_t start = f.line_starts[line - 1];
  const std::string_view before = std::string_view{f.text}.substr(start, at - start);
  return {line, count_code_points(before) + 1};
}

std::string_view Sources::line(FileId file, std::uint32_t number) const {
  const File& f = files_.at(static_cast<std::size_t>(file));
  if (number == 0 || number > f.line_starts.size()) return {};
  const std::uint32_t start = f.line_starts[number - 1];
  std::string_view line = std::string_view{f.text}.substr(start);
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace proviso
