// The outcome of expectations as a flat list of results.
#include "model/syntax/diagnostics.h"
#include "report/finding.h"
#include "report/result.h"

#include <fmt/format.h>

namespace proviso {
namespace {

Result result_of(const TestedFile& file, const ShownExpectation& expectation) {
  Result result;
  result.rule = &kinds::expectation_fails;
  result.level = result.rule->severity;
  result.file = file.file;
  result.deal = expectation.about;
  result.message = fmt::format("expected of `{}`: `{}`; instead: {}", expectation.about, expectation.text, expectation.instead);
  result.span = expectation.span;
  result.words = expectation.text;
  return result;
}

ResultCase case_of(const TestedFile& file, const ShownExpectation& expectation, const Sources& sources) {
  ResultCase one;
  one.file = file.file;
  one.name = expectation.about + ": " + expectation.text;
  if (!expectation.span.empty()) one.line = sources.begin_of(expectation.span).line;
  if (expectation.outcome == ExpectationOutcome::passed) return one;
  one.outcome = expectation.outcome == ExpectationOutcome::undecided ? CaseOutcome::undecided : CaseOutcome::failed;
  const Result result = result_of(file, expectation);
  one.rule = result.rule->id;
  one.message = result.message;
  one.text = plain_text(result, sources);
  return one;
}

std::vector<std::string> row_of(const TestedFile& file) {
  std::size_t failed = 0;
  for (const ShownExpectation& one : file.expectations) {
    if (one.outcome != ExpectationOutcome::passed) ++failed;
  }
  return {fmt::format("`{}`", file.file), std::to_string(file.expectations.size()), std::to_string(failed),
          fmt::format("{}", fmt::join(file.silent, ", "))};
}

}  // namespace

ResultSet results_of(const TestReport& report, const Sources& sources, const RenderOptions& options) {
  ResultSet set;
  set.command = "test";
  const TestTally total = tally(report);
  set.summary = fmt::format("{} passed, {} failed", total.passed, total.failed);
  set.table.header = {"spec", "expectations", "failed", "nothing is expected of"};
  for (const TestedFile& file : report.files) {
    if (!file.expectations.empty() || !file.silent.empty()) set.table.rows.push_back(row_of(file));
    for (const ShownExpectation& one : file.expectations) {
      if (one.outcome != ExpectationOutcome::passed) set.results.push_back(result_of(file, one));
      set.cases.push_back(case_of(file, one, sources));
    }
  }
  add_diagnostics(set, sources, options);
  return set;
}

}  // namespace proviso
