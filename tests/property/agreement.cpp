#include "tests/property/agreement.h"

#include "model/internal_error.h"
#include "model/judge/judge.h"
#include "model/resolve/resolve.h"
#include "model/syntax/parser.h"
#include "model/syntax/render_diagnostic.h"
#include "solver/decide.h"
#include "solver/replay.h"

#include <algorithm>

namespace proviso::test {

namespace {

// Mostly near the dates and amounts that the specs use, so that something happens.
Assignment sample(const Formulas& formulas, Dice& dice) {
  Assignment result;
  const Day base = day_of(2026, 1, 1);
  for (std::uint32_t i = 0; i < formulas.variable_count(); ++i) {
    const Variable& v = formulas[VarId{i}];
    const auto clamp = [&](Rational value) {
      if (v.low && value < *v.low) value = *v.low;
      if (v.high && value > *v.high) value = *v.high;
      return value;
    };
    switch (v.sort) {
      case VarSort::boolean: result.cells.emplace_back(dice.chance(60)); break;
      case VarSort::choice:
        result.cells.emplace_back(static_cast<std::uint32_t>(dice.roll(static_cast<int>(v.size))));
        break;
      case VarSort::day:
        result.cells.emplace_back(whole_day(clamp(Rational(base - 5 + dice.roll(90)))));
        break;
      case VarSort::integer: result.cells.emplace_back(clamp(Rational(dice.roll(7)))); break;
      case VarSort::real: result.cells.emplace_back(clamp(Rational(dice.roll(13), 2))); break;
    }
  }
  return result;
}

std::string describe(const Spec& spec, const Scenario& scenario) {
  std::string text;
  for (const auto& [term, value] : scenario.terms)
    text += " " + spec[term].name + "=" + show(spec, spec[term].type, value);
  for (const auto& [event, date] : scenario.dates)
    text += " " + spec[event].name + "=" + (date ? show_day(*date) : "never");
  for (const auto& [thing, here] : scenario.present)
    text += " " + spec[thing].name + (here ? "=present" : "=absent");
  for (const auto& [event, rank] : scenario.rank)
    text += " rank(" + spec[event].name + ")=" + std::to_string(rank);
  return text;
}

struct Sampled {
  const Spec& spec;
  const Decision& decision;
  Agreement& result;

  void fail(const std::string& what, const Scenario& scenario) const {
    if (result.disagreement.empty()) result.disagreement = what + " in" + describe(spec, scenario);
  }

  void check(const Assignment& assignment, Dice& dice) const {
    const Problem& problem = *decision.problem;
    Evaluator evaluate(problem.formulas, assignment);
    const Scenario scenario = scenario_of(spec, problem, assignment);
    bool admissible = true;
    for (const Constraint& constraint : problem.constraints)
      admissible = admissible && evaluate(constraint.formula);
    JudgeOptions options;
    options.every_day = dice.chance(20);
    const Judgement judgement = judge(spec, problem.universe, scenario, options);
    if (admissible != judgement.violated.empty())
      return fail(admissible ? "formulas admit what the evaluator does not"
                             : "the evaluator admits what the formulas do not", scenario);
    if (!admissible) return;
    ++result.admissible;
    bool kept = true;
    for (const GroundClause& clause : problem.clauses) {
      if (!clause.refused.empty()) continue;
      const bool broken = evaluate(clause.broken);
      const bool judged = std::any_of(
          judgement.obligations.begin(), judgement.obligations.end(), [&](const Obligation& o) {
            return o.clause == clause.clause && o.status == ObligationStatus::broken;
          });
      if (broken != judged)
        return fail(spec.full_name(clause.clause) + (broken ? " is broken only in the formulas"
                                                            : " is broken only for the evaluator"), scenario);
      kept = kept && !broken;
    }
    const bool all_ground = std::all_of(problem.clauses.begin(), problem.clauses.end(),
                                        [](const GroundClause& c) { return c.refused.empty(); });
    if (decision.verdict == Verdict::impossible) fail("admissible though `impossible`", scenario);
    if (decision.verdict == Verdict::complies && !kept) fail("broken though `complies`", scenario);
    if (decision.verdict == Verdict::conflicts && kept && all_ground) fail("kept though `conflicts`", scenario);
  }
};

}  // namespace

Agreement compare(const std::string& text, Dice& dice, int samples) {
  Agreement result;
  Sources sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("random.proviso", text);
  const syntax::File tree = syntax::parse(sources, file, diagnostics);
  const Spec spec = resolve(sources, {&tree}, diagnostics);
  if (has_errors(diagnostics)) {
    for (const Diagnostic& d : diagnostics)
      if (d.kind->severity == Severity::error) result.verdict = render(d, sources, false);
    return result;
  }
  try {
    const DealId deal{static_cast<std::uint32_t>(spec.deals.size() - 1)};
    const Decision decision = decide(spec, deal, {});
    result.verdict = word(decision.verdict);
    if (!decision.reason.empty()) result.verdict += ": " + decision.reason;
    if (!decision.problem->refused.empty() || decision.divides_by_zero) return result;
    result.checked = true;
    const Sampled sampled{spec, decision, result};
    for (int i = 0; i < samples && result.disagreement.empty(); ++i)
      sampled.check(sample(decision.problem->formulas, dice), dice);
  } catch (const InternalError& error) {
    result.checked = true;
    result.disagreement = error.what();
  }
  return result;
}

}  // namespace proviso::test
