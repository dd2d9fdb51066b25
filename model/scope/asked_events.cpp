// Which events a question may need: of others nothing is asked.
#include "model/scope/asked.h"

#include "model/expr_walk.h"

#include <algorithm>

namespace proviso::scoping {

namespace {

// Events that are spoken of: by name, or as all of a type. Where it is asked only that one has not
// happened, nothing speaks of it.
class SpokenOf {
 public:
  explicit SpokenOf(const Asked& asked) : asked_(asked), spec_(asked.spec) {}

  [[nodiscard]] bool has(ThingId event) const { return events_.count(event) > 0 || has_type(spec_[event].type); }
  [[nodiscard]] bool has_any(TypeId type) const {
    return has_type(type) || std::any_of(events_.begin(), events_.end(), [&](ThingId event) {
             return related(spec_[event].type, type);
           });
  }

  void see(const Root& root) {
    std::multiset<ExprId> judged;  // by what they have to be
    const auto has_to_be = [&](ExprId expr, bool truth) {
      if (!expr.valid()) return;
      judged.insert(expr);
      see(expr, truth);
    };
    const bool breach = root.kind == RootKind::breach;
    if (root.kind == RootKind::condition || root.kind == RootKind::only_if) has_to_be(root.expr, true);
    if (root.fact) {
      if (root.fact->each) has_to_be(root.fact->each->where, false);
      has_to_be(root.fact->condition, true);
    }
    if (root.norm && !breach && is_judged_by_the_day(*root.norm)) {
      const bool kept = root.kind == RootKind::kept;
      const bool demanded = root.norm->kind != syntax::NormKind::must_not;
      if (root.norm->each) has_to_be(root.norm->each->where, !kept);
      has_to_be(root.norm->condition, demanded == kept);
      has_to_be(root.norm->unless, kept);
    }
    asked_.each_expr(root, [&](ExprId expr) {
      const auto known = judged.find(expr);
      if (known == judged.end()) return see_all(expr);
      judged.erase(known);
    });
    asked_.each_binding(root, [&](const Binding& binding) {
      for (const Binder& binder : binding.binders)
        if (binder.type.base == BaseType::thing && is_event(binder.type.thing)) types_.insert(binder.type.thing);
    });
  }

  void see(const Thing& thing, ThingId id) {
    if (thing.date.valid() && is_event(thing.type)) events_.insert(id);
    for (const auto& [field, value] : thing.values) see_all(value);
    see_all(thing.date);
  }

 private:
  // What falls due later does so by the first day on which something is owed.
  static bool is_judged_by_the_day(const Norm& norm) {
    return !norm.by.valid() && !norm.period && norm.otherwise.empty();
  }

  void see(ExprId expr, bool truth) {
    const auto& node = spec_[expr].node;
    if (const auto* negated = std::get_if<Not>(&node)) return see(negated->operand, !truth);
    if (const auto* both = std::get_if<Connect>(&node); both && both->op != Connective::iff) {
      see(both->left, both->op == Connective::implies ? !truth : truth);
      return see(both->right, truth);
    }
    const auto* happen = std::get_if<Happen>(&node);
    const bool named = happen && std::holds_alternative<ThingRef>(spec_[happen->event].node);
    if (!named || truth) see_all(expr);
  }

  void see_all(ExprId expr) {
    walk(spec_, expr, [&](ExprId, const Expr& node) {
      const auto* name = std::get_if<ThingRef>(&node.node);
      if (name && is_event(spec_[name->thing].type)) events_.insert(name->thing);
      // A value of the type may be any of its events.
      const bool value = node.type.base == BaseType::thing && is_event(node.type.thing) && !name;
      if (value) types_.insert(node.type.thing);
    });
  }

  [[nodiscard]] bool is_event(TypeId type) const { return asked_.is_event(type); }
  [[nodiscard]] bool has_type(TypeId type) const {
    return std::any_of(types_.begin(), types_.end(), [&](TypeId other) { return related(type, other); });
  }
  [[nodiscard]] bool related(TypeId a, TypeId b) const { return spec_.is_a(a, b) || spec_.is_a(b, a); }

  const Asked& asked_;
  const Spec& spec_;
  std::set<ThingId> events_;
  std::set<TypeId> types_;
};

}  // namespace

// Where nothing else speaks of an event, it may as well never happen: then nothing is asked of its condition.
void Asked::add_events() {
  SpokenOf spoken(*this);
  for (const Root& root : roots) spoken.see(root);
  for (const ThingId thing : fixed) spoken.see(spec[thing], thing);
  std::set<ThingId> named;
  std::set<const Power*> powers;
  const auto add = [&](ExprId only_if, TypeId of) {
    Root root;
    root.kind = RootKind::only_if;
    root.expr = only_if;
    root.event = of;
    spoken.see(root);
    roots.push_back(root);
    return true;
  };
  for (bool more = true; more;) {
    more = false;
    for (const ThingId thing : fixed) {
      if (spec[thing].only_if.valid() && spoken.has(thing) && named.insert(thing).second) more = add(spec[thing].only_if, {});
    }
    for (const ContractId contract : question.contracts) {
      for (const Power& power : spec[contract].powers) {
        const bool asked = power.only_if.valid() && spoken.has_any(power.type);
        if (asked && powers.insert(&power).second) more = add(power.only_if, power.type);
      }
    }
  }
}

}  // namespace proviso::scoping
