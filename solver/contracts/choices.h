// Whether the answer to a question about contracts is the same under every choice of readings and
// unknown terms, and which choices tell the answers apart.
#pragma once

#include "solver/contracts/ask.h"

namespace proviso {

// `found`: what `inquiry.find` answered, further formulas included. Where a situation exists under some
// choices only, fills `depends_on` and `by_choice` and gives `depends`; `if_found` is the answer
// where one exists.
Truth across_choices(Inquiry& inquiry, const Answer& found, const std::vector<Formula>& further,
                     Truth if_found, ContractAnswer& answer);

// Asks: a yes is that there is no situation.
[[nodiscard]] ContractAnswer none_found(Inquiry& inquiry);

// The readings of that name that take part, fixed.
[[nodiscard]] std::vector<Formula> readings_fixed(
    Inquiry& inquiry, const std::vector<std::pair<std::string, std::string>>& readings);

}  // namespace proviso
