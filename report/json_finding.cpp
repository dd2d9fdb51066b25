// A finding, a repair and what they are made of.
#include "report/json_parts.h"

namespace proviso::json {
namespace {

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

Json fact_json(Places& places, const SourceFact& fact) {
  Json object = Json::object();
  places.put(object, fact.span);
  object["text"] = fact.text;
  return object;
}

Json flow_json(Places& places, const ShownFlow& flow) {
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
  places.put(object, flow.span);
  return object;
}

Json flows_json(Places& places, const std::vector<ShownFlow>& flows) {
  return array_of(flows, [&](const ShownFlow& flow) { return flow_json(places, flow); });
}

Json thing_json(Places& places, const ShownThing& thing) {
  Json object = Json::object();
  object["name"] = thing.name;
  object["type"] = thing.type;
  object["fields"] = fields_json(thing.fields);
  object["matters"] = fields_that_matter(thing.fields);
  places.put(object, thing.span);
  return object;
}

Json things_json(Places& places, const std::vector<ShownThing>& things) {
  return array_of(things, [&](const ShownThing& thing) { return thing_json(places, thing); });
}

Json requirement_json(Places& places, const Requirement& requirement) {
  Json object = Json::object();
  object["text"] = requirement.text;
  object["instead"] = text_or_null(requirement.instead);
  places.put(object, requirement.span);
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

Json edit_json(Places& places, const RepairEdit& edit) {
  const bool change = edit.kind == EditKind::change;
  Json object = Json::object();
  object["kind"] = word(edit.kind);
  object["what"] = edit.what;
  object["old"] = change ? Json(edit.old_value) : Json();
  object["new"] = change ? Json(edit.new_value) : Json();
  places.put(object, edit.span);
  return object;
}

Json edits_json(Places& places, const Repair& repair) {
  Json object = Json::object();
  object["edits"] = array_of(repair.edits, [&](const RepairEdit& edit) { return edit_json(places, edit); });
  object["negotiates"] = text_or_null(repair.negotiates);
  return object;
}

Json row_json(const TableRow& row) {
  Json object = Json::object();
  object["clause"] = row.clause;
  object["title"] = text_or_null(row.title);
  object["state"] = word(row.state);
  object["date"] = text_or_null(row.date);
  object["detail"] = text_or_null(row.detail);
  return object;
}

}  // namespace

Json facts_json(Places& places, const std::vector<SourceFact>& facts) {
  return array_of(facts, [&](const SourceFact& fact) { return fact_json(places, fact); });
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

Json suppression_json(Places& places, const std::optional<Suppression>& suppressed) {
  if (!suppressed) return nullptr;
  Json object = Json::object();
  object["by"] = word(suppressed->kind);
  object["reason"] = text_or_null(suppressed->reason);
  object["until"] = text_or_null(suppressed->until);
  object["at"] = places.at(suppressed->span);
  return object;
}

// With the whole deal that it makes.
Json repair_json(Places& places, const Repair& repair) {
  Json object = edits_json(places, repair);
  object["nearest"] = array_of(repair.nearest, [&](const NearestFlow& nearest) {
    Json flow = flow_json(places, nearest.flow);
    flow["fate"] = word(nearest.fate);
    return flow;
  });
  object["things"] = things_json(places, repair.things);
  return object;
}

Json finding_json(Places& places, const DealReport& deal, const Finding& finding, bool table) {
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
  places.put(object, finding.norm_span.empty() ? finding.clause_span : finding.norm_span);
  object["clause_at"] = places.at(finding.clause_span);
  object["clause_text_at"] = places.at(finding.clause_whole);
  object["anchor"] = places.at(finding.anchor);
  object["suppressed"] = suppression_json(places, finding.suppressed);
  object["bound"] = pairs_json(finding.bound);
  object["requirements"] = array_of(
      finding.requirements, [&](const Requirement& r) { return requirement_json(places, r); });
  object["scenario"] = scenario_json(finding.scenario);
  object["flows"] = flows_json(places, finding.flows);
  object["cut"] = flows_json(places, finding.cut);
  object["things"] = things_json(places, finding.things);
  object["because"] = facts_json(places, finding.because);
  object["because_minimal"] = finding.because_minimal;
  object["or_because"] = array_of(finding.because_others, [&](const auto& f) { return facts_json(places, f); });
  object["because_capped"] = finding.because_capped;
  object["same_cause"] = strings(finding.same_cause);
  object["depends_on"] = array_of(finding.depends_on, dependence_json);
  object["safe_choice"] = values_or_null(deal.safe_choice);
  object["repairs"] = array_of(deal.repairs, [&](const Repair& r) { return edits_json(places, r); });
  object["table"] = array_of(table ? finding.table : std::vector<TableRow>(), row_json);
  object["replayed"] = finding.replayed;
  return object;
}

}  // namespace proviso::json
