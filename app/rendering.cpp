#include "app/rendering.h"

#include "app/messages.h"

#include <fmt/format.h>

#include <sstream>

namespace proviso {

RenderOptions render_options(const Options& options, const Program& program) {
  RenderOptions result;
  result.table = options.table;
  result.verbose = options.verbosity > 0;
  result.allow_depends = options.allow_depends;
  result.diagnostics = &program.diagnostics;
  return result;
}

void write_report(const Options& options, Environment& environment, RenderOptions rendering, const Render& render) {
  rendering.colour = wants_colour(options.colour, environment.terminal, environment.terminal.out_is_terminal);
  render(*options.format, rendering, environment.out);
}

ExitCode write_outputs(const Options& options, Environment& environment, const RenderOptions& rendering,
                       const Render& render) {
  ExitCode status = ExitCode::ok;
  for (const Output& output : options.outputs) {
    std::ostringstream text;
    render(*output.format, rendering, text);
    if (auto written = environment.files.write(output.path, text.str()); !written) {
      say_error(options, environment, fmt::format("`{}`: {}", output.path, written.error()));
      status = ExitCode::wrong_input;
    }
  }
  return status;
}

Progress progress_of(const Options& options, const Environment& environment, std::size_t total) {
  const Progress::Style loud = environment.terminal.err_is_terminal ? Progress::Style::redrawn : Progress::Style::sparse;
  return {environment.err, options.quiet ? Progress::Style::silent : loud, total, environment.clock};
}

}  // namespace proviso
