// Changing one place of an expression that others may share: what leads to it is copied.
#pragma once

#include "model/spec.h"

#include <functional>

namespace proviso {

// The node with each direct part replaced by what `change` makes of it.
[[nodiscard]] Expr::Node with_children(Expr::Node node, const std::function<ExprId(ExprId)>& change);

// `root` with `replacement` wherever `target` stands in it; `root` itself where it does not.
[[nodiscard]] ExprId rewrite(Spec& spec, ExprId root, ExprId target, ExprId replacement);

// `root` with what `change` makes of each part; a part of which it makes nothing (an invalid id) is looked into.
[[nodiscard]] ExprId rewrite(Spec& spec, ExprId root, const std::function<ExprId(ExprId)>& change);

}  // namespace proviso
