// Norms: what they bind, what they demand, and combinations that say something else than meant.
#pragma once

#include "model/resolve/typing.h"

namespace proviso::resolving {

[[nodiscard]] bool binds_period(const syntax::Binder& binder);  // `each y: year`

// What a norm shares with the others of its clause, and the condition of its reading; each may be null.
struct SharedParts {
  const syntax::Binding* each = nullptr;
  const syntax::Expr* where = nullptr;
  const std::vector<syntax::Exception>* unless = nullptr;
  const std::vector<syntax::Otherwise>* otherwise = nullptr;
};
Norm resolve_norm(Typing& typing, const syntax::Norm& norm, const SharedParts& shared = {});
// Reports things bound by one `each` that are never present together; `parts` are the conditions
// in which a flow may be compared with the date of an event.
void check_presence(Tables& tables, const Binding& each, const std::vector<ExprId>& parts);

}  // namespace proviso::resolving
