// What a verdict depends on: open terms, events and optional flows whose change alone changes the
// outcome in some scenario.
#pragma once

#include "solver/answer.h"
#include "solver/open_things.h"

namespace proviso {

struct Support {
  std::vector<OpenThing> things;
  bool complete = true;  // false: a limit was hit on the way
};

// The things whose change alone changes `outcome` between two scenarios in which `admissible` holds,
// if these settle the outcome. Where facts tie several together they may not: then a smallest set
// that settles it, which keeps choices rather than unknowns, unknowns rather than events,
// and these rather than readings.
Support support(const Spec& spec, Problem& problem, Asker& asker,
                const std::vector<Formula>& admissible, Formula outcome);

}  // namespace proviso
