// `any x: T`: how many flows are enough to stand for any number of them (docs/semantics.md).
#pragma once

#include "model/spec.h"

#include <cstddef>
#include <string>
#include <vector>

namespace proviso::resolving {

struct EnoughFlows {
  std::size_t count = 1;
  bool complete = false;  // more of them would change no verdict
  std::string why;        // the argument, or what prevents it
};

// For each of `firsts`, the first flow of one `any x: T` of the deal, which stands under `contracts`.
[[nodiscard]] std::vector<EnoughFlows> enough_flows(const Spec& spec, const Deal& deal,
                                                    const std::vector<ContractId>& contracts,
                                                    const std::vector<ThingId>& firsts);

}  // namespace proviso::resolving
