// What a verdict depends on, and what would make the deal comply, as text.
#pragma once

#include "report/text_block.h"
#include "solver/verdict.h"

namespace proviso {

// What it depends on, under which condition it complies, the verdict by reading, the safe choice.
void write_dependence(const DealReport& deal, TextBlock& block);

// What would make it comply; clauses to renegotiate come apart.
void write_repairs(const DealReport& deal, TextBlock& block);

// How many flows of each `any x: T` were looked at; `verbose`: and why that is enough.
void write_bounds(const DealReport& deal, bool verbose, TextBlock& block);

}  // namespace proviso
