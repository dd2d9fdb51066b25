// What a check says about one deal, in the words of the spec: values are already written out
// ("USD 2 bn", "2026-03-01", "never"), so renderers only lay them out. Everything is in a fixed
// order (contract, clause, date, declaration): same input, same report.
#pragma once

#include "model/syntax/diagnostic.h"

#include <optional>
#include <string>
#include <vector>

namespace proviso {

enum class Verdict { complies, conflicts, depends, impossible, undecided };
[[nodiscard]] const char* word(Verdict verdict);  // "complies"

// Part a flow plays in a finding. `missing`: required but absent; `context`: not part of the breach.
enum class Role { violating, supporting, missing, context };
[[nodiscard]] const char* word(Role role);

struct ShownField {
  std::string name;
  std::string value;      // of a missing flow perhaps with the comparison: ">= USD 2 bn"
  bool matters = false;  // read by the clause that is broken
};

// A flow or event of the counterexample. For `missing` ones `name` is empty and endpoints that the
// clause leaves open are empty.
struct ShownFlow {
  std::string name;
  std::string type;
  std::string from;
  std::string to;
  std::string start;  // ISO date
  std::string end;    // ISO date, first day on which it is no longer active, or "never"
  std::vector<ShownField> fields;
  Role role = Role::context;
  bool event = false;  // an event: `start` is its date, `from`/`to` are empty
  bool on_path = false;  // an edge of the path that `reaches` found
  Span span;           // its declaration; empty for missing ones
  std::string note;    // of a hop of a cut: why it does not count; may be empty
};

// A vertex: a party or thing at an end of a flow, or named by a field that matters.
struct ShownThing {
  std::string name;
  std::string type;
  std::vector<ShownField> fields;
  Span span;
};

enum class OpenKind { choice, unknown, event, reading };
[[nodiscard]] const char* word(OpenKind kind);

// The value of one open term in the counterexample.
struct ScenarioValue {
  std::string name;  // "sales.amount", "AgiVerified", "archive" (presence: value "present"/"left out")
  OpenKind kind = OpenKind::unknown;
  std::string value;
  Span span;
};

// A condition that should have held, and what holds instead.
struct Requirement {
  Span span;            // in the clause
  std::string text;     // canonical text of the condition, without the span's line breaks
  std::string instead;  // "`h.from.operator` is Amazon", "the sum is USD 1 bn, at least USD 2 bn is owed"
};

struct SourceFact {
  Span span;
  std::string text;  // the source text on one line
};

// One statement of the deal as it is and as it should be.
enum class EditKind { change, leave_out, add };
[[nodiscard]] const char* word(EditKind kind);
struct RepairEdit {
  EditKind kind = EditKind::change;
  std::string what;  // "runs.from", "sales.amount", "archive"; of an addition a declaration in words
  std::string old_value, new_value;  // of a change
  Span span;         // what is changed or left out; empty for additions
};

// How a flow of the deal stands in the nearest deal that complies.
enum class Fate { kept, changed, removed, added };
[[nodiscard]] const char* word(Fate fate);
struct NearestFlow {
  ShownFlow flow;    // as it is in the complying deal; of a removed one as it was
  Fate fate = Fate::kept;
};

// A smallest set of edits after which the deal complies; checked again from scratch.
struct Repair {
  std::vector<RepairEdit> edits;
  std::string negotiates;             // a clause marked `negotiable` that would be changed; else empty
  std::vector<NearestFlow> nearest;   // every flow and event of the mended deal
  std::vector<ShownThing> things;     // every vertex that these mention
};

// One line of the table of all clauses under a counterexample.
enum class RowState { kept, broken, mended, pending, not_judged, not_applied };
[[nodiscard]] const char* word(RowState state);
struct TableRow {
  std::string clause;
  std::string title;
  RowState state = RowState::not_applied;
  std::string date;    // first breach, or when it falls due; may be empty
  std::string detail;  // "for `sale`"; may be empty
};

// A finding that is accepted: it is shown everywhere and counts nowhere.
enum class SuppressionKind { in_spec, baseline };
[[nodiscard]] const char* word(SuppressionKind kind);
struct Suppression {
  SuppressionKind kind = SuppressionKind::in_spec;
  std::string reason;  // of a baseline perhaps empty
  std::string until;   // ISO, the first day on which it no longer holds; empty: for ever
  Span span;           // in a spec: what allows it; empty for a baseline
};

// What one party does, owes or is bound by over the years of a scenario, and what happens to it.
enum class TimeRowKind { contract, clause, flow, event };
[[nodiscard]] const char* word(TimeRowKind kind);
enum class TimeMarkKind { breach, mended, due, kept };
[[nodiscard]] const char* word(TimeMarkKind kind);
struct TimeMark {
  TimeMarkKind kind = TimeMarkKind::due;
  std::string date;    // ISO
  std::string detail;  // "for `sale`"; may be empty
};
struct TimeRow {
  TimeRowKind kind = TimeRowKind::flow;
  std::string party;    // who owes, from whom it flows, whose event it is; may be empty
  std::string towards;  // who is owed, to whom it flows; may be empty
  std::string name;
  std::string about;    // a title, or a type
  std::string start;    // ISO; empty: without beginning
  std::string end;      // ISO, the first day after, or "never"; empty for an event
  bool in_play = false;  // of a clause: something is owed in this scenario
  std::vector<TimeMark> marks;  // by date
};
struct Timeline {
  std::string horizon_start;  // ISO; empty: there is no scenario to show
  std::string horizon_end;    // ISO or "never"
  std::vector<TimeRow> rows;  // contracts, clauses, flows, events; each in order of declaration
};

struct Finding {
  std::string clause;  // "Contract.clause", or "Deal.clause" for a deal's own
  std::string title;
  std::string cite;
  std::string reading;       // "product = narrow": the norm that is broken belongs to it; may be empty
  std::string reading_title;
  std::string bearer;        // who owes; may be empty
  std::string counterparty;  // to whom; may be empty
  std::string date;          // first day of breach, ISO
  std::string first_date;    // first unmended breach was preceded by this one (otherwise clauses); may be empty
  bool always = false;       // broken in every scenario of the deal
  bool beyond_last = false;  // lies beyond the last date the deal declares
  bool replayed = false;
  int further = 0;           // further obligations of the same clause broken in this scenario
  Span clause_span;          // name of the clause
  Span norm_span;            // the norm that is broken
  Span clause_whole;         // all of the clause
  std::optional<Suppression> suppressed;
  Span anchor;               // where reports with one place put it: on a line that changed; may be empty
  std::vector<std::pair<std::string, std::string>> bound;  // binder -> name of what it binds
  std::vector<Requirement> requirements;
  std::vector<ScenarioValue> scenario;
  std::vector<ShownFlow> flows;    // violating, missing, supporting, then context
  std::vector<ShownThing> things;  // every vertex that the flows mention
  std::vector<SourceFact> because;       // a minimal set of facts that makes the breach, if `minimal`
  bool because_minimal = false;
  std::vector<std::vector<SourceFact>> because_others;  // further minimal sets, smallest first
  bool because_capped = false;           // there may be more of them
  std::vector<ScenarioValue> depends_on;  // open terms that take part; value: when the clause is kept,
                                          // where one alone decides
  std::vector<std::string> same_cause;    // clauses of other findings whose `because` shares a deal's line
  std::vector<TableRow> table;
  std::vector<ShownFlow> cut;             // where no path reaches: the missing or excluded hops
  Timeline timeline;                      // of its scenario
};

enum class ClauseState { kept, never_applied, broken_always, broken_sometimes, undecided };
[[nodiscard]] const char* word(ClauseState state);
struct ClauseStatus {
  std::string clause;
  std::string title;
  Span span;
  ClauseState state = ClauseState::kept;
};

// Obligations that are neither kept nor broken within the horizon, or that need saying.
enum class NoteKind { pending, not_judged, lapsed, left_out, mended };
[[nodiscard]] const char* word(NoteKind kind);
struct ObligationNote {
  NoteKind kind = NoteKind::pending;
  std::string clause;
  std::string date;  // when it falls due, ISO, or a period "2026-10-28 .. 2027-10-28"
  std::string text;  // "for `sale`", may be empty
};

// The verdict under one choice of the readings that it depends on.
struct ReadingVerdict {
  std::vector<std::pair<std::string, std::string>> readings;  // "api_product" -> "stateless"
  std::vector<std::string> titles;                            // of these, in order; may be empty
  Verdict verdict = Verdict::undecided;
};

// Values of our own choices that keep every clause whatever else happens.
enum class SafeChoiceKind { not_asked, no_choices, found, none, unknown };
[[nodiscard]] const char* word(SafeChoiceKind kind);
struct ShownChoice {
  SafeChoiceKind kind = SafeChoiceKind::not_asked;
  std::vector<ScenarioValue> values;  // found
  struct Defeat {                     // none: a choice, and what defeats it
    std::vector<ScenarioValue> choice, world;
    std::vector<std::string> breaks;  // clauses
  };
  std::vector<Defeat> defeats;
  std::string reason;                 // unknown
};

// `any x: T`: how many flows were looked at.
struct AnyBound {
  std::string name, type;
  std::size_t count = 0;
  bool complete = false;
  std::string why;
  Span span;
};

struct DealReport {
  std::string deal;
  std::string title;
  std::string file;
  std::uint32_t line = 0;
  Span span;  // the deal's name
  Verdict verdict = Verdict::undecided;
  std::string reason;  // why undecided, and what to raise
  Span reason_span;    // what could not be decided; may be empty
  Diagnostics errors;  // a division by zero: then there is no verdict, and `verdict` says undecided
  std::vector<std::string> under;
  std::string horizon_start;  // ISO
  std::string horizon_end;    // ISO or "never"
  std::vector<Finding> findings;
  std::vector<ClauseStatus> clauses;
  std::vector<SourceFact> assumptions;  // what was assumed
  std::vector<std::string> open_events; // contract events that may happen later or never
  std::vector<std::string> unless_before;  // events: had they come before the horizon, another verdict
  std::vector<SourceFact> core;         // impossible: what contradicts each other
  std::vector<std::string> replaced;    // included names that this deal declares again
  std::vector<ObligationNote> notes;
  std::vector<ScenarioValue> depends_on;  // of `depends`; value: when it complies, where it alone decides
  bool depends_exact = true;              // false: a limit was hit on the way
  std::string condition;                  // "complies iff `sales.amount` >= USD 38 bn"; may be empty
  std::string otherwise;                  // where one thing decides: its other values, "== AWS"
  std::vector<ReadingVerdict> by_reading;
  ShownChoice safe_choice;
  std::vector<Repair> repairs;            // smallest first
  std::string repairs_note;               // why there are none, or that more were not looked for
  std::vector<AnyBound> any;
  Timeline timeline;                    // of a scenario that keeps every clause, where there is one
  bool second_check = false;            // an `unsat` answer was confirmed by the second solver
  bool without_solver = false;          // everything was decided by folding
  std::optional<Suppression> suppressed;  // of a verdict without findings
  Span anchor;                          // likewise; may be empty
};

struct CheckReport {
  std::vector<DealReport> deals;
};

}  // namespace proviso
