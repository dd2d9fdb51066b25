#include "model/resolve/any_profiles.h"

#include "model/expr_walk.h"
#include "model/syntax/overload.h"

#include <fmt/format.h>

#include <set>

namespace proviso::resolving {
namespace {

// Two flows of one declaration have the same profile if they agree in all but the amounts that are
// only summed up. Taking two of them for one, with both amounts, then changes nothing that anyone
// reads, unless flows are counted or told apart.
class Profiling {
 public:
  Profiling(const AnyUniverse& universe, ThingId first)
      : universe_(universe), spec_(universe.spec), first_(first), type_(spec_[first].type) {}

  Profiles run() {
    count_parts();
    if (why_.empty()) bless_facts();
    if (why_.empty()) bless_sums();
    universe_.each_norm_binding([&](const Binding& binding) { check_binders(binding); });
    universe_.each_root([&](ExprId root) {
      walk(spec_, root, [&](ExprId id, const Expr& expr) { check(id, expr); });
    });
    return why_.empty() ? Profiles{count_, ""} : Profiles{0, why_};
  }

 private:
  void refuse(std::string why) {
    if (why_.empty()) why_ = std::move(why);
  }

  // ---- how many profiles there can be

  void count_parts() {
    const Thing& thing = spec_[first_];
    for (const auto& [field, value] : thing.values) {
      const OpenTerm* term = universe_.own_term(first_, value);
      if (term && adds_up(*term)) {
        amounts_.insert(field);
      } else if (term) {
        multiply(*term);
      }
    }
    for (const ExprId end : {thing.from, thing.to, thing.start, thing.end}) {
      if (const OpenTerm* term = universe_.own_term(first_, end)) multiply(*term);
    }
  }

  // The sum of two of its values is one of its values.
  bool adds_up(const OpenTerm& term) const {
    const BaseType base = term.type.base;
    const bool amount =
        base == BaseType::integer || base == BaseType::number || base == BaseType::money;
    if (!amount || term.type.set || term.type.optional || term.finite || term.high.valid()) return false;
    return !term.low.valid() || not_negative(term.low);
  }
  bool not_negative(ExprId expr) const {
    const auto* number = std::get_if<NumberConst>(&spec_[expr].node);
    return number && number->value >= 0;
  }

  void multiply(const OpenTerm& term) {
    std::size_t values = kMany;
    if (term.finite) {
      values = term.values.size();
    } else if (!term.low.valid() && !term.high.valid() && !term.type.set && !of_any_number(term.type)) {
      values = universe_.count_of(term.type) + (term.type.optional ? 1 : 0);
    }
    count_ = times(count_, values);
    if (values >= kMany) refuse(fmt::format("`{}` has too many values", of_any(term.name)));
  }
  // Its values are then as many as there are such flows.
  bool of_any_number(const Type& type) const {
    for (const ThingId first : universe_.firsts) {
      if (is_of(type, spec_[first].type)) return true;
    }
    return false;
  }
  // "x#1.amount" is `amount` of any of them.
  std::string of_any(const std::string& name) const {
    return name.substr(spec_[first_].name.size() + 1);
  }

  // ---- where the amounts may stand

  bool binds_one(const Binding& binding) const {
    return binding.binders.size() == 1 && binding.binders[0].locals.size() == 1 &&
           is_of(binding.binders[0].type, type_);
  }
  bool amount_of(ExprId expr, LocalId local) const {
    const auto* field = expr.valid() ? std::get_if<FieldOf>(&spec_[expr].node) : nullptr;
    const auto* of = field ? std::get_if<LocalRef>(&spec_[field->of].node) : nullptr;
    return of && of->local == local && field->kind == FieldKind::declared &&
           amounts_.count(field->field) > 0;
  }

  // `fact all p: T => p.amount >= 0`: true of a sum if it is of its parts.
  void bless_facts() {
    universe_.each_fact([&](const Fact& fact) {
      if (fact.each) return bless_bound(*fact.each, fact.condition);
      const auto* all = std::get_if<Quantifier>(&spec_[fact.condition].node);
      if (all && all->kind == syntax::QuantifierKind::all) bless_bound(all->binding, all->body);
    });
  }
  void bless_bound(const Binding& binding, ExprId condition) {
    const auto* compare = std::get_if<Compare>(&spec_[condition].node);
    if (!binds_one(binding) || !compare) return;
    const bool from_below = compare->op == CompareOp::greater || compare->op == CompareOp::greater_equal;
    if (from_below && not_negative(compare->right) &&
        amount_of(compare->left, binding.binders[0].locals[0])) {
      blessed_.insert(compare->left);
    }
  }
  void bless_sums() {
    universe_.each_root([&](ExprId root) {
      walk(spec_, root, [&](ExprId, const Expr& expr) {
        const auto* sum = std::get_if<Aggregate>(&expr.node);
        if (sum && sums_up(*sum)) blessed_.insert(sum->value);
      });
    });
  }
  bool sums_up(const Aggregate& e) const {
    return e.kind == syntax::AggregateKind::sum && binds_one(e.binding) &&
           amount_of(e.value, e.binding.binders[0].locals[0]);
  }

  // ---- what would tell two flows of one profile from one

  bool binds_such(const Binding& binding) const {
    for (const Binder& binder : binding.binders) {
      if (is_of(binder.type, type_)) return true;
    }
    return false;
  }
  void check_binders(const Binding& binding) {
    for (const Binder& binder : binding.binders) {
      if (is_of(binder.type, type_) && binder.locals.size() > 1) refuse("two different ones are bound");
    }
  }

  void check(ExprId id, const Expr& expr) {
    std::visit(Overload{
                   [&](const Quantifier& e) {
                     check_binders(e.binding);
                     if (e.kind == syntax::QuantifierKind::one && binds_such(e.binding)) {
                       refuse("exactly one of them is asked for");
                     }
                   },
                   [&](const Aggregate& e) {
                     check_binders(e.binding);
                     check_aggregate(e);
                   },
                   [&](const Reaches& e) { check_binders(e.binding); },
                   [&](const Compare& e) {
                     if (is_of(spec_[e.left].type, type_) || is_of(spec_[e.right].type, type_)) {
                       refuse("they are compared with each other");
                     }
                   },
                   [&](const In& e) {
                     if (is_of(spec_[e.member].type, type_)) refuse("they are members of a set");
                   },
                   [&](const OpenRef&) {
                     if (is_of(expr.type, type_)) refuse("an open value may be one of them");
                   },
                   [&](const FieldOf& e) {
                     const bool named = std::holds_alternative<ThingRef>(spec_[e.of].node);
                     const bool amount = e.kind == FieldKind::declared && amounts_.count(e.field) > 0;
                     if (amount && !named && blessed_.count(id) == 0) {
                       refuse(fmt::format("their `{}` is not only summed up", spec_[e.field].name));
                     }
                   },
                   [](const auto&) {},
               },
               expr.node);
  }

  void check_aggregate(const Aggregate& e) {
    if (!binds_such(e.binding)) return;
    switch (e.kind) {
      case syntax::AggregateKind::count: refuse("they are counted"); break;
      case syntax::AggregateKind::sum:
        if (!sums_up(e)) refuse("they are summed up");
        break;
      case syntax::AggregateKind::min:
      case syntax::AggregateKind::max: break;  // of nothing that is not an amount: see FieldOf
    }
  }

  const AnyUniverse& universe_;
  const Spec& spec_;
  ThingId first_;
  TypeId type_;
  std::size_t count_ = 1;
  std::set<FieldId> amounts_;
  std::set<ExprId> blessed_;
  std::string why_;
};

}  // namespace

Profiles profiles(const AnyUniverse& universe, ThingId first) {
  return Profiling(universe, first).run();
}

}  // namespace proviso::resolving
