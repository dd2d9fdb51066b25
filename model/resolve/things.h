// Declared entities, flows and events: what a declaration says about each of its names.
#pragma once

#include "model/resolve/typing.h"

#include <vector>

namespace proviso::resolving {

enum class Home : std::uint8_t { spec, contract, deal };

// `runs.start = …`, put in place of what the declaration says.
struct ThingEdit {
  const syntax::Name* part = nullptr;   // `start`; null for the date of an event
  const syntax::Expr* value = nullptr;
  Span span;
};

struct Statement {                      // what is said about one name
  const syntax::Declaration* written = nullptr;
  const syntax::During* during = nullptr;   // the default period; may be null
  std::vector<ThingEdit> edits;
  Home home = Home::spec;
  bool any = false;                         // one of any number: what is not stated is unknown
};

// Makes the thing so that others can refer to it; invalid after a report.
ThingId announce(Tables& tables, const syntax::Declaration& written, const syntax::Name& name,
                 Home home);
// Fills in its fields, ends, dates and conditions.
void describe_thing(Typing& typing, ThingId thing, const Statement& statement);

}  // namespace proviso::resolving
