// The canonical form of a text.
#pragma once

#include "model/syntax/tree.h"

#include <string>

namespace proviso::syntax {

// Two spaces a level, about 100 columns, all comments kept, at most one empty line between
// statements. Printing what was parsed from a print gives the same text. For trees without holes.
[[nodiscard]] std::string print(const File& file, const Sources& sources);

// An expression on one line, without comments.
[[nodiscard]] std::string print(const Expr& expr);

// `x: T, y: U where E` on one line.
[[nodiscard]] std::string print(const Binding& binding);

}  // namespace proviso::syntax
