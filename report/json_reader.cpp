#include "report/json_reader.h"

#include "model/syntax/diagnostics.h"
#include "report/json_values.h"

namespace proviso {
namespace {

using namespace json;

// The open terms of a deal: elsewhere only their names and values stand.
using Terms = std::map<std::string, ScenarioValue>;

class Reader {
 public:
  explicit Reader(const Json& document) : document_(document), sources_(document) {}

  ReadReport read() {
    ReadReport result;
    result.diagnostics = all_of(document_, "errors", [&](const Json& one) { return diagnostic(one); });
    if (document_.at("schema") == "proviso-tests/1") {
      result.report = tests();
    } else {
      CheckReport report;
      report.deals = all_of(document_, "deals", [&](const Json& one) { return deal(one); });
      result.report = std::move(report);
    }
    result.sources = sources_.take();
    return result;
  }

 private:
  Diagnostic diagnostic(const Json& object) const {
    Diagnostic result;
    const std::string id = text_of(object, "id");
    result.kind = find_diagnostic_kind(id);
    if (result.kind == nullptr) throw Wrong{fmt::format("there is no diagnostic `{}`", id)};
    result.span = sources_.span(object);
    result.message = text_of(object, "message");
    result.here = text_of(object, "here");
    result.related = all_of(object, "related", [&](const Json& one) {
      return Label{sources_.span(one), text_of(one, "text")};
    });
    result.notes = texts_of(object, "notes");
    result.fix = text_of(object, "fix");
    return result;
  }

  // ---- parts of findings

  SourceFact fact(const Json& object) const { return {sources_.span(object), text_of(object, "text")}; }

  std::vector<SourceFact> facts(const Json& object, const char* key) const {
    return all_of(object, key, [&](const Json& one) { return fact(one); });
  }

  static std::vector<ShownField> fields(const Json& object) {
    const std::vector<std::string> matter = texts_of(object, "matters");
    std::vector<ShownField> result;
    for (const auto& [name, value] : pairs_of(object, "fields")) {
      ShownField field;
      field.name = name;
      field.value = value;
      field.matters = std::find(matter.begin(), matter.end(), name) != matter.end();
      result.push_back(std::move(field));
    }
    return result;
  }

  ShownFlow flow(const Json& object) const {
    ShownFlow result;
    result.name = text_of(object, "name");
    result.type = text_of(object, "type");
    result.event = object.at("event").get<bool>();
    result.from = text_of(object, "from");
    result.to = text_of(object, "to");
    result.start = text_of(object, "start");
    result.end = text_of(object, "end");
    result.fields = fields(object);
    result.role = enum_of(object, "role", Role::context);
    result.on_path = object.at("on_path").get<bool>();
    result.note = text_of(object, "note");
    result.span = sources_.span(object);
    return result;
  }

  std::vector<ShownFlow> flows(const Json& object, const char* key) const {
    return all_of(object, key, [&](const Json& one) { return flow(one); });
  }

  std::vector<ShownThing> things(const Json& object) const {
    return all_of(object, "things", [&](const Json& one) {
      return ShownThing{text_of(one, "name"), text_of(one, "type"), fields(one), sources_.span(one)};
    });
  }

  // Of an object of names and values.
  static std::vector<ScenarioValue> values(const Json& object, const char* key, const Terms& terms) {
    std::vector<ScenarioValue> result;
    for (const auto& [name, value] : pairs_of(object, key)) {
      const auto known = terms.find(name);
      ScenarioValue one = known == terms.end() ? ScenarioValue{name, OpenKind::unknown, "", {}} : known->second;
      one.value = value;
      result.push_back(std::move(one));
    }
    return result;
  }

  static std::vector<ScenarioValue> dependences(const Json& object, const Terms& terms) {
    return all_of(object, "depends_on", [&](const Json& item) {
      const std::string name = text_of(item, "name");
      const auto known = terms.find(name);
      ScenarioValue one = known == terms.end() ? ScenarioValue{name, OpenKind::unknown, "", {}} : known->second;
      one.kind = enum_of(item, "kind", OpenKind::reading);
      one.value = text_of(item, "complies_when");
      return one;
    });
  }

  std::optional<Suppression> suppression(const Json& object) const {
    const Json& value = object.at("suppressed");
    if (value.is_null()) return std::nullopt;
    return Suppression{enum_of(value, "by", SuppressionKind::baseline), text_of(value, "reason"),
                       text_of(value, "until"), sources_.at(value, "at")};
  }

  Repair repair(const Json& object) const {
    Repair result;
    result.edits = all_of(object, "edits", [&](const Json& one) {
      return RepairEdit{enum_of(one, "kind", EditKind::add), text_of(one, "what"), text_of(one, "old"),
                        text_of(one, "new"), sources_.span(one)};
    });
    result.negotiates = text_of(object, "negotiates");
    result.nearest = all_of(object, "nearest", [&](const Json& one) {
      return NearestFlow{flow(one), enum_of(one, "fate", Fate::added)};
    });
    result.things = things(object);
    return result;
  }

  static TableRow row(const Json& object) {
    TableRow result;
    result.clause = text_of(object, "clause");
    result.title = text_of(object, "title");
    result.state = enum_of(object, "state", RowState::not_applied);
    result.date = text_of(object, "date");
    result.detail = text_of(object, "detail");
    return result;
  }

  Finding finding(const Json& object, const Terms& terms) const {
    Finding result;
    for (const auto& [key, target] : {std::pair{"clause", &result.clause}, std::pair{"title", &result.title},
                                      std::pair{"cite", &result.cite}, std::pair{"reading", &result.reading},
                                      std::pair{"reading_title", &result.reading_title},
                                      std::pair{"bearer", &result.bearer},
                                      std::pair{"counterparty", &result.counterparty},
                                      std::pair{"date", &result.date}, std::pair{"first_date", &result.first_date}}) {
      *target = text_of(object, key);
    }
    result.always = object.at("always").get<bool>();
    result.beyond_last = object.at("beyond_last").get<bool>();
    result.replayed = object.at("replayed").get<bool>();
    result.further = object.at("further").get<int>();
    result.norm_span = sources_.span(object);
    result.clause_span = sources_.at(object, "clause_at");
    result.clause_whole = sources_.at(object, "clause_text_at");
    result.anchor = sources_.at(object, "anchor");
    result.suppressed = suppression(object);
    result.bound = pairs_of(object, "bound");
    result.requirements = all_of(object, "requirements", [&](const Json& one) {
      return Requirement{sources_.span(one), text_of(one, "text"), text_of(one, "instead")};
    });
    result.scenario = values(object, "scenario", terms);
    result.flows = flows(object, "flows");
    result.cut = flows(object, "cut");
    result.things = things(object);
    result.because = facts(object, "because");
    result.because_minimal = object.at("because_minimal").get<bool>();
    result.because_others = all_of(object, "or_because", [&](const Json& set) {
      std::vector<SourceFact> one;
      for (const Json& item : set) one.push_back(fact(item));
      return one;
    });
    result.because_capped = object.at("because_capped").get<bool>();
    result.same_cause = texts_of(object, "same_cause");
    result.depends_on = dependences(object, terms);
    result.table = all_of(object, "table", row);
    return result;
  }

  // ---- deals

  Terms terms(const Json& object) const {
    Terms result;
    for (const Json& one : object.at("open_terms")) {
      ScenarioValue term;
      term.name = text_of(one, "name");
      term.kind = enum_of(one, "kind", OpenKind::reading);
      term.span = sources_.span(one);
      result.emplace(term.name, term);
    }
    return result;
  }

  static void add_notes(DealReport& deal, const Json& object) {
    for (int value = 0; value <= static_cast<int>(NoteKind::mended); ++value) {
      const auto kind = static_cast<NoteKind>(value);
      for (const Json& one : object.at(word(kind))) {
        deal.notes.push_back({kind, text_of(one, "clause"), text_of(one, "date"), text_of(one, "text")});
      }
    }
  }

  static ShownChoice safe_choice(const Json& object, const Terms& terms) {
    ShownChoice result;
    result.kind = enum_of(object, "state", SafeChoiceKind::unknown);
    result.values = values(object, "values", terms);
    result.defeats = all_of(object, "defeats", [&](const Json& one) {
      return ShownChoice::Defeat{values(one, "choice", terms), values(one, "world", terms), texts_of(one, "breaks")};
    });
    result.reason = text_of(object, "reason");
    return result;
  }

  void read_verdict(DealReport& deal, const Json& object, const Terms& open) const {
    deal.verdict = enum_of(object, "verdict", Verdict::undecided);
    deal.reason = text_of(object, "reason");
    deal.reason_span = sources_.at(object, "reason_at");
    deal.suppressed = suppression(object);
    deal.depends_on = dependences(object, open);
    deal.depends_exact = object.at("depends_exact").get<bool>();
    deal.condition = text_of(object, "condition");
    deal.otherwise = text_of(object, "otherwise");
    deal.by_reading = all_of(object, "by_reading", [](const Json& one) {
      return ReadingVerdict{pairs_of(one, "readings"), texts_of(one, "titles"), enum_of(one, "verdict", Verdict::undecided)};
    });
    deal.safe_choice = safe_choice(object.at("safe_choice"), open);
    deal.repairs = all_of(object, "repairs", [&](const Json& one) { return repair(one); });
    deal.repairs_note = text_of(object, "repairs_note");
    deal.second_check = object.at("second_check").get<bool>();
    deal.without_solver = object.at("without_solver").get<bool>();
  }

  DealReport deal(const Json& object) const {
    DealReport result;
    result.deal = text_of(object, "deal");
    result.title = text_of(object, "title");
    result.file = text_of(object, "file");
    result.line = object.at("line").get<std::uint32_t>();
    result.span = sources_.span(object);
    result.anchor = sources_.at(object, "anchor");
    const Terms open = terms(object);
    read_verdict(result, object, open);
    result.under = texts_of(object, "under");
    result.horizon_start = text_of(object.at("horizon"), "start");
    result.horizon_end = text_of(object.at("horizon"), "end");
    result.findings = all_of(object, "findings", [&](const Json& one) { return finding(one, open); });
    result.clauses = all_of(object, "clauses", [&](const Json& one) {
      return ClauseStatus{text_of(one, "clause"), text_of(one, "title"), sources_.span(one),
                          enum_of(one, "state", ClauseState::undecided)};
    });
    result.assumptions = facts(object, "assumptions");
    result.open_events = texts_of(object, "open_events");
    result.unless_before = texts_of(object, "unless_before");
    result.core = facts(object, "core");
    result.replaced = texts_of(object, "replaced");
    add_notes(result, object);
    result.any = all_of(object, "any", [&](const Json& one) {
      return AnyBound{text_of(one, "name"), text_of(one, "type"), one.at("count").get<std::size_t>(),
                      one.at("complete").get<bool>(), text_of(one, "why"), sources_.span(one)};
    });
    return result;
  }

  // ---- expectations

  TestReport tests() const {
    TestReport report;
    report.all_read = document_.at("summary").at("all_read").get<bool>();
    report.files = all_of(document_, "files", [&](const Json& file) {
      TestedFile one;
      one.file = text_of(file, "file");
      one.silent = texts_of(file, "silent");
      one.expectations = all_of(file, "expectations", [&](const Json& item) {
        return ShownExpectation{text_of(item, "about"), text_of(item, "text"),
                                enum_of(item, "outcome", ExpectationOutcome::undecided), text_of(item, "instead"),
                                sources_.span(item)};
      });
      return one;
    });
    return report;
  }

  const Json& document_;
  ReadSources sources_;
};

}  // namespace

tl::expected<ReadReport, std::string> read_report(std::string_view text) {
  const Json document = Json::parse(text, nullptr, false);
  if (document.is_discarded()) return tl::unexpected(std::string("is no JSON"));
  const Json schema = document.is_object() && document.contains("schema") ? document["schema"] : Json();
  if (schema != "proviso-report/1" && schema != "proviso-tests/1") {
    return tl::unexpected(std::string("is no report that `--format json` wrote"));
  }
  try {
    return Reader(document).read();
  } catch (const Wrong& wrong) {
    return tl::unexpected(wrong.what);
  } catch (const Json::exception& error) {
    return tl::unexpected(fmt::format("is no report of this version: {}", error.what()));
  }
}

}  // namespace proviso
