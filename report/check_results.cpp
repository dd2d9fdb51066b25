// A check's report as a flat list of results.
#include "model/syntax/diagnostics.h"
#include "report/clause_text.h"
#include "report/finding.h"
#include "report/finding_details.h"
#include "report/mermaid.h"
#include "report/result.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {
namespace {

constexpr std::size_t kRelated = 12;  // further places of one finding
constexpr std::size_t kNamed = 4;     // clauses in one cell of the table

const DiagnosticKind& rule_of(Verdict verdict, bool always) {
  switch (verdict) {
    case Verdict::impossible: return kinds::deal_impossible;
    case Verdict::conflicts: return kinds::deal_conflicts;
    case Verdict::depends: return kinds::deal_depends;
    case Verdict::complies:
    case Verdict::undecided: break;
  }
  return always ? kinds::deal_conflicts : kinds::deal_depends;
}

// The line of the deal that breaks the clause. A flow that the deal takes over from another stands
// elsewhere: then what it changes of it, or its name.
Span cause_in_deal(const DealReport& deal, const Finding& finding) {
  const auto own = [&](Span span) {
    return !span.empty() && (deal.span.empty() || (span.file == deal.span.file && span.begin > deal.span.begin));
  };
  for (const ShownFlow& flow : finding.flows) {
    if (flow.role == Role::violating && own(flow.span)) return flow.span;
  }
  const bool taken_over = std::any_of(finding.flows.begin(), finding.flows.end(), [](const ShownFlow& flow) {
    return flow.role == Role::violating && !flow.span.empty();
  });
  for (const SourceFact& fact : finding.because) {
    if (taken_over && own(fact.span)) return fact.span;
  }
  if (!deal.span.empty()) return deal.span;
  return finding.norm_span.empty() ? finding.clause_span : finding.norm_span;
}

std::string breach_message(const DealReport& deal, const Finding& finding) {
  std::string text = fmt::format("`{}`: {}, {}", deal.deal, breach_sentence(finding),
                                 finding.always ? "in every scenario" : "in some scenarios");
  for (const Requirement& requirement : finding.requirements) {
    if (requirement.instead.empty()) continue;
    return text + ": " + requirement.instead;
  }
  return text;
}

void relate(Result& result, Span span, std::string text) {
  if (span.empty() || span == result.span || result.related.size() == kRelated) return;
  const bool again = std::any_of(result.related.begin(), result.related.end(),
                                 [&](const RelatedPlace& place) { return place.span == span; });
  if (!again) result.related.push_back({span, std::move(text)});
}

// The clause first: messages link to it.
void relate_all(Result& result, const DealReport& deal, const Finding& finding) {
  relate(result, finding.clause_span,
         finding.title.empty() ? finding.clause : fmt::format("{}: {}", finding.clause, finding.title));
  for (const Requirement& requirement : finding.requirements) {
    relate(result, requirement.span, requirement.instead.empty() ? "demanded here" : requirement.instead);
  }
  relate(result, finding.norm_span, "demanded here");
  for (const Role role : {Role::violating, Role::supporting}) {
    for (const ShownFlow& flow : finding.flows) {
      if (flow.role != role) continue;
      relate(result, flow.span, role == Role::violating ? "breaks it" : "the breach rests on this");
    }
  }
  relate(result, deal.span, "the deal");
  for (const SourceFact& fact : finding.because) relate(result, fact.span, "because " + fact.text);
}

Result base_of(const DealReport& deal) {
  Result result;
  result.file = deal.file;
  result.deal = deal.deal;
  return result;
}

Result result_of(const DealReport& deal, const Finding& finding, const Sources& sources) {
  Result result = base_of(deal);
  result.rule = &rule_of(deal.verdict, finding.always);
  result.level = result.rule->severity;
  result.clause = finding.clause;
  result.title = finding.title;
  result.cite = finding.cite;
  result.message = breach_message(deal, finding);
  result.span = finding.anchor.empty() ? cause_in_deal(deal, finding) : finding.anchor;
  relate_all(result, deal, finding);
  result.steps = steps_of(finding);
  result.details = details_of(deal, finding, sources);
  result.suppressed = finding.suppressed;
  const Span words = finding.clause_whole.empty() ? finding.norm_span : finding.clause_whole;
  if (!words.empty()) result.words = normalised_clause(sources.text(words));
  result.diagram = mermaid_diagram(finding_graph(deal, finding));
  return result;
}

// Of a verdict that is itself the finding: impossible or undecided.
Result result_of(const DealReport& deal, const Sources& sources) {
  Result result = base_of(deal);
  result.suppressed = deal.suppressed;
  const bool impossible = deal.verdict == Verdict::impossible;
  result.rule = impossible ? &kinds::deal_impossible : &kinds::deal_undecided;
  result.level = result.rule->severity;
  result.span = deal.anchor.empty() ? deal.span : deal.anchor;
  if (!impossible) {
    result.message = fmt::format("`{}`: whether it complies is undecided{}", deal.deal,
                                 deal.reason.empty() ? "" : ": " + deal.reason);
    relate(result, deal.reason_span, "not decided");
    return result;
  }
  result.message = fmt::format("`{}`: no scenario meets all that the deal states", deal.deal);
  for (const SourceFact& fact : deal.core) {
    relate(result, fact.span, fact.text);
    result.words += fact.text + "\n";
  }
  result.details.push_back({"these contradict each other", fact_lines(sources, deal.core)});
  return result;
}

// ---- cases

ResultCase case_of(const DealReport& deal, std::string name) {
  ResultCase one;
  one.file = deal.file;
  one.name = std::move(name);
  one.line = deal.line;
  return one;
}

CaseOutcome outcome_of(ClauseState state) {
  switch (state) {
    case ClauseState::kept:
    case ClauseState::never_applied: return CaseOutcome::passed;
    case ClauseState::broken_always:
    case ClauseState::broken_sometimes: return CaseOutcome::failed;
    case ClauseState::undecided: break;
  }
  return CaseOutcome::undecided;
}

void describe(ResultCase& one, const Result& result, const Sources& sources) {
  one.rule = result.rule->id;
  one.message = result.message;
  one.text = plain_text(result, sources);
  if (result.suppressed) {
    one.outcome = CaseOutcome::skipped;
    one.message = suppression_text(*result.suppressed) + ": " + result.message;
  }
}

class Cases {
 public:
  Cases(const DealReport& deal, const ResultSet& set, std::size_t first, const Sources& sources,
        const RenderOptions& options)
      : deal_(deal), set_(set), first_(first), sources_(sources), options_(options) {}

  std::vector<ResultCase> all() const {
    std::vector<ResultCase> cases;
    // Nothing is said of the clauses of a deal that cannot be.
    if (deal_.verdict != Verdict::impossible) {
      for (const ClauseStatus& clause : deal_.clauses) cases.push_back(of(clause));
    }
    const bool unsaid = std::none_of(cases.begin(), cases.end(), [](const ResultCase& one) {
      return one.outcome == CaseOutcome::undecided;
    });
    if (cases.empty() || (unsaid && deal_.verdict == Verdict::undecided)) cases.push_back(of_deal());
    return cases;
  }

 private:
  const Result* result(std::string_view clause) const {
    for (std::size_t i = first_; i < set_.results.size(); ++i) {
      if (set_.results[i].clause == clause) return &set_.results[i];
    }
    return nullptr;
  }

  ResultCase of(const ClauseStatus& clause) const {
    ResultCase one = case_of(deal_, deal_.deal + ": " + clause.clause);
    one.outcome = outcome_of(clause.state);
    if (one.outcome == CaseOutcome::passed) return one;
    if (const Result* found = result(clause.clause); found != nullptr && one.outcome == CaseOutcome::failed) {
      describe(one, *found, sources_);
    } else {
      const bool failed = one.outcome == CaseOutcome::failed;
      one.rule = failed ? rule_of(deal_.verdict, clause.state == ClauseState::broken_always).id
                        : kinds::deal_undecided.id;
      one.message = fmt::format("`{}`: {} is {}", deal_.deal, clause.clause, failed ? "broken" : "not decided");
      if (!failed && !deal_.reason.empty()) one.message += ": " + deal_.reason;
      one.text = one.message;
    }
    if (one.outcome == CaseOutcome::failed && deal_.verdict == Verdict::depends && options_.allow_depends) {
      one.outcome = CaseOutcome::skipped;
      one.message = "allowed to depend: " + one.message;
    }
    return one;
  }

  ResultCase of_deal() const {
    ResultCase one = case_of(deal_, deal_.deal);
    if (deal_.verdict == Verdict::complies) return one;
    one.outcome = deal_.verdict == Verdict::undecided ? CaseOutcome::undecided : CaseOutcome::failed;
    if (const Result* found = result("")) describe(one, *found, sources_);
    return one;
  }

  const DealReport& deal_;
  const ResultSet& set_;
  std::size_t first_;
  const Sources& sources_;
  const RenderOptions& options_;
};

// ---- the table

std::string broken_text(const DealReport& deal) {
  std::vector<std::string> names;
  for (const ClauseStatus& clause : deal.clauses) {
    if (outcome_of(clause.state) == CaseOutcome::failed) names.push_back(clause.clause);
  }
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kNamed; ++i) {
    text += fmt::format("{}`{}`", text.empty() ? "" : ", ", names[i]);
  }
  if (names.size() > kNamed) text += fmt::format(" and {} more", names.size() - kNamed);
  return text;
}

std::string dependence_text(const DealReport& deal) {
  if (deal.verdict != Verdict::depends) return "";
  if (!deal.condition.empty()) return deal.condition;
  std::string text;
  for (const ScenarioValue& on : deal.depends_on) text += fmt::format("{}`{}`", text.empty() ? "" : ", ", on.name);
  return text;
}

std::string verdict_text(const DealReport& deal) {
  const bool accepted = deal.suppressed ||
                        (!deal.findings.empty() &&
                         std::all_of(deal.findings.begin(), deal.findings.end(),
                                     [](const Finding& finding) { return finding.suppressed.has_value(); }));
  std::string text = complies_by_silence(deal) ? "complies by silence" : word(deal.verdict);
  return accepted ? text + " (accepted)" : text;
}

ResultTable table_of(const CheckReport& report) {
  ResultTable table;
  table.header = {"deal", "verdict", "breaks", "depends on", "where"};
  for (const bool complying : {false, true}) {
    for (const DealReport& deal : report.deals) {
      if ((deal.verdict == Verdict::complies) != complying) continue;
      table.rows.push_back({fmt::format("`{}`", deal.deal), verdict_text(deal), broken_text(deal),
                            dependence_text(deal), fmt::format("`{}:{}`", deal.file, deal.line)});
    }
  }
  return table;
}

void add_deal(ResultSet& set, const DealReport& deal, const Sources& sources, const RenderOptions& options) {
  const std::size_t first = set.results.size();
  for (const Finding& finding : deal.findings) set.results.push_back(result_of(deal, finding, sources));
  if (deal.verdict == Verdict::impossible || deal.verdict == Verdict::undecided) {
    set.results.push_back(result_of(deal, sources));
  }
  if (set.results.size() > first) {
    auto remedies = remedies_of(deal);
    auto& details = set.results.back().details;
    details.insert(details.end(), std::make_move_iterator(remedies.begin()), std::make_move_iterator(remedies.end()));
  }
  for (ResultCase& one : Cases(deal, set, first, sources, options).all()) set.cases.push_back(std::move(one));
}

}  // namespace

ResultSet results_of(const CheckReport& report, const Sources& sources, const RenderOptions& options) {
  ResultSet set;
  set.command = "check";
  set.summary = summary_line(report);
  for (const DealReport& deal : report.deals) add_deal(set, deal, sources, options);
  set.table = table_of(report);
  add_diagnostics(set, sources, options);
  return set;
}

}  // namespace proviso
