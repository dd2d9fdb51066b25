#include "report/json_parts.h"

#include "report/escape.h"

#include <algorithm>

namespace proviso::json {
namespace {

Json diagnostic_json(Places& places, const Diagnostic& diagnostic) {
  Json object = Json::object();
  object["id"] = diagnostic.kind == nullptr ? "" : std::string(diagnostic.kind->id);
  object["severity"] =
      severity_word(diagnostic.kind == nullptr ? Severity::error : diagnostic.kind->severity);
  object["title"] = diagnostic.kind == nullptr ? "" : std::string(diagnostic.kind->title);
  places.put(object, diagnostic.span);
  object["message"] = diagnostic.message;
  object["here"] = text_or_null(diagnostic.here);
  object["related"] = labels_json(places, diagnostic.related);
  object["notes"] = strings(diagnostic.notes);
  object["fix"] = text_or_null(diagnostic.fix);
  return object;
}


}  // namespace

const char* severity_word(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "";
}

Json labels_json(Places& places, const std::vector<Label>& labels) {
  return array_of(labels, [&](const Label& label) {
    Json object = Json::object();
    places.put(object, label.span);
    object["text"] = label.text;
    return object;
  });
}

void Places::put(Json& object, Span span) {
  if (span.empty()) {
    for (const char* key : {"file", "line", "column", "end_line", "end_column"}) object[key] = nullptr;
    return;
  }
  const Place begin = sources_.begin_of(span);
  const Place end = sources_.end_of(span);
  object["file"] = std::string(sources_.path(span.file));
  object["line"] = begin.line;
  object["column"] = begin.column;
  object["end_line"] = end.line;
  object["end_column"] = end.column;
  // An excerpt shows a single line between two marks as well.
  for (std::uint32_t line = begin.line; line <= end.line + 1; ++line) lines_[span.file].insert(line);
}

Json Places::at(Span span) {
  if (span.empty()) return nullptr;
  Json object = Json::object();
  put(object, span);
  return object;
}

Json Places::sources_json() const {
  return array_of(lines_, [&](const auto& file) {
    Json lines = Json::object();
    for (const std::uint32_t line : file.second) {
      const std::string_view text = sources_.line(file.first, line);
      if (!text.empty()) lines[std::to_string(line)] = std::string(text);
    }
    Json object = Json::object();
    object["file"] = std::string(sources_.path(file.first));
    object["lines"] = std::move(lines);
    return object;
  });
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json strings(const std::vector<std::string>& items) {
  return array_of(items, [](const std::string& item) { return Json(item); });
}

Json diagnostics_json(Places& places, const Diagnostics* diagnostics) {
  if (diagnostics == nullptr) return Json::array();
  return array_of(*diagnostics, [&](const Diagnostic& one) { return diagnostic_json(places, one); });
}

std::string document_text(const Json& document) {
  return visible_json(document.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

}  // namespace proviso::json
