#include "solver/contracts/term_ends.h"

#include "model/expr_walk.h"
#include "solver/contracts/added_question.h"
#include "solver/contracts/permission.h"
#include "solver/contracts/rewrite.h"
#include "solver/made_expressions.h"

#include <algorithm>
#include <functional>

namespace proviso {

namespace {

const Type kHolds = basic(BaseType::boolean);

template <typename One>
bool is_among(const std::vector<One>& all, One one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

ExprId contract_end(Spec& spec, ContractId contract) {
  const std::vector<ExprId> ends = spec[contract].bounds.until;
  if (ends.size() == 1) return ends.front();
  const Type date = basic(BaseType::date);
  return ends.empty() ? spec.add(NeverConst{}, date) : spec.add(MinMax{true, ends}, date);
}

// All dates at which the clause's term ends; the earliest counts. The `term.end` of a clause's own bounds is
// that of its contract, written out.
std::vector<ExprId> ends_of(Spec& spec, ClauseId id) {
  const Clause clause = spec[id];
  std::vector<ExprId> result = clause.bounds.until;
  if (clause.survives_until.valid()) result.push_back(clause.survives_until);
  for (ExprId& end : result)
    end = rewrite(spec, end, [&](ExprId part) {
      const bool outer = std::holds_alternative<TermEnd>(spec[part].node) && clause.contract.valid();
      return outer ? contract_end(spec, clause.contract) : ExprId{};
    });
  if (clause.cut.valid()) result.push_back(clause.cut);
  if (!clause.survives_until.valid() && clause.contract.valid()) {
    const std::vector<ExprId>& outer = spec[clause.contract].bounds.until;
    result.insert(result.end(), outer.begin(), outer.end());
  }
  return result;
}

ExprId name_of_ending(Spec& spec, const EndingEvent& ending) {
  return ending.event.valid() ? thing_name(spec, ending.event)
                              : spec.add(LocalRef{ending.local}, thing_type(ending.type));
}

bool binds_type(const Binder& binder, TypeId type) {
  return binder.type.base == BaseType::thing && !binder.type.set && binder.type.thing == type;
}

void for_each_end(const Spec& of, ClauseId clause, const std::function<void(ExprId, const Expr&)>& visit) {
  Spec spec = of;
  for (const ExprId end : ends_of(spec, clause)) walk(spec, end, visit);
  walk(spec, spec[clause].while_, visit);
}

ExprId without_event(Spec& spec, ExprId root, const EndingEvent& ending);

// What binds events of that type, with all of them but this one.
ExprId bound_without(Spec& spec, ExprId id, const EndingEvent& ending) {
  const Type type = spec[id].type;
  const Span span = spec[id].span;
  Expr::Node node = with_children(spec[id].node, [&](ExprId part) { return without_event(spec, part, ending); });
  const auto leave_out = [&](Binding& binding) {
    for (const Binder& binder : binding.binders) {
      if (!binds_type(binder, ending.type)) continue;
      for (const LocalId local : binder.locals) {
        const ExprId same = are_equal(spec, spec.add(LocalRef{local}, binder.type), name_of_ending(spec, ending));
        binding.where = connected(spec, Connective::and_, binding.where, spec.add(Not{same}, kHolds));
      }
    }
  };
  std::visit([&](auto& one) {
    if constexpr (requires { one.binding; }) leave_out(one.binding);
  }, node);
  return spec.add(std::move(node), type, span);
}

// The expression as it is where the event never happens.
ExprId without_event(Spec& spec, ExprId root, const EndingEvent& ending) {
  const auto is_event = [&](ExprId id) {
    const auto* ref = std::get_if<ThingRef>(&spec[id].node);
    return ref && ending.event.valid() && ref->thing == ending.event;
  };
  return rewrite(spec, root, [&](ExprId id) -> ExprId {
    const Expr& e = spec[id];
    const auto* field = std::get_if<FieldOf>(&e.node);
    if (field && field->kind == FieldKind::date && is_event(field->of)) return spec.add(NeverConst{}, basic(BaseType::date));
    const auto* happen = std::get_if<Happen>(&e.node);
    if (happen && is_event(happen->event)) return spec.add(BoolConst{false}, kHolds);
    const Binding* binding = binding_of(e.node);
    const bool bound = binding && std::any_of(binding->binders.begin(), binding->binders.end(),
                                              [&](const Binder& one) { return binds_type(one, ending.type); });
    return bound ? bound_without(spec, id, ending) : ExprId{};
  });
}

// Without the event the term would have begun as well.
ExprId begins_anyway(Spec& spec, ClauseId id, const EndingEvent& event) {
  ExprId all;
  const Clause& clause = spec[id];
  std::vector<ExprId> begins{clause.bounds.from};
  if (clause.contract.valid()) begins.push_back(spec[clause.contract].bounds.from);
  for (const ExprId begin : begins) {
    if (!begin.valid()) continue;
    const ExprId without = without_event(spec, begin, event);
    if (without == begin) continue;
    const ExprId never = spec.add(NeverConst{}, basic(BaseType::date));
    all = connected(spec, Connective::and_, all, spec.add(Compare{CompareOp::less, without, never}, kHolds));
  }
  return all;
}

// One of the ends comes before all ends that there would be without the event.
ExprId comes_first(Spec& spec, ClauseId clause, const EndingEvent& event) {
  ExprId any;
  const std::vector<ExprId> ends = ends_of(spec, clause);
  for (const ExprId end : ends) {
    ExprId before_all;
    for (const ExprId other : ends) {
      const ExprId without = without_event(spec, other, event);
      const ExprId before = spec.add(Compare{CompareOp::less, end, without}, kHolds);
      before_all = connected(spec, Connective::and_, before_all, before);
    }
    if (without_event(spec, end, event) != end) any = connected(spec, Connective::or_, any, before_all);
  }
  return any;
}

// After its term began, the clause's `while` holds no more, and would without the event.
ExprId holds_no_more(Spec& spec, ClauseId clause, const EndingEvent& event) {
  const ExprId now = spec[clause].while_;
  const ExprId without = now.valid() ? without_event(spec, now, event) : now;
  if (without == now) return {};
  const ExprId day = spec.add(FieldOf{name_of_ending(spec, event), FieldKind::date, {}}, basic(BaseType::date));
  const ExprId start = spec.add(TermStart{}, basic(BaseType::date));
  const ExprId later = spec.add(Compare{CompareOp::greater, day, start}, kHolds);
  const ExprId off = spec.add(Not{now}, kHolds);
  return connected(spec, Connective::and_, later, connected(spec, Connective::and_, without, off));
}

// On a day of the clause's term: the event ends that term early.
ExprId ends_early(Spec& spec, ClauseId clause, const EndingEvent& event) {
  const ExprId on = spec[clause].while_;
  const ExprId first = comes_first(spec, clause, event);
  const ExprId by_day = first.valid() ? connected(spec, Connective::and_, on, first) : first;
  const ExprId early = connected(spec, Connective::or_, by_day, holds_no_more(spec, clause, event));
  if (!early.valid()) return spec.add(BoolConst{false}, kHolds);
  return connected(spec, Connective::and_, begins_anyway(spec, clause, event), early);
}

}  // namespace

std::vector<TypeId> ending_types(const Spec& spec, ClauseId clause) {
  std::vector<TypeId> result;
  for_each_end(spec, clause, [&](ExprId, const Expr& e) {
    const Binding* binding = binding_of(e.node);
    if (!binding) return;
    for (const Binder& binder : binding->binders) {
      if (binder.type.base != BaseType::thing || spec[binder.type.thing].kind != syntax::TypeKind::event) continue;
      if (!is_among(result, binder.type.thing)) result.push_back(binder.type.thing);
    }
  });
  return result;
}

std::vector<ThingId> ending_events(const Spec& spec, const std::vector<ContractId>& contracts, ClauseId clause) {
  std::vector<ThingId> result;
  for_each_end(spec, clause, [&](ExprId, const Expr& e) {
    const auto* ref = std::get_if<ThingRef>(&e.node);
    const bool event = ref && spec[spec[ref->thing].type].kind == syntax::TypeKind::event;
    if (event && !is_among(result, ref->thing)) result.push_back(ref->thing);
  });
  const std::vector<TypeId> types = ending_types(spec, clause);
  for (const ThingId event : events_of(spec, contracts)) {
    if (is_among(types, spec[event].type) && !spec[event].date.valid() && !is_among(result, event)) result.push_back(event);
  }
  return result;
}

ClauseId ended_early(Spec& spec, ClauseId clause, EndingEvent event) {
  Norm norm;
  norm.condition = spec.add(BoolConst{true}, kHolds);
  Clause asked = spec[clause];
  asked.while_ = {};
  if (event.event.valid()) {
    asked.while_ = ends_early(spec, clause, event);
  } else {
    Binder binder = any_of(spec, "event", event.type);
    binder.range = syntax::Range::any_time;
    event.local = binder.locals.front();
    norm.each = Binding{{binder}, ends_early(spec, clause, event)};
  }
  asked.overridden.clear();
  asked.suspended_while = {};
  asked.norms = {std::move(norm)};
  return enter_clause(spec, std::move(asked));
}

}  // namespace proviso
