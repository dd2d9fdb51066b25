// The stages of resolution, in the order in which `resolve` runs them.
#pragma once

#include "model/resolve/tables.h"

#include <vector>

namespace proviso::resolving {

struct AnySource;

// Where the declarations of all files stand, by kind.
struct Inventory {
  std::vector<const syntax::TypeDecl*> types;        // by TypeId
  std::vector<const syntax::TypeDecl*> extensions;
  std::vector<const syntax::Declaration*> declarations;
  std::vector<const syntax::Fact*> facts;
  std::vector<const syntax::Expect*> expects;        // of the root
};

// Enters every name that the files declare outside contracts and deals.
void take_inventory(Tables& tables, const std::vector<const syntax::File*>& files,
                    Inventory& inventory);
// Bases, ends and fields of all types, without the defaults' values.
void lay_out_types(Tables& tables, const Inventory& inventory);
// Fields' values and the defaults of types.
void resolve_defaults(Tables& tables, const Inventory& inventory);
// Entities and events that the spec declares, first their names, then what they say.
void declare_globals(Tables& tables, const Inventory& inventory);
void resolve_globals(Tables& tables, const Inventory& inventory);

void declare_contracts(Tables& tables);
void resolve_contracts(Tables& tables);

// `any`: every `any x: T` of the deals, with one flow each until `fill_any_flows` makes the others.
void resolve_deals(Tables& tables, std::vector<AnySource>& any, bool imported);
void resolve_expects(Tables& tables, const Inventory& inventory);

// What is seen only on the whole: clauses that depend on themselves, sums over single days.
void check_whole(Tables& tables);

}  // namespace proviso::resolving
