#include "report/render.h"

#include "report/contract_findings.h"
#include "report/result_formats.h"

#include <algorithm>

namespace proviso {
namespace {

using Write = void (*)(const ResultSet&, const Sources&, const RenderOptions&, std::ostream&);

template <class Report, Write write>
void through_results(const Report& report, const Sources& sources, const RenderOptions& options,
                     std::ostream& out) {
  write(results_of(report, sources, options), sources, options, out);
}

template <Write write>
constexpr Renderer of_results(std::string_view name, std::string_view summary) {
  return {name, summary, through_results<CheckReport, write>, through_results<TestReport, write>,
          through_results<AnalysisReport, write>, through_results<DiffReport, write>};
}

constexpr Renderer kRenderers[] = {
    {"text", "for people, with excerpts of the specs", render_text, render_text, render_text, render_text},
    {"json", "for programs, schema proviso-report/1", render_json, render_json, render_json, render_json},
    of_results<write_sarif>("sarif", "for code scanning, SARIF 2.1.0"),
    of_results<write_junit>("junit", "for test reports, JUnit's XML"),
    of_results<write_github>("github", "for annotations, workflow commands of GitHub"),
    of_results<write_gitlab>("gitlab", "for merge requests, GitLab's code quality report"),
    of_results<write_markdown>("markdown", "for job summaries, with Mermaid diagrams"),
};

}  // namespace

std::span<const Renderer> renderers() { return kRenderers; }

const Renderer* renderer(std::string_view name) {
  const auto found = std::find_if(std::begin(kRenderers), std::end(kRenderers),
                                  [name](const Renderer& row) { return row.name == name; });
  return found == std::end(kRenderers) ? nullptr : found;
}

}  // namespace proviso
