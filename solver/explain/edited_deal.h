// A deal with some statements edited, as a deal of its own that can be decided.
#pragma once

#include "solver/explain/relaxation.h"
#include "solver/verdict.h"

#include <vector>

namespace proviso {

struct EditedDeal {
  Spec spec;
  CheckOptions options;           // with what was left out or chosen as conditions
  std::vector<RepairEdit> edits;
  std::string negotiates;         // the clause whose words are changed; else empty
  std::vector<ThingId> changed, removed, added;
};

// Writes the values that `scenario` gives to the freed statements into the deal, and fixes our
// choices as it has them. `freed` are indices of the relaxation's statements.
EditedDeal edit_deal(const Spec& spec, const Sources& sources, const Relaxation& relaxation,
                     const std::vector<std::size_t>& freed, const Scenario& scenario,
                     const CheckOptions& options);

// Every flow and event of the edited deal in one of its scenarios, and of the ones left out.
void show_nearest(const Spec& before, const Sources& sources, const EditedDeal& deal,
                  const Universe& universe, const Scenario& scenario, Repair& repair);

}  // namespace proviso
