// Lines of source with ranges underlined and labelled, the way compilers show them. Used for
// diagnostics and for findings alike.
#pragma once

#include "model/syntax/source.h"

#include <string>
#include <vector>

namespace proviso {

// `error`, `warning` and `note` are underlined with `^^^^`, `related` with `----`.
enum class MarkStyle { error, warning, note, related };

struct Mark {
  Span span;         // a point marks one character; of several lines only the first is underlined
  std::string text;  // may be empty
  MarkStyle style = MarkStyle::error;
};

// The marked lines, grouped by file: each group begins with ` --> path:line:column` of its first
// mark (in the order given), `...` stands for lines left out. Marks without a file are skipped.
// Control characters are escaped, tabs widened to four columns, very long lines cut. Ends with a line break, unless
// there is nothing to show.
[[nodiscard]] std::string snippet(const Sources& sources, const std::vector<Mark>& marks,
                                  bool colour);

// The columns that `snippet` uses for line numbers; further lines are indented to match it.
[[nodiscard]] std::size_t gutter_width(const Sources& sources, const std::vector<Mark>& marks);

}  // namespace proviso
