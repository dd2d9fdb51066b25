// Values of a deal that rest on each other.
#pragma once

#include "model/resolve/tables.h"

namespace proviso::resolving {

// Reports values that depend on themselves and calendar arithmetic on dates that are open.
void check_values(Tables& tables, const Deal& deal);

}  // namespace proviso::resolving
