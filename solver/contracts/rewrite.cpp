#include "solver/contracts/rewrite.h"

#include "model/syntax/overload.h"

#include <map>

namespace proviso {

Expr::Node with_children(Expr::Node node, const std::function<ExprId(ExprId)>& change) {
  const auto see = [&](ExprId& id) {
    if (id.valid()) id = change(id);
  };
  std::visit(
      Overload{
          [](BoolConst&) {}, [](NumberConst&) {}, [](DateConst&) {}, [](NeverConst&) {}, [](NoneConst&) {},
          [](EnumConst&) {}, [](ThingRef&) {}, [](LocalRef&) {}, [](OpenRef&) {}, [](TermStart&) {},
          [](TermEnd&) {}, [](BreachDay&) {}, [](ClauseEvent&) {},
          [&](FieldOf& e) { see(e.of); },
          [&](Not& e) { see(e.operand); },
          [&](Negate& e) { see(e.operand); },
          [&](Connect& e) { see(e.left), see(e.right); },
          [&](Compare& e) { see(e.left), see(e.right); },
          [&](Arithmetic& e) { see(e.left), see(e.right); },
          [&](AddMonths& e) { see(e.date); },
          [&](In& e) { see(e.member), see(e.set); },
          [&](InPeriod& e) { see(e.what), see(e.period); },
          [&](IsNone& e) { see(e.operand); },
          [&](IsType& e) { see(e.operand); },
          [&](If& e) { see(e.condition), see(e.then), see(e.otherwise); },
          [&](SetOf& e) { for (ExprId& id : e.members) see(id); },
          [&](Happen& e) { see(e.event); },
          [&](MinMax& e) { for (ExprId& id : e.arguments) see(id); },
          [&](Abs& e) { see(e.operand); },
          [&](CountDays& e) { see(e.operand); },
          [&](PeriodShift& e) { see(e.period); },
          [&](Let& e) {
            for (auto& [local, value] : e.bindings) see(value);
            see(e.body);
          },
          [&](Quantifier& e) { see(e.binding.where), see(e.body); },
          [&](Aggregate& e) { see(e.binding.where), see(e.value); },
          [&](Reaches& e) { see(e.from), see(e.to), see(e.binding.where); },
      },
      node);
  return node;
}

namespace {

class Rewriting {
 public:
  Rewriting(Spec& spec, const std::function<ExprId(ExprId)>& change) : spec_(spec), change_(change) {}

  ExprId at(ExprId id) {
    if (const auto known = done_.find(id); known != done_.end()) return known->second;
    if (const ExprId made = change_(id); made.valid()) {
      done_.emplace(id, made);
      return made;
    }
    bool changed = false;
    const Expr before = spec_[id];
    Expr::Node node = with_children(before.node, [&](ExprId child) {
      const ExprId now = at(child);
      changed = changed || now != child;
      return now;
    });
    const ExprId result = changed ? spec_.add(std::move(node), before.type, before.span) : id;
    done_.emplace(id, result);
    return result;
  }

 private:
  Spec& spec_;
  const std::function<ExprId(ExprId)>& change_;
  std::map<ExprId, ExprId> done_;
};

}  // namespace

ExprId rewrite(Spec& spec, ExprId root, ExprId target, ExprId replacement) {
  return rewrite(spec, root, [&](ExprId id) { return id == target ? replacement : ExprId{}; });
}

ExprId rewrite(Spec& spec, ExprId root, const std::function<ExprId(ExprId)>& change) {
  return root.valid() ? Rewriting(spec, change).at(root) : root;
}

}  // namespace proviso
