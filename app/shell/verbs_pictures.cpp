// graph, table, timeline, export
#include "app/process.h"
#include "app/shell/verbs.h"
#include "app/shell/verdict_text.h"
#include "report/finding.h"
#include "report/graph_files.h"
#include "report/lines.h"
#include "report/render.h"
#include "report/timeline_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

namespace proviso::shell {

namespace {

// The report as `check` would give it, with all explanations.
CheckReport whole_report(Session& session, Examined& examined) {
  session.add_causes(examined);
  session.add_dependence(examined);
  session.add_repairs(examined);
  return CheckReport{{examined.check.report}};
}

// ---------------------------------------------------------------- graph

void write_edges(const DealReport& deal, Reply& reply) {
  for (const Finding& finding : deal.findings) {
    reply.out << reply.paint(Ink::bold, breach_sentence(finding)) << '\n';
    for (const ShownFlow& flow : finding.flows) {
      const bool never = flow.event && (flow.start.empty() || flow.start == "never");
      if (never && flow.role == Role::context) continue;
      std::string arrow = flow.event ? fmt::format("({}) {}{}", flow.type, flow.name, never ? ", which never happens" : " on " + flow.start)
                                     : fmt::format("{} --[{} {}]--> {}", flow.from.empty() ? "some" : flow.from, flow.type,
                                                   flow.name, flow.to.empty() ? "some" : flow.to);
      const std::string when = flow.event ? std::string() : period_text(flow.start, flow.end);
      reply.out << visible(fmt::format("  {:<10} {}{}", word(flow.role), arrow, when.empty() ? "" : "  " + when)) << '\n';
    }
  }
}

std::vector<std::filesystem::path> write_pictures(const CheckReport& report, const std::string& directory,
                                                  const std::vector<GraphFormat>& formats, Reply& reply) {
  auto written = write_graphs(report, directory, formats);
  if (!written) {
    reply.fail(fmt::format("`{}`: {}", directory, written.error()));
    return {};
  }
  for (const auto& path : *written) reply.out << visible(fmt::format("written to `{}`", path.generic_string())) << '\n';
  return *written;
}

void open_pictures(const CheckReport& report, Reply& reply) {
  std::error_code error;
  const auto directory = std::filesystem::temp_directory_path(error) / fmt::format("proviso-graphs-{}", report.deals.front().deal);
  if (error) return reply.fail("there is no directory for temporary files");
  const auto paths = write_pictures(report, directory.string(), {GraphFormat::svg}, reply);
  const char* chosen = std::getenv("PROVISO_VIEWER");
  const std::string viewer = chosen != nullptr && *chosen != '\0' ? chosen : "xdg-open";
  for (const auto& path : paths) {
    const auto run = run_process({viewer, path.string()});
    if (!run) return reply.fail(run.error(), "PROVISO_VIEWER names the program that shows pictures");
    if (run->status != 0) return reply.fail(fmt::format("`{}` could not show `{}`", viewer, path.generic_string()));
  }
}

void graph(Session& session, const std::string& rest, Reply& reply) {
  const auto examined = examined_or_fail(session, reply);
  if (!examined) return;
  const std::vector<std::string> words = words_of(rest);
  const std::string format = words.empty() ? "" : words[0];
  if (words.size() > 2 || (words.size() == 2 && format != "svg") ||
      (!format.empty() && format != "svg" && format != "dot" && format != "open"))
    return reply.fail("`graph` takes `svg`, `dot` or `open`", "`graph svg DIR` writes pictures there");
  if (examined->check.report.findings.empty()) {
    reply.out << "nothing is broken, so there is no finding to draw\n";
    return;
  }
  if (format.empty()) {
    write_edges(examined->check.report, reply);
    return reply.suggest({"graph svg DIR", "graph open"});
  }
  const CheckReport report = whole_report(session, *examined);
  if (format == "dot") reply.out << findings_as_dot(report);
  if (format == "svg") write_pictures(report, words.size() == 2 ? words[1] : "graphs", {GraphFormat::svg}, reply);
  if (format == "open") open_pictures(report, reply);
}
std::string graph_example(Session&) { return "graph svg graphs"; }

// ---------------------------------------------------------------- table

std::string row_state(RowState state) {
  std::string text = word(state);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

void write_table(const std::vector<TableRow>& rows, Reply& reply) {
  std::size_t states = 0, names = 0;
  for (const TableRow& row : rows) {
    states = std::max(states, row_state(row.state).size());
    names = std::max(names, columns_of(row.clause));
  }
  for (const TableRow& row : rows) {
    std::string line = fmt::format("  {:<{}}  {}", row_state(row.state), states, row.clause) +
                       std::string(names - columns_of(row.clause) + 2, ' ') + fmt::format("{:<10}  {}", row.date, row.detail);
    while (line.back() == ' ') line.pop_back();
    reply.out << visible(line) << '\n';
  }
}

void table(Session& session, const std::string& name, Reply& reply) {
  const auto examined = examined_or_fail(session, reply);
  if (!examined) return;
  const DealReport& deal = examined->check.report;
  const auto found = findings_called(deal, name);
  if (found.empty() && !name.empty()) return reply.fail(fmt::format("`{}` is not broken", name), "`table` alone shows every clause");
  if (!found.empty()) {
    const std::size_t at = name.empty() && examined->seen_of < deal.findings.size() ? examined->seen_of : found.front();
    reply.out << visible(fmt::format("all clauses in the scenario in which {}", breach_sentence(deal.findings[at]))) << '\n';
    return write_table(deal.findings[at].table, reply);
  }
  for (const ClauseStatus& clause : deal.clauses)
    reply.out << visible(fmt::format("  {:<12} {}", clause.state == ClauseState::kept ? "kept" : clause.state == ClauseState::undecided ? "undecided" : "not in play", clause.clause)) << '\n';
}
std::string table_example(Session&) { return "table"; }

// ---------------------------------------------------------------- timeline

void timeline(Session& session, const std::string& name, Reply& reply) {
  const auto examined = examined_or_fail(session, reply);
  if (!examined) return;
  const DealReport& deal = examined->check.report;
  const auto found = findings_called(deal, name);
  if (found.empty() && !name.empty()) return reply.fail(fmt::format("`{}` is not broken", name), "`timeline` alone shows the deal");
  if (!found.empty()) {
    const std::size_t at = name.empty() && examined->seen_of < deal.findings.size() ? examined->seen_of : found.front();
    reply.out << visible(breach_sentence(deal.findings[at])) << '\n';
    return write_timeline(timeline_view(deal.findings[at]), reply.out);
  }
  if (deal.timeline.horizon_start.empty()) return reply.fail("there is no scenario to draw", "`why` says more");
  write_timeline(timeline_view(deal.timeline), reply.out);
}
std::string timeline_example(Session&) { return "timeline"; }

// ---------------------------------------------------------------- export

std::string as_json(Session& session, Examined& examined) {
  std::ostringstream text;
  RenderOptions options;
  options.table = true;
  render_json(whole_report(session, examined), session.program().sources, options, text);
  return text.str();
}

std::string as_smt2(Examined& examined) {
  std::string text;
  bool first = true;
  for (const Script& script : dump_smt2(*examined.made.spec, examined.made.deal, examined.options)) {
    if (!script.by_folding && !first) text += "(reset)\n; ----\n";
    first = first && script.by_folding;
    text += script.text;
  }
  return text + (first ? "" : "(exit)\n");
}

void export_answer(Session& session, const std::string& rest, Reply& reply) {
  const std::vector<std::string> words = words_of(rest);
  if (words.empty() || words.size() > 2 || (words[0] != "json" && words[0] != "smt2"))
    return reply.fail("`export` takes `json` or `smt2`, and perhaps a file", "as in `export json report.json`");
  const auto examined = examined_or_fail(session, reply);
  if (!examined) return;
  const std::string text = words[0] == "json" ? as_json(session, *examined) : as_smt2(*examined);
  if (words.size() == 1) {
    reply.out << text;
  } else {
    write_file(session, words[1], text, reply);
  }
}
std::string export_example(Session&) { return "export json report.json"; }

}  // namespace

std::vector<Verb> picture_verbs() {
  return {
      {"graph", "[svg [DIR]|dot|open]", "the flows of each finding; as pictures, as text for Graphviz, or shown at once", graph, graph_example},
      {"table", "[CLAUSE]", "the state of every clause in the scenario of a finding", table, table_example},
      {"timeline", "[CLAUSE]", "terms, flows and events over the years", timeline, timeline_example},
      {"export", "json|smt2 [FILE]", "the report of the deal, or every question that was put to the solver", export_answer, export_example},
  };
}

}  // namespace proviso::shell
