// `proviso check`
#include "app/bundle.h"
#include "app/commands.h"
#include "app/load.h"
#include "app/messages.h"
#include "app/progress.h"
#include "app/targets.h"
#include "app/tasks.h"
#include "model/internal_error.h"
#include "report/finding.h"
#include "report/graph_files.h"
#include "solver/check.h"

#include <fmt/format.h>

#include <sstream>

namespace proviso {

namespace {

// One deal on which the program's own answers disagree does not hide the findings in others.
ExitCode say_disagreement(const Options& options, Environment& environment, const Program& program,
                          const Task& task, const CheckOptions& checking, const InternalError& error) {
  say_error(options, environment, fmt::format("deal `{}`: {}", task.named().name, error.what()),
            "this is a mistake in proviso, not in the spec; please report it with the bundle");
  const auto bundle = write_bundle(environment.files, program, *task.spec, task.deal, checking, error.what());
  if (bundle) {
    say_note(options, environment, fmt::format("what reproduces it was written to `{}`", *bundle));
  } else {
    say_error(options, environment, bundle.error());
  }
  return ExitCode::internal_error;
}

CheckReport check_all(const Options& options, Environment& environment, const Program& program,
                      const std::vector<Task>& tasks, ExitCode& status) {
  using Style = Progress::Style;
  Progress progress(environment.err,
                    options.quiet                            ? Style::silent
                    : environment.terminal.err_is_terminal ? Style::redrawn
                                                             : Style::sparse,
                    tasks.size());
  CheckReport report;
  for (const Task& task : tasks) {
    progress.step(task.named().name);
    const CheckOptions checking = check_options(options, *task.spec);
    try {
      report.deals.push_back(check_deal(*task.spec, program.sources, task.deal, checking));
    } catch (const InternalError& error) {
      status = worse(status, say_disagreement(options, environment, program, task, checking, error));
    }
  }
  return report;
}

// A deal that turns out to be wrong (it divides by zero) is no finding but an error of the spec.
void move_errors(CheckReport& report, Program& program) {
  for (DealReport& deal : report.deals) {
    program.diagnostics.insert(program.diagnostics.end(), deal.errors.begin(), deal.errors.end());
  }
  std::erase_if(report.deals, [](const DealReport& deal) { return has_errors(deal.errors); });
  sort_diagnostics(program.diagnostics);
}

ExitCode status_of(const Options& options, const CheckReport& report) {
  ExitCode status = ExitCode::ok;
  for (const DealReport& deal : report.deals) {
    switch (deal.verdict) {
      case Verdict::complies: break;
      case Verdict::conflicts:
      case Verdict::impossible: status = worse(status, ExitCode::findings); break;
      case Verdict::depends:
        if (!options.allow_depends) status = worse(status, ExitCode::findings);
        break;
      case Verdict::undecided: status = worse(status, ExitCode::undecided); break;
    }
  }
  return status;
}

RenderOptions render_options(const Options& options, const Program& program, bool colour) {
  RenderOptions result;
  result.colour = colour;
  result.table = options.table;
  result.verbose = options.verbosity > 0;
  result.diagnostics = &program.diagnostics;
  return result;
}

ExitCode write_outputs(const Options& options, Environment& environment, const Program& program,
                       const CheckReport& report) {
  ExitCode status = ExitCode::ok;
  for (const Output& output : options.outputs) {
    std::ostringstream text;
    output.format->render(report, program.sources, render_options(options, program, false), text);
    if (auto written = environment.files.write(output.path, text.str()); !written) {
      say_error(options, environment, fmt::format("`{}`: {}", output.path, written.error()));
      status = ExitCode::wrong_input;
    }
  }
  if (options.graph_directory.empty()) return status;
  if (auto written = write_graphs(report, options.graph_directory)) {
    say_note(options, environment,
             written->empty() ? "no finding, so no graph was written"
                              : fmt::format("{} written to `{}`", counted(written->size(), "graph file"),
                                            options.graph_directory));
  } else {
    say_error(options, environment,
              fmt::format("`{}`: {}", options.graph_directory, written.error()));
    status = ExitCode::wrong_input;
  }
  return status;
}

}  // namespace

ExitCode check_command(const Options& options, Environment& environment) {
  const Targets targets = find_targets(options, environment);
  Program program = load(environment.files, targets.files, resolve_options(options));
  const std::vector<Task> tasks = tasks_of(options, program);
  ExitCode status =
      worse(targets.status, say_missing_deals(options, environment, program, tasks));
  // Under readings that do not exist nothing is checked.
  if (const ExitCode readings = say_unknown_readings(options, environment, program);
      readings != ExitCode::ok) {
    return worse(status, readings);
  }
  CheckReport report = check_all(options, environment, program, tasks, status);
  move_errors(report, program);
  status = worse(status, say_what_is_wrong(options, environment, program));
  if (tasks.empty() && status == ExitCode::ok) {
    say_note(options, environment, "there is no deal to check in what was given");
  }
  if (!report.deals.empty() || options.format->name != "text") {
    const bool colour = wants_colour(options.colour, environment.terminal,
                                     environment.terminal.out_is_terminal);
    options.format->render(report, program.sources, render_options(options, program, colour),
                           environment.out);
  }
  status = worse(status, write_outputs(options, environment, program, report));
  return worse(status, status_of(options, report));
}

}  // namespace proviso
