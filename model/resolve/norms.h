// Norms: what they bind, what they demand, and combinations that say something else than meant.
#pragma once

#include "model/resolve/typing.h"

namespace proviso::resolving {

[[nodiscard]] bool binds_period(const syntax::Binder& binder);  // `each y: year`
Norm resolve_norm(Typing& typing, const syntax::Norm& norm);
// Reports things bound by one `each` that are never present together; `parts` are the conditions
// in which a flow may be compared with the date of an event.
void check_presence(Tables& tables, const Binding& each, const std::vector<ExprId>& parts);

}  // namespace proviso::resolving
