// Walking typed expressions.
#pragma once

#include "model/spec.h"
#include "model/universe.h"

#include <functional>

namespace proviso {

// Calls `visit` for every direct part of `node`.
void for_each_child(const Expr::Node& node, const std::function<void(ExprId)>& visit);

// What a quantifier, an aggregate or a path binds; null for everything else.
[[nodiscard]] const Binding* binding_of(const Expr::Node& node);

// Calls `visit` for the expression and everything below it, once each.
void walk(const Spec& spec, ExprId expr, const std::function<void(ExprId, const Expr&)>& visit);

// Every expression of a clause: bounds, conditions, norms.
void for_each_expr(const Spec& spec, ClauseId clause, const std::function<void(ExprId)>& visit);

// Every expression that plays a part in a universe: of its things, clauses, facts, powers,
// assumptions, and the bounds and values of the open terms that these mention.
void for_each_expr(const Spec& spec, const Universe& universe,
                   const std::function<void(ExprId)>& visit);

}  // namespace proviso
