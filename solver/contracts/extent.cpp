#include "solver/contracts/extent.h"

#include "model/expr_walk.h"

#include <algorithm>

namespace proviso {

namespace {

constexpr std::size_t kMostPeriods = 150;  // in which one thing each is looked for

// One thing for each window, of every type that something in the condition is bound to.
void add_dated(const Spec& spec, ExprId condition, const std::vector<Window>& windows,
               std::set<std::pair<TypeId, Window>>& dated) {
  if (!condition.valid()) return;
  walk(spec, condition, [&](ExprId, const Expr& e) {
    const Binding* bound = binding_of(e.node);
    if (!bound) return;
    for (const Binder& binder : bound->binders) {
      const TypeId type = binder.type.thing;
      if (binder.type.base != BaseType::thing || spec[type].kind == syntax::TypeKind::entity) continue;
      for (const Window& window : windows) dated.emplace(type, window);
    }
  });
}

bool binds(const Spec& spec, const Binding& each, TypeId type) {
  return std::any_of(each.binders.begin(), each.binders.end(), [&](const Binder& binder) {
    return binder.type.base == BaseType::thing && spec.is_a(type, binder.type.thing);
  });
}

}  // namespace

bool Extent::within(const Extent& other) const {
  const auto covered = [](const auto& counts, const auto& by) {
    return std::all_of(counts.begin(), counts.end(), [&](const auto& one) {
      const auto found = by.find(one.first);
      return one.second == 0 || (found != by.end() && one.second <= found->second);
    });
  };
  return covered(things, other.things) && covered(entities, other.entities) &&
         std::includes(other.dated.begin(), other.dated.end(), dated.begin(), dated.end());
}

void Extent::cut_to(std::size_t most) {
  for (auto* counts : {&things, &entities})
    for (auto& [type, count] : *counts) count = std::min(count, most);
}

void Extent::raise_to(const Extent& other) {
  for (const auto& [type, count] : other.things) things[type] = std::max(things[type], count);
  for (const auto& [type, count] : other.entities) entities[type] = std::max(entities[type], count);
  dated.insert(other.dated.begin(), other.dated.end());
}

void Extent::add_one_a_period(const Spec& spec, const std::vector<ContractId>& contracts, ClauseId clause, Day first) {
  for (const Norm& norm : spec[clause].norms) {
    if (!norm.period || !norm.condition.valid()) continue;
    const std::vector<Window> windows = windows_of(spec, contracts, clause, *norm.period, first, kMostPeriods);
    add_dated(spec, norm.condition, windows, dated);
    // What makes up for a breach comes after its period.
    if (norm.otherwise.empty()) continue;
    std::vector<Window> later = windows;
    const Day offset = farthest_offset(spec, contracts);
    for (Window& window : later) window.second += offset;
    for (const Reparation& reparation : norm.otherwise) add_dated(spec, reparation.condition, later, dated);
  }
}

// Of each type once: what asks for its own kind again would go on without end.
void Extent::add_what_dated_need(const Spec& spec, const std::vector<ContractId>& contracts,
                                 const std::vector<ClauseId>& clauses) {
  const Day offset = farthest_offset(spec, contracts);
  std::set<TypeId> done;
  for (bool more = true; more;) {
    more = false;
    std::map<TypeId, std::vector<Window>> waiting;
    for (const auto& [type, window] : dated)
      if (done.count(type) == 0) waiting[type].emplace_back(window.first, window.second + offset);
    for (const auto& [type, windows] : waiting) {
      done.insert(type);
      for (const ClauseId clause : clauses)
        for (const Norm& norm : spec[clause].norms)
          if (norm.each && !norm.period && binds(spec, *norm.each, type)) add_dated(spec, norm.condition, windows, dated);
      more = true;
    }
  }
}

}  // namespace proviso
