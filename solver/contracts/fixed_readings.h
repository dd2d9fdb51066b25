// Which readings a question settles, and the texts as they read then.
#pragma once

#include "model/spec.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace proviso {

using NamedReadings = std::vector<std::pair<std::string, std::string>>;  // "api_product", "stateless"
using FixedReadings = std::vector<std::pair<OpenTermId, std::uint32_t>>;  // a reading's term and the member meant

// By the name of a reading, in full or without its contract, where what names none is passed over; and
// `reading == member` among the conditions.
[[nodiscard]] FixedReadings fixed_readings(const Spec& spec,
                                           const std::vector<std::pair<std::string, std::string>>& names,
                                           const std::vector<ExprId>& conditions = {});

// Norms of other readings are gone, and what hangs on the choice is what the meant reading says: so that
// nothing is asked for the sake of a reading that is not meant.
void read_as(Spec& spec, const FixedReadings& readings);

}  // namespace proviso
