#include "model/resolve/walk.h"

#include "model/expr_walk.h"

#include <algorithm>

namespace proviso::resolving {
namespace {

void add(std::vector<ExprId>& to, ExprId id) {
  if (id.valid()) to.push_back(id);
}

template <class... Ids>
std::vector<ExprId> list(Ids... ids) {
  std::vector<ExprId> result;
  (add(result, ids), ...);
  return result;
}

bool reads_day(const Spec& spec, const Binding& binding) {
  return std::any_of(binding.binders.begin(), binding.binders.end(), [&](const Binder& binder) {
    return binder.range != syntax::Range::any_time && binder.type.base == BaseType::thing &&
           spec[binder.type.thing].kind != syntax::TypeKind::entity;
  });
}

}  // namespace

std::vector<ExprId> operands(const Expr& expr) {
  using Ids = std::vector<ExprId>;
  return std::visit(
      Overload{
          [](const BoolConst&) { return Ids{}; },
          [](const NumberConst&) { return Ids{}; },
          [](const DateConst&) { return Ids{}; },
          [](const NeverConst&) { return Ids{}; },
          [](const NoneConst&) { return Ids{}; },
          [](const EnumConst&) { return Ids{}; },
          [](const ThingRef&) { return Ids{}; },
          [](const LocalRef&) { return Ids{}; },
          [](const OpenRef&) { return Ids{}; },
          [](const FieldOf& e) { return list(e.of); },
          [](const Not& e) { return list(e.operand); },
          [](const Negate& e) { return list(e.operand); },
          [](const Connect& e) { return list(e.left, e.right); },
          [](const Compare& e) { return list(e.left, e.right); },
          [](const Arithmetic& e) { return list(e.left, e.right); },
          [](const AddMonths& e) { return list(e.date); },
          [](const In& e) { return list(e.member, e.set); },
          [](const InPeriod& e) { return list(e.what, e.period); },
          [](const IsNone& e) { return list(e.operand); },
          [](const IsType& e) { return list(e.operand); },
          [](const If& e) { return list(e.condition, e.then, e.otherwise); },
          [](const SetOf& e) { return e.members; },
          [](const Happen& e) { return list(e.event); },
          [](const MinMax& e) { return e.arguments; },
          [](const Abs& e) { return list(e.operand); },
          [](const CountDays& e) { return list(e.operand); },
          [](const PeriodShift& e) { return list(e.period); },
          [](const TermStart&) { return Ids{}; },
          [](const TermEnd&) { return Ids{}; },
          [](const BreachDay&) { return Ids{}; },
          [](const ClauseEvent&) { return Ids{}; },
          [](const Let& e) {
            Ids ids;
            for (const auto& [local, value] : e.bindings) add(ids, value);
            add(ids, e.body);
            return ids;
          },
          [](const Quantifier& e) { return list(e.binding.where, e.body); },
          [](const Aggregate& e) { return list(e.binding.where, e.value); },
          [](const Reaches& e) { return list(e.from, e.to, e.binding.where); },
      },
      expr.node);
}

void walk(const Spec& spec, ExprId root, const std::function<bool(ExprId)>& visit) {
  if (!root.valid() || !visit(root)) return;
  for (const ExprId operand : operands(spec[root])) walk(spec, operand, visit);
}

bool mentions(const Spec& spec, ExprId root, const std::vector<LocalId>& locals) {
  bool found = false;
  walk(spec, root, [&](ExprId id) {
    const auto* local = std::get_if<LocalRef>(&spec[id].node);
    if (local && std::find(locals.begin(), locals.end(), local->local) != locals.end()) found = true;
    return !found;
  });
  return found;
}

bool has_open_term(const Spec& spec, ExprId root) {
  bool found = false;
  walk(spec, root, [&](ExprId id) {
    if (std::holds_alternative<OpenRef>(spec[id].node)) found = true;
    return !found;
  });
  return found;
}

Span reads_state(const Spec& spec, ExprId root) {
  Span found;
  walk(spec, root, [&](ExprId id) {
    const Expr& expr = spec[id];
    bool reads = false;
    if (const Binding* binding = binding_of(expr.node)) {
      reads = reads_day(spec, *binding);
    } else if (const auto* happen = std::get_if<Happen>(&expr.node)) {
      reads = happen->tense == syntax::HappenTense::happened;
    }
    if (reads && found.empty()) found = expr.span;
    return found.empty();
  });
  return found;
}

}  // namespace proviso::resolving
