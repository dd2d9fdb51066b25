#include "solver/explain/depends.h"

#include "solver/explain/values_in_words.h"
#include "solver/project/condition.h"
#include "solver/project/safe_choice.h"
#include "solver/replay.h"
#include "solver/shown.h"
#include "solver/support.h"

#include <algorithm>

namespace proviso {

namespace {

constexpr std::size_t kMostReadings = 16;

class Dependence {
 public:
  Dependence(const Spec& spec, Decision& decision, const CheckOptions& options, DealReport& report)
      : spec_(spec), decision_(decision), problem_(*decision.problem), formulas_(problem_.formulas),
        asker_(problem_.formulas, explaining(options.limits)), report_(report) {}

  void run() {
    const Support on = support(spec_, problem_, *decision_.asker, decision_.admissible, decision_.all_kept);
    report_.depends_exact = on.complete;
    for (const OpenThing& thing : on.things) {
      const std::size_t scenario_only = report_.depends_on.size();
      report_.depends_on.push_back(shown(thing, decision_.compliant->assignment));
      report_.depends_on[scenario_only].value.clear();
    }
    if (on.things.size() == 1 && on.complete) one_decides(on.things.front());
    else several_decide(on.things);
    by_reading(on.things);
    choose_safely();
  }

 private:
  ScenarioValue shown(const OpenThing& thing, const Assignment& assignment) const {
    return shown_value(spec_, scenario_of(spec_, problem_, assignment), thing.origin);
  }

  std::vector<Formula> good() const {
    std::vector<Formula> all = decision_.admissible;
    all.push_back(decision_.all_kept);
    return all;
  }

  // The exact values with which the deal complies: the thing alone decides.
  void one_decides(const OpenThing& thing) {
    const auto shape = alternatives(formulas_, thing.variables);
    if (!shape) return;
    const ThingSet complying = thing_set(formulas_, asker_, good(), *shape);
    const ThingSet possible = thing_set(formulas_, asker_, decision_.admissible, *shape);
    if (!complying.complete || !possible.complete) return;
    const std::string when = in_words(spec_, problem_, thing, *shape, complying.values, possible.values);
    if (when.empty()) return;
    report_.depends_on.front().value = when;
    report_.condition = "complies iff `" + name_of(spec_, thing.origin) + "` " + when;
    const ThingValues others = minus(formulas_, *shape, possible.values, complying.values);
    report_.otherwise = in_words(spec_, problem_, thing, *shape, others, possible.values);
  }

  // A shortest condition that suffices.
  void several_decide(const std::vector<OpenThing>& things) {
    ConditionQuestion question;
    std::vector<const OpenThing*> asked;
    for (const OpenThing& thing : things) {
      const auto shape = alternatives(formulas_, thing.variables);
      if (!shape) return;
      question.things.push_back(*shape);
      asked.push_back(&thing);
    }
    question.admissible = decision_.admissible;
    question.ok = decision_.all_kept;
    const Condition found = sufficient_condition(formulas_, asker_, question);
    if (!found.found || found.literals.empty()) return;
    std::string text;
    for (const ConditionLiteral& literal : found.literals) {
      const OpenThing& thing = *asked[literal.thing];
      const Alternatives& shape = question.things[literal.thing];
      const ThingSet possible = thing_set(formulas_, asker_, decision_.admissible, shape);
      text += (text.empty() ? "`" : " and `") + name_of(spec_, thing.origin) + "` " +
              in_words(spec_, problem_, thing, shape, literal.values, possible.values);
    }
    report_.condition = "complies if " + text;
  }

  // The verdict under each choice of the readings that it depends on.
  void by_reading(const std::vector<OpenThing>& things) {
    std::vector<VarId> readings;
    std::vector<OpenTermId> terms;
    std::size_t combinations = 1;
    for (const OpenThing& thing : things) {
      if (thing.origin.kind != OriginKind::term || thing.variables.size() != 1) continue;
      if (spec_[thing.origin.term].kind != OpenTermKind::reading) continue;
      readings.push_back(thing.variables.front());
      terms.push_back(thing.origin.term);
      combinations *= formulas_[thing.variables.front()].size;
    }
    if (readings.empty()) return;
    if (combinations > kMostReadings) {
      report_.depends_exact = false;
      return;
    }
    std::vector<std::uint32_t> chosen(readings.size(), 0);
    for (std::size_t n = 0; n < combinations; ++n) {
      std::size_t rest = n;
      std::vector<Formula> all = decision_.admissible;
      ReadingVerdict result;
      for (std::size_t i = readings.size(); i-- > 0;) {
        const std::uint32_t size = formulas_[readings[i]].size;
        chosen[i] = static_cast<std::uint32_t>(rest % size);
        rest /= size;
      }
      for (std::size_t i = 0; i < readings.size(); ++i) {
        const OpenTerm& term = spec_[terms[i]];
        all.push_back(formulas_.is(readings[i], chosen[i]));
        result.readings.emplace_back(term.name, spec_[term.type.enumeration].members[chosen[i]]);
        result.titles.push_back(chosen[i] < term.titles.size() ? term.titles[chosen[i]] : "");
      }
      result.verdict = verdict_of(all);
      report_.by_reading.push_back(std::move(result));
    }
  }

  Verdict verdict_of(const std::vector<Formula>& admissible) {
    const auto can = [&](Formula outcome) {
      std::vector<Formula> all = admissible;
      all.push_back(outcome);
      return decision_.asker->ask(all).satisfiable;
    };
    const Satisfiable good = can(decision_.all_kept);
    const Satisfiable bad = can(formulas_.not_(decision_.all_kept));
    if (good == Satisfiable::unknown || bad == Satisfiable::unknown) return Verdict::undecided;
    if (good == Satisfiable::yes) return bad == Satisfiable::yes ? Verdict::depends : Verdict::complies;
    return bad == Satisfiable::yes ? Verdict::conflicts : Verdict::impossible;
  }

  // ---- safe choice

  void choose_safely() {
    ShownChoice& choice = report_.safe_choice;
    Game game;
    game.ours = our_variables(spec_, problem_);
    if (game.ours.empty()) {
      choice.kind = SafeChoiceKind::no_choices;
      return;
    }
    game.admissible = decision_.admissible;
    game.ok = decision_.all_kept;
    const SafeChoice found = safe_choice(formulas_, asker_, game);
    switch (found.state) {
      case SafeChoiceState::found:
        choice.kind = SafeChoiceKind::found;
        choice.values = values(found.scenario, true);
        break;
      case SafeChoiceState::none:
        choice.kind = SafeChoiceKind::none;
        for (const Assignment& defeat : found.defeated) add_defeat(defeat);
        break;
      case SafeChoiceState::unknown:
        choice.kind = SafeChoiceKind::unknown;
        choice.reason = found.reason;
        break;
    }
  }

  std::vector<ScenarioValue> values(const Assignment& assignment, bool ours) const {
    const Scenario scenario = scenario_of(spec_, problem_, assignment);
    std::vector<ScenarioValue> result;
    for (const OpenThing& thing : open_things(problem_))
      if (is_ours(spec_, thing.origin) == ours)
        result.push_back(shown_value(spec_, scenario, thing.origin));
    return result;
  }

  void add_defeat(const Assignment& assignment) {
    ShownChoice::Defeat defeat;
    defeat.choice = values(assignment, true);
    defeat.world = values(assignment, false);
    Evaluator evaluate(formulas_, assignment);
    for (const GroundClause& clause : problem_.clauses)
      if (clause.refused.empty() && evaluate(clause.broken)) defeat.breaks.push_back(spec_.full_name(clause.clause));
    report_.safe_choice.defeats.push_back(std::move(defeat));
  }

  const Spec& spec_;
  Decision& decision_;
  Problem& problem_;
  Formulas& formulas_;
  Asker asker_;
  DealReport& report_;
};

}  // namespace

void explain_dependence(const Spec& spec, Decision& decision, const CheckOptions& options,
                        DealReport& report) {
  if (decision.verdict == Verdict::depends && decision.compliant)
    Dependence(spec, decision, options, report).run();
}

}  // namespace proviso
