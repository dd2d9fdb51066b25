// How many things a question about contracts is asked among.
#pragma once

#include "model/spec.h"
#include "solver/contracts/terms.h"

#include <cstddef>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace proviso {

struct Extent {
  std::map<TypeId, std::size_t> things, entities;  // flows and events; entities without a name
  std::set<std::pair<TypeId, Window>> dated;       // further flows and events, one in these days each

  [[nodiscard]] bool within(const Extent& other) const;
  void raise_to(const Extent& other);
  void cut_to(std::size_t most);                   // of each type; what is dated stays
  // What the clause asks for in every period, once in each of those that lie behind `first`.
  void add_one_a_period(const Spec& spec, const std::vector<ContractId>& contracts, ClauseId clause, Day first);
  // What the clauses ask for each of the dated things, once for each of these.
  void add_what_dated_need(const Spec& spec, const std::vector<ContractId>& contracts, const std::vector<ClauseId>& clauses);
};

}  // namespace proviso
