// Events that contracts declare, and powers over the deals' events: can they come about?
#pragma once

#include "solver/contracts/ask.h"

namespace proviso {

class KnownSituations;

struct PowerAnswer {
  std::string event;
  std::string by;        // "Acme or Borealis", "nobody alone"
  Span span;
  ContractAnswer never;  // yes: never while all is kept, with the clauses; impossible: never at all
  HealthMark matters;
};
// `known`: may be null.
[[nodiscard]] std::vector<PowerAnswer> powers_of(const Spec& spec, const std::vector<ContractId>& contracts,
                                                 const ContractOptions& options, KnownSituations* known);

}  // namespace proviso
