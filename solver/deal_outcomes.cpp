#include "solver/deal_outcomes.h"

#include "solver/achievable.h"
#include "solver/support.h"

#include <algorithm>

namespace proviso {

namespace {

std::string quoted_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "`" : ", `") + name + "`";
  return text;
}

class Outcomes {
 public:
  Outcomes(const Spec& spec, Decision& decision, const CheckOptions& options)
      : spec_(spec), decision_(decision), options_(options) {}

  // Empty where the outcome is as expected.
  std::string instead(const Outcome& outcome) {
    using K = syntax::ExpectKind;
    undecided_ = decision_.verdict == Verdict::undecided;
    if (decision_.divides_by_zero) return "a divisor is zero in some scenario";
    switch (outcome.kind) {
      case K::complies: return verdict_is(Verdict::complies);
      case K::impossible: return verdict_is(Verdict::impossible);
      case K::undecided: return verdict_is(Verdict::undecided);
      case K::conflicts: {
        const std::string wrong = verdict_is(Verdict::conflicts);
        return wrong.empty() ? conflicts(outcome) : wrong;
      }
      case K::depends: {
        const std::string wrong = verdict_is(Verdict::depends);
        return wrong.empty() ? depends(outcome) : wrong;
      }
      case K::achievable: return achieved(true);
      case K::not_achievable: return achieved(false);
      case K::breaks:
      case K::keeps:
      case K::pending:
      case K::can: return of_day(outcome);
      default: return "this kind of expectation is not checked yet";
    }
  }
  [[nodiscard]] bool undecided() const { return undecided_; }

 private:
  std::string verdict_is(Verdict expected) {
    if (decision_.verdict == expected) return "";
    std::string text = std::string("the verdict is `") + word(decision_.verdict) + "`";
    std::vector<std::string> broken;
    for (const ClauseDecision& clause : decision_.clauses)
      if (clause.can_break == Satisfiable::yes) broken.push_back(spec_.full_name(clause.clause));
    if (!broken.empty()) {
      const std::string when = decision_.verdict == Verdict::depends ? "in some scenario " : "";
      text += ": broken " + when + (broken.size() == 1 ? "is " : "are ") + quoted_names(broken);
    }
    if (decision_.verdict == Verdict::undecided) text += ": " + decision_.reason;
    return text;
  }

  // ---- choices that are safe

  std::string achieved(bool expected) {
    const Achievable found = achievable(spec_, decision_);
    undecided_ = found.safe_choice == Satisfiable::unknown;
    if (undecided_) return "whether there is a safe choice is not settled: " + found.reason;
    if ((found.safe_choice == Satisfiable::yes) == expected) return "";
    return expected ? "no choice is safe whatever else happens" : "there is a safe choice";
  }

  // ---- what is so in every scenario

  std::string of_day(const Outcome& outcome) {
    if (decision_.verdict == Verdict::impossible) return verdict_is(Verdict::complies);
    if (empty_horizon()) return "that day comes before what is judged begins";
    for (const ExpectName& name : outcome.names) {
      std::string wrong = outcome.kind == syntax::ExpectKind::can ? can(name) : of_clause(outcome.kind, name);
      if (!wrong.empty()) return wrong;
    }
    undecided_ = decision_.scope != nullptr;
    return undecided_ ? scope_reason(*decision_.scope) : "";
  }

  bool empty_horizon() const {
    const Horizon& horizon = decision_.problem->universe.horizon;
    return horizon.end && *horizon.end <= horizon.start;
  }

  // Whether it holds in every scenario. `unknown` also where the scenarios cannot be described.
  Satisfiable always(Formula formula) {
    if (decision_.clauses.empty() && !decision_.problem->refused.empty()) return Satisfiable::unknown;
    std::vector<Formula> all = decision_.admissible;
    all.push_back(decision_.problem->formulas.not_(formula));
    switch (decision_.asker->ask(all).satisfiable) {
      case Satisfiable::yes: return Satisfiable::no;
      case Satisfiable::no: return Satisfiable::yes;
      case Satisfiable::unknown: break;
    }
    return Satisfiable::unknown;
  }

  std::string unsettled(const ExpectName& name) {
    undecided_ = true;
    for (const std::size_t i : of(name)) {
      const std::string& refused = decision_.problem->clauses[i].refused;
      if (!refused.empty()) return "`" + name.text + "`: " + refused + " cannot be expressed yet";
    }
    return "`" + name.text + "` is not settled" + (decision_.reason.empty() ? "" : ": " + decision_.reason);
  }

  std::string of_clause(syntax::ExpectKind kind, const ExpectName& name) {
    const std::vector<std::size_t> texts = of(name);
    if (texts.empty())
      return decision_.clauses.empty() ? unsettled(name) : no_clause(name);
    std::vector<Formula> broken, pending;
    for (const std::size_t i : texts) {
      const GroundClause& clause = decision_.problem->clauses[i];
      if (!clause.refused.empty()) return unsettled(name);
      broken.push_back(clause.broken);
      pending.push_back(clause.pending);
    }
    Formulas& formulas = decision_.problem->formulas;
    const bool waits = kind == syntax::ExpectKind::pending;
    const Formula so = formulas.or_(waits ? std::move(pending) : std::move(broken));
    const bool never = kind == syntax::ExpectKind::keeps;
    const Satisfiable found = always(never ? formulas.not_(so) : so);
    if (found == Satisfiable::unknown) return unsettled(name);
    if (found == Satisfiable::yes) return "";
    const bool ever = always(never ? so : formulas.not_(so)) != Satisfiable::yes;
    const std::string some = ever ? " in some scenario" : "";
    if (waits) return "nothing of `" + name.text + "` is pending" + some;
    return "`" + name.text + (never ? "` is broken" : "` is not broken") + some;
  }

  std::string can(const ExpectName& name) {
    const bool anybody = [&] {
      const Thing& event = spec_[name.thing];
      if (!event.by.empty()) return true;
      for (const ContractId contract : decision_.problem->universe.contracts)
        for (const Power& power : spec_[contract].powers)
          if (!power.by.empty() && spec_.is_a(event.type, power.type)) return true;
      return false;
    }();
    if (!anybody) return "`" + name.text + "` is nobody's to bring about alone";
    for (std::size_t i = 0; i < options_.scenarios.can.size() && i < decision_.problem->can.size(); ++i) {
      if (options_.scenarios.can[i].first != name.thing) continue;
      Formulas& formulas = decision_.problem->formulas;
      const auto& [before, allowed] = decision_.problem->can[i];
      if (always(before) == Satisfiable::yes) return "`" + name.text + "` has come by then";
      const Satisfiable found = always(formulas.or_(before, allowed));
      if (found == Satisfiable::unknown) break;
      if (found == Satisfiable::yes) return "";
      const bool ever = always(formulas.or_(before, formulas.not_(allowed))) != Satisfiable::yes;
      return "`" + name.text + "` cannot come on that day" + (ever ? " in some scenario" : "");
    }
    return unsettled(name);
  }

  // ---- clauses

  bool in(const ExpectName& name, ClauseId clause) const {
    return std::find(name.clauses.begin(), name.clauses.end(), clause) != name.clauses.end();
  }
  // What was found about the texts that the name stands for and that take part.
  std::vector<std::size_t> of(const ExpectName& name) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < decision_.clauses.size(); ++i)
      if (in(name, decision_.clauses[i].clause)) found.push_back(i);
    return found;
  }
  Satisfiable can_break(const ExpectName& name) const {
    Satisfiable result = Satisfiable::no;
    for (const std::size_t i : of(name)) {
      const Satisfiable one = decision_.clauses[i].can_break;
      if (one == Satisfiable::yes) return one;
      if (one == Satisfiable::unknown) result = one;
    }
    return result;
  }
  // Every text that the name stands for is kept.
  Formula kept(const ExpectName& name) {
    std::vector<Formula> all;
    for (const std::size_t i : of(name))
      all.push_back(decision_.problem->formulas.not_(decision_.problem->clauses[i].broken));
    return decision_.problem->formulas.and_(std::move(all));
  }
  static std::string no_clause(const ExpectName& name) {
    return "`" + name.text + "` is no clause of the contracts it stands under";
  }

  // In no scenario are the named clauses all kept; with `only`, no other is ever broken.
  std::string conflicts(const Outcome& outcome) {
    std::vector<Formula> all = decision_.admissible;
    for (const ExpectName& name : outcome.names) {
      if (of(name).empty()) return no_clause(name);
      all.push_back(kept(name));
    }
    if (!outcome.names.empty()) {
      // Each named clause has its part: it can be broken; together they cannot all be kept.
      for (const ExpectName& name : outcome.names)
        if (can_break(name) != Satisfiable::yes)
          return "`" + name.text + "` is never broken; " + broken_ones();
      if (decision_.asker->ask(all).satisfiable != Satisfiable::no)
        return "a scenario keeps " + names(outcome) + "; " + broken_ones();
    }
    if (!outcome.only) return "";
    for (const ClauseDecision& clause : decision_.clauses) {
      const bool named = std::any_of(outcome.names.begin(), outcome.names.end(),
                                     [&](const ExpectName& n) { return in(n, clause.clause); });
      if (!named && clause.can_break == Satisfiable::yes)
        return "`" + spec_.full_name(clause.clause) + "` is broken too";
    }
    return "";
  }

  std::string names(const Outcome& outcome) const {
    std::vector<std::string> texts;
    for (const ExpectName& name : outcome.names) texts.push_back(name.text);
    return quoted_names(texts);
  }

  std::string broken_ones() const {
    std::vector<std::string> broken;
    for (const ClauseDecision& clause : decision_.clauses)
      if (clause.can_break == Satisfiable::yes) broken.push_back(spec_.full_name(clause.clause));
    return (broken.size() == 1 ? "broken is " : "broken are ") + quoted_names(broken);
  }

  std::string depends(const Outcome& outcome) {
    bool needs_support = false;
    for (const ExpectName& name : outcome.names) {
      if (is_variable(name)) {
        needs_support = true;
        continue;
      }
      if (of(name).empty()) return no_clause(name);
      if (can_break(name) != Satisfiable::yes) return "`" + name.text + "` is never broken";
      std::vector<Formula> all = decision_.admissible;
      all.push_back(kept(name));
      if (decision_.asker->ask(all).satisfiable != Satisfiable::yes)
        return "`" + name.text + "` is always broken";
    }
    if (!needs_support && !outcome.only) return "";
    const Support on = support(spec_, *decision_.problem, *decision_.asker, decision_.admissible,
                               decision_.all_kept);
    std::vector<std::string> found;
    for (const OpenThing& thing : on.things) found.push_back(name_of(spec_, thing.origin));
    for (const ExpectName& name : outcome.names)
      if (is_variable(name) && !has(on, name))
        return "it does not depend on `" + name.text + "`; it depends on " + quoted_names(found);
    if (!outcome.only) return "";
    for (const OpenThing& thing : on.things)
      if (std::none_of(outcome.names.begin(), outcome.names.end(),
                       [&](const ExpectName& name) { return is(thing.origin, name); }))
        return "it depends on `" + name_of(spec_, thing.origin) + "` too";
    return "";
  }

  // Of what has readings it is the choice among them that matters.
  static bool is_variable(const ExpectName& name) {
    return name.clauses.empty() || name.term.valid();
  }

  bool is(const Origin& origin, const ExpectName& name) const {
    if (one_of_any(origin, name)) return true;
    if (origin.kind != OriginKind::term) return name.thing.valid() && origin.thing == name.thing;
    const bool reading = std::any_of(name.clauses.begin(), name.clauses.end(), [&](ClauseId clause) {
      return spec_[clause].reading.valid() && spec_[clause].reading == origin.term;
    });
    return reading || (name.term.valid() && origin.term == name.term) ||
           (name.thing.valid() && dates(name.thing, origin.term));
  }
  // `any x: T` is named by its first flow and means all of them, with all that is open in them.
  bool one_of_any(const Origin& origin, const ExpectName& name) const {
    for (const AnyNumber& any : spec_[decision_.problem->universe.deal].any) {
      if (any.copies.front() != name.thing) continue;
      for (const ThingId copy : any.copies) {
        if (origin.kind != OriginKind::term ? origin.thing == copy : is_value_of(spec_, origin, copy)) return true;
      }
    }
    return false;
  }
  // Whether the open term is the date of the event: `assume E on choose …`, `e: T on unknown …`.
  bool dates(ThingId event, OpenTermId term) const {
    const auto refers = [&](ExprId expr) {
      const auto* open = expr.valid() ? std::get_if<OpenRef>(&spec_[expr].node) : nullptr;
      return open && open->term == term;
    };
    if (refers(spec_[event].date)) return true;
    const auto& assumes = spec_[decision_.problem->universe.deal].assumes;
    return std::any_of(assumes.begin(), assumes.end(),
                       [&](const Assume& a) { return a.event == event && refers(a.date); });
  }
  bool has(const Support& support, const ExpectName& name) const {
    return std::any_of(support.things.begin(), support.things.end(),
                       [&](const OpenThing& thing) { return is(thing.origin, name); });
  }

  const Spec& spec_;
  Decision& decision_;
  const CheckOptions& options_;
  bool undecided_ = false;
};

}  // namespace

DealOutcome judge_outcome(const Spec& spec, Decision& decision, const CheckOptions& options,
                          const Outcome& outcome) {
  Outcomes outcomes(spec, decision, options);
  DealOutcome result;
  result.instead = outcomes.instead(outcome);
  result.undecided = !result.instead.empty() && outcomes.undecided();
  return result;
}

CheckOptions options_of(const Spec& spec, const Expect& expect, const CheckOptions& options) {
  CheckOptions result = options;
  GroundOptions& scenarios = result.scenarios;
  scenarios.under = expect.under;
  scenarios.with.insert(scenarios.with.end(), expect.with.begin(), expect.with.end());
  if (!expect.on.valid()) return result;
  const Day day = std::get<DateConst>(spec[expect.on].node).day;
  scenarios.until = day + 1;
  for (const Outcome& outcome : expect.outcomes)
    if (outcome.kind == syntax::ExpectKind::can)
      for (const ExpectName& name : outcome.names) scenarios.can.emplace_back(name.thing, day);
  return result;
}

}  // namespace proviso
