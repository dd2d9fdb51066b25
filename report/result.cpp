#include "report/result.h"

#include "model/syntax/diagnostics.h"
#include "report/clause_text.h"
#include "report/finding.h"
#include "report/text_finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace proviso {
namespace {

// Separates the parts of a key: no text of a spec holds it once it is made visible.
constexpr char kBetween = '\x1f';

std::string key_of(const Result& result) {
  std::string key(result.rule->id);
  for (const std::string* part : {&result.file, &result.deal, &result.clause, &result.words}) {
    key += kBetween;
    key += *part;
  }
  return key;
}

int badness(const Result& result) {
  if (result.suppressed) return 3;
  switch (result.level) {
    case Severity::error: return 0;
    case Severity::warning: return 1;
    case Severity::note: break;
  }
  return 2;
}

Result result_of(const Diagnostic& diagnostic, const Sources& sources) {
  Result result;
  result.rule = diagnostic.kind == nullptr ? &kinds::unexpected_token : diagnostic.kind;
  result.level = result.rule->severity;
  result.span = diagnostic.span;
  if (!result.span.empty()) result.file = sources.path(result.span.file);
  result.message = diagnostic.message;
  result.words = diagnostic.message;
  if (!diagnostic.here.empty()) result.details.push_back({"here", {diagnostic.here}});
  for (const Label& label : diagnostic.related) result.related.push_back({label.span, label.text});
  if (!diagnostic.notes.empty()) result.details.push_back({"note", diagnostic.notes});
  if (!diagnostic.fix.empty()) result.details.push_back({"fix", {diagnostic.fix}});
  return result;
}

// One case a file: it is either read or it is not.
void add_case(std::vector<ResultCase>& cases, const Result& result, const Sources& sources) {
  const std::string text = plain_text(result, sources);
  for (ResultCase& known : cases) {
    if (known.file != result.file) continue;
    known.text += "\n" + text;
    return;
  }
  ResultCase one;
  one.file = result.file;
  one.name = "the spec is sound";
  one.outcome = CaseOutcome::undecided;
  one.rule = result.rule->id;
  one.message = result.message;
  one.text = text;
  if (!result.span.empty()) one.line = sources.begin_of(result.span).line;
  cases.push_back(std::move(one));
}

}  // namespace

void add_diagnostics(ResultSet& set, const Sources& sources, const RenderOptions& options) {
  if (options.diagnostics == nullptr) return;
  std::vector<Result> results;
  std::vector<ResultCase> cases;
  for (const Diagnostic& one : *options.diagnostics) {
    results.push_back(result_of(one, sources));
    if (results.back().level == Severity::error) add_case(cases, results.back(), sources);
  }
  set.results.insert(set.results.begin(), std::make_move_iterator(results.begin()),
                     std::make_move_iterator(results.end()));
  set.cases.insert(set.cases.begin(), std::make_move_iterator(cases.begin()), std::make_move_iterator(cases.end()));
}

std::vector<std::string> fingerprints(const ResultSet& set) {
  std::vector<std::string> all;
  std::map<std::string, std::size_t> seen;
  for (const Result& result : set.results) {
    std::string key = key_of(result);
    if (const std::size_t before = seen[key]++; before != 0) key += fmt::format("{}{}", kBetween, before + 1);
    all.push_back(text_hash(key));
  }
  return all;
}

std::vector<const Result*> worst_first(const ResultSet& set) {
  std::vector<const Result*> order;
  for (const Result& result : set.results) order.push_back(&result);
  std::stable_sort(order.begin(), order.end(),
                   [](const Result* a, const Result* b) { return badness(*a) < badness(*b); });
  return order;
}

std::string headline(const Result& result) {
  std::string text(result.rule->title);
  if (!result.clause.empty()) text += ": " + result.clause;
  if (!result.deal.empty()) text += (result.clause.empty() ? ": " : " in ") + result.deal;
  return text;
}

std::string suppression_text(const Suppression& suppressed) {
  std::string text = suppressed.kind == SuppressionKind::in_spec ? "allowed in the spec" : "known in the baseline";
  if (!suppressed.until.empty()) text += fmt::format(" until {}", suppressed.until);
  if (!suppressed.reason.empty()) text += fmt::format(": {}", suppressed.reason);
  return text;
}

std::string plain_text(const Result& result, const Sources& sources) {
  std::string text = result.message + "\n";
  if (const std::string place = place_text(sources, result.span); !place.empty()) text += "at: " + place + "\n";
  if (!result.title.empty()) text += "clause: " + result.title + "\n";
  if (!result.cite.empty()) text += "cite: " + result.cite + "\n";
  if (result.suppressed) text += "accepted: " + suppression_text(*result.suppressed) + "\n";
  for (const ResultDetail& detail : result.details) {
    if (detail.lines.size() == 1) {
      text += detail.label + ": " + detail.lines.front() + "\n";
      continue;
    }
    text += detail.label + ":\n";
    for (const std::string& line : detail.lines) text += "  " + line + "\n";
  }
  for (const RelatedPlace& related : result.related) {
    // What it rests on stands among the details already.
    if (related.span.empty() || related.text.starts_with("because ")) continue;
    text += place_text(sources, related.span) + ": " + related.text + "\n";
  }
  text.pop_back();
  return text;
}

}  // namespace proviso
