// The report of a check as JSON.
#include "report/finding.h"
#include "report/json_parts.h"
#include "report/render.h"

#include <algorithm>

namespace proviso {
namespace {

using namespace json;

Json reading_json(const ReadingVerdict& row) {
  Json object = Json::object();
  object["readings"] = pairs_json(row.readings);
  object["titles"] = strings(row.titles);
  object["verdict"] = word(row.verdict);
  return object;
}

Json bound_json(Places& places, const AnyBound& any) {
  Json object = Json::object();
  object["name"] = any.name;
  object["type"] = any.type;
  object["count"] = any.count;
  object["complete"] = any.complete;
  object["why"] = text_or_null(any.why);
  places.put(object, any.span);
  return object;
}

Json notes_json(const DealReport& deal, NoteKind kind) {
  Json array = Json::array();
  for (const ObligationNote& note : deal.notes) {
    if (note.kind != kind) continue;
    Json object = Json::object();
    object["clause"] = note.clause;
    object["date"] = text_or_null(note.date);
    object["text"] = text_or_null(note.text);
    array.push_back(std::move(object));
  }
  return array;
}

Json clause_json(Places& places, const ClauseStatus& clause) {
  Json object = Json::object();
  object["clause"] = clause.clause;
  object["title"] = text_or_null(clause.title);
  object["state"] = word(clause.state);
  places.put(object, clause.span);
  return object;
}

// Every open term that the report gives a value of, once.
Json open_terms_json(Places& places, const DealReport& deal) {
  std::map<std::string, const ScenarioValue*> terms;
  const auto add = [&](const std::vector<ScenarioValue>& values) {
    for (const ScenarioValue& value : values) terms.emplace(value.name, &value);
  };
  for (const Finding& finding : deal.findings) {
    add(finding.scenario);
    add(finding.depends_on);
  }
  add(deal.depends_on);
  add(deal.safe_choice.values);
  for (const ShownChoice::Defeat& defeat : deal.safe_choice.defeats) {
    add(defeat.choice);
    add(defeat.world);
  }
  return array_of(terms, [&](const auto& term) {
    Json object = Json::object();
    object["name"] = term.first;
    object["kind"] = word(term.second->kind);
    places.put(object, term.second->span);
    return object;
  });
}

Json deal_json(Places& places, const DealReport& deal, bool table) {
  Json object = Json::object();
  object["deal"] = deal.deal;
  object["title"] = text_or_null(deal.title);
  object["file"] = deal.file;
  object["line"] = deal.line;
  for (const char* key : {"column", "end_line", "end_column"}) {
    const Json place = places.at(deal.span);
    object[key] = place.is_null() ? Json() : place[key];
  }
  object["anchor"] = places.at(deal.anchor);
  object["verdict"] = word(deal.verdict);
  object["by_silence"] = complies_by_silence(deal);
  object["reason"] = text_or_null(deal.reason);
  object["reason_at"] = places.at(deal.reason_span);
  object["suppressed"] = suppression_json(places, deal.suppressed);
  object["under"] = strings(deal.under);
  object["horizon"] = Json{{"start", text_or_null(deal.horizon_start)}, {"end", text_or_null(deal.horizon_end)}};
  object["pending"] = notes_json(deal, NoteKind::pending);
  object["not_judged"] = notes_json(deal, NoteKind::not_judged);
  object["lapsed"] = notes_json(deal, NoteKind::lapsed);
  object["left_out"] = notes_json(deal, NoteKind::left_out);
  object["mended"] = notes_json(deal, NoteKind::mended);
  object["depends_on"] = array_of(deal.depends_on, dependence_json);
  object["open_terms"] = open_terms_json(places, deal);
  object["depends_exact"] = deal.depends_exact;
  object["condition"] = text_or_null(deal.condition);
  object["otherwise"] = text_or_null(deal.otherwise);
  object["by_reading"] = array_of(deal.by_reading, reading_json);
  object["safe_choice"] = safe_choice_json(deal.safe_choice);
  object["findings"] =
      array_of(deal.findings, [&](const Finding& f) { return finding_json(places, deal, f, table); });
  object["repairs"] = array_of(deal.repairs, [&](const Repair& r) { return repair_json(places, r); });
  object["repairs_note"] = text_or_null(deal.repairs_note);
  object["any"] = array_of(deal.any, [&](const AnyBound& a) { return bound_json(places, a); });
  object["clauses"] = array_of(deal.clauses, [&](const ClauseStatus& c) { return clause_json(places, c); });
  object["assumptions"] = facts_json(places, deal.assumptions);
  object["open_events"] = strings(deal.open_events);
  object["unless_before"] = strings(deal.unless_before);
  object["core"] = facts_json(places, deal.core);
  object["replaced"] = strings(deal.replaced);
  object["second_check"] = deal.second_check;
  object["without_solver"] = deal.without_solver;
  return object;
}

Json summary_json(const CheckReport& report) {
  Json object = Json::object();
  object["deals"] = report.deals.size();
  for (const Verdict verdict : {Verdict::complies, Verdict::conflicts, Verdict::depends,
                                Verdict::impossible, Verdict::undecided}) {
    object[word(verdict)] = std::count_if(report.deals.begin(), report.deals.end(),
                                          [&](const DealReport& d) { return d.verdict == verdict; });
  }
  return object;
}

}  // namespace

void render_json(const CheckReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out) {
  Places places(sources);
  Json document = Json::object();
  document["schema"] = "proviso-report/1";
  document["summary"] = summary_json(report);
  document["errors"] = diagnostics_json(places, options.diagnostics);
  document["deals"] =
      array_of(report.deals, [&](const DealReport& d) { return deal_json(places, d, options.table); });
  document["sources"] = places.sources_json();
  out << document_text(document);
}

}  // namespace proviso
