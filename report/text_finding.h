// One finding as text: headline, excerpt of deal and clause, what would have to hold.
#pragma once

#include "model/syntax/source.h"
#include "report/paint.h"
#include "report/render.h"
#include "solver/verdict.h"

#include <ostream>

namespace proviso {

void write_finding(const DealReport& deal, const Finding& finding, const Sources& sources,
                   const RenderOptions& options, const Paint& paint, std::ostream& out);

// "file:line" of a span; empty for none.
[[nodiscard]] std::string place_text(const Sources& sources, Span span);

}  // namespace proviso
