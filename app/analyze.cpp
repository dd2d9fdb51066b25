// `proviso analyze`
#include "app/commands.h"
#include "app/contract_names.h"
#include "app/messages.h"
#include "app/rendering.h"
#include "app/situations.h"
#include "app/targets.h"
#include "app/tasks.h"
#include "model/internal_error.h"
#include "report/text_mutation.h"
#include "solver/contracts/analysis.h"
#include "solver/contracts/mutate.h"
#include "solver/in_parallel.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace proviso {

namespace {

// One contract on which the program's own answers disagree does not hide what is found in others.
AnalysisReport analyze_all(const Options& options, Environment& environment, const Program& program,
                           const std::vector<ContractTask>& tasks, ExitCode& status) {
  Progress progress = progress_of(options, environment, tasks.size());
  std::vector<std::optional<ContractAnalysis>> found(tasks.size());
  std::vector<std::string> mistakes(tasks.size());
  in_parallel(tasks.size(), [&](std::size_t i) {
    const ContractTask& task = tasks[i];
    progress.step(task.name());
    AnalysisOptions asking;
    asking.asking = asking_options(options, environment, task.spec());
    asking.all_conflicts = options.all_causes;
    try {
      found[i] = analyze(task.spec(), program.sources, task.contracts, asking);
    } catch (const InternalError& error) {
      mistakes[i] = error.what();
    }
  });
  progress.clear();
  AnalysisReport report;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (found[i]) {
      report.contracts.push_back(std::move(*found[i]));
      continue;
    }
    say_error(options, environment, fmt::format("contract `{}`: {}", tasks[i].name(), mistakes[i]),
              "this is a mistake in proviso, not in the spec; please report it with the spec");
    status = ExitCode::internal_error;
  }
  return report;
}

ExitCode status_of(const AnalysisReport& report) {
  ExitCode status = ExitCode::ok;
  for (const ContractAnalysis& analysis : report.contracts) {
    if (analysis.consistent.truth == Truth::undecided) status = worse(status, ExitCode::undecided);
    for (const AnalysisFinding& finding : analysis.findings) {
      if (finding.is_allowed || finding.kind->severity == Severity::note) continue;
      status = worse(status, finding.name == "undecided" ? ExitCode::undecided : ExitCode::findings);
    }
  }
  return status;
}

// Which changes of the clauses no expectation notices.
ExitCode show_mutation(const Options& options, Environment& environment, const Program& program) {
  const auto fits = [](const Renderer& format) { return format.name == "text" || format.name == "json"; };
  bool all_fit = fits(*options.format);
  for (const Output& output : options.outputs) all_fit = all_fit && fits(*output.format);
  if (!all_fit) {
    say_error(options, environment, "`--mutate` writes text and json only",
              "leave out `--format`, or write `--format json`");
    return ExitCode::wrong_input;
  }
  std::vector<const Spec*> specs;
  for (const Root& root : program.roots)
    if (root.spec) specs.push_back(&*root.spec);
  ExitCode status = ExitCode::ok;
  static_cast<void>(contract_tasks(options, environment, program, status));  // says which names are unknown
  if (specs.empty() || status != ExitCode::ok) return status;
  Progress progress = progress_of(options, environment, steps_of_mutation(specs));
  const MutationReport report = mutate(specs, program.sources, check_options(options, *specs.front()),
                                       options.contracts, [&](const std::string& about) { progress.step(about); });
  progress.clear();
  const Render render = [&](const Renderer& format, const RenderOptions& how, std::ostream& out) {
    format.name == "json" ? write_mutation_json(report, program.sources, how, out)
                          : write_mutation(report, program.sources, how, out);
  };
  const RenderOptions rendering = render_options(options, program);
  write_report(options, environment, rendering, render);
  return write_outputs(options, environment, rendering, render);
}

}  // namespace

ExitCode analyze_command(const Options& options, Environment& environment) {
  const Targets targets = find_targets(options, environment);
  const Program program = load(environment.files, targets.files, resolve_options(options));
  ExitCode status = worse(targets.status, say_what_is_wrong(options, environment, program));
  if (const ExitCode readings = say_unknown_readings(options, environment, program); readings != ExitCode::ok)
    return worse(status, readings);
  if (options.mutate) return worse(status, show_mutation(options, environment, program));
  const std::vector<ContractTask> tasks = contract_tasks(options, environment, program, status);
  if (tasks.empty() && status == ExitCode::ok && !targets.files.empty())
    say_note(options, environment, "no contract is declared in what was given; `--contract` names an imported one");
  AnalysisReport report = analyze_all(options, environment, program, tasks, status);
  status = worse(status, write_situations(options, environment, situations_in(report)));
  const RenderOptions rendering = render_options(options, program);
  const Render render = [&](const Renderer& format, const RenderOptions& how, std::ostream& out) {
    format.render_analysis(report, program.sources, how, out);
  };
  if (!report.contracts.empty() || options.format->name != "text")
    write_report(options, environment, rendering, render);
  status = worse(status, write_outputs(options, environment, rendering, render));
  return worse(status, status_of(report));
}

}  // namespace proviso
