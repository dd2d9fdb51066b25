// Tokens and trees as text, for people and for comparing trees: spans are left out.
#pragma once

#include "model/syntax/diagnostic.h"
#include "model/syntax/tree.h"

#include <string>

namespace proviso {

// One token a line: place, kind, text. Comments are left out, mistakes reported.
[[nodiscard]] std::string dump_tokens(const Sources& sources, FileId file,
                                      Diagnostics& diagnostics);

}  // namespace proviso

namespace proviso::syntax {

enum class Brackets { shown, left_out };  // of expressions: the round ones the author wrote

// An outline: one node a line, two spaces a level, expressions on one line as `(and a b)`.
// Two trees have the same structure iff their outlines are equal.
[[nodiscard]] std::string dump_syntax(const File& file, Brackets brackets = Brackets::shown);
[[nodiscard]] std::string dump_syntax(const Expr& expr, Brackets brackets = Brackets::shown);

}  // namespace proviso::syntax
