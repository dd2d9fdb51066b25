// Reading values of a JSON report: places, words of enumerations, optional texts.
#pragma once

#include "model/syntax/source.h"
#include "model/syntax/unicode.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proviso::json {

using Json = nlohmann::ordered_json;

// Thrown inside the reader only, with what is wrong.
struct Wrong {
  std::string what;
};

// Null is an empty text.
[[nodiscard]] std::string text_of(const Json& object, const char* key);
[[nodiscard]] std::vector<std::string> texts_of(const Json& object, const char* key);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> pairs_of(const Json& object, const char* key);

// The enumerator with that word, of those from the first to `last`.
template <class Enum>
[[nodiscard]] Enum enum_of(const Json& object, const char* key, Enum last) {
  const std::string text = object.at(key).get<std::string>();
  for (int value = 0; value <= static_cast<int>(last); ++value) {
    if (text == word(static_cast<Enum>(value))) return static_cast<Enum>(value);
  }
  throw Wrong{fmt::format("`{}` is nothing that `{}` can be", text, key)};
}

template <class ToValue>
[[nodiscard]] auto all_of(const Json& object, const char* key, const ToValue& to_value) {
  std::vector<decltype(to_value(object))> values;
  for (const Json& item : object.at(key)) values.push_back(to_value(item));
  return values;
}

// The texts of a report, and the places in them.
class ReadSources {
 public:
  explicit ReadSources(const Json& document);

  // Of an object with `file`, `line`, …; empty where these are null.
  [[nodiscard]] Span span(const Json& object) const;
  // Of a place of its own, or null.
  [[nodiscard]] Span at(const Json& object, const char* key) const;
  [[nodiscard]] Sources take() { return std::move(sources_); }

 private:
  void add(const std::string& path, const Json& lines);
  [[nodiscard]] std::uint32_t offset(FileId file, std::uint32_t line, std::uint32_t column) const;

  Sources sources_;
  std::map<std::string, FileId> ids_;
  std::map<FileId, std::vector<std::uint32_t>> starts_;  // of each line
};

}  // namespace proviso::json
