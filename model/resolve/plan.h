// How a deal is composed: its own items, those of its group, of the deals that it includes and of
// the one that it changes. Nothing is resolved yet; a plan says which syntax counts.
#pragma once

#include "model/resolve/things.h"

#include <string>
#include <vector>

namespace proviso::resolving {

// One name of one item, or an item without a name. Of `one of` every declaration is planned by
// itself, so that each can be edited, dropped or replaced.
struct PlannedItem {
  const syntax::DealItem* item = nullptr;
  const syntax::Name* name = nullptr;        // null: assumptions, facts, rates
  const syntax::Declaration* declaration = nullptr;  // in an alternative of `one of`
  std::size_t alternative = 0;
  const syntax::During* during = nullptr;    // default period, where it is not the deal's
  bool included = false;                     // keeps the default period of its own deal
  bool inherited = false;                    // a further declaration replaces it
  std::vector<ThingEdit> edits;
};

struct Plan {
  std::vector<syntax::Name> under;
  const syntax::During* during = nullptr;
  const syntax::Judged* judged = nullptr;
  bool has_baseline = false;
  bool broken = false;                       // a part of it was not found: say no more about it
  std::vector<PlannedItem> items;
  std::vector<std::string> replaced;
  std::vector<const syntax::Edit*> outside;  // edits of what the contracts declare
};

Plan plan_deal(Tables& tables, DealSource& source);

}  // namespace proviso::resolving
