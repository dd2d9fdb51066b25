#include "model/syntax/snippet.h"

#include "model/syntax/ink.h"
#include "model/syntax/unicode.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace proviso {
namespace {

constexpr std::size_t kTab = 4;
// Of a longer line only so many columns round its first mark are shown.
constexpr std::size_t kWidest = 240;
constexpr std::size_t kBeforeMark = 60;

// A line as shown, and for each code point of the source the column where it begins.
struct ShownLine {
  std::string text;
  std::vector<std::size_t> columns;  // one more than code points
};

ShownLine show(std::string_view line) {
  ShownLine shown;
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size();) {
    const CodePoint c = decode(line, i);
    shown.columns.push_back(column);
    if (c.valid && c.value == '\t') {
      const std::size_t width = kTab - column % kTab;
      shown.text.append(width, ' ');
      column += width;
    } else if (needs_escape(c)) {
      const std::string escape = escaped(line, i, c);
      shown.text += escape;
      column += escape.size();
    } else {
      shown.text += line.substr(i, c.bytes);
      ++column;
    }
    i += c.bytes;
  }
  shown.columns.push_back(column);
  return shown;
}

// A mark on one line, in columns as shown.
struct Underline {
  std::size_t begin = 0, end = 1;
  const Mark* mark = nullptr;
};

struct Cell {
  std::string text = " ";
  Ink ink = Ink::plain;
};
using Row = std::vector<Cell>;

Ink ink_of(MarkStyle style) {
  switch (style) {
    case MarkStyle::error: return Ink::red;
    case MarkStyle::warning: return Ink::yellow;
    case MarkStyle::note: return Ink::cyan;
    case MarkStyle::related: return Ink::blue;
  }
  return Ink::plain;
}

void put(Row& row, std::size_t column, std::string_view text, Ink ink) {
  for (std::size_t i = 0; i < text.size(); ++column) {
    const CodePoint c = decode(text, i);
    if (row.size() <= column) row.resize(column + 1);
    row[column] = {std::string{text.substr(i, c.bytes)}, ink};
    i += c.bytes;
  }
}

std::string render_row(const Row& row, bool colour) {
  std::string result;
  for (std::size_t i = 0; i < row.size();) {
    std::string run;
    const Ink run_ink = row[i].ink;
    for (; i < row.size() && row[i].ink == run_ink; ++i) run += row[i].text;
    result += ink(run, run_ink, colour);
  }
  return result;
}

// One row of underlines that do not overlap, then their labels: the last beside its underline, the
// others hanging below, from right to left.
void add_rows(std::vector<Row>& rows, std::vector<Underline> layer) {
  std::ranges::sort(layer, {}, &Underline::begin);
  Row line;
  for (const Underline& u : layer) {
    const char sign = u.mark->style == MarkStyle::related ? '-' : '^';
    put(line, u.begin, std::string(u.end - u.begin, sign), ink_of(u.mark->style));
  }
  if (!layer.back().mark->text.empty())
    put(line, line.size() + 1, printable(layer.back().mark->text), ink_of(layer.back().mark->style));
  rows.push_back(std::move(line));
  layer.pop_back();
  std::erase_if(layer, [](const Underline& u) { return u.mark->text.empty(); });
  bool first = true;
  while (!layer.empty()) {
    Row bars;
    for (const Underline& u : layer) put(bars, u.begin, "|", ink_of(u.mark->style));
    if (first) rows.push_back(bars);
    first = false;
    const Underline last = layer.back();
    bars.resize(last.begin);
    put(bars, last.begin, printable(last.mark->text), ink_of(last.mark->style));
    rows.push_back(std::move(bars));
    layer.pop_back();
  }
}

std::vector<Row> rows_under(std::vector<Underline> underlines) {
  std::vector<Row> rows;
  while (!underlines.empty()) {
    std::vector<Underline> layer, rest;
    for (const Underline& u : underlines) {
      const bool clear = std::ranges::none_of(layer, [&](const Underline& other) {
        return u.begin < other.end && other.begin < u.end;
      });
      (clear ? layer : rest).push_back(u);
    }
    add_rows(rows, std::move(layer));
    underlines = std::move(rest);
  }
  return rows;
}

Underline underline(const Sources& sources, const ShownLine& shown, const Mark& mark) {
  const Place begin = sources.begin_of(mark.span);
  const Place end = sources.end_of(mark.span);
  const std::size_t last = shown.columns.size() - 1;
  const std::size_t from = std::min<std::size_t>(begin.column - 1, last);
  const std::size_t to = end.line > begin.line ? last : std::min<std::size_t>(end.column - 1, last);
  const std::size_t first_column = shown.columns[from];
  return {first_column, std::max(shown.columns[to], first_column + 1), &mark};
}

std::string cut_columns(std::string_view text, std::size_t from, std::size_t count) {
  std::size_t column = 0;
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++column) {
    const CodePoint c = decode(text, i);
    if (column >= from && column < from + count) result += text.substr(i, c.bytes);
    i += c.bytes;
  }
  return result;
}

// Cuts a very long line, and moves the underlines with it.
void shorten(ShownLine& shown, std::vector<Underline>& underlines) {
  if (shown.columns.back() <= kWidest) return;
  const std::size_t first = std::ranges::min(underlines, {}, &Underline::begin).begin;
  const std::size_t from = first > kBeforeMark ? first - kBeforeMark : 0;
  const std::size_t shift = from == 0 ? 0 : 3;
  const bool more = shown.columns.back() > from + kWidest;
  shown.text = (shift ? "..." : "") + cut_columns(shown.text, from, kWidest) + (more ? "..." : "");
  std::erase_if(underlines, [&](const Underline& u) { return u.begin >= from + kWidest; });
  for (Underline& u : underlines) {
    u.begin = u.begin - from + shift;
    u.end = std::min(u.end - from, kWidest) + shift;
  }
}

struct Gutter {
  std::size_t width;
  bool colour;
  [[nodiscard]] std::string bar(std::string_view label) const {
    return ink(fmt::format("{:>{}} |", label, width), Ink::blue, colour);
  }
};

std::string file_block(const Sources& sources, const std::vector<const Mark*>& marks,
                       const Gutter& gutter, bool first_file) {
  const Place first = sources.begin_of(marks.front()->span);
  const FileId file = marks.front()->span.file;
  std::string result = fmt::format(
      "{}{} {}:{}:{}\n{}\n", std::string(gutter.width, ' '),
      ink(first_file ? "-->" : ":::", Ink::blue, gutter.colour), printable(sources.path(file)),
      first.line, first.column, gutter.bar(""));
  std::map<std::uint32_t, std::vector<const Mark*>> lines;
  for (const Mark* mark : marks) lines[sources.begin_of(mark->span).line].push_back(mark);
  std::uint32_t last = 0;
  const auto add_line = [&](std::uint32_t number, const ShownLine& shown) {
    const std::string bar = gutter.bar(std::to_string(number));
    result += shown.text.empty() ? bar + "\n" : bar + " " + shown.text + "\n";
  };
  for (const auto& [number, on_line] : lines) {
    if (last != 0 && number == last + 2) {
      ShownLine between = show(sources.line(file, last + 1));
      std::vector<Underline> none{{}};
      shorten(between, none);
      add_line(last + 1, between);
    }
    if (last != 0 && number > last + 2) result += ink("...", Ink::blue, gutter.colour) + "\n";
    last = number;
    ShownLine shown = show(sources.line(file, number));
    std::vector<Underline> underlines;
    for (const Mark* mark : on_line) underlines.push_back(underline(sources, shown, *mark));
    shorten(shown, underlines);
    add_line(number, shown);
    for (const Row& row : rows_under(std::move(underlines)))
      result += gutter.bar("") + " " + render_row(row, gutter.colour) + "\n";
  }
  return result;
}

}  // namespace

std::size_t gutter_width(const Sources& sources, const std::vector<Mark>& marks) {
  std::size_t width = 1;
  for (const Mark& mark : marks)
    if (!mark.span.empty())
      width = std::max(width, std::to_string(sources.begin_of(mark.span).line).size());
  return width;
}

std::string snippet(const Sources& sources, const std::vector<Mark>& marks, bool colour) {
  std::vector<std::vector<const Mark*>> files;
  for (const Mark& mark : marks) {
    if (mark.span.empty()) continue;
    const auto known = std::ranges::find_if(files, [&](const auto& group) {
      return group.front()->span.file == mark.span.file;
    });
    if (known == files.end())
      files.push_back({&mark});
    else
      known->push_back(&mark);
  }
  const Gutter gutter{gutter_width(sources, marks), colour};
  std::string result;
  for (const auto& group : files)
    result += file_block(sources, group, gutter, &group == &files.front());
  return result;
}

}  // namespace proviso
