#include "solver/expect.h"

#include "solver/support.h"
#include "solver/world_view.h"

#include <algorithm>

namespace proviso {

namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "`" : ", `") + name + "`";
  return text;
}

class Outcomes {
 public:
  Outcomes(const Spec& spec, Decision decision) : spec_(spec), decision_(std::move(decision)) {}

  // Empty where the outcome is as expected.
  std::string instead(const Outcome& outcome) {
    using K = syntax::ExpectKind;
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
      default: return "this kind of expectation is not checked yet";
    }
  }
  [[nodiscard]] bool undecided() const { return decision_.verdict == Verdict::undecided; }

 private:
  std::string verdict_is(Verdict expected) {
    if (decision_.verdict == expected) return "";
    std::string text = std::string("the verdict is `") + word(decision_.verdict) + "`";
    std::vector<std::string> broken;
    for (const ClauseDecision& clause : decision_.clauses)
      if (clause.can_break == Satisfiable::yes) broken.push_back(spec_.full_name(clause.clause));
    if (!broken.empty()) text += ": broken " + std::string(decision_.verdict == Verdict::depends ? "in some scenario " : "") +
              (broken.size() == 1 ? "is " : "are ") + joined(broken);
    if (decision_.verdict == Verdict::undecided) text += ": " + decision_.reason;
    return text;
  }

  const ClauseDecision* find(ClauseId id) const {
    for (const ClauseDecision& clause : decision_.clauses)
      if (clause.clause == id) return &clause;
    return nullptr;
  }

  // In no scenario are the named clauses all kept; with `only`, no other is ever broken.
  std::string conflicts(const Outcome& outcome) {
    std::vector<Formula> kept = decision_.admissible;
    for (const ExpectName& name : outcome.names) {
      const auto found = std::find_if(
          decision_.problem->clauses.begin(), decision_.problem->clauses.end(),
          [&](const GroundClause& clause) { return clause.clause == name.clause; });
      if (found == decision_.problem->clauses.end())
        return "`" + name.text + "` is no clause of the contracts it stands under";
      kept.push_back(decision_.problem->formulas.not_(found->broken));
    }
    if (!outcome.names.empty()) {
      // Each named clause has its part: it can be broken; together they cannot all be kept.
      for (const ExpectName& name : outcome.names)
        if (find(name.clause)->can_break != Satisfiable::yes)
          return "`" + name.text + "` is never broken; " + broken_ones();
      if (decision_.asker->ask(kept).satisfiable != Satisfiable::no)
        return "a scenario keeps " + names(outcome) + "; " + broken_ones();
    }
    if (!outcome.only) return "";
    for (const ClauseDecision& clause : decision_.clauses) {
      const bool named = std::any_of(outcome.names.begin(), outcome.names.end(),
                                     [&](const ExpectName& n) { return n.clause == clause.clause; });
      if (!named && clause.can_break == Satisfiable::yes)
        return "`" + spec_.full_name(clause.clause) + "` is broken too";
    }
    return "";
  }

  std::string names(const Outcome& outcome) const {
    std::vector<std::string> texts;
    for (const ExpectName& name : outcome.names) texts.push_back(name.text);
    return joined(texts);
  }

  std::string broken_ones() const {
    std::vector<std::string> broken;
    for (const ClauseDecision& clause : decision_.clauses)
      if (clause.can_break == Satisfiable::yes) broken.push_back(spec_.full_name(clause.clause));
    return (broken.size() == 1 ? "broken is " : "broken are ") + joined(broken);
  }

  std::string depends(const Outcome& outcome) {
    bool needs_support = false;
    for (const ExpectName& name : outcome.names) {
      if (!name.clause.valid()) {
        needs_support = true;
        continue;
      }
      const ClauseDecision* clause = find(name.clause);
      if (!clause) return "`" + name.text + "` is no clause of the contracts it stands under";
      if (clause->can_break != Satisfiable::yes) return "`" + name.text + "` is never broken";
      if (clause->can_keep != Satisfiable::yes) return "`" + name.text + "` is always broken";
    }
    if (!needs_support && !outcome.only) return "";
    const Support on = support(spec_, *decision_.problem, *decision_.asker, decision_.admissible,
                               decision_.all_kept);
    std::vector<std::string> found;
    for (const OpenThing& thing : on.things) found.push_back(name_of(thing.origin));
    for (const ExpectName& name : outcome.names)
      if (!name.clause.valid() && !has(on, name))
        return "it does not depend on `" + name.text + "`; it depends on " + joined(found);
    if (!outcome.only) return "";
    for (const OpenThing& thing : on.things)
      if (std::none_of(outcome.names.begin(), outcome.names.end(),
                       [&](const ExpectName& name) { return is(thing.origin, name); }))
        return "it depends on `" + name_of(thing.origin) + "` too";
    return "";
  }

  bool is(const Origin& origin, const ExpectName& name) const {
    if (origin.kind != OriginKind::term) return name.thing.valid() && origin.thing == name.thing;
    return (name.term.valid() && origin.term == name.term) ||
           (name.thing.valid() && dates(name.thing, origin.term));
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
  std::string name_of(const Origin& origin) const {
    return origin.kind == OriginKind::term ? spec_[origin.term].name : spec_[origin.thing].name;
  }

  const Spec& spec_;
  Decision decision_;
};

}  // namespace

std::vector<ExpectResult> run_expectations(const Spec& spec, const Sources& sources,
                                           const CheckOptions& options) {
  std::vector<ExpectResult> results;
  for (const Expect& expect : spec.expects) {
    CheckOptions with = options;
    with.under = expect.under;
    with.with.insert(with.with.end(), expect.with.begin(), expect.with.end());
    Outcomes outcomes(spec, decide(spec, expect.deal, with));
    for (const Outcome& outcome : expect.outcomes) {
      ExpectResult result;
      result.span = expect.span;
      result.text = one_line(sources.text(expect.span));
      result.instead = outcomes.instead(outcome);
      result.passed = result.instead.empty();
      result.undecided = !result.passed && outcomes.undecided();
      results.push_back(std::move(result));
    }
  }
  return results;
}

}  // namespace proviso
