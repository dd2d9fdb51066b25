// Small changes to the text of a clause, each of which some expectation ought to notice.
#pragma once

#include "model/spec.h"

#include <string>
#include <vector>

namespace proviso {

struct TextChange {
  std::string what;           // "number raised by a tenth"
  Span span;                  // of the words that are changed
  std::string before, after;  // the words; `after` is empty where they are left out
  Clause body;                // the clause as it is then
};

// Expressions that are made are entered into `spec`; what was there stays as it is. Words that come
// from elsewhere, such as the body of a define, are not changed.
[[nodiscard]] std::vector<TextChange> changes_of(Spec& spec, const Sources& sources, ClauseId clause);

}  // namespace proviso
