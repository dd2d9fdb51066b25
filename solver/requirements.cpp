#include "solver/requirements.h"

#include "model/expr_walk.h"
#include "solver/paths.h"

#include <algorithm>
#include <initializer_list>

namespace proviso {

namespace {

class Explainer {
 public:
  Explainer(const WorldView& world, Day day, const Bindings& bindings)
      : world_(world), spec_(world.spec()), day_(day), bindings_(bindings) {}

  void explain(ExprId id, bool wanted) {
    if (!id.valid() || world_.holds(id, day_, bindings_) == wanted) return;
    const Expr& expr = spec_[id];
    if (const auto* no = std::get_if<Not>(&expr.node)) return explain(no->operand, !wanted);
    if (const auto* both = std::get_if<Connect>(&expr.node)) {
      if (connect(id, *both, wanted)) return;
    } else if (const auto* quantifier = std::get_if<Quantifier>(&expr.node)) {
      return quantified(id, *quantifier, wanted);
    } else if (const auto* comparison = std::get_if<Compare>(&expr.node)) {
      return compare(id, *comparison, wanted);
    } else if (const auto* reaches = std::get_if<Reaches>(&expr.node)) {
      return path(id, *reaches, wanted);
    } else if (const auto* in = std::get_if<In>(&expr.node)) {
      return sides(id, {in->member, in->set}, wanted);
    } else if (std::holds_alternative<FieldOf>(expr.node) || std::holds_alternative<OpenRef>(expr.node)) {
      return require(id, wanted, "`" + world_.text(id) + "` is " + (wanted ? "false" : "true"));
    } else if (const auto* happen = std::get_if<Happen>(&expr.node)) {
      const char* verb = happen->tense == syntax::HappenTense::happens ? "happens" : "has happened";
      return require(id, wanted, "`" + world_.text(happen->event) + "` " +
                                     (wanted ? std::string(verb) == "happens" ? "never happens"
                                                                              : "has not happened"
                                             : verb));
    }
    require(id, wanted, wanted ? "it does not hold" : "it holds");
  }

  Shortfall result;

 private:
  void require(ExprId id, bool wanted, std::string instead) {
    std::string text = world_.text(id);
    if (!wanted) text = "not (" + text + ")";
    const auto same = [&](const Requirement& r) { return r.span == spec_[id].span; };
    if (std::none_of(result.requirements.begin(), result.requirements.end(), same))
      result.requirements.push_back({spec_[id].span, std::move(text), std::move(instead)});
  }

  // False where the parts say no more than the whole.
  bool each(ExprId left, ExprId right, bool wanted) {
    explain(left, wanted);
    explain(right, wanted);
    return true;
  }

  // One of two would do: one requirement, with what holds instead of each.
  bool either(ExprId id, ExprId left, ExprId right, bool wanted) {
    const std::vector<Requirement> before = result.requirements;
    each(left, right, wanted);
    std::string instead;
    for (std::size_t i = before.size(); i < result.requirements.size(); ++i)
      instead += (instead.empty() ? "" : "; ") + result.requirements[i].instead;
    result.requirements = before;
    require(id, wanted, instead);
    return true;
  }

  bool connect(ExprId id, const Connect& expr, bool wanted) {
    switch (expr.op) {
      case Connective::and_:
        return wanted ? each(expr.left, expr.right, wanted) : either(id, expr.left, expr.right, wanted);
      case Connective::or_:
        return wanted ? either(id, expr.left, expr.right, wanted) : each(expr.left, expr.right, wanted);
      case Connective::implies:
        explain(expr.left, !wanted);
        explain(expr.right, wanted);
        return true;
      case Connective::iff: return false;
    }
    return false;
  }

  void quantified(ExprId id, const Quantifier& expr, bool wanted) {
    using K = syntax::QuantifierKind;
    const bool needs_one = (expr.kind == K::some || expr.kind == K::only || expr.kind == K::one) && wanted;
    if (needs_one && nothing_there(expr)) {
      missing(expr);
      require(id, wanted, "there is none");
    } else if (expr.kind == K::no || (expr.kind == K::some && !wanted)) {
      require(id, wanted, "there is one");
    } else if (expr.kind == K::one) {
      require(id, wanted, "there is more than one");
    } else {
      require(id, wanted, wanted ? "it does not hold for all of them" : "it holds for all of them");
    }
  }

  // Whether nothing satisfies the binding: then removing things cannot help.
  bool nothing_there(const Quantifier& expr) {
    if (expr.kind == syntax::QuantifierKind::some) return true;
    for (const ThingId thing : world_.universe().things) {
      const WorldView other = world_.without(thing);
      if (other.holds(expr.body, day_, bindings_)) return false;
    }
    return expr.kind == syntax::QuantifierKind::only;
  }

  void missing(const Quantifier& expr) {
    for (const Binder& binder : expr.binding.binders) {
      if (binder.type.base != BaseType::thing) continue;
      const ThingType& type = spec_[binder.type.thing];
      if (type.kind == syntax::TypeKind::entity) continue;
      ShownFlow flow;
      flow.type = type.name;
      flow.role = Role::missing;
      flow.event = type.kind == syntax::TypeKind::event;
      if (expr.binding.where.valid())
        for (const LocalId local : binder.locals) wish(expr.binding.where, local, flow);
      result.missing.push_back(std::move(flow));
    }
  }

  // Reads `y.from == A and y.amount >= …` as wishes about the missing y.
  void wish(ExprId id, LocalId local, ShownFlow& flow) {
    const Expr& expr = spec_[id];
    if (const auto* both = std::get_if<Connect>(&expr.node); both && both->op == Connective::and_) {
      wish(both->left, local, flow);
      wish(both->right, local, flow);
      return;
    }
    const auto* comparison = std::get_if<Compare>(&expr.node);
    if (!comparison) return;
    const auto* field = field_of(comparison->left, local);
    const ExprId other = field ? comparison->right : comparison->left;
    if (!field) field = field_of(comparison->right, local);
    if (!field || mentions(other, local)) return;
    const Constant value = world_.value(other, day_, bindings_);
    if (std::holds_alternative<None>(value)) return;
    const std::string shown = world_.show(other, value);
    const bool equal = comparison->op == CompareOp::equal;
    if (field->kind == FieldKind::from && equal) flow.from = shown;
    else if (field->kind == FieldKind::to && equal) flow.to = shown;
    else if (field->kind == FieldKind::declared)
      flow.fields.push_back({spec_[field->field].name, (equal ? "" : sign(comparison->op)) + shown, true});
  }

  static std::string sign(CompareOp op) {
    switch (op) {
      case CompareOp::equal: return "== ";
      case CompareOp::not_equal: return "!= ";
      case CompareOp::less: return "< ";
      case CompareOp::less_equal: return "<= ";
      case CompareOp::greater: return "> ";
      case CompareOp::greater_equal: return ">= ";
    }
    return "";
  }

  const FieldOf* field_of(ExprId id, LocalId local) const {
    const auto* field = std::get_if<FieldOf>(&spec_[id].node);
    if (!field) return nullptr;
    const auto* name = std::get_if<LocalRef>(&spec_[field->of].node);
    return name && name->local == local ? field : nullptr;
  }

  bool mentions(ExprId id, LocalId local) const {
    bool found = false;
    walk(spec_, id, [&](ExprId, const Expr& e) {
      const auto* name = std::get_if<LocalRef>(&e.node);
      found = found || (name && name->local == local);
    });
    return found;
  }

  void path(ExprId id, const Reaches& expr, bool wanted) {
    std::string places;
    if (wanted) {
      Cut cut = cut_of(world_, expr, day_, bindings_);
      for (ShownFlow& hop : cut.hops) {
        if (hop.role == Role::missing) result.missing.push_back(hop);
        result.cut.push_back(std::move(hop));
      }
      return require(id, wanted, "there is no such path: " + cut.words);
    }
    for (const ThingId flow : path_of(world_, id, expr, day_, bindings_)) {
      result.path.push_back(flow);
      for (const ExprId end : {spec_[flow].from, spec_[flow].to}) {
        if (end == spec_[flow].from && !places.empty()) continue;
        places += (places.empty() ? "" : ", ") + world_.show(end, world_.value(end, day_, {}));
      }
    }
    require(id, wanted, "there is a path: " + places);
  }

  void compare(ExprId id, const Compare& expr, bool wanted) {
    sides(id, {expr.left, expr.right}, wanted);
  }

  // What stands on both sides.
  void sides(ExprId id, std::initializer_list<ExprId> all, bool wanted) {
    std::string instead;
    for (const ExprId side : all) {
      result.compared.push_back(side);
      if (constant(side)) continue;
      const std::string value = world_.show(side, world_.value(side, day_, bindings_));
      instead += (instead.empty() ? "`" : ", `") + world_.text(side) + "` is " + value;
    }
    require(id, wanted, instead.empty() ? "it does not hold" : instead);
  }

  bool constant(ExprId id) const {
    const Expr::Node& node = spec_[id].node;
    return std::holds_alternative<BoolConst>(node) || std::holds_alternative<NumberConst>(node) ||
           std::holds_alternative<DateConst>(node) || std::holds_alternative<NoneConst>(node) ||
           std::holds_alternative<NeverConst>(node) || std::holds_alternative<EnumConst>(node) ||
           std::holds_alternative<ThingRef>(node) || std::holds_alternative<SetOf>(node);
  }

  const WorldView& world_;
  const Spec& spec_;
  Day day_;
  const Bindings& bindings_;
};

}  // namespace

Shortfall shortfall(const WorldView& world, ExprId condition, bool wanted, Day day,
                    const Bindings& bindings) {
  Explainer explainer(world, day, bindings);
  explainer.explain(condition, wanted);
  return std::move(explainer.result);
}

std::vector<ThingId> paths_taken(const WorldView& world, ExprId condition, Day day,
                                 const Bindings& bindings) {
  std::vector<ThingId> flows;
  if (!condition.valid() || !world.holds(condition, day, bindings)) return flows;
  const Expr::Node& node = world.spec()[condition].node;
  if (const auto* both = std::get_if<Connect>(&node);
      both && (both->op == Connective::and_ || both->op == Connective::or_)) {
    for (const ExprId part : {both->left, both->right})
      for (const ThingId flow : paths_taken(world, part, day, bindings)) flows.push_back(flow);
  } else if (const auto* reaches = std::get_if<Reaches>(&node)) {
    flows = path_of(world, condition, *reaches, day, bindings);
  }
  return flows;
}

}  // namespace proviso
