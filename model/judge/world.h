// One scenario of one deal, as a timeline: what exists, when it lives, on which days anything
// changes, and, on demand, what became of each clause.
#pragma once

#include "model/judge/judge.h"
#include "model/judge/value.h"

#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace proviso::plain {

// The days at which to look. Nothing changes from one of them to the day before the next.
struct Days {
  std::set<Day> changes;  // never empty
  bool every_day = false;

  // A day before which nothing is different.
  [[nodiscard]] Day before_all() const { return *changes.begin() - 1; }
  // `from` and the changes in [from, end); none if it is empty.
  [[nodiscard]] std::vector<Day> within(Day from, const Date& end) const;
};

using Things = std::set<ThingId>;

// Of a flow [start, end); of an event the day it happens, in `start`.
struct Life {
  Date start, end;
};

struct ClauseOutcome {
  std::vector<Obligation> obligations;
  Date breach;  // of the first breach that is not mended
  Date kept;    // the first day on which a deadline was met
};

class World {
 public:
  World(const Spec& of, const Universe& in, const Scenario& goes, bool look_every_day)
      : spec(of), universe(in), scenario(goes), every_day(look_every_day) {}
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  const Spec& spec;
  const Universe& universe;
  const Scenario& scenario;
  const bool every_day;

  [[nodiscard]] const Deal& deal() const { return spec[universe.deal]; }
  [[nodiscard]] syntax::TypeKind kind(ThingId thing) const;
  [[nodiscard]] bool exists(ThingId thing) const;  // was not left out, its alternative was taken
  [[nodiscard]] const Life& life(ThingId flow_or_event) const;

  // All that a binder of this type may stand for, at whatever time.
  [[nodiscard]] const std::vector<Value>& instances(const Type& type) const;

  // Changes of what exists and of the clause events that the expressions mention.
  [[nodiscard]] Days days(const std::vector<ExprId>& mentioned) const;

  // Judges the clause when first asked. Clauses never depend on themselves.
  [[nodiscard]] const ClauseOutcome& outcome(ClauseId clause) const;
  [[nodiscard]] Date date(const ClauseEvent& event) const;

  // What the clause that overrides another in this way describes on the day.
  [[nodiscard]] const Things& described(const Override& override, Day day) const;

  // The assumption that fixes the event's date (`on` or `never`), if any.
  [[nodiscard]] const Assume* fixed_by(ThingId event) const;

 private:
  [[nodiscard]] Life find_life(ThingId thing) const;
  [[nodiscard]] Date event_date(ThingId event) const;

  mutable std::map<ThingId, Life> lives_;
  mutable std::map<std::pair<EnumId, TypeId>, std::vector<Value>> instances_;
  mutable std::map<ClauseId, ClauseOutcome> outcomes_;
  mutable std::set<ClauseId> being_judged_;
  mutable std::map<std::tuple<ClauseId, OverrideKind, Day>, Things> described_;
};

}  // namespace proviso::plain
