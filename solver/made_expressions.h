// Expressions that questions and explanations add to a spec: conditions on its things and open values.
#pragma once

#include "model/scenario.h"
#include "model/spec.h"

namespace proviso {

[[nodiscard]] ExprId thing_name(Spec& spec, ThingId thing);  // none where the thing is left out
[[nodiscard]] ExprId is_missing(Spec& spec, ThingId thing);
[[nodiscard]] ExprId is_there(Spec& spec, ThingId thing);
// Binds any thing of the type, by a new local.
[[nodiscard]] Binder any_of(Spec& spec, std::string name, TypeId type, Span span = {});
[[nodiscard]] ExprId are_equal(Spec& spec, ExprId left, ExprId right);
// Of two conditions either may be missing.
[[nodiscard]] ExprId connected(Spec& spec, Connective how, ExprId left, ExprId right);

[[nodiscard]] ExprId constant_expression(Spec& spec, const Type& type, const Constant& value, Span span = {});
// The open term has this value.
[[nodiscard]] ExprId has_value(Spec& spec, OpenTermId term, const Constant& value);

// A new term of the world that may have any value of its type.
[[nodiscard]] OpenTermId open_term(Spec& spec, std::string name, Type type, Span span = {});
// … as an expression.
[[nodiscard]] ExprId open_value(Spec& spec, OpenTermId term);

}  // namespace proviso
