#include "solver/expect.h"

#include "solver/contracts/expectations.h"
#include "solver/deal_outcomes.h"
#include "solver/world_view.h"

namespace proviso {

namespace {

std::string about(const Spec& spec, const Expect& expect) {
  if (expect.deal.valid()) return spec[expect.deal].name;
  std::string names;
  for (const ContractId contract : expect.subjects) names += (names.empty() ? "" : ", ") + spec[contract].name;
  return names;
}

ExpectResult result_of(const Spec& spec, const Sources& sources, const Expect& expect, const Outcome& outcome,
                       std::string instead, bool undecided) {
  ExpectResult result;
  result.span = outcome.span;
  result.about = about(spec, expect);
  result.text = one_line(sources.text(outcome.span));
  result.passed = instead.empty();
  result.undecided = !result.passed && undecided;
  result.instead = std::move(instead);
  return result;
}

}  // namespace

std::vector<ExpectResult> run_expectations(const Spec& spec, const Sources& sources,
                                           const CheckOptions& options) {
  std::vector<ExpectResult> results;
  for (const Expect& expect : spec.expects) {
    if (!expect.subjects.empty()) {
      ContractOptions asking = contract_options(spec, options);
      for (const Outcome& outcome : expect.outcomes) {
        // That some claim fails is shown by one scenario.
        asking.by_choice = outcome.kind != syntax::ExpectKind::claims_fail || !outcome.depends_on.empty();
        ContractOutcome found =
            judge_outcome(spec, outcome, ask_contracts(spec, sources, expect, outcome, asking));
        results.push_back(result_of(spec, sources, expect, outcome, std::move(found.instead), found.undecided));
      }
      continue;
    }
    const CheckOptions with = options_of(spec, expect, options);
    Decision decision = decide(spec, expect.deal, with);
    for (const Outcome& outcome : expect.outcomes) {
      DealOutcome found = judge_outcome(spec, decision, with, outcome);
      results.push_back(result_of(spec, sources, expect, outcome, std::move(found.instead), found.undecided));
    }
  }
  return results;
}

}  // namespace proviso
