// Walking over resolved expressions.
#pragma once

#include "model/spec.h"
#include "model/syntax/overload.h"

#include <functional>
#include <vector>

namespace proviso::resolving {

// The direct operands of an expression, in the order written; none of them is invalid.
[[nodiscard]] std::vector<ExprId> operands(const Expr& expr);

// Visits `root` and all below it, parents first; `visit` returns false to leave out what is below.
void walk(const Spec& spec, ExprId root, const std::function<bool(ExprId)>& visit);

// True if `root` contains a reference to one of the locals.
[[nodiscard]] bool mentions(const Spec& spec, ExprId root, const std::vector<LocalId>& locals);
// True if `root` contains an open term.
[[nodiscard]] bool has_open_term(const Spec& spec, ExprId root);
// Where `root` reads the state of a day (flows that are active, events that have happened); empty
// if its value is the same on all days.
[[nodiscard]] Span reads_state(const Spec& spec, ExprId root);

}  // namespace proviso::resolving
