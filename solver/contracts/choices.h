// Whether the answer to a question about contracts is the same under every choice of readings and
// unknown terms, and which choices tell the answers apart.
#pragma once

#include "solver/contracts/ask.h"
#include "solver/contracts/read_alike.h"

namespace proviso {

// `found`: what `inquiry.find` answered. Where a situation exists under some choices only, fills
// `depends_on` and `by_choice` and gives `depends`; `if_found` is the answer where one exists. `without`:
// readings under which it is known that there is none.
Truth across_choices(Inquiry& inquiry, const Answer& found, Truth if_found, ContractAnswer& answer,
                     const std::vector<NamedReadings>& without = {});

// There are readings or unknown terms in what is asked about.
[[nodiscard]] bool has_choices(Inquiry& inquiry);

// Asks: a yes is that there is no situation.
[[nodiscard]] ContractAnswer none_found(Inquiry& inquiry);

// That nothing was found counts as a no: it is complete, or the user said how many things are enough.
[[nodiscard]] bool searched_enough(const Searched& searched, const ContractOptions& options);

// What nothing shows may show once things began before the first term: a yes of `ask`, that there is none,
// is asked for with such a past as well.
[[nodiscard]] ContractAnswer with_past_too(const ContractOptions& options,
                                           const std::function<ContractAnswer(const ContractOptions&)>& ask);

// The readings of these names that take part, fixed: one formula for each name.
[[nodiscard]] Further readings_fixed(const NamedReadings& readings);

// What the reading of this name may mean; empty where there is none of it.
[[nodiscard]] std::vector<std::string> members_of_reading(const Spec& spec, const std::string& name);

}  // namespace proviso
