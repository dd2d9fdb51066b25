// What is found about contracts alone as JSON.
#include "report/contract_findings.h"
#include "report/json_parts.h"
#include "report/render.h"

namespace proviso {
namespace {

using namespace json;

Json searched_json(const Searched& searched) {
  Json object = Json::object();
  object["complete"] = searched.complete;
  Json things = Json::object();
  for (const auto& [type, count] : searched.things) things[type] = count;
  object["things"] = std::move(things);
  object["why"] = text_or_null(searched.why);
  object["without_division_by_zero"] = searched.divides;
  object["assumed_enough"] = searched.assumed ? Json(*searched.assumed) : Json();
  return object;
}

Json flow_json(const ShownFlow& flow) {
  Json object = Json::object();
  object["name"] = flow.name;
  object["type"] = flow.type;
  object["event"] = flow.event;
  object["from"] = text_or_null(flow.from);
  object["to"] = text_or_null(flow.to);
  object["start"] = text_or_null(flow.start);
  object["end"] = text_or_null(flow.end);
  Json fields = Json::object();
  for (const ShownField& field : flow.fields) fields[field.name] = field.value;
  object["fields"] = std::move(fields);
  return object;
}

Json situation_json(Places& places, const std::optional<ShownSituation>& shown) {
  if (!shown) return nullptr;
  Json object = Json::object();
  object["deal"] = shown->name;
  object["title"] = shown->title;
  object["under"] = strings(shown->under);
  object["readings"] = pairs_json(shown->readings);
  object["flows"] = array_of(shown->flows, flow_json);
  Json values = Json::object();
  for (const ScenarioValue& value : shown->values) values[value.name] = value.value;
  object["values"] = std::move(values);
  DealReport deal;
  deal.deal = shown->name;
  object["findings"] = array_of(shown->findings, [&](const Finding& f) { return finding_json(places, deal, f, false); });
  object["replayed"] = shown->replayed;
  object["text"] = shown->text;
  object["saved"] = text_or_null(shown->saved);
  return object;
}

Json answer_json(Places& places, const ContractAnswer& answer) {
  Json object = Json::object();
  object["answer"] = word(answer.truth);
  object["reason"] = text_or_null(answer.reason);
  object["because"] = strings(answer.because);
  object["unless"] = strings(answer.unless);
  object["or_unless"] = strings(answer.or_unless);
  object["depends_on"] = strings(answer.depends_on);
  object["by_choice"] = array_of(answer.by_choice, [&](const AnswerByChoice& one) {
    Json choice = Json::object();
    choice["choice"] = pairs_json(one.choice);
    choice["answer"] = word(one.truth);
    return choice;
  });
  object["searched"] = searched_json(answer.searched);
  object["shown"] = situation_json(places, answer.shown);
  return object;
}

Json mark_json(const HealthMark& mark) {
  Json object = Json::object();
  // What cannot be asked of this clause has no answer.
  object["answer"] = mark.truth == Truth::impossible ? Json() : Json(word(mark.truth));
  object["reason"] = text_or_null(mark.reason);
  return object;
}

Json health_json(Places& places, const ClauseHealth& row) {
  Json object = Json::object();
  object["clause"] = row.clause;
  object["title"] = text_or_null(row.title);
  object["bearer"] = text_or_null(row.bearer);
  object["permission"] = row.permission;
  object["arises"] = mark_json(row.arises);
  object["kept"] = mark_json(row.kept);
  object["broken"] = mark_json(row.broken);
  object["consequence"] = mark_json(row.consequence);
  object["decisive"] = mark_json(row.decisive);
  object["exception"] = mark_json(row.exception);
  places.put(object, row.span);
  return object;
}

Json power_json(Places& places, const PowerHealth& power) {
  Json object = Json::object();
  object["event"] = power.event;
  object["by"] = power.by;
  object["usable"] = mark_json(power.usable);
  object["matters"] = mark_json(power.matters);
  places.put(object, power.span);
  return object;
}

Json analysis_finding_json(Places& places, const AnalysisFinding& finding) {
  Json object = Json::object();
  object["id"] = std::string(finding.kind->id);
  object["name"] = finding.name;
  object["severity"] = severity_word(finding.kind->severity);
  object["contract"] = finding.contract;
  object["clause"] = text_or_null(finding.clause);
  places.put(object, finding.span);
  object["message"] = finding.message;
  object["here"] = text_or_null(finding.here);
  object["related"] = labels_json(places, finding.related);
  object["fix"] = text_or_null(finding.fix);
  object["allowed"] = finding.is_allowed ? Json(finding.allowed) : Json();
  object["answer"] = answer_json(places, finding.answer);
  return object;
}

Json analysis_json(Places& places, const ContractAnalysis& analysis) {
  Json object = Json::object();
  object["contracts"] = strings(analysis.contracts);
  places.put(object, analysis.span);
  object["consistent"] = answer_json(places, analysis.consistent);
  object["clauses"] = array_of(analysis.clauses, [&](const ClauseHealth& row) { return health_json(places, row); });
  object["powers"] = array_of(analysis.powers, [&](const PowerHealth& power) { return power_json(places, power); });
  object["claims"] = array_of(analysis.claims, [&](const ClaimAnswer& claim) {
    Json one = Json::object();
    one["claim"] = claim.text;
    places.put(one, claim.span);
    one["answer"] = answer_json(places, claim.answer);
    return one;
  });
  object["left_out"] = strings(analysis.left_out);
  object["findings"] =
      array_of(analysis.findings, [&](const AnalysisFinding& finding) { return analysis_finding_json(places, finding); });
  return object;
}

Json moved_json(Places& places, const MovedValue& moved) {
  Json value = Json::object();
  value["before"] = moved.before;
  value["after"] = moved.after;
  value["text"] = moved_text(moved);
  value["before_at"] = places.at(moved.before_span);
  value["after_at"] = places.at(moved.after_span);
  return value;
}

Json clause_change_json(Places& places, const ClauseChange& clause) {
  Json object = Json::object();
  object["clause"] = clause.clause;
  object["change"] = word(clause.change);
  object["words_differ"] = clause.words_differ;
  object["only_in"] = clause.only_in_old ? Json("old") : clause.only_in_new ? Json("new") : Json();
  object["moved"] = array_of(clause.moved, [&](const MovedValue& moved) { return moved_json(places, moved); });
  object["favours"] = text_or_null(clause.favours);
  object["kept_by_new_only"] = situation_json(places, clause.kept_by_new_only);
  object["kept_by_old_only"] = situation_json(places, clause.kept_by_old_only);
  object["reason"] = text_or_null(clause.reason);
  object["searched"] = searched_json(clause.searched);
  return object;
}

}  // namespace

void render_json(const AnalysisReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out) {
  Places places(sources);
  Json document = Json::object();
  document["schema"] = "proviso-analysis/1";
  document["summary"] = summary_line(report);
  document["errors"] = diagnostics_json(places, options.diagnostics);
  document["contracts"] =
      array_of(report.contracts, [&](const ContractAnalysis& analysis) { return analysis_json(places, analysis); });
  document["sources"] = places.sources_json();
  out << document_text(document);
}

void render_json(const DiffReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out) {
  Places places(sources);
  Json document = Json::object();
  document["schema"] = "proviso-diff/1";
  document["before"] = report.before;
  document["after"] = report.after;
  document["change"] = word(report.change);
  document["summary"] = headline(report);
  document["reason"] = text_or_null(report.reason);
  document["errors"] = diagnostics_json(places, options.diagnostics);
  document["by_reading"] = array_of(report.by_reading, [&](const ReadingDifference& one) {
    Json object = Json::object();
    object["readings"] = pairs_json(one.readings);
    object["change"] = word(one.change);
    return object;
  });
  document["clauses"] =
      array_of(report.clauses, [&](const ClauseChange& clause) { return clause_change_json(places, clause); });
  document["flow_types"] = array_of(report.flow_types, [&](const FlowTypeChange& type) {
    Json object = Json::object();
    object["type"] = type.type;
    object["change"] = word(type.change);
    return object;
  });
  document["others"] = array_of(report.others, [&](const OtherChange& other) {
    Json object = Json::object();
    object["text"] = other.text;
    object["clause"] = text_or_null(other.clause);
    object["undecided"] = other.undecided;
    object["shown"] = situation_json(places, other.shown);
    object["favours"] = text_or_null(other.favours);
    places.put(object, other.span);
    return object;
  });
  document["terms"] = array_of(report.terms, [&](const MovedValue& moved) {
    Json object = moved_json(places, moved);
    object["which"] = moved.clause;
    return object;
  });
  document["searched"] = searched_json(report.searched);
  document["sources"] = places.sources_json();
  out << document_text(document);
}

}  // namespace proviso
