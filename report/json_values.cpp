#include "report/json_values.h"

#include <algorithm>
#include <charconv>

namespace proviso::json {
namespace {

constexpr std::uint32_t kMostLines = 2'000'000;  // of one file; more is no spec

std::uint32_t line_number(const std::string& text) {
  std::uint32_t line = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, line);
  if (error != std::errc() || stop != end || line == 0 || line > kMostLines) {
    throw Wrong{fmt::format("`{}` is no number of a line", text)};
  }
  return line;
}

}  // namespace

std::string text_of(const Json& object, const char* key) {
  const Json& value = object.at(key);
  return value.is_null() ? std::string() : value.get<std::string>();
}

std::vector<std::string> texts_of(const Json& object, const char* key) {
  return all_of(object, key, [](const Json& item) { return item.get<std::string>(); });
}

std::vector<std::pair<std::string, std::string>> pairs_of(const Json& object, const char* key) {
  std::vector<std::pair<std::string, std::string>> pairs;
  if (object.at(key).is_null()) return pairs;
  for (const auto& [name, value] : object.at(key).items()) pairs.emplace_back(name, value.template get<std::string>());
  return pairs;
}

ReadSources::ReadSources(const Json& document) {
  for (const Json& file : document.at("sources")) add(file.at("file").get<std::string>(), file.at("lines"));
}

void ReadSources::add(const std::string& path, const Json& lines) {
  std::map<std::uint32_t, std::string> by_number;
  for (const auto& [number, text] : lines.items()) by_number[line_number(number)] = text.template get<std::string>();
  std::string all;
  std::vector<std::uint32_t> starts{0};
  const auto end_line = [&] {
    all += '\n';
    starts.push_back(static_cast<std::uint32_t>(all.size()));
  };
  for (const auto& [number, text] : by_number) {
    while (starts.size() < number) end_line();
    if (text.find('\n') != std::string::npos) throw Wrong{"a line of a source holds a line break"};
    all += text;
    end_line();
  }
  const FileId id = sources_.add(path, std::move(all));
  ids_.emplace(path, id);
  starts_.emplace(id, std::move(starts));
}

std::uint32_t ReadSources::offset(FileId file, std::uint32_t line, std::uint32_t column) const {
  const std::vector<std::uint32_t>& starts = starts_.at(file);
  if (line == 0 || column == 0) throw Wrong{"lines and columns count from 1"};
  // Behind the last line that is known.
  if (line > starts.size()) return starts.back();
  const std::string_view text = sources_.line(file, line);
  std::size_t at = 0;
  for (std::uint32_t i = 1; i < column && at < text.size(); ++i) at += decode(text, at).bytes;
  return starts[line - 1] + static_cast<std::uint32_t>(at);
}

Span ReadSources::span(const Json& object) const {
  if (object.at("file").is_null() || object.at("line").is_null()) return {};
  // A deal without a place of its own names its line only.
  if (object.at("column").is_null()) return {};
  const std::string path = object.at("file").get<std::string>();
  const auto file = ids_.find(path);
  if (file == ids_.end()) throw Wrong{fmt::format("the report has no text of `{}`", path)};
  const auto number = [&](const char* key) { return object.at(key).get<std::uint32_t>(); };
  Span span;
  span.file = file->second;
  span.begin = offset(span.file, number("line"), number("column"));
  span.end = std::max(span.begin, offset(span.file, number("end_line"), number("end_column")));
  return span;
}

Span ReadSources::at(const Json& object, const char* key) const {
  return object.at(key).is_null() ? Span() : span(object.at(key));
}

}  // namespace proviso::json
