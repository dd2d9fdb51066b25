// Which part of a timeline is shown, in lanes of one party each, and where its days lie on an axis.
#pragma once

#include "model/number.h"
#include "solver/verdict.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proviso {

// The day that an ISO date names; nothing for "", "never" and other text.
[[nodiscard]] std::optional<Day> day_in(std::string_view iso);

struct LaneRow {
  TimeRow row;
  Role role = Role::context;  // of a flow or event; a broken clause is `violating`
  std::size_t count = 1;      // how many flows this row stands for
};

struct Lane {
  std::string party;  // empty: contracts, and what belongs to nobody
  std::string note;   // "in breach", "is owed"; may be empty
  std::vector<LaneRow> rows;
};

// Days [start, end), a little wider than what is shown.
struct TimeAxis {
  Day start = 0;
  Day end = 1;

  // Where a day lies on a line of `length`, which is cut to it.
  [[nodiscard]] std::int64_t at(Day day, std::int64_t length) const;
};

struct TimeTick {
  Day day = 0;
  std::string label;  // "2026", "2026-03"
};

struct TimelineView {
  std::vector<Lane> lanes;
  TimeAxis axis;
  std::vector<TimeTick> ticks;  // years, or months of a short time; at most about a dozen
  std::optional<Day> breach;
  std::string breach_date;
  std::size_t left_out = 0;  // flows and events of the scenario that no row stands for
  std::size_t clauses_left_out = 0;
};

// How many rows of each kind there is room for, and from how many alike on flows share a row.
struct TimelineLimits {
  std::size_t clauses = 10;
  std::size_t breach = 10;      // violating and missing
  std::size_t supporting = 8;
  std::size_t context = 8;
  std::size_t events = 6;
  std::size_t fold = 4;
};

// What a finding needs: its clause with the contract, its flows, some of the others.
[[nodiscard]] TimelineView timeline_view(const Finding& finding, const TimelineLimits& limits = {});

// Of a deal that keeps every clause: the clauses in play.
[[nodiscard]] TimelineView timeline_view(const Timeline& timeline, const TimelineLimits& limits = {});

// "3 further flows and events are left out"; empty where all are shown.
[[nodiscard]] std::string left_out_text(const TimelineView& view);

}  // namespace proviso
