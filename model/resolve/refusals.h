// The parts of the language that are read but not checked yet: each is refused by its name.
#pragma once

#include "model/resolve/tables.h"

#include <string_view>

namespace proviso::resolving {

// "readings are not checked yet"
void refuse(Tables& tables, Span span, std::string_view what);

// True, after a report, if the item holds something that is not checked yet.
bool refused(Tables& tables, const syntax::Define& define);
bool refused(Tables& tables, const syntax::Clause& clause);
bool refused(Tables& tables, const syntax::Contract& contract);
bool refused(Tables& tables, const syntax::Declaration& declaration);
bool refused(Tables& tables, const syntax::Outcome& outcome);

}  // namespace proviso::resolving
