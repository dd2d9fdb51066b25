#include "solver/past.h"

#include "solver/canonical.h"
#include "solver/replay.h"

namespace proviso {

namespace {

// Anything open that the deal does not declare itself was bounded by the horizon.
bool has_bounded_events(const Decision& decision) {
  for (const auto& [event, dates] : decision.problem->open_dates)
    for (const auto& [guard, point] : dates)
      if (point.var.valid() &&
          decision.problem->formulas[point.var].low == Rational(decision.problem->universe.horizon.start))
        return true;
  return false;
}

}  // namespace

std::vector<std::string> events_that_would_matter(const Spec& spec, const Decision& decision,
                                                  const CheckOptions& options) {
  const bool firm = decision.verdict == Verdict::complies || decision.verdict == Verdict::conflicts;
  if (!firm || !has_bounded_events(decision)) return {};
  GroundOptions past = options.scenarios;
  past.open_past = true;
  Problem problem = ground_deal(spec, decision.problem->universe.deal, past);
  if (!problem.refused.empty()) return {};
  std::vector<Formula> all, kept;
  for (const Constraint& constraint : problem.constraints) all.push_back(constraint.formula);
  for (const GroundClause& clause : problem.clauses)
    kept.push_back(problem.formulas.not_(clause.broken));
  const Formula all_kept = problem.formulas.and_(std::move(kept));
  all.push_back(decision.verdict == Verdict::conflicts ? all_kept : problem.formulas.not_(all_kept));
  Asker asker(problem.formulas, options.limits);
  const Answer answer = asker.ask(all, false);
  if (answer.satisfiable != Satisfiable::yes) return {};
  const Assignment plain = canonical(problem, problem.formulas, asker, all, answer.assignment,
                                     options.limits.canonical_queries);
  std::vector<std::string> names;
  for (const auto& [event, date] : scenario_of(spec, problem, plain).dates)
    if (date && *date < problem.universe.horizon.start) names.push_back(spec[event].name);
  return names;
}

}  // namespace proviso
