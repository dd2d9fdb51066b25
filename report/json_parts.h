// What the JSON documents share: places, diagnostics, the parts of findings. Keys stand in a fixed order
// and every value comes from the report: same input, same bytes.
#pragma once

#include "model/syntax/diagnostic.h"
#include "solver/verdict.h"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace proviso::json {

using Json = nlohmann::ordered_json;

// Writes places, and remembers which lines of the sources they lie on.
class Places {
 public:
  explicit Places(const Sources& sources) : sources_(sources) {}

  // Adds `file`, `line`, `column`, `end_line` and `end_column`, null where there is none. Columns count
  // code points from 1, and the end is exclusive.
  void put(Json& object, Span span);
  // The same as an object of its own, or null.
  [[nodiscard]] Json at(Span span);
  // The text of every line that was spoken of, by file: from these a reader shows excerpts again.
  [[nodiscard]] Json sources_json() const;

 private:
  const Sources& sources_;
  std::map<FileId, std::set<std::uint32_t>> lines_;
};

[[nodiscard]] Json text_or_null(const std::string& text);
[[nodiscard]] Json strings(const std::vector<std::string>& items);

template <class Items, class ToJson>
[[nodiscard]] Json array_of(const Items& items, const ToJson& to_json) {
  Json array = Json::array();
  for (const auto& item : items) array.push_back(to_json(item));
  return array;
}

[[nodiscard]] const char* severity_word(Severity severity);
[[nodiscard]] Json labels_json(Places& places, const std::vector<Label>& labels);
[[nodiscard]] Json diagnostics_json(Places& places, const Diagnostics* diagnostics);
[[nodiscard]] Json facts_json(Places& places, const std::vector<SourceFact>& facts);
[[nodiscard]] Json dependence_json(const ScenarioValue& value);
[[nodiscard]] Json safe_choice_json(const ShownChoice& choice);
[[nodiscard]] Json suppression_json(Places& places, const std::optional<Suppression>& suppressed);
[[nodiscard]] Json repair_json(Places& places, const Repair& repair);
[[nodiscard]] Json pairs_json(const std::vector<std::pair<std::string, std::string>>& pairs);
[[nodiscard]] Json finding_json(Places& places, const DealReport& deal, const Finding& finding, bool table);

// A document with its characters made visible and a line break at its end.
[[nodiscard]] std::string document_text(const Json& document);

}  // namespace proviso::json
