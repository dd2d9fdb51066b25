// Which clauses take others out of account: `overrides`, `prevails over`.
#pragma once

#include "model/resolve/tables.h"

namespace proviso::resolving {

// Fills `Clause::overridden` of all clauses, when all are resolved; reports names and tags of
// nothing, permissions that leave nothing out, and clauses and contracts that go round in circles.
void resolve_overrides(Tables& tables);

}  // namespace proviso::resolving
