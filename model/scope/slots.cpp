#include "model/scope/slots.h"

#include "model/expr_walk.h"

#include <fmt/format.h>

namespace proviso::scoping {

// What one thing of a kind takes along. A thing that is named is read further through its own fields
// only by a longer path, or by a binder of its own type. What is shared is there already.
Slots::Named Slots::named_by(TypeId type, const Profile& kind) {
  Named all;
  for (const auto& [root, paths] : asked_.paths) {
    if (!asked_.spec.is_a(type, root) && !asked_.spec.is_a(root, type)) continue;
    for (const auto& [path, target] : paths) {
      std::string text;
      for (const Step& one : path) text += step(one.first, one.second);
      if (kind.shared.count(text) > 0) continue;
      add_to(all[target], 1);
      for (const auto& [further, count] : named_by_any(target)) add_to(all[further], count);
    }
  }
  return all;
}

const Slots::Named& Slots::named_by_any(TypeId type) {
  const auto found = known_.find(type);
  if (found != known_.end()) return found->second;
  static const Named none;
  if (!open_.insert(type).second) {
    if (why.empty()) {
      why = fmt::format("fields of `{}` that name others of its kind without end", asked_.spec[type].name);
    }
    return none;
  }
  Named all = named_by(type, {});
  open_.erase(type);
  return known_[type] = std::move(all);
}

Counts Slots::close(const Counts& direct) {
  Counts closed = direct;
  const auto take_along = [&](const Named& named, std::size_t count) {
    for (const auto& [type, each] : named) add_to(closed[{type, {}}], times(count, each));
  };
  for (const auto& [kind, count] : direct) {
    if (count > 0) take_along(named_by(kind.first, kind.second), count);
  }
  for (const TypeId type : asked_.open_names) {
    add_to(closed[{type, {}}], 1);
    take_along(named_by(type, {}), 1);
  }
  return closed;
}

// ---------------------------------------------------------------- entities

// Something in the question depends on whether an entity is of this very type.
bool Slots::told_apart(TypeId type) const {
  bool found = false;
  const auto see = [&](const Type& of) { found = found || (of.base == BaseType::thing && of.thing == type); };
  for (const ThingType& other : asked_.spec.types) {
    found = found || other.from == type || other.to == type;
    for (const FieldId field : other.fields) see(asked_.spec[field].type);
  }
  for (const Root& root : asked_.roots) {
    asked_.each_binding(root, [&](const Binding& binding) {
      for (const Binder& binder : binding.binders) see(binder.type);
    });
    asked_.each_expr(root, [&](ExprId expr) {
      walk(asked_.spec, expr, [&](ExprId, const Expr& node) {
        see(node.type);
        const auto* is = std::get_if<IsType>(&node.node);
        found = found || (is && is->type == type);
      });
    });
  }
  return found;
}

std::map<TypeId, std::size_t> Slots::fresh(const Counts& closed) const {
  std::map<TypeId, std::size_t> result;
  for (const auto& [kind, count] : closed) {
    if (!asked_.is_entity(kind.first) || count == 0) continue;
    for (std::uint32_t i = 0; i < asked_.spec.types.size(); ++i) {
      const TypeId type{i};
      if (!asked_.is_entity(type) || !asked_.spec.is_a(type, kind.first)) continue;
      if (type == kind.first || told_apart(type)) add_to(result[type], count);
    }
  }
  add_required(result, closed);
  return result;
}

// Fields that nobody reads still need some entity to name.
void Slots::add_required(std::map<TypeId, std::size_t>& fresh, const Counts& closed) const {
  std::set<TypeId> there;
  for (const auto& [kind, count] : closed) {
    if (count > 0) there.insert(kind.first);
  }
  for (const auto& [type, count] : fresh) there.insert(type);
  std::vector<TypeId> open(there.begin(), there.end());
  while (!open.empty()) {
    const TypeId type = open.back();
    open.pop_back();
    for (const FieldId field : asked_.spec[type].fields) {
      const Type& value = asked_.spec[field].type;
      if (value.base != BaseType::thing || value.optional || value.set || !asked_.is_entity(value.thing)) continue;
      if (asked_.fixed_of(value.thing) > 0 || fresh.count(value.thing) > 0) continue;
      fresh[value.thing] = 1;
      open.push_back(value.thing);
    }
  }
}

}  // namespace proviso::scoping
