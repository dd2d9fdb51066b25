// `allow CLAUSE "reason" until DATE` of a deal.
#pragma once

#include "model/resolve/tables.h"

#include <vector>

namespace proviso::resolving {

// Adds what the statement says; `frame` is the deal's. `included`: it comes from another deal,
// and the clause may be one that this deal has nothing to do with; that is passed over.
void allow_breach(Tables& tables, const Frame& frame, const syntax::Allow& written, Span whole,
                  bool included, std::vector<AllowedBreach>& to);

}  // namespace proviso::resolving
