// Source texts and places in them.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace proviso {

// Index of a file in `Sources`.
enum class FileId : std::uint32_t { none = 0xffffffffu };

// A half-open range of bytes `[begin, end)` of one file. `begin == end` marks a point.
struct Span {
  FileId file = FileId::none;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] bool empty() const { return file == FileId::none; }
  friend bool operator==(const Span&, const Span&) = default;
};

// The smallest span that covers both; either may be empty.
Span cover(Span a, Span b);

// A place as people count it: line and column start at 1, columns count Unicode code points.
struct Place {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// All texts of one run. Paths are as the user gave them (never made absolute); texts never move.
class Sources {
 public:
  FileId add(std::string path, std::string text);

  [[nodiscard]] std::string_view path(FileId file) const;
  [[nodiscard]] std::string_view text(FileId file) const;
  [[nodiscard]] std::string_view text(Span span) const;
  [[nodiscard]] Place place(FileId file, std::uint32_t offset) const;
  [[nodiscard]] Place begin_of(Span span) const { return place(span.file, span.begin); }
  [[nodiscard]] Place end_of(Span span) const { return place(span.file, span.end); }
  // The text of a line (counted from 1) without its line break.
  [[nodiscard]] std::string_view line(FileId file, std::uint32_t number) const;
  [[nodiscard]] std::size_t size() const { return files_.size(); }

 private:
  struct File {
    std::string path;
    std::string text;
    std::vector<std::uint32_t> line_starts;
  };
  std::deque<File> files_;
};

}  // namespace proviso
