#include "app/situations.h"

#include "app/messages.h"
#include "report/escape.h"
#include "report/finding.h"
#include "report/graph_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace proviso {

namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

void add(std::vector<NamedSituation>& all, const std::string& about, std::optional<ShownSituation>& shown) {
  if (shown) all.emplace_back(about, &*shown);
}

ExitCode save(const Options& options, Environment& environment, const std::vector<NamedSituation>& situations) {
  std::set<std::string> used;
  for (const auto& [about, situation] : situations) {
    const std::string wished = lower(file_name_part(about + "-" + situation->name));
    std::string stem = wished;
    for (int number = 2; !used.insert(stem).second; ++number) stem = fmt::format("{}-{}", wished, number);
    const std::string path = options.situation_directory + "/" + stem + ".proviso";
    if (auto written = environment.files.write(path, situation->text); !written) {
      say_error(options, environment, fmt::format("`{}`: {}", path, written.error()));
      return ExitCode::wrong_input;
    }
    situation->saved = environment.files.shown(path);
  }
  return ExitCode::ok;
}

ExitCode draw(const Options& options, Environment& environment, const std::vector<NamedSituation>& situations) {
  CheckReport report;
  for (const auto& [about, situation] : situations) {
    if (situation->findings.empty()) continue;
    DealReport deal;
    deal.deal = about + "-" + situation->name;
    deal.title = situation->title;
    deal.verdict = Verdict::conflicts;
    deal.under = situation->under;
    deal.findings = situation->findings;
    report.deals.push_back(std::move(deal));
  }
  auto written = write_graphs(report, options.graph_directory);
  if (!written) {
    say_error(options, environment, fmt::format("`{}`: {}", options.graph_directory, written.error()));
    return ExitCode::wrong_input;
  }
  say_note(options, environment,
           written->empty() ? "nothing is broken in what is shown, so no graph was written"
                            : fmt::format("{} written to `{}`", counted(written->size(), "graph file"), options.graph_directory));
  return ExitCode::ok;
}

}  // namespace

std::vector<NamedSituation> situations_in(AnalysisReport& report) {
  std::vector<NamedSituation> all;
  for (ContractAnalysis& analysis : report.contracts) {
    const std::string contracts = fmt::format("{}", fmt::join(analysis.contracts, "-"));
    for (AnalysisFinding& finding : analysis.findings)
      if (!finding.is_allowed) add(all, finding.clause.empty() ? contracts : finding.clause, finding.answer.shown);
  }
  return all;
}

std::vector<NamedSituation> situations_in(DiffReport& report) {
  std::vector<NamedSituation> all;
  for (ClauseChange& clause : report.clauses) {
    add(all, clause.clause, clause.kept_by_new_only);
    add(all, clause.clause, clause.kept_by_old_only);
  }
  for (OtherChange& other : report.others) add(all, other.clause.empty() ? "power" : other.clause, other.shown);
  return all;
}

std::vector<NamedSituation> situations_in(QuestionAnswer& answer) {
  std::vector<NamedSituation> all;
  for (AskedPart& part : answer.parts) add(all, part.about.empty() ? "answer" : part.about, part.answer.shown);
  if (answer.consistency)
    for (Conflict& conflict : answer.consistency->conflicts) add(all, "conflict", conflict.answer.shown);
  if (answer.difference)
    for (const NamedSituation& one : situations_in(*answer.difference)) all.push_back(one);
  return all;
}

ExitCode write_situations(const Options& options, Environment& environment,
                          const std::vector<NamedSituation>& situations) {
  ExitCode status = ExitCode::ok;
  if (!options.situation_directory.empty()) status = worse(status, save(options, environment, situations));
  if (!options.graph_directory.empty()) status = worse(status, draw(options, environment, situations));
  return status;
}

}  // namespace proviso
