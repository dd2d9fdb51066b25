// What is said about contracts alone, without a deal, in the words of the spec: answers, the health
// of clauses, findings, differences. Renderers only lay it out. Same input, same report.
#pragma once

#include "model/scenario.h"
#include "model/spec.h"
#include "solver/verdict.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace proviso {

// `depends`: the answer differs by readings or unknown terms. `impossible`: no situation meets the
// condition, or none keeps the contracts; never counted as a yes.
enum class Truth { yes, no, depends, impossible, undecided };
[[nodiscard]] const char* word(Truth truth);  // "yes"

// "`a`, `b` and `c`"; of which one is enough: "`a`, `b` or `c`"
[[nodiscard]] std::string names_in_words(const std::vector<std::string>& names);
[[nodiscard]] std::string any_in_words(const std::vector<std::string>& names);

// How many things were looked at. A no that is not complete is known only up to these numbers.
struct Searched {
  bool complete = true;
  std::vector<std::pair<std::string, std::size_t>> things;  // "Hosting", 2
  std::string why;  // the argument, or what prevents it
  std::optional<std::size_t> assumed;  // the user says that so many of each are enough
  bool divides = false;  // situations that divide by zero were left out: an error in a deal
};
// "if 2 of each are enough"
[[nodiscard]] std::string if_enough(std::size_t of_each);

// A situation as a deal: everything in it has a value, it can be saved and checked.
struct ShownSituation {
  std::string name;               // of the deal, unique in its report
  std::string title;              // "kept by `A`, broken under `B`"
  std::vector<std::string> under;
  std::string text;               // a formatted spec that declares the deal and states its verdict
  std::vector<ShownFlow> flows;   // and events
  std::vector<ShownThing> things;
  std::vector<std::string> unnamed;  // of the things: those that no spec declares, by the names made for them
  std::vector<ScenarioValue> values;  // dates of the contracts' events, unknown terms, readings
  std::vector<std::pair<std::string, std::string>> readings;  // "api_product", "stateless"
  std::vector<Finding> findings;  // what is broken in it, and by which flows; drawn as of a deal
  bool replayed = false;          // judged day by day to what the title says
  std::string saved;              // path of the file it was saved to; empty: it was not
};

// The answer under one choice of readings and unknown terms that it hangs on.
struct AnswerByChoice {
  std::vector<std::pair<std::string, std::string>> choice;  // "api_product" -> "stateless"
  std::vector<std::pair<OpenTermId, Constant>> terms;  // where values of terms are chosen: all of them
  Truth truth = Truth::undecided;
  std::string status;  // of `status of`, in its words
};

struct ContractAnswer {
  Truth truth = Truth::undecided;
  std::string reason;                    // of undecided and impossible
  std::vector<std::string> because;      // clauses that make it so: a minimal set
  std::vector<Span> because_spans;       // of their names
  std::vector<std::string> unless;       // events: had they happened, the other answer
  std::vector<std::string> or_unless;    // beside a single one: of each of these the same can be said
  std::vector<std::string> depends_on;   // readings and unknown terms
  std::vector<AnswerByChoice> by_choice;
  Searched searched;
  std::optional<ShownSituation> shown;   // that shows a yes of `allows`, a no of `entails` …
};

// Yes and no the other way round; what is not decided, impossible or depends stays so.
[[nodiscard]] Truth negated(Truth truth);
void negate(ContractAnswer& answer);

// ---------------------------------------------------------------- analyze

// One row of the table of analyses: `solver/contracts/analyses.h`.
struct AnalysisFinding {
  const DiagnosticKind* kind = nullptr;  // id, severity, title; its page tells more
  std::string name;                      // "dead": what `allow NAME` switches off
  std::string contract;
  std::string clause;                    // full name; empty: about the contract
  Span span;                             // what is marked
  std::string message;
  std::string here;                      // under the mark; may be empty
  std::vector<Label> related;
  std::string fix;                       // may be empty
  std::string allowed;                   // the reason for which the spec switches it off; else empty
  bool is_allowed = false;
  ContractAnswer answer;
};

// One question about a clause or power: "can arise", "can be broken", …
struct HealthMark {
  Truth truth = Truth::undecided;
  std::string reason;  // of anything but a yes: the minimal reason
};
struct ClauseHealth {
  std::string clause;
  std::string title;
  std::string bearer;
  Span span;
  bool permission = false;
  HealthMark arises;        // what it is about can come up while all is kept
  HealthMark kept;          // and be kept then
  HealthMark broken;        // it can be broken at all
  HealthMark consequence;   // something follows from breaking it
  HealthMark decisive;      // it forbids something that no other clause forbids
  HealthMark exception;     // its exception excuses something; `impossible`: it has none
};
struct PowerHealth {
  std::string event;
  std::string by;           // who can bring it about; "nobody alone"
  Span span;
  HealthMark usable;        // it can come about while all is kept
  HealthMark matters;       // something hangs on it
};
struct ClaimAnswer {
  std::string text;         // "no change to `hosting`"
  Span span;
  ContractAnswer answer;    // yes: it holds
};

struct ContractAnalysis {
  std::vector<std::string> contracts;    // one, or several asked together
  Span span;
  ContractAnswer consistent;
  std::vector<ClauseHealth> clauses;
  std::vector<PowerHealth> powers;
  std::vector<ClaimAnswer> claims;
  std::vector<std::string> left_out;     // clauses whose condition arises only in breach of others
  std::vector<AnalysisFinding> findings;
};

struct AnalysisReport {
  std::vector<ContractAnalysis> contracts;
};

// ---------------------------------------------------------------- diff

// From the old to the new: what is allowed grows, shrinks, both, neither.
enum class Change { equal, more, less, incomparable, undecided };
[[nodiscard]] const char* word(Change change);

// A number or date that was moved: "share fell from 20% to at least 15%".
struct MovedValue {
  std::string clause;
  std::string before, after;
  std::optional<bool> rose;  // of a date: later; nothing where that cannot be said
  Span before_span, after_span;
};

struct ClauseChange {
  std::string clause;       // short name
  Change change = Change::undecided;
  bool words_differ = false;
  bool only_in_old = false, only_in_new = false;
  std::vector<MovedValue> moved;
  std::string favours;      // the party that gains; empty: none or both
  std::optional<ShownSituation> kept_by_new_only, kept_by_old_only;
  std::string reason;       // of undecided
  Searched searched;
};
struct FlowTypeChange {
  std::string type;
  Change change = Change::undecided;
};
struct OtherChange {        // powers, bearers, express permissions
  std::string text;
  std::string clause;       // short name, of what a clause says; else empty
  std::string favours;
  Span span;
  bool undecided = false;   // whether it is so
  std::optional<ShownSituation> shown;
};

struct ReadingDifference {
  std::vector<std::pair<std::string, std::string>> readings;
  Change change = Change::undecided;
  Searched searched;        // of equal
};

struct DiffReport {
  std::string before, after;             // names of the contracts
  Change change = Change::undecided;
  std::string reason;
  std::vector<ReadingDifference> by_reading;  // where it differs by them
  std::vector<ClauseChange> clauses;
  std::vector<FlowTypeChange> flow_types;
  std::vector<OtherChange> others;
  bool never_together = false;           // no day on which both are in force: nothing is compared
  std::vector<MovedValue> terms;         // of the contracts themselves, "from" and "until": said, not compared
  Searched searched;
};

}  // namespace proviso
