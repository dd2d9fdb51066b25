#include "app/messages.h"

#include "model/syntax/render_diagnostic.h"
#include "report/finding.h"
#include "report/paint.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

Paint paint_for_err(const Options& options, const Environment& environment) {
  return {wants_colour(options.colour, environment.terminal,
                       environment.terminal.err_is_terminal)};
}

std::size_t count(const Diagnostics& diagnostics, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [&](const Diagnostic& one) { return one.kind->severity == severity; }));
}

}  // namespace

void say_error(const Options& options, Environment& environment, std::string_view message,
               std::string_view advice) {
  const Paint paint = paint_for_err(options, environment);
  environment.err << paint(Ink::red, "error") << paint(Ink::bold, fmt::format(": {}", message))
                  << '\n';
  if (!advice.empty()) environment.err << paint(Ink::blue, "  = ") << visible(advice) << '\n';
}

void say_note(const Options& options, Environment& environment, std::string_view message) {
  if (options.quiet) return;
  const Paint paint = paint_for_err(options, environment);
  environment.err << paint(Ink::bold, "note") << ": " << visible(message) << '\n';
}

ExitCode say_what_is_wrong(const Options& options, Environment& environment,
                           const Program& program) {
  const bool colour = paint_for_err(options, environment).colour;
  for (const Diagnostic& one : program.diagnostics) {
    environment.err << render(one, program.sources, colour) << '\n';
  }
  for (const std::string& failure : program.unreadable) say_error(options, environment, failure);
  const std::size_t errors =
      count(program.diagnostics, Severity::error) + program.unreadable.size();
  const std::size_t warnings = count(program.diagnostics, Severity::warning);
  std::string total = errors == 0 ? "" : counted(errors, "error");
  if (warnings != 0) total += (total.empty() ? "" : ", ") + counted(warnings, "warning");
  if (!total.empty()) environment.err << total << '\n';
  return errors == 0 ? ExitCode::ok : ExitCode::wrong_input;
}

}  // namespace proviso
