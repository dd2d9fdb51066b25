// What the names of an outcome stand for.
#pragma once

#include "model/resolve/typing.h"

#include <vector>

namespace proviso::resolving {

class ExpectNames {
 public:
  // `typing` reads names in the frame of the deal or of the contracts asked about. `deal` is invalid
  // for contracts.
  ExpectNames(Typing& typing, DealId deal);

  // Each fills `name` with what the path stands for; false after a report.
  bool clause(const syntax::Path& path, ExpectName& name);
  // An event, which somebody may bring about.
  bool event(const syntax::Path& path, ExpectName& name);
  // What a verdict can depend on: a clause, a reading, an open term, an event, a flow's presence.
  bool variable(const syntax::Path& path, ExpectName& name);

 private:
  bool named_clause(const Found& found, const syntax::Path& path, ExpectName& name);
  bool open(const syntax::Path& path, ExpectName& name);
  bool one_of_any(const syntax::Path& path, ExpectName& name);
  bool vary(ThingId id, const syntax::Path& path, ExpectName& name);
  void fixed(const syntax::Path& path, const ExpectName& name);

  Typing& typing_;
  Tables& tables_;
  const Frame& frame_;
  DealId deal_;
};

}  // namespace proviso::resolving
