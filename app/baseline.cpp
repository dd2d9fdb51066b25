#include "app/baseline.h"

#include "report/clause_text.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace proviso {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "proviso-baseline/1";

// A breach found in a deal that is undecided as a whole is named by what it is itself.
std::string_view rule_of(const DealReport& deal, const Finding& finding) {
  if (deal.verdict == Verdict::conflicts) return kinds::deal_conflicts.id;
  if (deal.verdict == Verdict::depends) return kinds::deal_depends.id;
  return finding.always ? kinds::deal_conflicts.id : kinds::deal_depends.id;
}

BaselineKey key_of(const DealReport& deal, const BaselinePath& path) {
  BaselineKey key;
  key.file = path(deal.file);
  key.deal = deal.deal;
  return key;
}

BaselineKey key_of(const DealReport& deal, const Finding& finding, const Sources& sources,
                   const BaselinePath& path) {
  BaselineKey key = key_of(deal, path);
  key.clause = finding.clause;
  key.rule = rule_of(deal, finding);
  const Span span = finding.clause_whole.empty() ? finding.norm_span : finding.clause_whole;
  if (!span.empty()) key.text = text_hash(normalised_clause(sources.text(span)));
  return key;
}

// Of a verdict that is a finding itself.
BaselineKey key_of_verdict(const DealReport& deal, const BaselinePath& path) {
  BaselineKey key = key_of(deal, path);
  const bool impossible = deal.verdict == Verdict::impossible;
  key.rule = impossible ? kinds::deal_impossible.id : kinds::deal_undecided.id;
  std::string core;
  for (const SourceFact& fact : deal.core) core += fact.text + '\n';
  key.text = text_hash(core);
  return key;
}

bool speaks_for_itself(const DealReport& deal) {
  return deal.verdict == Verdict::impossible || deal.verdict == Verdict::undecided;
}

// The value of a key that has to be there and to be a text.
tl::expected<std::string, std::string> text_at(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) {
    return tl::unexpected(fmt::format("an entry has no text `{}`", name));
  }
  return found->get<std::string>();
}

tl::expected<BaselineKey, std::string> read_entry(const Json& entry) {
  if (!entry.is_object()) return tl::unexpected(std::string("an entry is no object"));
  BaselineKey key;
  for (const auto& [name, target] :
       {std::pair{"rule", &key.rule}, std::pair{"file", &key.file}, std::pair{"deal", &key.deal},
        std::pair{"clause", &key.clause}, std::pair{"text", &key.text}}) {
    auto text = text_at(entry, name);
    if (!text) return tl::unexpected(text.error());
    *target = std::move(*text);
  }
  return key;
}

}  // namespace

tl::expected<Baseline, std::string> read_baseline(const std::string& text) {
  const Json document = Json::parse(text, nullptr, false);
  if (document.is_discarded()) return tl::unexpected(std::string("is no JSON"));
  const bool ours = document.is_object() && document.contains("schema") && document["schema"] == kSchema &&
                    document.contains("findings") && document["findings"].is_array();
  if (!ours) return tl::unexpected(fmt::format("is no baseline of the schema {}", kSchema));
  Baseline baseline;
  for (const Json& entry : document["findings"]) {
    auto key = read_entry(entry);
    if (!key) return tl::unexpected(key.error());
    baseline.known.insert(std::move(*key));
  }
  return baseline;
}

std::string print_baseline(const Baseline& baseline) {
  Json document = Json::object();
  document["schema"] = kSchema;
  document["findings"] = Json::array();
  for (const BaselineKey& key : baseline.known) {
    Json entry = Json::object();
    entry["rule"] = key.rule;
    entry["file"] = key.file;
    entry["deal"] = key.deal;
    entry["clause"] = key.clause;
    entry["text"] = key.text;
    document["findings"].push_back(std::move(entry));
  }
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

// Specs and baseline may be named from anywhere: what counts is how they lie to each other.
BaselinePath paths_beside(const Files& files, const std::string& baseline_path) {
  const std::filesystem::path directory =
      std::filesystem::path(files.identity(baseline_path)).parent_path();
  return [&files, directory](const std::string& path) {
    const std::filesystem::path file(files.identity(path));
    const auto relative = directory.empty() ? file : file.lexically_relative(directory);
    return (relative.empty() ? file : relative).generic_string();
  };
}

Baseline baseline_of(const CheckReport& report, const Sources& sources, const BaselinePath& path) {
  Baseline baseline;
  const auto by_deal = [](const std::optional<Suppression>& suppressed) {
    return suppressed && suppressed->kind == SuppressionKind::in_spec;
  };
  for (const DealReport& deal : report.deals) {
    for (const Finding& finding : deal.findings) {
      if (!by_deal(finding.suppressed)) baseline.known.insert(key_of(deal, finding, sources, path));
    }
    if (speaks_for_itself(deal)) baseline.known.insert(key_of_verdict(deal, path));
  }
  return baseline;
}

void apply_baseline(CheckReport& report, const Sources& sources, const Baseline& baseline,
                    const BaselinePath& path) {
  Suppression known;
  known.kind = SuppressionKind::baseline;
  for (DealReport& deal : report.deals) {
    for (Finding& finding : deal.findings) {
      if (!finding.suppressed && baseline.known.contains(key_of(deal, finding, sources, path))) {
        finding.suppressed = known;
      }
    }
    if (speaks_for_itself(deal) && baseline.known.contains(key_of_verdict(deal, path))) {
      deal.suppressed = known;
    }
  }
}

std::vector<BaselineKey> stale_entries(const Baseline& baseline, const Baseline& now,
                                       const LookedAt& looked_at) {
  std::vector<BaselineKey> stale;
  for (const BaselineKey& key : baseline.known) {
    if (!now.known.contains(key) && looked_at(key)) stale.push_back(key);
  }
  return stale;
}

std::string entry_text(const BaselineKey& key) {
  if (key.clause.empty()) return fmt::format("the verdict of `{}` ({})", key.deal, key.file);
  return fmt::format("`{}` in `{}` ({})", key.clause, key.deal, key.file);
}

}  // namespace proviso
