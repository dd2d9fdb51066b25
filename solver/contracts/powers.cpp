#include "solver/contracts/powers.h"

#include "model/expr_walk.h"
#include "solver/contracts/added_question.h"
#include "solver/contracts/choices.h"
#include "solver/contracts/known_situations.h"
#include "solver/contracts/permission.h"
#include "solver/contracts/terms.h"
#include "solver/made_expressions.h"

#include <algorithm>
#include <functional>
#include <set>

namespace proviso {

namespace {

std::string holders(const Spec& spec, const std::vector<ThingId>& by) {
  if (by.empty()) return "nobody alone";
  std::string text;
  for (const ThingId party : by) text += (text.empty() ? "" : " or ") + spec[party].name;
  return text;
}

// Of these clauses a breach is what it hangs on, itself or by the events that it needs.
std::set<ClauseId> breaches_in(const Spec& spec, ExprId condition) {
  std::set<ThingId> events;
  add_events_needed(spec, condition, events);
  std::vector<ExprId> conditions{condition};
  for (const ThingId event : events) conditions.push_back(spec[event].only_if);
  std::set<ClauseId> named;
  for (const ExprId one : conditions)
    walk(spec, one, [&](ExprId, const Expr& e) {
      const auto* event = std::get_if<ClauseEvent>(&e.node);
      if (event && event->kind == ClauseEventKind::breach) named.insert(event->clause);
    });
  return named;
}

// A right that hangs on a breach is there for the breach: that it needs one is no fault of it.
bool hangs_on_breach(const Spec& spec, ExprId only_if, const std::vector<ClauseId>& of) {
  const std::set<ClauseId> named = breaches_in(spec, only_if);
  return !of.empty() && std::all_of(of.begin(), of.end(), [&](ClauseId clause) { return named.count(clause) > 0; });
}

ContractAnswer never_found(const Spec& spec, Inquiry& inquiry, ExprId only_if) {
  ContractAnswer answer = none_found(inquiry);
  if (answer.truth != Truth::yes) return answer;
  if (inquiry.find_any(false, true).satisfiable == Satisfiable::no) {
    answer.truth = Truth::impossible;
    answer.reason = "its condition never holds";
    return answer;
  }
  const std::vector<ClauseId> in_the_way = inquiry.minimal_conflict();
  name_clauses(spec, in_the_way, answer);
  if (hangs_on_breach(spec, only_if, in_the_way)) answer.truth = Truth::no;
  return answer;
}

class Looking {
 public:
  Looking(const Spec& spec, const std::vector<ContractId>& contracts, const ContractOptions& options,
          KnownSituations* known)
      : spec_(spec), contracts_(contracts), options_(options), known_(known) {}

  PowerAnswer of(ThingId event) const {
    const Thing& thing = spec_[event];
    PowerAnswer answer{thing.name, holders(spec_, thing.by), thing.span, never(event), {}};
    answer.matters = matters([&](const Expr& e) {
      const auto* ref = std::get_if<ThingRef>(&e.node);
      return (ref && ref->thing == event) || binds(e, thing.type);
    });
    return answer;
  }

  PowerAnswer of(const Power& power, ContractId contract) const {
    PowerAnswer answer{spec_[power.type].name, holders(spec_, power.by), power.span, never(power, contract), {}};
    answer.matters = matters([&](const Expr& e) { return binds(e, power.type); });
    return answer;
  }

 private:
  static ContractAnswer seen() {
    ContractAnswer answer;
    answer.truth = Truth::no;
    return answer;
  }

  ContractAnswer never(ThingId event) const {
    const ExprId only_if = spec_[event].only_if;
    if (known_ && known_->has_event(event, kept_beside(only_if))) return seen();
    return look(only_if, [&](std::vector<ClauseId> kept) {
      Spec spec = spec_;
      SituationQuestion question = question_about(contracts_, std::move(kept), {});
      question.conditions = {spec.add(Happen{thing_name(spec, event), syntax::HappenTense::happens},
                                      basic(BaseType::boolean))};
      // With the condition in it, nothing but the clauses can be in the way.
      return Inquiry(std::move(spec), std::move(question), options_);
    });
  }

  ContractAnswer never(const Power& power, ContractId contract) const {
    if (known_ && known_->has_event(power, kept_beside(power.only_if))) return seen();
    return look(power.only_if, [&](std::vector<ClauseId> kept) {
      Spec spec = spec_;
      const ClauseId asked = add_event_question(spec, contract, power.type, power.span);
      SituationQuestion question = question_about(contracts_, std::move(kept), {{scoping::GoalKind::arises, asked}});
      question.questions = {asked};
      return Inquiry(std::move(spec), std::move(question), options_);
    });
  }

  // All clauses but those of which its condition may need a breach.
  std::vector<ClauseId> kept_beside(ExprId only_if) const {
    std::vector<ClauseId> kept = clauses_of(spec_, contracts_);
    const std::set<ClauseId> broken = breaches_in(spec_, only_if);
    std::erase_if(kept, [&](ClauseId clause) { return broken.count(clause) > 0; });
    return kept;
  }

  ContractAnswer look(ExprId only_if, const std::function<Inquiry(std::vector<ClauseId>)>& keeping) const {
    if (!breaches_in(spec_, only_if).empty()) {
      Inquiry beside = keeping(kept_beside(only_if));
      if (none_found(beside).truth == Truth::no) return seen();
    }
    Inquiry inquiry = keeping(clauses_of(spec_, contracts_));
    return never_found(spec_, inquiry, only_if);
  }

  bool binds(const Binding& binding, TypeId type) const {
    return std::any_of(binding.binders.begin(), binding.binders.end(), [&](const Binder& binder) {
      return binder.type.base == BaseType::thing && binder.type.thing == type;
    });
  }
  bool binds(const Expr& e, TypeId type) const {
    const Binding* bound = binding_of(e.node);
    return bound && binds(*bound, type);
  }

  template <class F>
  HealthMark matters(F concerns) const {
    bool found = false;
    for_each_expr(spec_, contracts_, [&](ExprId root) {
      walk(spec_, root, [&](ExprId, const Expr& e) { found = found || concerns(e); });
    });
    for (const ClauseId clause : clauses_of(spec_, contracts_))
      for (const Norm& norm : spec_[clause].norms)
        if (norm.each)
          for (const Binder& binder : norm.each->binders) {
            Quantifier bound{syntax::QuantifierKind::some, Binding{{binder}, {}}, {}};
            found = found || concerns(Expr{bound, basic(BaseType::boolean), {}});
          }
    return found ? HealthMark{Truth::yes, ""} : HealthMark{Truth::no, "no clause and no other event speaks of it"};
  }

  const Spec& spec_;
  const std::vector<ContractId>& contracts_;
  const ContractOptions& options_;
  KnownSituations* known_;
};

}  // namespace

std::vector<PowerAnswer> powers_of(const Spec& spec, const std::vector<ContractId>& contracts,
                                   const ContractOptions& options, KnownSituations* known) {
  const Looking look(spec, contracts, options, known);
  std::vector<PowerAnswer> result;
  std::vector<ThingId> seen;
  for (const ContractId contract : contracts) {
    for (const ThingId event : spec[contract].events) {
      if (spec[event].date.valid() || std::find(seen.begin(), seen.end(), event) != seen.end()) continue;
      seen.push_back(event);
      result.push_back(look.of(event));
    }
    for (const Power& power : spec[contract].powers) result.push_back(look.of(power, contract));
  }
  return result;
}

}  // namespace proviso
