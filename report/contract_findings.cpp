#include "report/contract_findings.h"

#include "report/change_results.h"
#include "report/clause_text.h"
#include "report/contract_text.h"
#include "report/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace proviso {

namespace {

bool is_date(std::string_view text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
}

Result result_of(const AnalysisFinding& finding, const ContractAnalysis& analysis, const Sources& sources) {
  Result result;
  result.rule = finding.kind;
  result.level = finding.kind->severity;
  result.file = analysis.span.empty() ? "" : std::string(sources.path(analysis.span.file));
  result.deal = finding.contract;
  result.clause = finding.clause;
  result.message = finding.message;
  result.span = finding.span;
  for (const auto& [span, text] : finding.related)
    if (!span.empty()) result.related.push_back({span, text});
  if (finding.answer.shown) {
    result.details.push_back({finding.answer.shown->title, situation_lines(*finding.answer.shown)});
    if (!finding.answer.shown->saved.empty()) result.details.push_back({"saved as", {finding.answer.shown->saved}});
  }
  if (!finding.fix.empty()) result.details.push_back({"fix", {finding.fix}});
  if (finding.is_allowed) result.suppressed = Suppression{SuppressionKind::in_spec, finding.allowed, "", {}};
  result.words = finding.name + " " + finding.message;
  return result;
}

std::string joined(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); }

std::size_t count(const ContractAnalysis& analysis, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(analysis.findings.begin(), analysis.findings.end(), [&](const AnalysisFinding& finding) {
        return !finding.is_allowed && finding.kind->severity == severity;
      }));
}

ResultCase case_of(const ContractAnalysis& analysis, const Sources& sources, const std::vector<Result>& results) {
  ResultCase one;
  one.file = analysis.span.empty() ? "" : std::string(sources.path(analysis.span.file));
  one.name = joined(analysis.contracts);
  if (!analysis.span.empty()) one.line = sources.begin_of(analysis.span).line;
  for (const Result& result : results) {
    if (result.suppressed || result.level == Severity::note) continue;
    one.outcome = CaseOutcome::failed;
    if (one.rule.empty()) {
      one.rule = std::string(result.rule->id);
      one.message = result.message;
    }
    one.text += plain_text(result, sources) + "\n";
  }
  if (one.outcome == CaseOutcome::passed && analysis.consistent.truth == Truth::undecided) {
    one.outcome = CaseOutcome::undecided;
    one.message = analysis.consistent.reason;
  }
  return one;
}

}  // namespace

Diagnostic diagnostic_of(const AnalysisFinding& finding) {
  Diagnostic diagnostic;
  diagnostic.kind = finding.kind;
  diagnostic.span = finding.span;
  diagnostic.message = finding.message;
  diagnostic.here = finding.here;
  // What was made for a question has no place.
  for (const auto& [span, text] : finding.related)
    if (!span.empty()) diagnostic.related.push_back({span, text});
  if (const std::string by = choices_text(finding.answer); !by.empty()) diagnostic.notes.push_back(by);
  diagnostic.fix = finding.fix.empty() ? fmt::format("mend it, or say why it is meant: `allow {} \"…\"`", finding.name) : finding.fix;
  return diagnostic;
}

std::string summary_line(const AnalysisReport& report) {
  std::size_t errors = 0, warnings = 0, notes = 0, allowed = 0;
  for (const ContractAnalysis& analysis : report.contracts) {
    errors += count(analysis, Severity::error);
    warnings += count(analysis, Severity::warning);
    notes += count(analysis, Severity::note);
    for (const AnalysisFinding& finding : analysis.findings) allowed += finding.is_allowed ? 1 : 0;
  }
  std::size_t contracts = 0;
  for (const ContractAnalysis& analysis : report.contracts) contracts += analysis.contracts.size();
  const bool together = report.contracts.size() == 1 && contracts > 1;
  std::string text = counted(contracts, "contract") + (together ? " analysed together: " : " analysed: ");
  std::vector<std::string> parts;
  if (errors > 0) parts.push_back(counted(errors, "error"));
  if (warnings > 0) parts.push_back(counted(warnings, "warning"));
  if (notes > 0) parts.push_back(counted(notes, "note"));
  if (parts.empty()) parts.emplace_back("nothing to report");
  if (allowed > 0) parts.push_back(fmt::format("{} allowed", allowed));
  return text + joined(parts);
}

std::string change_text(Change change) {
  switch (change) {
    case Change::equal: return "the same";
    case Change::more: return "allows more";
    case Change::less: return "allows less";
    case Change::incomparable: return "allows more here and less there";
    case Change::undecided: return "undecided";
  }
  return "";
}

bool is_same(const DiffReport& report) {
  return report.change == Change::equal && report.others.empty() && report.terms.empty();
}

std::string headline(const DiffReport& report) {
  switch (report.change) {
    case Change::equal:
      return fmt::format("{} allows the same as {}{}", report.after, report.before,
                         is_same(report) ? "" : report.others.empty() ? ", for another term" : ", and differs otherwise");
    case Change::more: return fmt::format("{} allows more than {}", report.after, report.before);
    case Change::less: return fmt::format("{} allows less than {}", report.after, report.before);
    case Change::incomparable: return fmt::format("{} allows more here and less there than {}", report.after, report.before);
    case Change::undecided: break;
  }
  if (report.never_together)
    return fmt::format("{} and {} are never in force on the same day: nothing is compared", report.after, report.before);
  return fmt::format("whether {} allows the same as {} is undecided", report.after, report.before);
}

std::string moved_text(const MovedValue& moved) {
  if (!moved.rose) return fmt::format("from `{}` to `{}`", moved.before, moved.after);
  const bool dates = is_date(moved.before) && is_date(moved.after);
  const char* how = dates ? (*moved.rose ? "moved later" : "moved earlier") : *moved.rose ? "rose" : "fell";
  return fmt::format("{} from {} to {}", how, moved.before, moved.after);
}

ResultSet results_of(const AnalysisReport& report, const Sources& sources, const RenderOptions& options) {
  ResultSet set;
  set.command = "analyze";
  set.summary = summary_line(report);
  set.table.header = {"contract", "consistent", "errors", "warnings", "allowed"};
  for (const ContractAnalysis& analysis : report.contracts) {
    std::vector<Result> own;
    std::size_t allowed = 0;
    for (const AnalysisFinding& finding : analysis.findings) {
      own.push_back(result_of(finding, analysis, sources));
      allowed += finding.is_allowed ? 1 : 0;
    }
    set.table.rows.push_back({"`" + joined(analysis.contracts) + "`", word(analysis.consistent.truth),
                              std::to_string(count(analysis, Severity::error)),
                              std::to_string(count(analysis, Severity::warning)), std::to_string(allowed)});
    set.cases.push_back(case_of(analysis, sources, own));
    set.results.insert(set.results.end(), own.begin(), own.end());
  }
  add_diagnostics(set, sources, options);
  return set;
}

ResultSet results_of(const DiffReport& report, const Sources& sources, const RenderOptions& options) {
  ResultSet set;
  set.command = "diff";
  set.summary = headline(report);
  set.results = changes_of(report);
  set.table.header = {"clause", "change", "moved", "in favour of"};
  for (const ClauseChange& clause : report.clauses) {
    std::vector<std::string> moved;
    for (const MovedValue& value : clause.moved) moved.push_back(moved_text(value));
    std::string change = change_text(clause.change);
    if (clause.only_in_old) change += ", only in the old text";
    if (clause.only_in_new) change += ", only in the new text";
    set.table.rows.push_back({"`" + clause.clause + "`", change, joined(moved), clause.favours});
  }
  for (const FlowTypeChange& type : report.flow_types)
    set.table.rows.push_back({"flows of `" + type.type + "`", change_text(type.change), "", ""});
  for (const OtherChange& other : report.others) set.table.rows.push_back({other.text, "", "", other.favours});
  ResultCase one;
  one.name = headline(report);
  one.outcome = is_same(report)                      ? CaseOutcome::passed
                : report.change == Change::undecided ? CaseOutcome::undecided
                                                      : CaseOutcome::failed;
  if (one.outcome != CaseOutcome::passed) one.message = report.reason.empty() ? headline(report) : report.reason;
  set.cases.push_back(std::move(one));
  add_diagnostics(set, sources, options);
  return set;
}

}  // namespace proviso
