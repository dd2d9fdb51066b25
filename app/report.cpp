// `proviso report`
#include "app/checking.h"
#include "app/commands.h"
#include "app/guard.h"
#include "app/load.h"
#include "app/messages.h"
#include "app/targets.h"
#include "app/tasks.h"
#include "report/finding.h"
#include "report/html/report.h"

#include <fmt/format.h>

namespace proviso {

namespace {

ExitCode write_report(const Options& options, Environment& environment, const Program& program,
                      const CheckReport& report) {
  HtmlOptions how;
  how.diagnostics = &program.diagnostics;
  how.unreadable = program.unreadable;
  how.version = PROVISO_VERSION;
  const auto files = html_report(report, program.sources, how);
  const std::string& directory = options.report_directory;
  if (auto written = environment.files.write_directory(directory, files); !written) {
    say_error(options, environment, fmt::format("`{}`: {}", directory, written.error()),
              "name a directory that is not there yet, is empty, or holds an earlier report");
    return ExitCode::wrong_input;
  }
  const std::string_view slash = directory.ends_with('/') ? "" : "/";
  say_note(options, environment, fmt::format("{}, in {}: open `{}{}index.html`", summary_line(report),
                                             counted(files.size(), "page"), directory, slash));
  return ExitCode::ok;
}

}  // namespace

ExitCode report_command(const Options& options, Environment& environment) {
  if (options.report_directory.empty()) {
    say_error(options, environment, "`proviso report` needs a directory to write to", "say where: `-o report`");
    return ExitCode::wrong_input;
  }
  const Targets targets = find_targets(options, environment);
  Program program = load(environment.files, targets.files, resolve_options(options));
  const std::vector<Task> tasks = tasks_of(options, program);
  ExitCode status = worse(targets.status, say_missing_deals(options, environment, program, tasks));
  // Under readings that do not exist nothing is checked.
  if (const ExitCode readings = say_unknown_readings(options, environment, program); readings != ExitCode::ok)
    return worse(status, readings);
  CheckReport report = check_all(options, environment, program, tasks, status);
  move_errors(report, program);
  status = worse(status, accept_findings(options, environment, program, tasks, report));
  status = worse(status, say_what_is_wrong(options, environment, program));
  // Nothing was read: an earlier report stays.
  if (targets.files.empty()) return worse(status, ExitCode::wrong_input);
  status = worse(status, write_report(options, environment, program, report));
  return worse(status, status_of(report, options.allow_depends));
}

}  // namespace proviso
