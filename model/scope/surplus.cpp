#include "model/scope/surplus.h"

#include "model/expr_walk.h"
#include "model/syntax/overload.h"

#include <algorithm>

namespace proviso::scoping {
namespace {

using syntax::NormKind;
using syntax::QuantifierKind;

class Surplus {
 public:
  Surplus(const Asked& asked, const Staying& staying)
      : asked_(asked), spec_(asked.spec), staying_(staying) {}

  std::set<TypeId> run() {
    for (const Root& root : asked_.roots) {
      if (root.norm) norm(root);
      if (root.fact && root.fact->each) {
        bound(*root.fact->each, {root.fact->condition}, true, [&](const Certain& certain) {
          return certain.truth(root.fact->condition) == std::optional(true);
        });
      }
      asked_.each_expr(root, [&](ExprId expr) {
        walk(spec_, expr, [&](ExprId, const Expr& node) { inner(node); });
      });
    }
    return result_;
  }

 private:
  // What is asked of one more tuple of a kept clause. A goal or a breach only asks for one.
  void norm(const Root& root) {
    const Norm& norm = *root.norm;
    const bool one = root.kind == RootKind::goal || root.kind == RootKind::breach;
    if (!norm.each || one || norm.kind == NormKind::may) return;
    std::vector<ExprId> parts{norm.condition, norm.unless, norm.by};
    for (const Reparation& r : norm.otherwise) parts.insert(parts.end(), {r.condition, r.by});
    bound(*norm.each, parts, true, [&](const Certain& certain) {
      const bool demanded = norm.kind == NormKind::must;
      const bool never = norm.kind == NormKind::never;
      if (norm.unless.valid() && certain.truth(norm.unless) == std::optional(true)) return true;
      return !never && certain.truth(norm.condition) == std::optional(demanded);
    });
  }

  void inner(const Expr& node) {
    const Binding* binding = binding_of(node.node);
    if (!binding) return;
    const auto* quantifier = std::get_if<Quantifier>(&node.node);
    const auto* aggregate = std::get_if<Aggregate>(&node.node);
    const ExprId body = quantifier ? quantifier->body : aggregate ? aggregate->value : ExprId{};
    // One more that is alike changes no such quantifier, but any number.
    const bool unmoved = quantifier && quantifier->kind != QuantifierKind::one;
    bound(*binding, {body}, unmoved, [&](const Certain& certain) {
      if (quantifier && quantifier->kind == QuantifierKind::all) {
        return certain.truth(body) == std::optional(true);
      }
      return quantifier && body.valid() && quantifier->kind == QuantifierKind::some &&
             certain.truth(body) == std::optional(false);
    });
  }

  // `settled`: nothing is asked of an entity that nothing names.
  template <class Settled>
  void bound(const Binding& binding, const std::vector<ExprId>& parts, bool unmoved, const Settled& settled) {
    for (const Binder& binder : binding.binders) {
      if (binder.type.base != BaseType::thing || !asked_.is_entity(binder.type.thing)) continue;
      for (const LocalId local : binder.locals) {
        Certain certain(asked_, staying_);
        certain.set_apart(local);
        if (certain.truth(binding.where) == std::optional(false) || settled(certain)) continue;
        const bool alike = unmoved && binding.binders.size() == 1 && binder.locals.size() == 1 &&
                           only_fields(binding, parts, local);
        blame(binder.type.thing, alike);
      }
    }
  }

  // Of one that is like a named entity the same is true, if only its fields are read.
  void blame(TypeId type, bool alike) {
    for (std::uint32_t i = 0; i < spec_.types.size(); ++i) {
      const TypeId own{i};
      if (!asked_.is_entity(own) || !spec_.is_a(own, type)) continue;
      const bool named = std::any_of(asked_.fixed.begin(), asked_.fixed.end(),
                                     [&](ThingId thing) { return spec_[thing].type == own; });
      if (!alike || !named) result_.insert(own);
    }
  }

  bool only_fields(const Binding& binding, const std::vector<ExprId>& parts, LocalId local) const {
    bool only = true;
    std::vector<ExprId> all = parts;
    all.push_back(binding.where);
    for (const ExprId part : all) {
      walk(spec_, part, [&](ExprId, const Expr& node) {
        if (binding_of(node.node) || std::holds_alternative<Let>(node.node)) only = false;
        if (std::holds_alternative<FieldOf>(node.node)) return;
        for_each_child(node.node, [&](ExprId child) {
          const auto* name = std::get_if<LocalRef>(&spec_[child].node);
          if (name && name->local == local) only = false;
        });
      });
    }
    return only;
  }

  const Asked& asked_;
  const Spec& spec_;
  const Staying& staying_;
  std::set<TypeId> result_;
};

}  // namespace

std::set<TypeId> in_the_way(const Asked& asked, const Staying& staying) {
  return Surplus(asked, staying).run();
}

}  // namespace proviso::scoping
