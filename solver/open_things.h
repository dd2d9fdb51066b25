// What a deal leaves open, as its author sees it.
#pragma once

#include "model/ground/problem.h"

#include <string>
#include <vector>

namespace proviso {

// A value, an event's date, a flow's presence or a reading: several solver variables may belong to it.
struct OpenThing {
  Origin origin;
  std::vector<VarId> variables;
};
[[nodiscard]] std::vector<OpenThing> open_things(const Problem& problem);

// The name under which it goes in reports.
[[nodiscard]] std::string name_of(const Spec& spec, const Origin& origin);

// It is a value of this thing: such terms are named after what they belong to.
[[nodiscard]] bool is_value_of(const Spec& spec, const Origin& origin, ThingId thing);

// Our own choices, `choose` and `optional`; all others are the world's.
[[nodiscard]] bool is_ours(const Spec& spec, const Origin& origin);
[[nodiscard]] std::vector<VarId> our_variables(const Spec& spec, const Problem& problem);

}  // namespace proviso
