// What the text of a deal needs of other files, and which entities of its own.
#pragma once

#include "solver/deal_text/declaration_text.h"
#include "solver/deal_text/trees.h"

#include <set>
#include <string>
#include <vector>

namespace proviso {

struct DealNeeds {
  std::vector<std::string> imports;   // as written
  std::set<FileId> seen;              // by these imports
  std::vector<ThingId> declared;      // by the deal itself, in order: entities first
};

// `contracts`: what it stands under. `kept`: flows and events that are to be written. `mentioned`: what
// other statements name. Entities that nothing can see are left out.
[[nodiscard]] DealNeeds needs_of(const Spec& spec, const Sources& sources, const Universe& universe,
                                 const Trees& trees, const DeclarationText& declarations,
                                 const std::vector<ContractId>& contracts, const std::set<ThingId>& kept,
                                 const std::set<ThingId>& mentioned, const DealTextOptions& options);

// Declared by a contract, or outside contracts and deals.
[[nodiscard]] bool declared_elsewhere(const Spec& spec, ThingId thing);

}  // namespace proviso
