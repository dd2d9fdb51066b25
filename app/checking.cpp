#include "app/checking.h"

#include "app/bundle.h"
#include "app/messages.h"
#include "app/rendering.h"
#include "model/internal_error.h"

#include <fmt/format.h>

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

}  // namespace

CheckReport check_all(const Options& options, Environment& environment, const Program& program,
                      const std::vector<Task>& tasks, ExitCode& status) {
  Progress progress = progress_of(options, environment, tasks.size());
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

void move_errors(CheckReport& report, Program& program) {
  for (DealReport& deal : report.deals) {
    program.diagnostics.insert(program.diagnostics.end(), deal.errors.begin(), deal.errors.end());
  }
  std::erase_if(report.deals, [](const DealReport& deal) { return has_errors(deal.errors); });
  sort_diagnostics(program.diagnostics);
}

}  // namespace proviso
