// `proviso test`
#include "app/commands.h"
#include "app/guard.h"
#include "app/load.h"
#include "app/messages.h"
#include "app/rendering.h"
#include "app/targets.h"
#include "app/tasks.h"
#include "report/render.h"
#include "solver/expect.h"
#include "solver/in_parallel.h"

#include <fmt/format.h>

#include <set>

namespace proviso {

namespace {

// Deals of the root file about which it states nothing.
std::vector<std::string> without_expectation(const Spec& spec) {
  std::set<DealId> spoken_of;
  for (const Expect& expect : spec.expects) spoken_of.insert(expect.deal);
  std::vector<std::string> names;
  for (std::uint32_t index = 0; index < spec.deals.size(); ++index) {
    const Deal& deal = spec.deals[index];
    const bool judged = !deal.imported && deal.kind == syntax::DealKind::deal;
    if (judged && spoken_of.count(DealId{index}) == 0) names.push_back(deal.name);
  }
  return names;
}

ShownExpectation shown(const ExpectResult& result) {
  ShownExpectation expectation;
  expectation.about = result.about;
  expectation.text = result.text;
  expectation.instead = result.instead;
  expectation.span = result.span;
  if (!result.passed) {
    expectation.outcome = result.undecided ? ExpectationOutcome::undecided : ExpectationOutcome::failed;
  }
  return expectation;
}

TestReport test_all(const Options& options, Environment& environment, const Program& program) {
  std::vector<const Root*> roots;
  for (const Root& root : program.roots)
    if (root.spec) roots.push_back(&root);
  Progress progress = progress_of(options, environment, roots.size());
  TestReport report;
  report.files.resize(roots.size());
  in_parallel(roots.size(), [&](std::size_t i) {
    const Spec& spec = *roots[i]->spec;
    TestedFile& file = report.files[i];
    file.file = program.sources.path(spec.root);
    progress.step(file.file);
    for (const ExpectResult& result : run_expectations(spec, program.sources, check_options(options, spec)))
      file.expectations.push_back(shown(result));
    file.silent = without_expectation(spec);
  });
  return report;
}

ExitCode status_of(const TestReport& report) {
  const TestTally total = tally(report);
  if (total.failed == 0) return ExitCode::ok;
  return total.failed == total.undecided ? ExitCode::undecided : ExitCode::findings;
}

}  // namespace

ExitCode test_command(const Options& options, Environment& environment) {
  Targets targets = find_targets(options, environment);
  narrow_to_changes(options, environment, targets);
  const Program program = load(environment.files, targets.files, resolve_options(options));
  const ExitCode status = worse(targets.status, say_what_is_wrong(options, environment, program));
  if (const ExitCode readings = say_unknown_readings(options, environment, program);
      readings != ExitCode::ok) {
    return worse(status, readings);
  }
  TestReport report = test_all(options, environment, program);
  report.all_read = status == ExitCode::ok;
  const RenderOptions rendering = render_options(options, program);
  const Render render = [&](const Renderer& format, const RenderOptions& how, std::ostream& out) {
    format.render_tests(report, program.sources, how, out);
  };
  const ExitCode written = write_outputs(options, environment, rendering, render);
  write_report(options, environment, rendering, render);
  return worse(worse(status, written), status_of(report));
}

}  // namespace proviso
