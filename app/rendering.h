// How a command lays its report out: on standard output, and in the files of `--output`.
#pragma once

#include "app/load.h"
#include "app/options.h"
#include "app/progress.h"

#include <functional>
#include <ostream>

namespace proviso {

// What the command line says about rendering; without colour.
[[nodiscard]] RenderOptions render_options(const Options& options, const Program& program);

// Renders in one of the formats.
using Render = std::function<void(const Renderer& format, const RenderOptions& options, std::ostream& out)>;

// In the format of `--format`, coloured where that is wanted.
void write_report(const Options& options, Environment& environment, RenderOptions rendering, const Render& render);

// Every `--output F=PATH`. Names the files that cannot be written, and is `wrong_input` then.
[[nodiscard]] ExitCode write_outputs(const Options& options, Environment& environment,
                                     const RenderOptions& rendering, const Render& render);

[[nodiscard]] Progress progress_of(const Options& options, const Environment& environment, std::size_t total);

}  // namespace proviso
