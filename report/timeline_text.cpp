#include "report/timeline_text.h"

#include "report/escape.h"
#include "report/finding.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

constexpr std::size_t kLabelColumns = 32;
constexpr std::size_t kAxis = 42;

struct Sign {
  char sign;
  std::string_view meaning;
};
constexpr Sign kSigns[] = {
    {'X', "breach"},           {'!', "due"},          {'+', "kept"},
    {'~', "mended"},           {'*', "event"},        {'#', "breaks the clause"},
    {'?', "missing"},          {'=', "the breach rests on it"},
    {'-', "term, or a flow that plays no part"},
    {'<', "began before"},     {'>', "goes on"},
};

char bar_sign(const LaneRow& row) {
  if (row.row.kind == TimeRowKind::contract || row.row.kind == TimeRowKind::clause) return '-';
  switch (row.role) {
    case Role::violating: return '#';
    case Role::missing: return '?';
    case Role::supporting: return '=';
    case Role::context: break;
  }
  return '-';
}

char mark_sign(TimeMarkKind kind) {
  switch (kind) {
    case TimeMarkKind::breach: return 'X';
    case TimeMarkKind::mended: return '~';
    case TimeMarkKind::due: return '!';
    case TimeMarkKind::kept: return '+';
  }
  return '!';
}

class TimelineText {
 public:
  TimelineText(const TimelineView& view, std::ostream& out) : view_(view), out_(out) {}

  void write() {
    write_ticks();
    for (const Lane& lane : view_.lanes) {
      std::string head = lane.party.empty() ? "(contracts, and what is nobody's)" : lane.party;
      if (!lane.note.empty()) head += ", " + lane.note;
      out_ << visible(head) << '\n';
      for (const LaneRow& row : lane.rows) write_row(row);
    }
    write_legend();
    if (const std::string rest = left_out_text(view_); !rest.empty()) out_ << rest << '\n';
  }

 private:
  [[nodiscard]] std::size_t column(Day day) const {
    return static_cast<std::size_t>(view_.axis.at(day, kAxis - 1));
  }

  void write_ticks() {
    std::string line(kAxis + 8, ' ');
    std::size_t free = 0;
    for (const TimeTick& tick : view_.ticks) {
      const std::size_t at = column(tick.day);
      if (at < free || at + tick.label.size() > line.size()) continue;
      line.replace(at, tick.label.size(), tick.label);
      free = at + tick.label.size() + 1;
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out_ << std::string(kLabelColumns + 3, ' ') << line << '\n';
  }

  void put(std::string& line, std::size_t at, char sign) {
    line[at] = sign;
    used_ += sign;
  }

  [[nodiscard]] std::string drawn(const LaneRow& row) {
    std::string line(kAxis, ' ');
    if (row.row.kind == TimeRowKind::event) {
      if (const auto day = day_in(row.row.start)) put(line, column(*day), '*');
      return line;
    }
    const auto start = day_in(row.row.start);
    const auto end = day_in(row.row.end);
    const bool before = !start || *start < view_.axis.start;
    const bool after = !end || *end > view_.axis.end;
    const std::size_t from = before ? 0 : column(*start);
    const std::size_t to = after ? kAxis - 1 : std::max(column(*end), from);
    // A missing flow without dates has no bar of its own.
    if (row.role != Role::missing || start || end) {
      for (std::size_t at = from; at <= to; ++at) put(line, at, bar_sign(row));
      if (before) put(line, from, '<');
      if (after) put(line, to, '>');
    }
    for (const TimeMark& mark : row.row.marks)
      if (const auto day = day_in(mark.date)) put(line, column(*day), mark_sign(mark.kind));
    return line;
  }

  void write_row(const LaneRow& row) {
    const TimeRow& r = row.row;
    std::string label = r.kind == TimeRowKind::clause ? std::string(short_clause(r.name)) : r.name;
    if (row.count > 1) label = fmt::format("{} x {}", row.count, r.about);
    else if (label.empty()) label = "some " + r.about;
    else if (r.kind == TimeRowKind::flow) label += ": " + r.about;
    if (!r.towards.empty()) label += " to " + r.towards;
    label = cut_to(visible(label), kLabelColumns);
    const std::string dates = r.kind == TimeRowKind::event
                                  ? (day_in(r.start) ? "on " + r.start : "never")
                                  : period_text(r.start, r.end);
    std::string line = "  " + label + std::string(kLabelColumns + 1 - std::min(kLabelColumns, columns_of(label)), ' ') + drawn(row) +
                       "  " + dates;
    while (line.back() == ' ') line.pop_back();
    out_ << line << '\n';
  }

  void write_legend() {
    std::string text;
    for (const Sign& sign : kSigns)
      if (used_.find(sign.sign) != std::string::npos)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", sign.sign, sign.meaning);
    if (view_.breach) text += (text.empty() ? "" : "; ") + ("broken since " + view_.breach_date);
    for (const std::string& line : wrapped(text, kTextColumns)) out_ << line << '\n';
  }

  const TimelineView& view_;
  std::ostream& out_;
  std::string used_;
};

}  // namespace

void write_timeline(const TimelineView& view, std::ostream& out) {
  if (view.lanes.empty()) {
    out << "there is nothing to show over time\n";
    return;
  }
  TimelineText(view, out).write();
}

}  // namespace proviso
