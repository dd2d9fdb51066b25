// What no expectation notices, as text: each clause with the changes of its words that go unnoticed.
#pragma once

#include "report/render.h"
#include "solver/contracts/mutate.h"

#include <ostream>

namespace proviso {

void write_mutation(const MutationReport& report, const Sources& sources, const RenderOptions& options,
                    std::ostream& out);

}  // namespace proviso
