// A scenario that was replayed, laid out over time: terms, flows, events, and what became of duties.
#pragma once

#include "solver/decide.h"
#include "solver/verdict.h"

namespace proviso {

// Contracts and clauses of the universe with their terms, flows and events that exist with their
// dates, and as marks the days of breach and those on which something falls due or was kept.
[[nodiscard]] Timeline timeline(const Spec& spec, const Sources& sources, const Problem& problem,
                                const Witness& witness);

}  // namespace proviso
