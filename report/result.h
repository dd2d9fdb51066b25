// What a run found as a flat list: the form from which SARIF, JUnit, GitHub, GitLab and Markdown are
// made. Each kind of report is turned into it once; each format reads only this. Texts are not
// escaped yet: backticks stand round the author's words.
#pragma once

#include "model/syntax/diagnostic.h"
#include "report/render.h"
#include "report/test_report.h"
#include "solver/verdict.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proviso {

struct RelatedPlace {
  Span span;
  std::string text;
};

// One step of a counterexample, in the order of dates.
struct ResultStep {
  std::string party;  // who acts; empty: nobody's, an event of the world
  std::string date;   // ISO, or a period; may be empty
  std::string text;
  Span span;          // may be empty
  bool breach = false;
};

// "must hold": each line one item.
struct ResultDetail {
  std::string label;
  std::vector<std::string> lines;
};

struct Result {
  const DiagnosticKind* rule = nullptr;  // never null
  Severity level = Severity::error;
  std::string file;     // of the spec that is judged
  std::string deal;     // or contract; may be empty
  std::string clause;   // may be empty
  std::string title;    // of the clause
  std::string cite;
  std::string message;  // one sentence
  Span span;            // what is marked; empty where nothing has a place
  std::vector<RelatedPlace> related;
  std::vector<ResultStep> steps;
  std::vector<ResultDetail> details;
  std::optional<Suppression> suppressed;
  std::string words;    // of the clause or statement in normal form: what a fingerprint rests on
  std::string diagram;  // Mermaid; may be empty
};

// One line of JUnit: a deal and a clause, an expectation, a claim.
enum class CaseOutcome { passed, failed, undecided, skipped };
struct ResultCase {
  std::string file;
  std::string name;     // made unique when it is written
  CaseOutcome outcome = CaseOutcome::passed;
  std::string rule;     // "PV210"; empty where it passed
  std::string message;  // empty where it passed
  std::string text;     // several lines
  std::uint32_t line = 0;
};

struct ResultTable {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

struct ResultSet {
  std::string command;  // "check"
  std::string summary;  // "14 deals: 6 comply, 5 conflict, 3 depend"
  std::vector<Result> results;
  std::vector<ResultCase> cases;
  ResultTable table;    // what was looked at, worst first
};

[[nodiscard]] ResultSet results_of(const CheckReport& report, const Sources& sources,
                                   const RenderOptions& options);
[[nodiscard]] ResultSet results_of(const TestReport& report, const Sources& sources,
                                   const RenderOptions& options);

// What was wrong with the input, first in the list; and a case for each file with errors.
void add_diagnostics(ResultSet& set, const Sources& sources, const RenderOptions& options);

// Rule, file, deal, clause and the words that it rests on, hashed: the same wherever the clause stands
// in its file and whatever the counterexample is. One per result, in order, each once.
[[nodiscard]] std::vector<std::string> fingerprints(const ResultSet& set);

// Errors first, what is accepted last; otherwise as they come.
[[nodiscard]] std::vector<const Result*> worst_first(const ResultSet& set);

// "conflict: Supply.care in Plan"
[[nodiscard]] std::string headline(const Result& result);

// Why a finding is accepted: "allowed in the spec until 2027-01-01: "…""
[[nodiscard]] std::string suppression_text(const Suppression& suppressed);

// Message and details as text of several lines.
[[nodiscard]] std::string plain_text(const Result& result, const Sources& sources);

}  // namespace proviso
