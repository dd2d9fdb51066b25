#include "report/timeline_view.h"

#include "report/finding.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

namespace proviso {

namespace {

constexpr Day kYear = 365;
constexpr Day kLookAhead = 12 * kYear;  // so far an end is shown beyond what happens
constexpr std::size_t kMostTicks = 12;

bool contains(std::string_view contract, std::string_view clause) {
  return clause.size() > contract.size() && clause.starts_with(contract) && clause[contract.size()] == '.';
}

// Rows that say the same of the same two parties.
std::vector<LaneRow> folded(std::vector<LaneRow> rows, std::size_t fold) {
  using Key = std::tuple<TimeRowKind, std::string, std::string, std::string, Role>;
  const auto key = [](const LaneRow& r) {
    return Key{r.row.kind, r.row.party, r.row.towards, r.row.about, r.role};
  };
  std::map<Key, std::size_t> alike;
  for (const LaneRow& r : rows)
    if (r.row.kind == TimeRowKind::flow) ++alike[key(r)];
  std::map<Key, std::size_t> place;
  std::vector<LaneRow> result;
  for (LaneRow& r : rows) {
    if (r.row.kind != TimeRowKind::flow || alike[key(r)] < fold) {
      result.push_back(std::move(r));
      continue;
    }
    const auto [known, is_new] = place.try_emplace(key(r), result.size());
    if (is_new) {
      result.push_back(std::move(r));
      continue;
    }
    LaneRow& whole = result[known->second];
    // ISO dates compare as text, "never" above all of them.
    whole.row.start = std::min(whole.row.start, r.row.start);
    whole.row.end = std::max(whole.row.end, r.row.end);
    ++whole.count;
  }
  return result;
}

class ViewBuilder {
 public:
  ViewBuilder(const Timeline& timeline, const TimelineLimits& limits) : timeline_(timeline), limits_(limits) {}

  TimelineView of(const Finding& finding) {
    view_.breach_date = finding.date;
    view_.breach = day_in(finding.date);
    for (const TimeRow& row : timeline_.rows) {
      if (row.kind == TimeRowKind::contract && contains(row.name, finding.clause)) add(row, Role::context);
      if (row.kind == TimeRowKind::clause && row.name == finding.clause) add(row, Role::violating);
    }
    add_flows(finding);
    make_lanes({{finding.bearer, "in breach"}, {finding.counterparty, "is owed"}});
    return std::move(view_);
  }

  TimelineView of_deal() {
    std::size_t clauses = 0;
    for (const TimeRow& row : timeline_.rows) {
      if (row.kind != TimeRowKind::clause || !row.in_play) continue;
      if (clauses++ == limits_.clauses) break;
      add_contract_of(row.name);
    }
    const auto in_play = std::count_if(timeline_.rows.begin(), timeline_.rows.end(), [](const TimeRow& r) {
      return r.kind == TimeRowKind::clause && r.in_play;
    });
    view_.clauses_left_out = static_cast<std::size_t>(in_play) - std::min(limits_.clauses, static_cast<std::size_t>(in_play));
    clauses = 0;
    std::vector<LaneRow> flows;
    for (const TimeRow& row : timeline_.rows) {
      if (row.kind == TimeRowKind::clause && row.in_play && clauses++ < limits_.clauses) add(row, Role::context);
      if (row.kind == TimeRowKind::flow) flows.push_back({row, Role::context});
      if (row.kind == TimeRowKind::event && day_in(row.start)) flows.push_back({row, Role::context});
    }
    take(folded(std::move(flows), limits_.fold), limits_.breach + limits_.context);
    make_lanes({});
    return std::move(view_);
  }

 private:
  void add(const TimeRow& row, Role role) { rows_.push_back({row, role}); }

  void add_contract_of(const std::string& clause) {
    for (const TimeRow& row : timeline_.rows) {
      if (row.kind != TimeRowKind::contract || !contains(row.name, clause)) continue;
      const bool known = std::any_of(rows_.begin(), rows_.end(), [&](const LaneRow& r) {
        return r.row.kind == TimeRowKind::contract && r.row.name == row.name;
      });
      if (!known) add(row, Role::context);
    }
  }

  static TimeRow row_of(const ShownFlow& flow) {
    TimeRow row;
    row.kind = flow.event ? TimeRowKind::event : TimeRowKind::flow;
    row.name = flow.name;
    row.about = flow.type;
    row.party = flow.from;
    row.towards = flow.to;
    row.start = flow.start;
    row.end = flow.end;
    return row;
  }

  // The finding knows the roles, the timeline whose an event is.
  void add_flows(const Finding& finding) {
    std::map<Role, std::vector<LaneRow>> flows;
    std::vector<LaneRow> events;
    for (const ShownFlow& flow : finding.flows) {
      LaneRow row{row_of(flow), flow.role};
      if (!flow.event) {
        flows[flow.role == Role::missing ? Role::violating : flow.role].push_back(std::move(row));
        continue;
      }
      for (const TimeRow& known : timeline_.rows)
        if (known.kind == TimeRowKind::event && known.name == flow.name) row.row.party = known.party;
      const bool happens = day_in(flow.start).has_value();
      if (happens || flow.role != Role::context) events.push_back(std::move(row));
    }
    take(folded(std::move(flows[Role::violating]), limits_.fold), limits_.breach);
    take(folded(std::move(flows[Role::supporting]), limits_.fold), limits_.supporting);
    take(folded(std::move(flows[Role::context]), limits_.fold), limits_.context);
    std::stable_sort(events.begin(), events.end(), [](const LaneRow& a, const LaneRow& b) {
      return (a.role == Role::context) < (b.role == Role::context);
    });
    take(std::move(events), limits_.events);
  }

  void take(std::vector<LaneRow> rows, std::size_t most) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i < most) rows_.push_back(std::move(rows[i]));
      else view_.left_out += rows[i].count;
    }
  }

  // Contracts first, then those in breach and those who are owed, then everybody else.
  void make_lanes(const std::vector<std::pair<std::string, std::string>>& first) {
    const auto lane_of = [this](const std::string& party) -> Lane& {
      for (Lane& lane : view_.lanes)
        if (lane.party == party) return lane;
      return view_.lanes.emplace_back(Lane{party, "", {}});
    };
    static_cast<void>(lane_of(""));
    for (const auto& [party, note] : first)
      if (!party.empty()) lane_of(party).note = note;
    for (LaneRow& row : rows_) lane_of(row.row.party).rows.push_back(row);
    std::erase_if(view_.lanes, [](const Lane& lane) { return lane.rows.empty() && lane.note.empty(); });
    make_axis();
  }

  // All that happens, and ends of terms that are not too far away; beginnings that lie long before
  // and ends that lie long after are cut off.
  void make_axis() {
    std::optional<Day> first = day_in(timeline_.horizon_start);
    std::optional<Day> last = first;
    const auto see = [&](std::optional<Day> day) {
      if (!day) return;
      first = first ? std::min(*first, *day) : *day;
      last = last ? std::max(*last, *day) : *day;
    };
    see(view_.breach);
    const auto is_term = [](const LaneRow& r) {
      return r.row.kind == TimeRowKind::contract || r.row.kind == TimeRowKind::clause;
    };
    for (const LaneRow& r : rows_) {
      if (!is_term(r)) see(day_in(r.row.start)), see(day_in(r.row.end));
    }
    if (const auto end = day_in(timeline_.horizon_end)) see(end);
    if (!first) return;
    const Day events_first = *first, events_last = *last;
    for (const LaneRow& r : rows_) {
      if (!is_term(r)) continue;
      for (const auto day : {day_in(r.row.start), day_in(r.row.end)})
        if (day && *day <= events_last + kLookAhead && *day >= events_first - 2 * kYear) see(day);
      for (const TimeMark& mark : r.row.marks)
        if (const auto day = day_in(mark.date); day && *day <= events_last + kLookAhead && *day >= events_first - kYear) see(day);
    }
    const Day span = std::max<Day>(*last - *first, 30);
    view_.axis = {*first - span / 20 - 1, *last + span / 12 + 2};
    make_ticks();
  }

  void make_ticks() {
    const Day span = view_.axis.end - view_.axis.start;
    constexpr int kSteps[] = {1, 3, 6, 12, 24, 60, 120, 240, 600};
    for (const int months : kSteps) {
      if (span / 30 / months > static_cast<Day>(kMostTicks) && months != 600) continue;
      // Calendar periods of more than a year are counted from the year 2000.
      Day day = calendar_start(view_.axis.start, std::min(months, 12));
      if (months > 12) {
        const int year = std::stoi(show_day(day).substr(0, 4));
        day = day_of(year - year % (months / 12), 1, 1);
      }
      for (; day < view_.axis.end; day = add_months(day, months)) {
        if (day < view_.axis.start) continue;
        const std::string date = show_day(day);
        view_.ticks.push_back({day, months < 12 ? date.substr(0, 7) : date.substr(0, 4)});
      }
      return;
    }
  }

  const Timeline& timeline_;
  const TimelineLimits& limits_;
  TimelineView view_;
  std::vector<LaneRow> rows_;
};

}  // namespace

std::optional<Day> day_in(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto number = [iso](std::size_t from, std::size_t length) {
    int value = -1;
    const char* end = iso.data() + from + length;
    const auto result = std::from_chars(iso.data() + from, end, value);
    return result.ptr == end ? value : -1;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  return day_of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::int64_t TimeAxis::at(Day day, std::int64_t length) const {
  const Day inside = std::clamp(day, start, end);
  return (inside - start) * length / std::max<Day>(end - start, 1);
}

TimelineView timeline_view(const Finding& finding, const TimelineLimits& limits) {
  return ViewBuilder(finding.timeline, limits).of(finding);
}

TimelineView timeline_view(const Timeline& timeline, const TimelineLimits& limits) {
  return ViewBuilder(timeline, limits).of_deal();
}

std::string left_out_text(const TimelineView& view) {
  std::vector<std::string> parts;
  if (view.left_out == 1) parts.emplace_back("1 further flow or event");
  if (view.left_out > 1) parts.push_back(fmt::format("{} further flows and events", view.left_out));
  if (view.clauses_left_out != 0) parts.push_back(counted(view.clauses_left_out, "further clause") + " in play");
  if (parts.empty()) return "";
  const bool one = view.left_out + view.clauses_left_out == 1;
  return listed(parts) + (one ? " is left out" : " are left out");
}

}  // namespace proviso
