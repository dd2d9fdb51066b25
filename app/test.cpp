// `proviso test`
#include "app/commands.h"
#include "app/load.h"
#include "app/messages.h"
#include "app/targets.h"
#include "app/tasks.h"
#include "model/syntax/diagnostics.h"
#include "model/syntax/render_diagnostic.h"
#include "report/finding.h"
#include "report/paint.h"
#include "solver/expect.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace proviso {

namespace {

struct Tally {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t undecided = 0;  // of the failed
};

// Deals of the root file about which it states nothing.
std::vector<std::string> without_expectation(const Spec& spec) {
  std::set<DealId> spoken_of;
  for (const Expect& expect : spec.expects) spoken_of.insert(expect.deal);
  std::vector<std::string> names;
  for (std::uint32_t index = 0; index < spec.deals.size(); ++index) {
    const Deal& deal = spec.deals[index];
    const bool judged = !deal.imported && deal.kind == syntax::DealKind::deal;
    if (judged && spoken_of.count(DealId{index}) == 0) names.push_back("`" + deal.name + "`");
  }
  return names;
}

class TestRun {
 public:
  TestRun(const Options& options, Environment& environment, const Program& program)
      : environment_(environment),
        sources_(program.sources),
        paint_{wants_colour(options.colour, environment.terminal,
                            environment.terminal.out_is_terminal)},
        options_(options) {}

  void run(const Spec& spec) {
    const auto results = run_expectations(spec, sources_, check_options(options_, spec));
    const std::string path(sources_.path(spec.root));
    const auto failed = static_cast<std::size_t>(
        std::count_if(results.begin(), results.end(),
                      [](const ExpectResult& result) { return !result.passed; }));
    if (failed != 0) {
      environment_.out << paint_(Ink::red, "FAIL") << fmt::format("  {}: {} of {}\n", path, failed,
                                                                  counted(results.size(), "expectation"));
    } else if (!results.empty()) {
      environment_.out << paint_(Ink::green, "ok") << fmt::format("    {}: {}\n", path,
                                                                  counted(results.size(), "expectation"));
    }
    for (const ExpectResult& result : results) show(result);
    if (const auto silent = without_expectation(spec); !silent.empty()) {
      environment_.out << fmt::format("note  {}: nothing is expected of {}\n", path,
                                      fmt::join(silent, ", "));
    }
  }

  // `before`: whether what was given could be read.
  ExitCode finish(ExitCode before) {
    if (tally_.passed + tally_.failed == 0) {
      if (before == ExitCode::ok) environment_.out << "no expectations\n";
      return ExitCode::ok;
    }
    environment_.out << fmt::format("{} passed, {} failed\n", tally_.passed, tally_.failed);
    if (tally_.failed == 0) return ExitCode::ok;
    return tally_.failed == tally_.undecided ? ExitCode::undecided : ExitCode::findings;
  }

 private:
  void show(const ExpectResult& result) {
    if (result.passed) {
      ++tally_.passed;
      return;
    }
    ++tally_.failed;
    if (result.undecided) ++tally_.undecided;
    Diagnostic failure;
    failure.kind = &kinds::expectation_fails;
    failure.span = result.span;
    failure.message = fmt::format("expected `{}`", result.text);
    failure.here = fmt::format("instead: {}", result.instead);
    environment_.out << render(failure, sources_, paint_.colour) << '\n';
  }

  Environment& environment_;
  const Sources& sources_;
  Paint paint_;
  const Options& options_;
  Tally tally_;
};

}  // namespace

ExitCode test_command(const Options& options, Environment& environment) {
  const Targets targets = find_targets(options, environment);
  const Program program = load(environment.files, targets.files, resolve_options(options));
  const ExitCode status = worse(targets.status, say_what_is_wrong(options, environment, program));
  if (const ExitCode readings = say_unknown_readings(options, environment, program);
      readings != ExitCode::ok) {
    return worse(status, readings);
  }
  TestRun run(options, environment, program);
  for (const Root& root : program.roots) {
    if (root.spec) run.run(*root.spec);
  }
  return worse(status, run.finish(status));
}

}  // namespace proviso
