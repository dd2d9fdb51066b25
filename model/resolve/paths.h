// `runs.start`, `Contract.event`: paths that name what an edit sets or a verdict depends on.
#pragma once

#include "model/resolve/typing.h"

namespace proviso::resolving {

// The path as an expression in that frame; of an event its date.
ExprId resolve_path(Typing& typing, const syntax::Path& path);
// `api_product = …`: the path names a define or a clause with readings.
bool sets_reading(Typing& typing, const syntax::Edit& edit);
// `path = value` as a condition; invalid after a report.
ExprId setting(Typing& typing, const syntax::Edit& edit);

}  // namespace proviso::resolving
