#include "report/finding.h"
#include "report/html/picture.h"
#include "report/html/text.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::html {

namespace {

constexpr std::int64_t kLabels = 300;  // width of the column of names
constexpr std::int64_t kAxis = 620;
constexpr std::int64_t kRight = 20;
constexpr std::int64_t kTop = 44;
constexpr std::int64_t kRow = 24;
constexpr std::int64_t kHead = 24;
constexpr std::size_t kLabelLength = 44;

constexpr std::string_view kInk = "#1d2733";
constexpr std::string_view kFaint = "#5f6b7a";
constexpr std::string_view kRed = "#b3121d";
constexpr std::string_view kBlue = "#1f5fa8";
constexpr std::string_view kGreen = "#17703a";
constexpr std::string_view kGrey = "#a3acb8";

struct LaneLook {
  std::string_view fill, stroke, dashes;
};

LaneLook look_of(const LaneRow& row) {
  const bool term = row.row.kind == TimeRowKind::contract || row.row.kind == TimeRowKind::clause;
  if (term) return {"#e8f1fb", kBlue, ""};
  switch (row.role) {
    case Role::violating: return {kRed, kRed, ""};
    case Role::missing: return {"white", kRed, " stroke-dasharray=\"5 3\""};
    case Role::supporting: return {kFaint, kInk, ""};
    case Role::context: break;
  }
  return {"#eef1f4", kGrey, ""};
}

std::string_view part_of_row(const LaneRow& row) {
  switch (row.role) {
    case Role::violating: return row.row.kind == TimeRowKind::clause ? "broken" : "breaks it";
    case Role::missing: return "missing";
    case Role::supporting: return "rests on it";
    case Role::context: break;
  }
  return "";
}

std::string label_of(const LaneRow& row) {
  const TimeRow& r = row.row;
  if (r.kind == TimeRowKind::clause) return std::string(short_clause(r.name));
  if (r.kind == TimeRowKind::contract) return r.name;
  if (row.count > 1) return fmt::format("{} \u00d7 {} to {}", row.count, r.about, r.towards);
  std::string text = r.name.empty() ? "some " + r.about : r.name + ": " + r.about;
  if (!r.towards.empty()) text += " to " + r.towards;
  return text;
}

std::string words(std::int64_t x, std::int64_t y, std::string_view colour, int size, std::string_view what,
                  bool bold = false, std::string_view anchor = "start") {
  return fmt::format("<text x=\"{}\" y=\"{}\" fill=\"{}\" font-size=\"{}\"{}{}>{}</text>\n", x, y, colour, size,
                     bold ? " font-weight=\"bold\"" : "",
                     anchor == "start" ? "" : fmt::format(" text-anchor=\"{}\"", anchor), text(what));
}

class SwimLanes {
 public:
  explicit SwimLanes(const TimelineView& view) : view_(view) {}

  std::string draw(std::string_view id, std::string_view title) {
    std::string lanes;
    std::int64_t y = kTop;
    for (const Lane& lane : view_.lanes) lanes += draw_lane(lane, y);
    bottom_ = y;
    const std::string out = bands_ + draw_ticks() + lanes + draw_breach();
    const std::int64_t width = kLabels + kAxis + kRight;
    const std::int64_t height = bottom_ + 34;
    return fmt::format("<svg role=\"img\" aria-labelledby=\"{0}-t\" aria-describedby=\"{0}-d\" width=\"{1}\" "
                       "height=\"{2}\" viewBox=\"0 0 {1} {2}\"><title id=\"{0}-t\">{3}</title><desc id=\"{0}-d\">{4}"
                       "</desc>\n{5}{6}</svg>",
                       id, width, height, text(title), text(describe()), out, draw_legend(bottom_ + 22));
  }

 private:
  [[nodiscard]] std::int64_t x_of(Day day) const { return kLabels + view_.axis.at(day, kAxis); }

  std::string draw_ticks() {
    std::string out;
    std::int64_t free = 0;
    for (const TimeTick& tick : view_.ticks) {
      const std::int64_t x = x_of(tick.day);
      out += fmt::format("<path d=\"M{0} {1}V{2}\" stroke=\"#d3d9e0\" fill=\"none\"/>", x, kTop - 4, bottom_);
      if (x < free) continue;
      out += words(x, kTop - 8, kFaint, 11, tick.label, false, "middle");
      free = x + static_cast<std::int64_t>(tick.label.size()) * 7 + 6;
    }
    return out;
  }

  std::string draw_lane(const Lane& lane, std::int64_t& y) {
    const std::int64_t height = kHead + kRow * static_cast<std::int64_t>(lane.rows.size());
    if (odd_ = !odd_; odd_)
      bands_ += fmt::format("<rect x=\"0\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#eef1f4\"/>\n", y,
                            kLabels + kAxis + kRight, height);
    std::string head = lane.party.empty() ? "Contracts, and what is nobody's" : lane.party;
    if (lane.party.empty() && std::all_of(lane.rows.begin(), lane.rows.end(), [](const LaneRow& r) {
          return r.row.kind == TimeRowKind::contract;
        }))
      head = "Contracts";
    if (!lane.note.empty()) head += ", " + lane.note;
    const bool breach = lane.note == "in breach";
    std::string out = words(8, y + 16, breach ? kRed : lane.note.empty() ? kInk : kBlue, 13, cut_to(head, 50), true);
    y += kHead;
    for (const LaneRow& row : lane.rows) {
      out += draw_row(row, y);
      y += kRow;
    }
    return out;
  }

  std::string draw_row(const LaneRow& row, std::int64_t y) {
    const bool plain = row.role == Role::context;
    std::string label = cut_to(label_of(row), kLabelLength);
    std::string out = words(18, y + 15, plain ? kFaint : kInk, 12, label);
    if (row.row.kind == TimeRowKind::event) return out + draw_event(row, y);
    out += draw_bar(row, y);
    for (const TimeMark& mark : row.row.marks)
      if (const auto day = day_in(mark.date)) out += draw_mark(mark.kind, x_of(*day), y + 11);
    return out;
  }

  std::string draw_bar(const LaneRow& row, std::int64_t y) {
    const auto start = day_in(row.row.start), end = day_in(row.row.end);
    if (row.role == Role::missing && !start && !end)
      return words(kLabels + 4, y + 15, kRed, 11, "missing");
    const LaneLook look = look_of(row);
    const bool before = !start || *start < view_.axis.start;
    const bool after = !end || *end > view_.axis.end;
    const std::int64_t from = before ? kLabels : x_of(*start);
    const std::int64_t to = std::max(after ? kLabels + kAxis : x_of(*end), from + 3);
    // An end that lies outside is a point, not an edge.
    const std::int64_t left = before ? 6 : 0, right = after ? 6 : 0;
    std::string out = fmt::format(
        "<path d=\"M{} {}L{} {}H{}L{} {}L{} {}H{}Z\" fill=\"{}\" stroke=\"{}\"{}><title>{}</title></path>\n", from, y + 11, from + left,
        y + 4, to - right, to, y + 11, to - right, y + 18, from + left, look.fill, look.stroke, look.dashes,
        text(label_of(row) + ", " + period_text(row.row.start, row.row.end)));
    if (const std::string_view part = part_of_row(row); !part.empty() && row.row.kind == TimeRowKind::flow) {
      const bool inside = to - from > 90;
      const bool filled = row.role == Role::violating || row.role == Role::supporting;
      const bool room = to + 80 < kLabels + kAxis;
      if (inside) out += words(from + 10, y + 15, filled ? "white" : kRed, 11, part, true);
      else out += room ? words(to + 6, y + 15, kInk, 11, part) : words(from - 6, y + 15, kInk, 11, part, false, "end");
    }
    return out;
  }

  std::string draw_event(const LaneRow& row, std::int64_t y) {
    const auto day = day_in(row.row.start);
    if (!day) return words(kLabels + 4, y + 15, row.role == Role::context ? kFaint : kInk, 11, "never happens");
    const std::int64_t x = x_of(*day);
    const bool left = x > kLabels + kAxis - 120;
    return fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"5\" fill=\"{}\" stroke=\"{}\"/>", x, y + 11, "#fff8df",
                       row.role == Role::context ? kFaint : kInk) +
           words(left ? x - 9 : x + 9, y + 15, kFaint, 11, row.row.start, false, left ? "end" : "start");
  }

  static std::string draw_mark(TimeMarkKind kind, std::int64_t x, std::int64_t y) {
    switch (kind) {
      case TimeMarkKind::breach:
        return fmt::format("<path d=\"M{} {}l10 10m0 -10l-10 10\" stroke=\"{}\" stroke-width=\"3\" fill=\"none\"/>\n", x - 5, y - 5, kRed);
      case TimeMarkKind::mended:
      case TimeMarkKind::kept:
        return fmt::format("<path d=\"M{} {}l3 4l6 -8\" stroke=\"{}\" stroke-width=\"2\" fill=\"none\"/>\n", x - 4, y, kGreen);
      case TimeMarkKind::due:
        return fmt::format("<path d=\"M{} {}v10\" stroke=\"{}\" stroke-width=\"2\" fill=\"none\"/>\n", x, y - 5, kInk);
    }
    return "";
  }

  [[nodiscard]] std::string draw_breach() const {
    if (!view_.breach) return "";
    const std::int64_t x = x_of(*view_.breach);
    const bool left = x > kLabels + kAxis - 140;
    return fmt::format("<path d=\"M{0} {1}V{2}\" stroke=\"{3}\" stroke-width=\"2\" stroke-dasharray=\"4 3\" fill=\"none\"/>\n", x,
                       kTop - 4, bottom_, kRed) +
           words(left ? x - 5 : x + 5, 16, kRed, 12, "breach " + view_.breach_date, true, left ? "end" : "start");
  }

  [[nodiscard]] bool has_mark(TimeMarkKind kind) const {
    for (const Lane& lane : view_.lanes)
      for (const LaneRow& row : lane.rows)
        for (const TimeMark& mark : row.row.marks)
          if (mark.kind == kind) return true;
    return false;
  }

  [[nodiscard]] std::string draw_legend(std::int64_t y) const {
    struct Entry {
      TimeMarkKind kind;
      std::string_view meaning;
    };
    constexpr Entry kEntries[] = {{TimeMarkKind::breach, "breach"},
                                  {TimeMarkKind::due, "falls due"},
                                  {TimeMarkKind::kept, "kept"},
                                  {TimeMarkKind::mended, "mended"}};
    std::string out = words(8, y, kFaint, 11, "pointed ends go on beyond the picture");
    std::int64_t x = kLabels;
    for (const Entry& entry : kEntries) {
      if (!has_mark(entry.kind)) continue;
      out += draw_mark(entry.kind, x, y - 4) + words(x + 12, y, kFaint, 11, entry.meaning);
      x += 90;
    }
    return out;
  }

  // What the picture shows, in words.
  [[nodiscard]] std::string describe() const {
    std::vector<std::string> told;
    for (const Lane& lane : view_.lanes) {
      for (const LaneRow& row : lane.rows) {
        std::string line = (lane.party.empty() ? "" : lane.party + ": ") + label_of(row);
        const std::string when = row.row.kind == TimeRowKind::event
                                     ? (day_in(row.row.start) ? "on " + row.row.start : "never")
                                     : period_text(row.row.start, row.row.end);
        if (!when.empty()) line += ", " + when;
        if (const std::string_view part = part_of_row(row); !part.empty()) line += fmt::format(", {}", part);
        told.push_back(std::move(line));
      }
    }
    std::string text_ = fmt::format("{}", fmt::join(told, "; "));
    if (view_.breach) text_ += "; breach on " + view_.breach_date;
    return text_ + ".";
  }

  const TimelineView& view_;
  std::string bands_;
  std::int64_t bottom_ = kTop;
  bool odd_ = false;
};

}  // namespace

std::string swim_lanes(const TimelineView& view, std::string_view id, std::string_view title) {
  if (view.lanes.empty()) return "";
  std::string caption = "<b>Over the years</b>: one lane for each party, terms of contracts and clauses, flows and events";
  if (const std::string rest = left_out_text(view); !rest.empty()) caption += "; " + rest;
  return fmt::format("<figure><figcaption>{}.</figcaption><div class=\"scroll\" tabindex=\"0\" role=\"group\"{}>{}</div></figure>\n",
                     caption, attribute("aria-label", fmt::format("lanes over the years, {}", title)),
                     SwimLanes(view).draw(id, title));
}

}  // namespace proviso::html
