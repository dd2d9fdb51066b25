// What other clauses do to the obligations of a clause: leave things out of account, displace what
// they describe, or stand in its place.
#pragma once

#include "model/judge/reader.h"
#include "model/judge/world.h"

#include <vector>

namespace proviso::plain {

// The norm belongs to the reading of its clause that the scenario takes, or to all readings.
[[nodiscard]] bool is_meant(const World& world, const Norm& norm);

// Clauses that override this one or one of those that do, each once.
[[nodiscard]] std::vector<ClauseId> overriders(const World& world, ClauseId clause);

// Adds the days on which what overriding clauses do may begin or end.
void add_days_of_overriders(const World& world, ClauseId clause, Days& days);

// What the overriding clause binds on the day while it is in force, and what nothing takes from it in
// turn. To leave out is for its permissions alone.
[[nodiscard]] Things find_described(const World& world, const Override& override, Day day);

// No obligation exists that binds these, arises on the one day and falls due on the other.
[[nodiscard]] bool is_displaced(const World& world, ClauseId clause, const Locals& bound, Day arises,
                                Day due);

// What permissions describe on the day, or on any day up to it.
[[nodiscard]] Things left_out_on(const World& world, ClauseId clause, Day day);
[[nodiscard]] Things left_out_until(const World& world, ClauseId clause, const Days& days, Day last);

}  // namespace proviso::plain
