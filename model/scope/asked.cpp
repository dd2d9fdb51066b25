#include "model/scope/asked.h"

#include "model/expr_walk.h"
#include "model/syntax/overload.h"

#include <algorithm>

namespace proviso::scoping {

using syntax::TypeKind;

Asked::Asked(const Spec& of, const Question& asked) : spec(of), question(asked), fixed(of.globals) {
  kept_.insert(question.kept.begin(), question.kept.end());
  present_ = kept_;
  for (const Goal& goal : question.goals) present_.insert(goal.clause);
  for (const ContractId id : question.contracts) {
    const Contract& contract = spec[id];
    present_.insert(contract.clauses.begin(), contract.clauses.end());
    for (const ThingId event : contract.events) {
      if (std::find(fixed.begin(), fixed.end(), event) == fixed.end()) fixed.push_back(event);
    }
  }
  add_clauses();
  add_facts();
  add_conditions();
  add_breaches();
  add_events();
  add_breaches();
  for (Root& root : roots) add_types(root);
  find_not_negative();
  find_paths();
}

void Asked::add_clauses() {
  for (const ClauseId id : question.kept) {
    for (const Norm& norm : spec[id].norms) {
      if (norm.kind == syntax::NormKind::may) continue;
      Root root;
      root.clause = id;
      root.norm = &norm;
      roots.push_back(root);
    }
  }
  for (std::size_t i = 0; i < question.goals.size(); ++i) {
    const Goal& goal = question.goals[i];
    for (const Norm& norm : spec[goal.clause].norms) {
      if (norm.kind == syntax::NormKind::may && goal.kind == GoalKind::broken) continue;
      Root root;
      root.kind = RootKind::goal;
      root.clause = goal.clause;
      root.norm = &norm;
      root.goal = i;
      roots.push_back(root);
    }
  }
}

void Asked::add_facts() {
  const auto see = [&](const std::vector<Fact>& facts) {
    for (const Fact& fact : facts) {
      Root root;
      root.kind = RootKind::fact;
      root.fact = &fact;
      roots.push_back(root);
    }
  };
  see(spec.facts);
  for (const ContractId contract : question.contracts) see(spec[contract].facts);
}

void Asked::add_conditions() {
  for (const ExprId condition : question.conditions) {
    Root root;
    root.kind = RootKind::condition;
    root.expr = condition;
    roots.push_back(root);
  }
}

// The breach of a clause is read where it is spoken of, as far as it can come about.
void Asked::add_breaches() {
  std::set<ClauseId> known;
  for (const Root& root : roots)
    if (root.kind == RootKind::breach) known.insert(root.clause);
  for (std::size_t i = 0; i < roots.size(); ++i) {
    std::vector<ClauseId> spoken_of;
    each_expr(roots[i], [&](ExprId expr) {
      walk(spec, expr, [&](ExprId, const Expr& node) {
        const auto* event = std::get_if<ClauseEvent>(&node.node);
        if (event && !never_happens(*event) && known.insert(event->clause).second) spoken_of.push_back(event->clause);
      });
    });
    for (const ClauseId clause : spoken_of) {
      for (const Norm& norm : spec[clause].norms) {
        Root root;
        root.kind = RootKind::breach;
        root.clause = clause;
        root.norm = &norm;
        roots.push_back(root);
      }
    }
  }
}

// ---------------------------------------------------------------- what is read

std::vector<Override> Asked::overriding(ClauseId clause) const {
  std::vector<Override> result;
  for (const Override& one : spec[clause].overridden) {
    if (present_.count(one.by) > 0) result.push_back(one);
  }
  return result;
}

void Asked::clause_exprs(ClauseId id, const std::function<void(ExprId)>& visit) const {
  for (const Override& one : overriding(id)) {
    for (const Norm& norm : spec[one.by].norms) {
      if (norm.each && norm.each->where.valid()) visit(norm.each->where);
    }
    for (const ExprId part : {spec[one.by].while_, spec[one.by].suspended_while}) {
      if (part.valid()) visit(part);
    }
    clause_exprs(one.by, visit);
  }
  const Clause& clause = spec[id];
  std::vector<ExprId> parts{clause.bounds.from, clause.while_, clause.suspended_while,
                            clause.survives_until, clause.since, clause.cut};
  parts.insert(parts.end(), clause.bounds.until.begin(), clause.bounds.until.end());
  if (clause.contract.valid()) {
    const Bounds& outer = spec[clause.contract].bounds;
    parts.push_back(outer.from);
    parts.insert(parts.end(), outer.until.begin(), outer.until.end());
  }
  for (const ExprId part : parts) {
    if (part.valid()) visit(part);
  }
}

void Asked::each_expr(const Root& root, const std::function<void(ExprId)>& visit) const {
  const auto see = [&](ExprId expr) {
    if (expr.valid()) visit(expr);
  };
  see(root.expr);
  if (root.fact) {
    if (root.fact->each) see(root.fact->each->where);
    see(root.fact->condition);
  }
  if (!root.norm) return;
  clause_exprs(root.clause, visit);
  const Norm& norm = *root.norm;
  if (norm.each) see(norm.each->where);
  for (const ExprId part : {norm.condition, norm.by, norm.unless, norm.reading}) see(part);
  for (const Reparation& r : norm.otherwise) see(r.condition), see(r.by);
}

void Asked::each_binding(const Root& root, const std::function<void(const Binding&)>& visit) const {
  const std::function<void(ClauseId)> overrides = [&](ClauseId id) {
    for (const Override& one : overriding(id)) {
      for (const Norm& norm : spec[one.by].norms) {
        if (norm.each) visit(*norm.each);
      }
      overrides(one.by);
    }
  };
  if (root.norm && root.norm->each) visit(*root.norm->each);
  if (root.norm) overrides(root.clause);
  if (root.fact && root.fact->each) visit(*root.fact->each);
  each_expr(root, [&](ExprId expr) {
    walk(spec, expr, [&](ExprId, const Expr& node) {
      if (const Binding* binding = binding_of(node.node)) visit(*binding);
    });
  });
}

void Asked::add_types(Root& root) const {
  const auto see = [&](const Type& type) {
    if (type.base == BaseType::thing && !is_entity(type.thing)) root.types.insert(type.thing);
  };
  if (root.event.valid()) root.types.insert(root.event);
  each_binding(root, [&](const Binding& binding) {
    for (const Binder& binder : binding.binders) see(binder.type);
  });
  each_expr(root, [&](ExprId expr) {
    walk(spec, expr, [&](ExprId, const Expr& node) {
      if (!std::holds_alternative<ThingRef>(node.node)) see(node.type);
      const auto* event = std::get_if<ClauseEvent>(&node.node);
      if (!event || never_happens(*event)) return;
      Root other;  // a breach is the doing of all that its clause speaks of
      for (const Norm& norm : spec[event->clause].norms) {
        other.clause = event->clause;
        other.norm = &norm;
        add_types(other);
      }
      root.types.insert(other.types.begin(), other.types.end());
    });
  });
}

// ---------------------------------------------------------------- amounts

void Asked::find_not_negative() {
  for (const Root& root : roots) {
    if (!root.fact) continue;
    if (root.fact->each) {
      if (!root.fact->each->where.valid()) see_not_negative(*root.fact->each, root.fact->condition);
      continue;
    }
    const auto* all = std::get_if<Quantifier>(&spec[root.fact->condition].node);
    if (!all || all->kind != syntax::QuantifierKind::all || all->binding.where.valid()) continue;
    see_not_negative(all->binding, all->body);
  }
}

// `x.amount >= 0` for all x of a type: on each day on which one of them can be read.
void Asked::see_not_negative(const Binding& binding, ExprId condition) {
  if (binding.binders.size() != 1 || binding.binders[0].locals.size() != 1) return;
  if (binding.binders[0].type.base != BaseType::thing) return;
  if (const auto* both = std::get_if<Connect>(&spec[condition].node)) {
    if (both->op != Connective::and_) return;
    see_not_negative(binding, both->left);
    see_not_negative(binding, both->right);
    return;
  }
  const auto* compare = std::get_if<Compare>(&spec[condition].node);
  if (!compare) return;
  const bool above = compare->op == CompareOp::greater || compare->op == CompareOp::greater_equal;
  const bool below = compare->op == CompareOp::less || compare->op == CompareOp::less_equal;
  if (!above && !below) return;
  const auto* limit = std::get_if<NumberConst>(&spec[above ? compare->right : compare->left].node);
  const auto* field = std::get_if<FieldOf>(&spec[above ? compare->left : compare->right].node);
  const auto* of = field ? std::get_if<LocalRef>(&spec[field->of].node) : nullptr;
  if (!limit || limit->value < 0 || !of || of->local != binding.binders[0].locals[0]) return;
  // An event that never happens can still be named, and no fact ranges over it.
  const TypeId type = binding.binders[0].type.thing;
  const bool always = is_entity(type) || (is_flow(type) && binding.binders[0].range == syntax::Range::any_time);
  if (always && field->kind == FieldKind::declared && !spec[field->field].type.optional) {
    not_negative.insert(field->field);
  }
}

// ---------------------------------------------------------------- names through fields

void Asked::find_paths() {
  for (const Root& root : roots) {
    each_expr(root, [&](ExprId expr) { follow(expr, {}); });
  }
  for (const ThingId thing : fixed) {
    for (const auto& [field, value] : spec[thing].values) {
      if (value.valid()) follow(value, {});
    }
  }
  for (std::uint32_t i = 0; i < spec.types.size(); ++i) {
    const ThingType& type = spec.types[i];
    if (type.kind == TypeKind::flow) {
      paths[TypeId{i}][{{FieldKind::from, FieldId{}}}] = type.from;
      paths[TypeId{i}][{{FieldKind::to, FieldId{}}}] = type.to;
    }
    if (type.kind == TypeKind::entity) continue;
    for (const FieldId field : type.fields) {  // these must name something that is there
      const Type& value = spec[field].type;
      if (value.base != BaseType::thing || value.optional || value.set || is_entity(value.thing)) continue;
      paths[TypeId{i}][{{FieldKind::declared, field}}] = value.thing;
    }
  }
}

void Asked::follow(ExprId id, const std::map<LocalId, ExprId>& arguments) {
  const Expr& expr = spec[id];
  if (expr.type.base == BaseType::thing && !expr.type.set) {
    for (const Named& one : named(id, arguments)) {
      if (one.open) {
        open_names.push_back(expr.type.thing);
      } else if (!one.path.empty()) {
        paths[one.root][one.path] = expr.type.thing;
      }
    }
  }
  if (const auto* let = std::get_if<Let>(&expr.node)) {
    std::map<LocalId, ExprId> inner = arguments;
    for (const auto& [parameter, value] : let->bindings) {
      follow(value, arguments);
      inner[parameter] = value;
    }
    follow(let->body, inner);
    return;
  }
  for_each_child(expr.node, [&](ExprId child) { follow(child, arguments); });
}

std::vector<Asked::Named> Asked::named(ExprId id, const std::map<LocalId, ExprId>& arguments) const {
  const Expr& expr = spec[id];
  if (const auto* local = std::get_if<LocalRef>(&expr.node)) {
    const auto found = arguments.find(local->local);
    if (found != arguments.end()) {
      std::map<LocalId, ExprId> outer = arguments;
      outer.erase(local->local);
      return named(found->second, outer);
    }
    return {{spec[local->local].type.thing, {}, false}};
  }
  if (std::holds_alternative<OpenRef>(expr.node)) return {{TypeId{}, {}, true}};
  if (const auto* choice = std::get_if<If>(&expr.node)) {
    std::vector<Named> both = named(choice->then, arguments);
    const std::vector<Named> other = named(choice->otherwise, arguments);
    both.insert(both.end(), other.begin(), other.end());
    return both;
  }
  const auto* field = std::get_if<FieldOf>(&expr.node);
  if (!field) return {};
  if (const auto* thing = std::get_if<ThingRef>(&spec[field->of].node)) {
    const ExprId value = part_of(spec[thing->thing], field->kind, field->field);
    return value.valid() ? named(value, {}) : std::vector<Named>{};
  }
  std::vector<Named> result = named(field->of, arguments);
  for (Named& one : result) {
    if (!one.open) one.path.emplace_back(field->kind, field->field);
  }
  return result;
}

// ---------------------------------------------------------------- things

std::size_t Asked::fixed_of(TypeId type) const {
  return static_cast<std::size_t>(std::count_if(fixed.begin(), fixed.end(), [&](ThingId thing) {
    return spec.is_a(spec[thing].type, type);
  }));
}
bool Asked::is_entity(TypeId type) const { return spec[type].kind == TypeKind::entity; }
bool Asked::is_flow(TypeId type) const { return spec[type].kind == TypeKind::flow; }
bool Asked::is_event(TypeId type) const { return spec[type].kind == TypeKind::event; }

bool reads_day(const Spec& spec, ExprId expr) {
  bool found = false;
  walk(spec, expr, [&](ExprId, const Expr& node) {
    if (const auto* happen = std::get_if<Happen>(&node.node)) {
      found = found || happen->tense == syntax::HappenTense::happened;
    }
    const Binding* binding = binding_of(node.node);
    if (!binding) return;
    for (const Binder& binder : binding->binders) {
      const bool lasting = binder.range == syntax::Range::any_time ||
                           binder.type.base != BaseType::thing ||
                           spec[binder.type.thing].kind == TypeKind::entity;
      found = found || !lasting;
    }
  });
  return found;
}

}  // namespace proviso::scoping
