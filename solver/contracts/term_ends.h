// What events the term of a clause ends with, and whether one of them ends it earlier.
#pragma once

#include "model/spec.h"

#include <vector>

namespace proviso {

// Of what it is asked whether it ends a term: an event with a name, or whatever event a local stands for.
struct EndingEvent {
  ThingId event;
  TypeId type;
  LocalId local;
};

// Types of events that the ends of the clause's term bind, and its `while`: "no o: Ok".
[[nodiscard]] std::vector<TypeId> ending_types(const Spec& spec, ClauseId clause);

// Events that these speak of, by name or as some event of their type.
[[nodiscard]] std::vector<ThingId> ending_events(const Spec& spec, const std::vector<ContractId>& contracts,
                                                 ClauseId clause);

// Enters a clause that arises on days of the clause's term on which the event ends that term early. Where
// the event has no name, it arises for each that does so.
ClauseId ended_early(Spec& spec, ClauseId clause, EndingEvent event);

}  // namespace proviso
