// Sets of values of open things, as text.
#pragma once

#include "model/ground/problem.h"
#include "solver/open_things.h"
#include "solver/project/bounds.h"

#include <string>

namespace proviso {

// ">= USD 38 bn", "== Azure or == GCP", "is present", "never happens or happens on or after
// 2027-01-01": to follow the thing's name.
// `among`: the values that are possible at all, so that what nobody could reach goes unsaid.
[[nodiscard]] std::string in_words(const Spec& spec, const Problem& problem, const OpenThing& thing,
                                   const Alternatives& shape, const ThingValues& values,
                                   const ThingValues& among);

}  // namespace proviso
