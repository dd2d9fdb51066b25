#include "report/escape.h"
#include "report/escape_formats.h"
#include "report/finding.h"
#include "report/lines.h"
#include "report/result_formats.h"

#include <fmt/format.h>

namespace proviso {
namespace {

constexpr std::size_t kShown = 10;  // of each kind in one step

enum Kind : std::size_t { error, warning, notice, kinds_count };
constexpr std::string_view kCommands[] = {"error", "warning", "notice"};

Kind kind_of(const Result& result) {
  if (result.suppressed) return notice;
  switch (result.level) {
    case Severity::error: return error;
    case Severity::warning: return warning;
    case Severity::note: break;
  }
  return notice;
}

std::string properties(const Result& result, const Sources& sources) {
  std::string text;
  if (!result.span.empty()) {
    const Place begin = sources.begin_of(result.span);
    const Place end = sources.end_of(result.span);
    text = fmt::format("file={},line={},endLine={},", github_property(sources.path(result.span.file)), begin.line,
                       end.line);
    // Columns are taken for ranges within one line only.
    if (begin.line == end.line) text += fmt::format("col={},endColumn={},", begin.column, std::max(end.column, begin.column + 1));
  }
  return text + fmt::format("title={}", github_property(fmt::format("{} [{}]", headline(result), result.rule->id)));
}

std::string message(const Result& result) {
  std::string text = result.message;
  if (result.suppressed) text = "accepted, " + suppression_text(*result.suppressed) + "\n" + text;
  if (!result.title.empty()) text += "\nclause: " + result.title;
  if (!result.cite.empty()) text += "\ncite: " + result.cite;
  for (const ResultDetail& detail : result.details) {
    const bool wanted = detail.label == "must hold" || detail.label == "missing" || detail.label == "when" ||
                        detail.label == "fix" || detail.label == "here" || detail.label.starts_with("to comply");
    if (!wanted) continue;
    text += fmt::format("\n{}: {}", detail.label, fmt::join(detail.lines, "; "));
  }
  return text;
}

}  // namespace

void write_github(const ResultSet& set, const Sources& sources, const RenderOptions&, std::ostream& out) {
  std::size_t total[kinds_count] = {};
  for (const Result& result : set.results) ++total[kind_of(result)];
  // The last notice says what is left out.
  const bool too_many = total[error] > kShown || total[warning] > kShown || total[notice] > kShown;
  const std::size_t room[kinds_count] = {kShown, kShown, too_many ? kShown - 1 : kShown};
  std::size_t shown[kinds_count] = {};
  for (const Result* result : worst_first(set)) {
    const Kind kind = kind_of(*result);
    if (shown[kind] == room[kind]) continue;
    ++shown[kind];
    out << fmt::format("::{} {}::{}\n", kCommands[kind], properties(*result, sources), github_data(message(*result)));
  }
  if (too_many) {
    std::vector<std::string> more;
    for (const Kind kind : {error, warning, notice}) {
      if (const std::size_t rest = total[kind] - shown[kind]; rest != 0) {
        more.push_back(counted(rest, fmt::format("more {}", kCommands[kind])));
      }
    }
    out << fmt::format("::notice title=more than GitHub shows::{} not annotated{} GitHub keeps {} of each kind a step\n",
                       github_data(listed(more) + " are"), github_data(":"), kShown);
  }
  out << without_commands(visible(set.summary)) << '\n';
}

}  // namespace proviso
