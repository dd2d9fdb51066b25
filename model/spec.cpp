#include "model/spec.h"

namespace proviso {

bool Spec::is_a(TypeId type, TypeId base) const {
  for (; type.valid(); type = types[type.index].base) {
    if (type == base) return true;
  }
  return false;
}

std::string Spec::full_name(ClauseId clause) const {
  const Clause& named = clauses[clause.index];
  if (named.contract.valid()) {
    const ContractId owner = named.cut.valid() && named.text.valid() ? named.text : named.contract;
    return contracts[owner.index].name + "." + named.name;
  }
  if (named.deal.valid()) return deals[named.deal.index].name + "." + named.name;
  return named.name;
}

}  // namespace proviso
