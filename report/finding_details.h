// A finding's explanation in items, each with a label, and its counterexample in steps.
#pragma once

#include "report/result.h"

#include <string>
#include <vector>

namespace proviso {

// What must hold, what is missing, on what it rests, the scenario, the clause's reading.
[[nodiscard]] std::vector<ResultDetail> details_of(const DealReport& deal, const Finding& finding,
                                                   const Sources& sources);

// Of the whole deal: when it complies, the verdict by reading, a safe choice, the repairs.
[[nodiscard]] std::vector<ResultDetail> remedies_of(const DealReport& deal);

// Flows and events that take part and the breach, by date; at most `kMostSteps`.
constexpr std::size_t kMostSteps = 1000;
[[nodiscard]] std::vector<ResultStep> steps_of(const Finding& finding);

// With the fields that matter and its period; an event with its date.
[[nodiscard]] std::string dated_line(const ShownFlow& flow);

// "deals/plan.proviso:14: Endpoint.owner = OpenAI"
[[nodiscard]] std::vector<std::string> fact_lines(const Sources& sources, const std::vector<SourceFact>& facts);

}  // namespace proviso
