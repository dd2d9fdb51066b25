// `proviso check`
#include "app/checking.h"
#include "app/commands.h"
#include "app/guard.h"
#include "app/load.h"
#include "app/messages.h"
#include "app/rendering.h"
#include "app/targets.h"
#include "app/tasks.h"
#include "report/finding.h"
#include "report/graph_files.h"

#include <fmt/format.h>


namespace proviso {

namespace {

ExitCode draw_graphs(const Options& options, Environment& environment, const CheckReport& report) {
  if (options.graph_directory.empty()) return ExitCode::ok;
  if (auto written = write_graphs(report, options.graph_directory)) {
    say_note(options, environment,
             written->empty() ? "no finding, so no graph was written"
                              : fmt::format("{} written to `{}`", counted(written->size(), "graph file"),
                                            options.graph_directory));
  } else {
    say_error(options, environment,
              fmt::format("`{}`: {}", options.graph_directory, written.error()));
    return ExitCode::wrong_input;
  }
  return ExitCode::ok;
}

}  // namespace

ExitCode check_command(const Options& options, Environment& environment) {
  if (options.update_baseline && options.baseline.empty()) {
    say_error(options, environment, "`--update-baseline` without a baseline",
              "say which: `--baseline proviso-baseline.json --update-baseline`");
    return ExitCode::wrong_input;
  }
  Targets targets = find_targets(options, environment);
  const auto changed = narrow_to_changes(options, environment, targets);
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
  status = worse(status, accept_findings(options, environment, program, tasks, report));
  if (changed) anchor_on_changes(report, program.sources, environment.files, *changed);
  status = worse(status, say_what_is_wrong(options, environment, program));
  if (tasks.empty() && status == ExitCode::ok && !targets.files.empty()) {
    say_note(options, environment, "there is no deal to check in what was given");
  }
  const RenderOptions rendering = render_options(options, program);
  const Render render = [&](const Renderer& format, const RenderOptions& how, std::ostream& out) {
    format.render(report, program.sources, how, out);
  };
  if (!report.deals.empty() || options.format->name != "text") write_report(options, environment, rendering, render);
  status = worse(status, write_outputs(options, environment, rendering, render));
  status = worse(status, draw_graphs(options, environment, report));
  return worse(status, status_of(report, options.allow_depends));
}

}  // namespace proviso
