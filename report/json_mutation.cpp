// Which changes of clauses no expectation notices, as JSON.
#include "report/json_parts.h"
#include "report/text_mutation.h"

namespace proviso {
namespace {

using namespace json;

Json mutant_json(Places& places, const Mutant& mutant) {
  Json object = Json::object();
  object["contract"] = mutant.contract;
  object["clause"] = mutant.contract + "." + mutant.name;
  object["change"] = mutant.what;
  object["before"] = mutant.before;
  object["after"] = text_or_null(mutant.after);
  places.put(object, mutant.span);
  object["outcome"] = mutant.noticed ? "noticed" : mutant.undecided ? "undecided" : "survived";
  object["noticed_by"] = text_or_null(mutant.noticed_by);
  object["noticed_at"] = mutant.noticed ? places.at(mutant.noticed_at) : Json();
  object["expectations"] = mutant.expectations;
  object["tried"] = mutant.touched;
  return object;
}

}  // namespace

void write_mutation_json(const MutationReport& report, const Sources& sources, const RenderOptions& options,
                         std::ostream& out) {
  Places places(sources);
  Json document = Json::object();
  document["schema"] = "proviso-mutation/1";
  document["summary"] = summary_line(report);
  document["errors"] = diagnostics_json(places, options.diagnostics);
  document["expectations"] = report.expectations;
  document["changes"] = array_of(report.mutants, [&](const Mutant& mutant) { return mutant_json(places, mutant); });
  document["sources"] = places.sources_json();
  out << document_text(document);
}

}  // namespace proviso
