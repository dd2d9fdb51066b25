// What no expectation notices: each clause with the changes of its words that go unnoticed.
#pragma once

#include "report/render.h"
#include "solver/contracts/mutate.h"

#include <ostream>
#include <string>

namespace proviso {

void write_mutation(const MutationReport& report, const Sources& sources, const RenderOptions& options,
                    std::ostream& out);
// "proviso-mutation/1", described by docs/contracts.schema.json.
void write_mutation_json(const MutationReport& report, const Sources& sources, const RenderOptions& options,
                         std::ostream& out);
// "7 changes tried against 1 expectation: 3 noticed, 4 not"
[[nodiscard]] std::string summary_line(const MutationReport& report);

}  // namespace proviso
