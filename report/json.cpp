// Keys stand in a fixed order and every value comes from the report: same input, same bytes.
#include "report/escape.h"
#include "report/finding.h"
#include "report/render.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace proviso {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

// Adds `file` and `line` of a span, null where there is none.
void put_place(Json& object, const Sources& sources, Span span) {
  if (span.empty()) {
    object["file"] = nullptr;
    object["line"] = nullptr;
    return;
  }
  object["file"] = std::string(sources.path(span.file));
  object["line"] = sources.begin_of(span).line;
}

template <class Items, class ToJson>
Json array_of(const Items& items, const ToJson& to_json) {
  Json array = Json::array();
  for (const auto& item : items) array.push_back(to_json(item));
  return array;
}

Json strings(const std::vector<std::string>& items) {
  return array_of(items, [](const std::string& item) { return Json(item); });
}

Json fields_json(const std::vector<ShownField>& fields) {
  Json object = Json::object();
  for (const ShownField& field : fields) object[field.name] = field.value;
  return object;
}

Json fields_that_matter(const std::vector<ShownField>& fields) {
  Json array = Json::array();
  for (const ShownField& field : fields) {
    if (field.matters) array.push_back(field.name);
  }
  return array;
}

Json fact_json(const Sources& sources, const SourceFact& fact) {
  Json object = Json::object();
  put_place(object, sources, fact.span);
  object["text"] = fact.text;
  return object;
}

Json facts_json(const Sources& sources, const std::vector<SourceFact>& facts) {
  return array_of(facts, [&](const SourceFact& fact) { return fact_json(sources, fact); });
}

Json flow_json(const Sources& sources, const ShownFlow& flow) {
  Json object = Json::object();
  object["name"] = text_or_null(flow.name);
  object["type"] = flow.type;
  object["event"] = flow.event;
  object["from"] = text_or_null(flow.from);
  object["to"] = text_or_null(flow.to);
  object["start"] = text_or_null(flow.start);
  object["end"] = flow.event ? Json() : text_or_null(flow.end);
  object["fields"] = fields_json(flow.fields);
  object["matters"] = fields_that_matter(flow.fields);
  object["role"] = word(flow.role);
  object["on_path"] = flow.on_path;
  object["note"] = text_or_null(flow.note);
  put_place(object, sources, flow.span);
  return object;
}

Json flows_json(const Sources& sources, const std::vector<ShownFlow>& flows) {
  return array_of(flows, [&](const ShownFlow& flow) { return flow_json(sources, flow); });
}

Json thing_json(const Sources& sources, const ShownThing& thing) {
  Json object = Json::object();
  object["name"] = thing.name;
  object["type"] = thing.type;
  object["fields"] = fields_json(thing.fields);
  object["matters"] = fields_that_matter(thing.fields);
  put_place(object, sources, thing.span);
  return object;
}

Json things_json(const Sources& sources, const std::vector<ShownThing>& things) {
  return array_of(things, [&](const ShownThing& thing) { return thing_json(sources, thing); });
}

Json requirement_json(const Sources& sources, const Requirement& requirement) {
  Json object = Json::object();
  object["text"] = requirement.text;
  object["instead"] = text_or_null(requirement.instead);
  put_place(object, sources, requirement.span);
  return object;
}

Json dependence_json(const ScenarioValue& value) {
  Json object = Json::object();
  object["name"] = value.name;
  object["kind"] = word(value.kind);
  object["complies_when"] = text_or_null(value.value);
  return object;
}

Json pairs_json(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Json object = Json::object();
  for (const auto& [name, value] : pairs) object[name] = value;
  return object;
}

Json scenario_json(const std::vector<ScenarioValue>& scenario) {
  Json object = Json::object();
  for (const ScenarioValue& value : scenario) object[value.name] = value.value;
  return object;
}

Json values_or_null(const ShownChoice& choice) {
  return choice.kind == SafeChoiceKind::found ? scenario_json(choice.values) : Json();
}

Json safe_choice_json(const ShownChoice& choice) {
  Json object = Json::object();
  object["state"] = word(choice.kind);
  object["values"] = values_or_null(choice);
  object["defeats"] = array_of(choice.defeats, [](const ShownChoice::Defeat& defeat) {
    Json one = Json::object();
    one["choice"] = scenario_json(defeat.choice);
    one["world"] = scenario_json(defeat.world);
    one["breaks"] = strings(defeat.breaks);
    return one;
  });
  object["reason"] = text_or_null(choice.reason);
  return object;
}

Json edit_json(const Sources& sources, const RepairEdit& edit) {
  const bool change = edit.kind == EditKind::change;
  Json object = Json::object();
  object["kind"] = word(edit.kind);
  object["what"] = edit.what;
  object["old"] = change ? Json(edit.old_value) : Json();
  object["new"] = change ? Json(edit.new_value) : Json();
  put_place(object, sources, edit.span);
  return object;
}

Json edits_json(const Sources& sources, const Repair& repair) {
  Json object = Json::object();
  object["edits"] = array_of(repair.edits, [&](const RepairEdit& edit) { return edit_json(sources, edit); });
  object["negotiates"] = text_or_null(repair.negotiates);
  return object;
}

// With the whole deal that it makes.
Json repair_json(const Sources& sources, const Repair& repair) {
  Json object = edits_json(sources, repair);
  object["nearest"] = array_of(repair.nearest, [&](const NearestFlow& nearest) {
    Json flow = flow_json(sources, nearest.flow);
    flow["fate"] = word(nearest.fate);
    flow.erase("role");
    flow.erase("matters");
    flow.erase("on_path");
    flow.erase("note");
    return flow;
  });
  object["things"] = things_json(sources, repair.things);
  return object;
}

Json reading_json(const ReadingVerdict& row) {
  Json object = Json::object();
  object["readings"] = pairs_json(row.readings);
  object["verdict"] = word(row.verdict);
  return object;
}

Json bound_json(const Sources& sources, const AnyBound& any) {
  Json object = Json::object();
  object["name"] = any.name;
  object["type"] = any.type;
  object["count"] = any.count;
  object["complete"] = any.complete;
  object["why"] = text_or_null(any.why);
  put_place(object, sources, any.span);
  return object;
}

Json row_json(const TableRow& row) {
  Json object = Json::object();
  object["clause"] = row.clause;
  object["state"] = word(row.state);
  object["date"] = text_or_null(row.date);
  object["detail"] = text_or_null(row.detail);
  return object;
}

Json finding_json(const Sources& sources, const DealReport& deal, const Finding& finding, bool table) {
  Json object = Json::object();
  object["clause"] = finding.clause;
  object["title"] = text_or_null(finding.title);
  object["cite"] = text_or_null(finding.cite);
  object["reading"] = text_or_null(finding.reading);
  object["reading_title"] = text_or_null(finding.reading_title);
  object["bearer"] = text_or_null(finding.bearer);
  object["counterparty"] = text_or_null(finding.counterparty);
  object["date"] = finding.date;
  object["first_date"] = text_or_null(finding.first_date);
  object["always"] = finding.always;
  object["beyond_last"] = finding.beyond_last;
  object["further"] = finding.further;
  put_place(object, sources, finding.norm_span.empty() ? finding.clause_span : finding.norm_span);
  object["bound"] = pairs_json(finding.bound);
  object["requirements"] = array_of(
      finding.requirements, [&](const Requirement& r) { return requirement_json(sources, r); });
  object["scenario"] = scenario_json(finding.scenario);
  object["flows"] = flows_json(sources, finding.flows);
  object["cut"] = flows_json(sources, finding.cut);
  object["things"] = things_json(sources, finding.things);
  object["because"] = facts_json(sources, finding.because);
  object["because_minimal"] = finding.because_minimal;
  object["or_because"] = array_of(finding.because_others, [&](const auto& f) { return facts_json(sources, f); });
  object["because_capped"] = finding.because_capped;
  object["same_cause"] = strings(finding.same_cause);
  object["depends_on"] = array_of(finding.depends_on, dependence_json);
  object["safe_choice"] = values_or_null(deal.safe_choice);
  object["repairs"] = array_of(deal.repairs, [&](const Repair& r) { return edits_json(sources, r); });
  object["table"] = array_of(table ? finding.table : std::vector<TableRow>(), row_json);
  object["replayed"] = finding.replayed;
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

Json clause_json(const Sources& sources, const ClauseStatus& clause) {
  Json object = Json::object();
  object["clause"] = clause.clause;
  object["title"] = text_or_null(clause.title);
  object["state"] = word(clause.state);
  put_place(object, sources, clause.span);
  return object;
}

Json deal_json(const Sources& sources, const DealReport& deal, bool table) {
  Json object = Json::object();
  object["deal"] = deal.deal;
  object["title"] = text_or_null(deal.title);
  object["file"] = deal.file;
  object["line"] = deal.line;
  object["verdict"] = word(deal.verdict);
  object["by_silence"] = complies_by_silence(deal);
  object["reason"] = text_or_null(deal.reason);
  object["under"] = strings(deal.under);
  object["horizon"] = Json{{"start", text_or_null(deal.horizon_start)}, {"end", text_or_null(deal.horizon_end)}};
  object["pending"] = notes_json(deal, NoteKind::pending);
  object["not_judged"] = notes_json(deal, NoteKind::not_judged);
  object["lapsed"] = notes_json(deal, NoteKind::lapsed);
  object["left_out"] = notes_json(deal, NoteKind::left_out);
  object["mended"] = notes_json(deal, NoteKind::mended);
  object["depends_on"] = array_of(deal.depends_on, dependence_json);
  object["depends_exact"] = deal.depends_exact;
  object["condition"] = text_or_null(deal.condition);
  object["otherwise"] = text_or_null(deal.otherwise);
  object["by_reading"] = array_of(deal.by_reading, reading_json);
  object["safe_choice"] = safe_choice_json(deal.safe_choice);
  object["findings"] =
      array_of(deal.findings, [&](const Finding& f) { return finding_json(sources, deal, f, table); });
  object["repairs"] = array_of(deal.repairs, [&](const Repair& r) { return repair_json(sources, r); });
  object["repairs_note"] = text_or_null(deal.repairs_note);
  object["any"] = array_of(deal.any, [&](const AnyBound& a) { return bound_json(sources, a); });
  object["clauses"] = array_of(deal.clauses, [&](const ClauseStatus& c) { return clause_json(sources, c); });
  object["assumptions"] = facts_json(sources, deal.assumptions);
  object["open_events"] = strings(deal.open_events);
  object["unless_before"] = strings(deal.unless_before);
  object["core"] = facts_json(sources, deal.core);
  object["replaced"] = strings(deal.replaced);
  object["second_check"] = deal.second_check;
  object["without_solver"] = deal.without_solver;
  return object;
}

const char* severity_word(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "";
}

// Adds the whole range; columns count code points from 1, and the end is exclusive.
void put_range(Json& object, const Sources& sources, Span span) {
  put_place(object, sources, span);
  const bool known = !span.empty();
  object["column"] = known ? Json(sources.begin_of(span).column) : Json();
  object["end_line"] = known ? Json(sources.end_of(span).line) : Json();
  object["end_column"] = known ? Json(sources.end_of(span).column) : Json();
}

Json diagnostic_json(const Sources& sources, const Diagnostic& diagnostic) {
  Json object = Json::object();
  object["id"] = diagnostic.kind == nullptr ? "" : std::string(diagnostic.kind->id);
  object["severity"] =
      severity_word(diagnostic.kind == nullptr ? Severity::error : diagnostic.kind->severity);
  object["title"] = diagnostic.kind == nullptr ? "" : std::string(diagnostic.kind->title);
  put_range(object, sources, diagnostic.span);
  object["message"] = diagnostic.message;
  object["here"] = text_or_null(diagnostic.here);
  object["related"] = array_of(diagnostic.related, [&](const Label& label) {
    Json related = Json::object();
    put_range(related, sources, label.span);
    related["text"] = label.text;
    return related;
  });
  object["notes"] = strings(diagnostic.notes);
  object["fix"] = text_or_null(diagnostic.fix);
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
  Json document = Json::object();
  document["schema"] = "proviso-report/1";
  document["summary"] = summary_json(report);
  document["errors"] = Json::array();
  if (options.diagnostics != nullptr) {
    document["errors"] = array_of(*options.diagnostics,
                                  [&](const Diagnostic& d) { return diagnostic_json(sources, d); });
  }
  document["deals"] = array_of(report.deals, [&](const DealReport& d) {
    return deal_json(sources, d, options.table);
  });
  out << visible_json(document.dump(2, ' ', false, Json::error_handler_t::replace)) << '\n';
}

}  // namespace proviso
