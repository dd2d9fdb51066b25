#include "app/shell/verdict_text.h"

#include "report/finding.h"
#include "report/lines.h"
#include "report/text_block.h"
#include "report/text_explanation.h"
#include "report/text_finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace proviso::shell {

namespace {

constexpr std::size_t kScenarioShown = 8;
constexpr std::size_t kShown = 70;  // of a formula, in columns

Ink ink_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::complies: return Ink::green;
    case Verdict::conflicts: return Ink::red;
    case Verdict::depends: return Ink::yellow;
    default: return Ink::cyan;
  }
}

std::string words_of(const DealReport& deal) {
  switch (deal.verdict) {
    case Verdict::complies: return complies_by_silence(deal) ? "complies by silence" : "complies";
    case Verdict::impossible: return "is impossible";
    case Verdict::undecided: return "is undecided";
    default: return word(deal.verdict);
  }
}

std::string horizon_of(const DealReport& deal) {
  if (deal.horizon_start.empty()) return "";
  if (deal.horizon_end == "never") return fmt::format(", judged from {} on", deal.horizon_start);
  return fmt::format(", judged {} .. {}", deal.horizon_start, deal.horizon_end);
}

std::string state_words(ClauseState state) {
  switch (state) {
    case ClauseState::kept: return "kept";
    case ClauseState::never_applied: return "not in play";
    case ClauseState::broken_always: return "broken";
    case ClauseState::broken_sometimes: return "can be broken";
    case ClauseState::undecided: return "undecided";
  }
  return "";
}

// A long formula between backticks is cut, not what is said of it.
std::string shortened(const std::string& text) {
  constexpr std::size_t kFormula = 40;
  std::string result;
  for (std::size_t begin = 0, part = 0; begin <= text.size(); ++part) {
    const std::size_t end = std::min(text.find('`', begin), text.size());
    const std::string piece = text.substr(begin, end - begin);
    result += (part == 0 ? "" : "`") + (part % 2 == 1 ? cut_to(piece, kFormula) : piece);
    begin = end + 1;
  }
  return result;
}

void write_finding_line(const DealReport& deal, const Finding& finding, Reply& reply) {
  const bool firm = deal.verdict == Verdict::conflicts && finding.always;
  reply.out << "  " << reply.paint(firm ? Ink::red : Ink::yellow, firm ? "breach" : "possible breach")
            << visible(": " + breach_sentence(finding)) << '\n';
  for (const Requirement& wanted : finding.requirements) {
    reply.out << visible(fmt::format("    it has to hold that `{}`", cut_to(wanted.text, kShown))) << '\n';
    if (!wanted.instead.empty()) reply.out << visible("    but " + shortened(wanted.instead)) << '\n';
  }
  for (const ShownFlow& flow : finding.flows)
    if (flow.role == Role::missing) reply.out << visible("    missing: " + flow_text(flow)) << '\n';
  std::vector<std::string> values;
  for (const ScenarioValue& value : finding.scenario) values.push_back(scenario_text(value));
  if (values.size() > kScenarioShown) {
    const std::size_t more = values.size() - kScenarioShown;
    values.resize(kScenarioShown);
    values.push_back(fmt::format("{} more", more));
  }
  if (!values.empty()) reply.out << visible("    in the scenario where " + listed(values)) << '\n';
}

// What the clauses hang on: known with the verdict. Under which condition all are kept is another
// question, which `safe` and `why` answer.
void write_what_decides(const DealReport& deal, TextBlock& block) {
  std::vector<std::string> things;
  for (const Finding& finding : deal.findings) {
    for (const ScenarioValue& on : finding.depends_on) {
      const std::string text = fmt::format("{} ({})", on.name, kind_text(on.kind));
      if (std::find(things.begin(), things.end(), text) == things.end()) things.push_back(text);
    }
  }
  if (deal.verdict == Verdict::depends) block.inline_list("depends on", things);
  std::set<std::string> said;
  for (const Finding& finding : deal.findings)
    for (const ScenarioValue& on : finding.depends_on)
      if (const std::string line = fmt::format("`{}` is kept iff `{}` {}", short_clause(finding.clause), on.name, on.value);
          !on.value.empty() && said.insert(line).second)
        block.sentence(line);
}

void write_assumed(const DealReport& deal, TextBlock& block) {
  std::vector<std::string> texts;
  for (const SourceFact& fact : deal.assumptions) {
    std::string_view text = fact.text;
    if (text.starts_with("assume ")) text.remove_prefix(7);
    texts.emplace_back(text);
  }
  block.inline_list("assumed", texts);
  block.inline_list("may come later or never", deal.open_events);
  block.inline_list("declared again, in place of what is included", deal.replaced);
}

std::vector<std::string> next_commands(const Session& session, const DealReport& deal) {
  switch (deal.verdict) {
    case Verdict::complies:
      if (session.is_edited()) return {"diff", "save as FILE"};
      return {};
    case Verdict::conflicts: return {"why", "repair"};
    case Verdict::depends: {
      const bool ours = std::any_of(deal.findings.begin(), deal.findings.end(), [](const Finding& finding) {
        return std::any_of(finding.depends_on.begin(), finding.depends_on.end(),
                           [](const ScenarioValue& on) { return on.kind == OpenKind::choice; });
      });
      return {"why", ours ? "safe" : "repair"};
    }
    case Verdict::impossible: return {"why"};
    case Verdict::undecided: return {"why", "set limit off"};
  }
  return {};
}

}  // namespace

std::string subject_text(const Session& session) {
  if (!session.current()) return "no deal";
  std::string text = session.current()->deal;
  if (session.is_edited()) text += " with " + counted(session.edits().size(), "change");
  return text;
}

void write_verdict(Session& session, Examined& examined, Reply& reply) {
  const DealReport& deal = examined.check.report;
  reply.verdict = deal.verdict;
  reply.out << reply.paint(ink_of(deal.verdict), subject_text(session) + " " + words_of(deal));
  if (!deal.title.empty()) reply.out << reply.paint(Ink::bold, ": " + deal.title);
  reply.out << '\n' << visible(fmt::format("  under {}{}", fmt::join(deal.under, ", "), horizon_of(deal))) << '\n';
  TextBlock block(reply.paint, reply.out);
  if (!deal.unless_before.empty())
    block.sentence(fmt::format("{}, unless `{}` came before {}", word(deal.verdict),
                               fmt::join(deal.unless_before, "`, `"), deal.horizon_start));
  if (deal.verdict == Verdict::undecided && !deal.reason.empty()) block.sentence(deal.reason);
  if (deal.verdict == Verdict::impossible)
    block.sentence("no scenario meets all that the deal states, so nothing is said about its clauses");
  if (complies_by_silence(deal)) block.sentence("no clause speaks of anything that this deal does");
  for (const Finding& finding : deal.findings) write_finding_line(deal, finding, reply);
  if (examined.dependence) write_dependence(deal, block);
  else write_what_decides(deal, block);
  std::vector<std::string> kept;
  for (const ClauseStatus& clause : deal.clauses)
    if (clause.state == ClauseState::kept) kept.emplace_back(clause.clause);
  block.inline_list("kept", kept);
  write_assumed(deal, block);
  reply.suggest(next_commands(session, deal));
}

void write_difference(const DealReport& before, const DealReport& after, Reply& reply) {
  for (const ClauseStatus& now : after.clauses) {
    for (const ClauseStatus& then : before.clauses) {
      // Clauses of the deal itself carry its name, which differs.
      if (short_clause(now.clause) != short_clause(then.clause)) continue;
      if (now.clause != then.clause && now.span != then.span) continue;
      if (now.state == then.state) continue;
      reply.out << visible(fmt::format("  {}: {} -> {}", now.clause, state_words(then.state), state_words(now.state)))
                << '\n';
    }
  }
}

std::vector<std::size_t> findings_called(const DealReport& report, const std::string& name) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    const std::string& clause = report.findings[i].clause;
    if (name.empty() || clause == name || short_clause(clause) == name) found.push_back(i);
  }
  return found;
}

}  // namespace proviso::shell
