// The outcome of expectations for people.
#include "model/syntax/diagnostics.h"
#include "model/syntax/render_diagnostic.h"
#include "report/escape_formats.h"
#include "report/finding.h"
#include "report/paint.h"
#include "report/render.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace proviso {
namespace {

void write_failure(const ShownExpectation& expectation, const Sources& sources, const Paint& paint,
                   std::ostream& out) {
  Diagnostic failure;
  failure.kind = &kinds::expectation_fails;
  failure.span = expectation.span;
  failure.message = fmt::format("expected `{}`", expectation.text);
  failure.here = fmt::format("instead: {}", expectation.instead);
  out << render(failure, sources, paint.colour) << '\n';
}

void write_file(const TestedFile& file, const Sources& sources, const Paint& paint, std::ostream& out) {
  const std::string number = counted(file.expectations.size(), "expectation");
  const std::string path = visible(file.file);
  const auto failed =
      std::count_if(file.expectations.begin(), file.expectations.end(), [](const ShownExpectation& one) {
        return one.outcome != ExpectationOutcome::passed;
      });
  if (failed != 0) {
    out << paint(Ink::red, "FAIL") << fmt::format("  {}: {} of {}\n", path, failed, number);
  } else if (!file.expectations.empty()) {
    out << paint(Ink::green, "ok") << fmt::format("    {}: {}\n", path, number);
  }
  for (const ShownExpectation& one : file.expectations) {
    if (one.outcome != ExpectationOutcome::passed) write_failure(one, sources, paint, out);
  }
  if (file.silent.empty()) return;
  std::vector<std::string> names;
  for (const std::string& name : file.silent) names.push_back("`" + name + "`");
  out << fmt::format("note  {}: nothing is expected of {}\n", path, fmt::join(names, ", "));
}

}  // namespace

void render_text(const TestReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out) {
  const Paint paint{options.colour};
  std::ostringstream text;
  for (const TestedFile& file : report.files) write_file(file, sources, paint, text);
  const TestTally total = tally(report);
  if (total.passed + total.failed != 0) {
    text << fmt::format("{} passed, {} failed\n", total.passed, total.failed);
  } else if (report.all_read) {
    text << "no expectations\n";
  }
  out << without_commands(text.str());
}

}  // namespace proviso
