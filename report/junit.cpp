#include "report/escape.h"
#include "report/escape_formats.h"
#include "report/result_formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace proviso {
namespace {

struct Suite {
  std::string file;
  std::vector<const ResultCase*> cases;
};

// A suite a spec, in the order in which the specs come.
std::vector<Suite> suites_of(const std::vector<ResultCase>& cases) {
  std::vector<Suite> suites;
  std::map<std::string, std::size_t> known;
  for (const ResultCase& one : cases) {
    const auto [place, fresh] = known.emplace(one.file, suites.size());
    if (fresh) suites.push_back({one.file, {}});
    suites[place->second].cases.push_back(&one);
  }
  return suites;
}

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;

  void add(CaseOutcome outcome) {
    ++tests;
    if (outcome == CaseOutcome::failed) ++failures;
    if (outcome == CaseOutcome::undecided) ++errors;
    if (outcome == CaseOutcome::skipped) ++skipped;
  }
};

std::string counts_text(const Counts& counts, bool skipped) {
  std::string text = fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\"", counts.tests, counts.failures, counts.errors);
  return skipped ? text + fmt::format(" skipped=\"{}\"", counts.skipped) : text;
}

// GitLab drops a case whose name it has seen.
std::string unique_name(const std::string& name, std::set<std::string>& taken) {
  std::string unique = name;
  for (std::size_t n = 2; !taken.insert(unique).second; ++n) unique = fmt::format("{} ({})", name, n);
  return unique;
}

void write_case(const ResultCase& one, const std::string& suite, const std::string& name, std::ostream& out) {
  out << fmt::format("    <testcase classname=\"{}\" name=\"{}\"", markup(suite), markup(name));
  if (!one.file.empty()) out << fmt::format(" file=\"{}\"", markup(one.file));
  if (one.line != 0) out << fmt::format(" line=\"{}\"", one.line);
  out << " time=\"0\"";
  if (one.outcome == CaseOutcome::passed) {
    out << "/>\n";
    return;
  }
  out << ">\n";
  if (one.outcome == CaseOutcome::skipped) {
    out << fmt::format("      <skipped message=\"{}\"/>\n", markup(one.message));
  } else {
    const std::string_view element = one.outcome == CaseOutcome::failed ? "failure" : "error";
    out << fmt::format("      <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n", element,
                       one.rule.empty() ? "finding" : one.rule, markup(one.message),
                       markup_lines(one.text.empty() ? one.message : one.text));
  }
  out << "    </testcase>\n";
}

}  // namespace

void write_junit(const ResultSet& set, const Sources&, const RenderOptions&, std::ostream& out) {
  Counts all;
  for (const ResultCase& one : set.cases) all.add(one.outcome);
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      << fmt::format("<testsuites name=\"proviso {}\" {} time=\"0\">\n", set.command, counts_text(all, false));
  for (const Suite& suite : suites_of(set.cases)) {
    Counts counts;
    for (const ResultCase* one : suite.cases) counts.add(one->outcome);
    const std::string name = suite.file.empty() ? "proviso " + set.command : suite.file;
    out << fmt::format("  <testsuite name=\"{}\" {} time=\"0\">\n", markup(name), counts_text(counts, true));
    std::set<std::string> taken;
    for (const ResultCase* one : suite.cases) write_case(*one, name, unique_name(one->name, taken), out);
    out << "  </testsuite>\n";
  }
  out << "</testsuites>\n";
}

}  // namespace proviso
