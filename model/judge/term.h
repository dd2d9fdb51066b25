// When a clause is in force.
#pragma once

#include "model/judge/value.h"
#include "model/universe.h"

#include <optional>
#include <set>

namespace proviso::plain {

class World;
struct Days;
using Things = std::set<ThingId>;

// Days [from, until); without `from` it has been in force for ever, from never it is never so.
struct Term {
  std::optional<Date> from;
  Date until;
};

// The bounds of the clause's contract; of a deal's clause the horizon.
[[nodiscard]] Term outer_term(const World& world, ClauseId clause);

// The outer term narrowed by the clause's own bounds and by the amendments that brought it in or
// ended it.
[[nodiscard]] Term term_of(const World& world, ClauseId clause);

// The same as if no amendment had brought it in.
[[nodiscard]] Term term_before_change(const World& world, ClauseId clause);

[[nodiscard]] bool contains(const Term& term, Day day);

// The part of the term inside the horizon.
[[nodiscard]] Term within(const Term& term, const Horizon& horizon);

// The first day of the term, or nothing if there is none. A term without beginning is looked at
// from a day before which nothing is different.
[[nodiscard]] std::optional<Day> first_day(const Term& term, const Days& days);

// Inside the bounds, with the `while` condition and not suspended, read without what is left out.
[[nodiscard]] bool in_force(const World& world, ClauseId clause, const Term& term, Day day,
                            const Things& left_out = {});

// A deadline that runs from `begin`: it moves by every suspended day until it has passed.
[[nodiscard]] Date moved_deadline(const World& world, ClauseId clause, const Term& term,
                                  const Days& days, Day begin, const Date& deadline);

}  // namespace proviso::plain
