// The parts of the language that are read but not checked yet: each is refused by its name.
#pragma once

#include "model/resolve/tables.h"

#include <string_view>

namespace proviso::resolving {

// "claims are not checked yet"
void refuse(Tables& tables, Span span, std::string_view what);

// True, after a report, if the item holds something that is not checked yet.
bool refused(Tables& tables, const syntax::Outcome& outcome);

}  // namespace proviso::resolving
