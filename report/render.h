// The formats of a report, by name.
#pragma once

#include "model/syntax/diagnostic.h"
#include "solver/verdict.h"

#include <ostream>
#include <span>
#include <string_view>

namespace proviso {

struct RenderOptions {
  bool colour = false;
  bool table = false;    // of all clauses under each counterexample
  bool verbose = false;  // arguments that only the curious want
  // What was wrong with the input; formats that carry it put it beside the findings. May be null.
  const Diagnostics* diagnostics = nullptr;
};

struct Renderer {
  std::string_view name;
  std::string_view summary;  // for help
  void (*render)(const CheckReport&, const Sources&, const RenderOptions&, std::ostream&);
};

[[nodiscard]] std::span<const Renderer> renderers();

// Null for a name that no format has.
[[nodiscard]] const Renderer* renderer(std::string_view name);

void render_text(const CheckReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out);

// "proviso-report/1", described by docs/report.schema.json.
void render_json(const CheckReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out);

}  // namespace proviso
