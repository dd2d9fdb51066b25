// SARIF 2.1.0 for GitHub's code scanning. Only the first location of a result is shown there, the
// others are reached from its message; the counterexample is a code flow with a thread a party.
#include "report/escape.h"
#include "report/escape_formats.h"
#include "report/finding.h"
#include "report/pages.h"
#include "report/result_formats.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <optional>

namespace proviso {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostResults = 25000;

Json text_json(std::string_view text) { return Json{{"text", std::string(text)}}; }

Json message_json(std::string_view text) { return Json{{"text", sarif_text(text)}}; }

const char* level_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: break;
  }
  return "note";
}

// Lines and columns count from 1, columns in code points, the end is exclusive.
Json region_json(const Sources& sources, Span span) {
  const Place begin = sources.begin_of(span);
  Place end = sources.end_of(span);
  if (end.line == begin.line && end.column <= begin.column) end.column = begin.column + 1;
  return Json{{"startLine", begin.line}, {"startColumn", begin.column}, {"endLine", end.line}, {"endColumn", end.column}};
}

Json physical_json(const Sources& sources, Span span) {
  return Json{{"artifactLocation", Json{{"uri", uri_of(sources.path(span.file))}}},
              {"region", region_json(sources, span)}};
}

// "possible breach" as "PossibleBreach"
std::string rule_name(std::string_view title) {
  std::string name;
  bool upper = true;
  for (const char c : title) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter) name += upper && c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = !letter;
  }
  return name;
}

Json rule_json(const DiagnosticKind& rule) {
  const std::string_view page = page_of(rule.id);
  const std::string about = first_paragraph(page);
  Json object;
  object["id"] = std::string(rule.id);
  object["name"] = rule_name(rule.title);
  object["shortDescription"] = text_json(rule.title);
  object["fullDescription"] = text_json(about.empty() ? rule.title : std::string_view(about));
  object["help"] = Json{{"text", std::string(page)}, {"markdown", std::string(page)}};
  object["defaultConfiguration"] = Json{{"level", level_of(rule.severity)}};
  object["properties"] = Json{{"tags", Json::array({"contracts"})},
                              {"precision", "very-high"},
                              {"problem.severity", rule.severity == Severity::note ? "recommendation"
                                                                                   : level_of(rule.severity)}};
  return object;
}

class SarifWriter {
 public:
  SarifWriter(const ResultSet& set, const Sources& sources) : set_(set), sources_(sources) {}

  Json document() {
    Json results = Json::array();
    const std::vector<std::string> prints = fingerprints(set_);
    for (const Result* result : chosen()) {
      if (result->span.empty()) {
        note(result->message, result->level);
        continue;
      }
      const auto index = static_cast<std::size_t>(result - set_.results.data());
      results.push_back(result_json(*result, prints[index]));
    }
    if (set_.results.size() > kMostResults) {
      note(fmt::format("{} are left out: a file holds at most {}",
                       counted(set_.results.size() - kMostResults, "further result"), kMostResults),
           Severity::warning);
    }
    Json run;
    run["tool"] = Json{{"driver", driver_json()}};
    run["automationDetails"] = Json{{"id", fmt::format("proviso/{}/", set_.command)}};
    run["columnKind"] = "unicodeCodePoints";
    run["invocations"] = Json::array({Json{{"executionSuccessful", true}, {"toolExecutionNotifications", notes_}}});
    run["results"] = std::move(results);
    return Json{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                {"version", "2.1.0"},
                {"runs", Json::array({std::move(run)})}};
  }

 private:
  // In their own order while there is room for all, else the worst.
  std::vector<const Result*> chosen() {
    std::vector<const Result*> all;
    if (set_.results.size() > kMostResults) {
      all = worst_first(set_);
      all.resize(kMostResults);
    } else {
      for (const Result& result : set_.results) all.push_back(&result);
    }
    for (const Result* result : all) rules_.emplace(result->rule->id, result->rule);
    std::size_t next = 0;
    for (const auto& [id, rule] : rules_) index_[id] = next++;
    return all;
  }

  // What has no place in a file.
  void note(std::string_view text, Severity severity) {
    notes_.push_back(Json{{"level", level_of(severity)}, {"message", message_json(text)}});
  }

  Json driver_json() const {
    Json rules = Json::array();
    for (const auto& [id, rule] : rules_) rules.push_back(rule_json(*rule));
    return Json{{"name", "Proviso"},
                {"version", PROVISO_VERSION},
                {"semanticVersion", PROVISO_VERSION},
                {"rules", std::move(rules)}};
  }

  // The first related place is the clause.
  Json result_message(const Result& result) const {
    std::string text = sarif_text(result.message);
    if (!result.related.empty() && !result.related.front().span.empty()) {
      text += fmt::format(" ([{}](1))", sarif_text(result.related.front().text));
    }
    for (const ResultDetail& detail : result.details) {
      if (!detail.label.starts_with("to comply") || detail.lines.empty()) continue;
      text += fmt::format("\n{}: {}", detail.label, sarif_text(detail.lines.front()));
      if (detail.lines.size() > 1) text += fmt::format(", or {} more", detail.lines.size() - 1);
    }
    return text_json(text + ".");
  }

  Json related_json(const Result& result) const {
    Json related = Json::array();
    for (const RelatedPlace& place : result.related) {
      if (place.span.empty()) continue;
      related.push_back(Json{{"id", related.size() + 1},
                             {"physicalLocation", physical_json(sources_, place.span)},
                             {"message", message_json(place.text)}});
    }
    return related;
  }

  Json step_json(const Result& result, const ResultStep& step, std::size_t order) const {
    const std::string text = step.date.empty() ? step.text : step.date + ": " + step.text;
    Json location{{"physicalLocation", physical_json(sources_, step.span.empty() ? result.span : step.span)},
                  {"message", message_json(text)}};
    return Json{{"location", std::move(location)},
                {"executionOrder", order},
                {"importance", step.breach ? "essential" : "important"}};
  }

  Json code_flow_json(const Result& result) const {
    std::vector<std::string> parties;
    std::map<std::string, Json> threads;
    std::size_t order = 0;
    for (const ResultStep& step : result.steps) {
      const std::string party = step.party.empty() ? "events" : step.party;
      if (threads.emplace(party, Json::array()).second) parties.push_back(party);
      threads[party].push_back(step_json(result, step, ++order));
    }
    Json flows = Json::array();
    for (const std::string& party : parties) {
      flows.push_back(Json{{"id", visible(party)},
                           {"message", message_json("what happens on the side of " + party)},
                           {"locations", std::move(threads[party])}});
    }
    return Json{{"threadFlows", std::move(flows)}};
  }

  Json suppression_json(const Suppression& suppressed) const {
    Json object{{"kind", suppressed.kind == SuppressionKind::in_spec ? "inSource" : "external"},
                {"status", "accepted"},
                {"justification", visible(suppression_text(suppressed))}};
    if (!suppressed.span.empty()) {
      object["location"] = Json{{"physicalLocation", physical_json(sources_, suppressed.span)}};
    }
    return object;
  }

  Json properties_json(const Result& result) const {
    Json properties = Json::object();
    const std::pair<const char*, const std::string*> texts[] = {
        {"deal", &result.deal}, {"clause", &result.clause}, {"title", &result.title}, {"cite", &result.cite}};
    for (const auto& [name, text] : texts) {
      if (!text->empty()) properties[name] = visible(*text);
    }
    for (const ResultDetail& detail : result.details) {
      Json lines = Json::array();
      for (const std::string& line : detail.lines) lines.push_back(visible(line));
      properties[detail.label] = std::move(lines);
    }
    return properties;
  }

  Json result_json(const Result& result, const std::string& fingerprint) const {
    Json object;
    object["ruleId"] = std::string(result.rule->id);
    object["ruleIndex"] = index_.at(result.rule->id);
    object["level"] = level_of(result.level);
    object["message"] = result_message(result);
    object["locations"] = Json::array({Json{{"physicalLocation", physical_json(sources_, result.span)}}});
    if (Json related = related_json(result); !related.empty()) object["relatedLocations"] = std::move(related);
    if (!result.steps.empty()) object["codeFlows"] = Json::array({code_flow_json(result)});
    object["partialFingerprints"] = Json{{"proviso/v1", fingerprint}};
    if (result.suppressed) object["suppressions"] = Json::array({suppression_json(*result.suppressed)});
    if (Json properties = properties_json(result); !properties.empty()) object["properties"] = std::move(properties);
    return object;
  }

  const ResultSet& set_;
  const Sources& sources_;
  std::map<std::string_view, const DiagnosticKind*> rules_;
  std::map<std::string_view, std::size_t> index_;
  Json notes_ = Json::array();
};

}  // namespace

void write_sarif(const ResultSet& set, const Sources& sources, const RenderOptions&, std::ostream& out) {
  const Json document = SarifWriter(set, sources).document();
  out << visible_json(document.dump(2, ' ', false, Json::error_handler_t::replace)) << '\n';
}

}  // namespace proviso
