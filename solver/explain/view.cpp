#include "solver/explain/view.h"

#include "model/expr_walk.h"

#include <algorithm>

namespace proviso {

View::View(const Spec& spec, const Universe& universe, const std::vector<ClauseId>& clauses,
           const std::vector<TypeId>& further)
    : spec_(spec), types_(further.begin(), further.end()) {
  for (const ClauseId id : clauses) see(id);
  for (const ThingId thing : universe.things)
    if (has(thing)) see(spec[thing].only_if);
}

bool View::has(ThingId thing) const { return has_type(spec_[thing].type); }

bool View::has_type(TypeId type) const {
  return std::any_of(types_.begin(), types_.end(), [&](TypeId seen) {
    return spec_.is_a(type, seen) || spec_.is_a(seen, type);
  });
}

void View::see(const Type& type) {
  if (type.base == BaseType::thing) types_.insert(type.thing);
}

void View::see(const Binding& binding) {
  for (const Binder& binder : binding.binders) see(binder.type);
}

void View::see(ExprId root) {
  if (!root.valid()) return;
  walk(spec_, root, [&](ExprId, const Expr& e) {
    see(e.type);
    if (const Binding* binding = binding_of(e.node)) see(*binding);
    if (const auto* of = std::get_if<ClauseEvent>(&e.node)) see(of->clause);
  });
}

void View::see(ClauseId id) {
  if (!id.valid() || !clauses_.insert(id).second) return;
  for_each_expr(spec_, id, [&](ExprId expr) { see(expr); });
  for (const Norm& norm : spec_[id].norms)
    if (norm.each) see(*norm.each);
  for (const Override& one : spec_[id].overridden) see(one.by);
}

}  // namespace proviso
