// What the spec declares outside contracts and deals: parties, things, shared events, facts.
#include "model/resolve/clauses.h"
#include "model/resolve/frames.h"
#include "model/resolve/things.h"
#include "model/resolve/vocabulary.h"

namespace proviso::resolving {

void declare_globals(Tables& tables, const Inventory& inventory) {
  for (const syntax::Declaration* declaration : inventory.declarations) {
    for (const syntax::Name& name : declaration->names) {
      const ThingId id = announce(tables, *declaration, name, Home::spec);
      if (!id.valid()) {
        declare(tables, tables.global, name, Silenced{});
      } else if (declare(tables, tables.global, name, id)) {
        tables.spec.globals.push_back(id);
      }
    }
  }
}

void resolve_globals(Tables& tables, const Inventory& inventory) {
  resolve_frame(tables, tables.global);
  for (const syntax::Declaration* declaration : inventory.declarations) {
    for (const syntax::Name& name : declaration->names) {
      const Meaning* meaning = entered(tables.global, name);
      const auto* thing = meaning ? std::get_if<ThingId>(meaning) : nullptr;
      if (!thing) continue;
      Typing typing(tables, tables.global);
      describe_thing(typing, *thing, Statement{declaration, nullptr, {}, Home::spec});
    }
  }
  for (const syntax::Fact* fact : inventory.facts) {
    resolve_fact(tables, tables.global, *fact, fact->condition->span, tables.spec.facts);
  }
}

}  // namespace proviso::resolving
