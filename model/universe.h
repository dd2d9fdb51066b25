// What takes part in the check of one deal: a closed world.
#pragma once

#include "model/spec.h"

#include <optional>
#include <vector>

namespace proviso {

// Half-open: [start, end); no end means for ever.
struct Horizon {
  Day start = 0;
  std::optional<Day> end;
  [[nodiscard]] bool contains(Day day) const { return start <= day && (!end || day < *end); }
};

struct Universe {
  DealId deal;
  std::vector<ContractId> contracts;
  std::vector<ThingId> things;    // entities, flows and events, in the order of declaration
  std::vector<ClauseId> clauses;  // of the contracts in order, then the deal's own
  Horizon horizon;
  bool has_baseline = false;      // periods that began before the horizon are judged
};

}  // namespace proviso
