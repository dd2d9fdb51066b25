// A timeline as columns of text: one lane a party, one line a term, flow or event.
#pragma once

#include "report/timeline_view.h"

#include <ostream>

namespace proviso {

// At most 100 columns wide, plain characters only; ends with a line that explains its signs.
void write_timeline(const TimelineView& view, std::ostream& out);

}  // namespace proviso
