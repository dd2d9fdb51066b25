#include "report/timeline_text.h"
#include "report/timeline_view.h"
#include "tests/catch.h"

#include <algorithm>
#include <sstream>

using namespace proviso;

namespace {

TimeRow clause(const char* name, const char* party, const char* start, const char* end) {
  TimeRow row;
  row.kind = TimeRowKind::clause;
  row.name = name;
  row.party = party;
  row.start = start;
  row.end = end;
  row.in_play = true;
  return row;
}

ShownFlow flow(const std::string& name, const char* from, const char* to, Role role) {
  ShownFlow result;
  result.name = name;
  result.type = "Hosting";
  result.from = from;
  result.to = to;
  result.start = "2026-03-01";
  result.end = "2027-03-01";
  result.role = role;
  return result;
}

Finding broken() {
  Finding finding;
  finding.clause = "K.only";
  finding.bearer = "A";
  finding.counterparty = "B";
  finding.date = "2026-04-01";
  finding.timeline.horizon_start = "2026-02-01";
  finding.timeline.horizon_end = "never";
  TimeRow contract = clause("K", "", "2025-01-01", "2032-01-01");
  contract.kind = TimeRowKind::contract;
  TimeRow only = clause("K.only", "A", "2025-01-01", "2032-01-01");
  only.marks = {{TimeMarkKind::breach, "2026-04-01", "for `one`"}};
  finding.timeline.rows = {contract, only, clause("K.other", "B", "2025-01-01", "never")};
  finding.flows = {flow("one", "C", "A", Role::violating)};
  return finding;
}

const Lane* lane(const TimelineView& view, std::string_view party) {
  const auto found = std::find_if(view.lanes.begin(), view.lanes.end(), [&](const Lane& l) { return l.party == party; });
  return found == view.lanes.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("days are read from ISO dates alone") {
  CHECK(day_in("1970-01-02") == Day{1});
  CHECK_FALSE(day_in("never"));
  CHECK_FALSE(day_in(""));
  CHECK_FALSE(day_in("2026-13-01"));
  CHECK_FALSE(day_in("2026-1a-01"));
}

TEST_CASE("the lanes of a finding: contracts, who is in breach, who is owed, everybody else") {
  const TimelineView view = timeline_view(broken());
  REQUIRE(view.lanes.size() == 4);
  CHECK(view.lanes[0].party.empty());
  CHECK(view.lanes[1].party == "A");
  CHECK(view.lanes[1].note == "in breach");
  CHECK(view.lanes[2].party == "B");
  CHECK(view.lanes[2].note == "is owed");
  CHECK(view.lanes[2].rows.empty());
  CHECK(view.lanes[3].party == "C");
  CHECK(view.breach == day_in("2026-04-01"));
  CHECK(view.left_out == 0);
}

TEST_CASE("an axis holds what happens, and positions stay on it") {
  const TimelineView view = timeline_view(broken());
  CHECK(view.axis.start < *day_in("2025-01-01"));
  CHECK(view.axis.end > *day_in("2032-01-01"));
  CHECK(view.axis.at(*day_in("1999-01-01"), 100) == 0);
  CHECK(view.axis.at(*day_in("2099-01-01"), 100) == 100);
  CHECK(view.axis.at(*day_in("2026-04-01"), 1000) < view.axis.at(*day_in("2027-04-01"), 1000));
  CHECK(view.ticks.size() >= 2);
  CHECK(view.ticks.size() <= 13);
}

TEST_CASE("what is far away does not squeeze the rest: terms are cut off") {
  Finding finding = broken();
  for (TimeRow& row : finding.timeline.rows) row.start = "1920-01-01", row.end = "2120-01-01";
  const TimelineView view = timeline_view(finding);
  CHECK(view.axis.start > *day_in("2025-01-01"));
  CHECK(view.axis.end < *day_in("2028-01-01"));
}

TEST_CASE("timelines stay small: flows that are alike share a row, and what is left out is counted") {
  for (const std::size_t size : {std::size_t{5}, std::size_t{30}, std::size_t{300}}) {
    Finding finding = broken();
    for (std::size_t i = 0; i < size; ++i) {
      finding.flows.push_back(flow("alike" + std::to_string(i), "C", "A", Role::violating));
      const std::string other = "T" + std::to_string(i);
      finding.flows.push_back(flow("apart" + std::to_string(i), other.c_str(), "A", Role::context));
    }
    const TimelineView view = timeline_view(finding);
    std::size_t rows = 0, flows = 0;
    for (const Lane& one : view.lanes) {
      rows += one.rows.size();
      for (const LaneRow& row : one.rows) flows += row.row.kind == TimeRowKind::flow ? row.count : 0;
    }
    CHECK(rows <= 40);
    CHECK(flows + view.left_out == finding.flows.size());
    REQUIRE(lane(view, "C") != nullptr);
    CHECK(lane(view, "C")->rows.front().count == size + 1);
    CHECK(left_out_text(view).empty() == (view.left_out == 0));
  }
}

TEST_CASE("a deal that complies shows the clauses in play") {
  Timeline timeline = broken().timeline;
  timeline.rows[2].in_play = false;
  const TimelineView view = timeline_view(timeline);
  REQUIRE(lane(view, "A") != nullptr);
  CHECK(lane(view, "A")->rows.size() == 1);
  CHECK(lane(view, "B") == nullptr);
}

TEST_CASE("a timeline as text says what its signs mean and stays within the columns") {
  std::ostringstream out;
  write_timeline(timeline_view(broken()), out);
  const std::string text = out.str();
  CHECK(text.find("A, in breach") != std::string::npos);
  CHECK(text.find("X breach") != std::string::npos);
  CHECK(text.find("broken since 2026-04-01") != std::string::npos);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 110);
}

TEST_CASE("nothing to show over time is said") {
  std::ostringstream out;
  write_timeline(TimelineView{}, out);
  CHECK(out.str() == "there is nothing to show over time\n");
}
