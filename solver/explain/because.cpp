#include "solver/explain/because.h"

#include "solver/replay.h"
#include "solver/world_view.h"

#include <algorithm>
#include <set>

namespace proviso {

namespace {

constexpr std::size_t kMostReasons = 400;

// The clause's words first, then the deal's statements. A value says already that its thing exists.
std::vector<SourceFact> facts_of(const Relaxation& relaxation, const SourceFact& norm,
                                 const std::vector<std::size_t>& set) {
  std::set<ThingId> valued;
  for (const std::size_t i : set)
    if (relaxation.statements[i].kind == StatementKind::value) valued.insert(relaxation.statements[i].thing);
  std::vector<SourceFact> facts{norm};
  for (const std::size_t i : set) {
    const Statement& statement = relaxation.statements[i];
    if (statement.kind == StatementKind::presence && valued.count(statement.thing)) continue;
    if (statement.span.empty()) continue;
    facts.push_back({statement.span, statement.text});
  }
  return facts;
}

void note_shared_causes(std::vector<Finding>& findings) {
  for (Finding& one : findings) {
    for (const Finding& other : findings) {
      if (one.clause == other.clause || !one.because_minimal || !other.because_minimal) continue;
      const bool shared = std::any_of(
          one.because.begin() + 1, one.because.end(), [&](const SourceFact& fact) {
            return std::any_of(other.because.begin() + 1, other.because.end(), [&](const SourceFact& its) {
              return fact.span == its.span;
            });
          });
      if (shared) one.same_cause.push_back(other.clause);
    }
  }
}

}  // namespace

MinimalSets minimal_sets(Relaxation& relaxation, Formula kept, bool all) {
  std::vector<std::size_t> statements;
  for (std::size_t i = 0; i < relaxation.statements.size(); ++i)
    if (relaxation.statements[i].holds != kTrue) statements.push_back(i);
  if (statements.size() > kMostReasons) return {{}, true};
  const auto contradicts = [&](const std::vector<std::size_t>& these) -> std::optional<std::vector<std::size_t>> {
    std::vector<Formula> asked = relaxation.background;
    const std::size_t first = asked.size();
    for (const std::size_t i : these) asked.push_back(relaxation.statements[i].holds);
    asked.push_back(kept);
    const Answer answer = relaxation.asker->ask(asked, false);
    if (answer.satisfiable != Satisfiable::no) return std::nullopt;
    std::vector<std::size_t> core;
    for (const std::size_t index : answer.core)
      if (index >= first && index - first < these.size()) core.push_back(these[index - first]);
    return core;
  };
  // Rules go before values, values before presence, so that what a reader would look at first is kept.
  const auto kind = [&](std::size_t i) { return static_cast<int>(relaxation.statements[i].kind); };
  const auto goes_first = [&](std::size_t a, std::size_t b) {
    return kind(a) > kind(b) || (kind(a) == kind(b) && a > b);
  };
  return minimal_sets(statements, contradicts, goes_first, all);
}

void explain_findings(const Spec& spec, const Sources& sources, Decision& decision,
                      const CheckOptions& options, bool all, std::vector<Finding>& findings) {
  CheckOptions modest = options;
  modest.limits = explaining(options.limits);
  std::size_t at = 0;
  for (std::size_t i = 0; i < decision.clauses.size(); ++i) {
    const ClauseDecision& clause = decision.clauses[i];
    if (!clause.counterexample) continue;
    Finding& finding = findings[at++];
    RelaxOptions relaxing;
    relaxing.clauses = {clause.clause};
    const Scenario scenario = scenario_of(spec, *decision.problem, clause.counterexample->assignment);
    if (clause.can_keep != Satisfiable::no) relaxing.scenario = &scenario;
    Relaxation relaxation = relax(spec, sources, decision, relaxing, modest);
    if (!relaxation.refused.empty() || !relaxation.problem->clauses[i].refused.empty()) continue;
    const Formula kept = relaxation.problem->formulas.not_(relaxation.problem->clauses[i].broken);
    const MinimalSets found = minimal_sets(relaxation, kept, all);
    if (found.sets.empty()) continue;
    const SourceFact norm{finding.norm_span, one_line(sources.text(finding.norm_span))};
    finding.because = facts_of(relaxation, norm, found.sets.front());
    finding.because_minimal = true;
    finding.because_capped = found.capped;
    for (std::size_t k = 1; k < found.sets.size(); ++k)
      finding.because_others.push_back(facts_of(relaxation, norm, found.sets[k]));
  }
  note_shared_causes(findings);
}

}  // namespace proviso
