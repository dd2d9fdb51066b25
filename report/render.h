// The formats of a report, by name.
#pragma once

#include "model/syntax/diagnostic.h"
#include "report/test_report.h"
#include "solver/contracts/report.h"
#include "solver/verdict.h"

#include <ostream>
#include <span>
#include <string_view>

namespace proviso {

struct RenderOptions {
  bool colour = false;
  bool table = false;    // of all clauses under each counterexample
  bool verbose = false;  // arguments that only the curious want
  bool allow_depends = false;  // a deal that depends on something open is good enough
  // What was wrong with the input; formats that carry it put it beside the findings. May be null.
  const Diagnostics* diagnostics = nullptr;
};

struct Renderer {
  std::string_view name;
  std::string_view summary;  // for help
  void (*render)(const CheckReport&, const Sources&, const RenderOptions&, std::ostream&);
  void (*render_tests)(const TestReport&, const Sources&, const RenderOptions&, std::ostream&);
  void (*render_analysis)(const AnalysisReport&, const Sources&, const RenderOptions&, std::ostream&);
  void (*render_diff)(const DiffReport&, const Sources&, const RenderOptions&, std::ostream&);
};

[[nodiscard]] std::span<const Renderer> renderers();

// Null for a name that no format has.
[[nodiscard]] const Renderer* renderer(std::string_view name);

void render_text(const CheckReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out);

// "proviso-report/1", described by docs/report.schema.json.
void render_json(const CheckReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out);

void render_text(const TestReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out);

// "proviso-tests/1", described by docs/tests.schema.json.
void render_json(const TestReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out);

void render_text(const AnalysisReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out);
void render_text(const DiffReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out);

// "proviso-analysis/1" and "proviso-diff/1", described by docs/contracts.schema.json.
void render_json(const AnalysisReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out);
void render_json(const DiffReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out);

}  // namespace proviso
