// Whether one party may stand wherever another does: then nothing is for the other alone.
#pragma once

#include "solver/contracts/ask.h"

#include <string>
#include <vector>

namespace proviso {

// The places, "`from` of `Ship`", of which it is not shown that in any situation that keeps the contracts
// `other` may stand there instead of `party`, all else as it is. Only places that the contracts or facts speak of.
[[nodiscard]] std::vector<std::string> unlike_places(const Spec& spec, const std::vector<ContractId>& contracts,
                                                     ThingId party, ThingId other, bool with_past,
                                                     const ContractOptions& options);

}  // namespace proviso
