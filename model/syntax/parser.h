// Text to syntax tree, by recursive descent. After a mistake it goes on with the next statement.
#pragma once

#include "model/syntax/diagnostic.h"
#include "model/syntax/tree.h"

namespace proviso::syntax {

// Never fails: what is wrong is added to `diagnostics`, and stands in the tree as `Hole` or as a
// missing name.
[[nodiscard]] File parse(const Sources& sources, FileId file, Diagnostics& diagnostics);

// A single expression, as in a question; anything behind it is reported.
[[nodiscard]] ExprPtr parse_expression_text(const Sources& sources, FileId file,
                                            Diagnostics& diagnostics);

// A question: what stands behind `expect`, or asks for more than yes or no. Anything behind it
// is reported.
[[nodiscard]] Expect parse_question_text(const Sources& sources, FileId id,
                                         Diagnostics& diagnostics);

}  // namespace proviso::syntax
