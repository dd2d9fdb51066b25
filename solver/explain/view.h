// What some clauses can see of a deal: the types that they bind or read, those that the clauses see
// which override them or whose breach they speak of, and those in the conditions of such events.
#pragma once

#include "model/spec.h"
#include "model/universe.h"

#include <set>
#include <vector>

namespace proviso {

class View {
 public:
  // `further`: types that count as seen.
  View(const Spec& spec, const Universe& universe, const std::vector<ClauseId>& clauses,
       const std::vector<TypeId>& further);

  [[nodiscard]] bool has(ThingId thing) const;

 private:
  void see(const Type& type);
  void see(const Binding& binding);
  void see(ExprId root);
  void see(ClauseId clause);
  [[nodiscard]] bool has_type(TypeId type) const;

  const Spec& spec_;
  std::set<TypeId> types_;
  std::set<ClauseId> clauses_;
};

}  // namespace proviso
