// Whether the answer to a question about contracts is the same under every choice of readings and
// unknown terms, and which choices tell the answers apart.
#pragma once

#include "solver/contracts/ask.h"

namespace proviso {

// `found`: what `inquiry.find` answered. Where a situation exists under some choices only, fills
// `depends_on` and `by_choice` and gives `depends`; `if_found` is the answer where one exists.
Truth across_choices(Inquiry& inquiry, const Answer& found, Truth if_found, ContractAnswer& answer);

// Asks: a yes is that there is no situation.
[[nodiscard]] ContractAnswer none_found(Inquiry& inquiry);

// What nothing shows may show once things began before the first term: a yes of `ask`, that there is none,
// is asked for with such a past as well.
[[nodiscard]] ContractAnswer with_past_too(const ContractOptions& options,
                                           const std::function<ContractAnswer(const ContractOptions&)>& ask);

// The readings of these names that take part, fixed: one formula for each name.
[[nodiscard]] Further readings_fixed(const std::vector<std::pair<std::string, std::string>>& readings);

}  // namespace proviso
