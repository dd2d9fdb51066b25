// `proviso convert`
#include "app/commands.h"
#include "app/messages.h"
#include "app/rendering.h"
#include "app/options.h"
#include "report/json_reader.h"
#include "report/render.h"

#include <fmt/format.h>

#include <iterator>
#include <sstream>

namespace proviso {

namespace {

constexpr std::string_view kStandardInput = "-";

void render_as(const Renderer& format, const ReadReport& read, const Options& options, bool colour,
               std::ostream& out) {
  RenderOptions how;
  how.colour = colour;
  how.table = options.table;
  how.verbose = options.verbosity > 0;
  how.allow_depends = options.allow_depends;
  how.diagnostics = &read.diagnostics;
  if (const auto* checked = std::get_if<CheckReport>(&read.report)) {
    format.render(*checked, read.sources, how, out);
  } else {
    format.render_tests(std::get<TestReport>(read.report), read.sources, how, out);
  }
}

tl::expected<std::string, std::string> text_of(Environment& environment, const std::string& path) {
  if (path == kStandardInput) return std::string(std::istreambuf_iterator<char>(environment.in), {});
  return environment.files.read(path);
}

}  // namespace

// The status says whether the conversion worked, not what the report found: that was said when it was made.
ExitCode convert_command(const Options& options, Environment& environment) {
  if (options.paths.size() != 1) {
    say_error(options, environment, "`proviso convert` takes one JSON report",
              "write `proviso convert report.json --format markdown`, or `-` for standard input");
    return ExitCode::wrong_input;
  }
  const std::string& path = options.paths.front();
  const auto read = text_of(environment, path).and_then([](const std::string& text) { return read_report(text); });
  if (!read) {
    say_error(options, environment, fmt::format("`{}`: {}", path, read.error()),
              "`proviso check … --output json=report.json` writes one");
    return ExitCode::wrong_input;
  }
  const Render render = [&](const Renderer& format, const RenderOptions& how, std::ostream& out) {
    render_as(format, *read, options, how.colour, out);
  };
  write_report(options, environment, {}, render);
  return write_outputs(options, environment, {}, render);
}

}  // namespace proviso
