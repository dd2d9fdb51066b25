// GitLab's code quality report: a list of issues, of which a merge request shows the new ones.
#include "report/escape.h"
#include "report/escape_formats.h"
#include "report/result_formats.h"

#include <nlohmann/json.hpp>

namespace proviso {
namespace {

using Json = nlohmann::ordered_json;

const char* severity_of(const Result& result) {
  if (result.suppressed) return "info";
  switch (result.level) {
    case Severity::error: return "critical";
    case Severity::warning: return "major";
    case Severity::note: break;
  }
  return "info";
}

std::string description_of(const Result& result) {
  const std::string accepted = result.suppressed ? "accepted, " + suppression_text(*result.suppressed) + ": " : "";
  return visible(accepted + result.message);
}

Json location_json(const Result& result, const Sources& sources) {
  if (result.span.empty()) return Json{{"path", visible(result.file)}, {"lines", Json{{"begin", 1}}}};
  const Place begin = sources.begin_of(result.span);
  const Place end = sources.end_of(result.span);
  return Json{{"path", std::string(sources.path(result.span.file))},
              {"lines", Json{{"begin", begin.line}, {"end", end.line}}}};
}

}  // namespace

void write_gitlab(const ResultSet& set, const Sources& sources, const RenderOptions&, std::ostream& out) {
  Json issues = Json::array();
  const std::vector<std::string> prints = fingerprints(set);
  for (std::size_t i = 0; i < set.results.size(); ++i) {
    const Result& result = set.results[i];
    issues.push_back(Json{{"description", description_of(result)},
                          {"check_name", std::string(result.rule->id)},
                          {"fingerprint", prints[i]},
                          {"severity", severity_of(result)},
                          {"location", location_json(result, sources)},
                          {"content", Json{{"body", visible_lines(plain_text(result, sources))}}}});
  }
  out << visible_json(issues.dump(2, ' ', false, Json::error_handler_t::replace)) << '\n';
}

}  // namespace proviso
