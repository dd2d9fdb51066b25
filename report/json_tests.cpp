// The outcome of expectations as JSON.
#include "report/json_parts.h"
#include "report/render.h"

namespace proviso {
namespace {

using namespace json;

Json expectation_json(Places& places, const ShownExpectation& expectation) {
  Json object = Json::object();
  object["about"] = expectation.about;
  object["text"] = expectation.text;
  object["outcome"] = word(expectation.outcome);
  object["instead"] = text_or_null(expectation.instead);
  places.put(object, expectation.span);
  return object;
}

Json file_json(Places& places, const TestedFile& file) {
  Json object = Json::object();
  object["file"] = file.file;
  object["expectations"] =
      array_of(file.expectations, [&](const ShownExpectation& one) { return expectation_json(places, one); });
  object["silent"] = strings(file.silent);
  return object;
}

Json summary_json(const TestReport& report) {
  const TestTally total = tally(report);
  Json object = Json::object();
  object["passed"] = total.passed;
  object["failed"] = total.failed;
  object["undecided"] = total.undecided;
  object["all_read"] = report.all_read;
  return object;
}

}  // namespace

void render_json(const TestReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out) {
  Places places(sources);
  Json document = Json::object();
  document["schema"] = "proviso-tests/1";
  document["summary"] = summary_json(report);
  document["errors"] = diagnostics_json(places, options.diagnostics);
  document["files"] = array_of(report.files, [&](const TestedFile& file) { return file_json(places, file); });
  document["sources"] = places.sources_json();
  out << document_text(document);
}

}  // namespace proviso
