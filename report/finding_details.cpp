#include "report/finding_details.h"

#include "report/finding.h"
#include "report/lines.h"
#include "report/text_finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {
namespace {

constexpr std::size_t kFactColumns = 160;

class Details {
 public:
  void add(std::string_view label, std::vector<std::string> lines) {
    if (!lines.empty()) all_.push_back({std::string(label), std::move(lines)});
  }
  void add(std::string_view label, const std::string& line) {
    if (!line.empty()) all_.push_back({std::string(label), {line}});
  }
  std::vector<ResultDetail> take() { return std::move(all_); }

 private:
  std::vector<ResultDetail> all_;
};

std::string undated_line(const ShownFlow& flow) {
  std::string text = flow_text(flow);
  for (const ShownField& field : flow.fields) {
    if (field.matters) text += ", " + field_text(field);
  }
  return text;
}

std::vector<std::string> missing_flows(const Finding& finding) {
  std::vector<std::string> lines;
  for (const ShownFlow& flow : finding.flows) {
    if (flow.role == Role::missing) lines.push_back(dated_line(flow));
  }
  return lines;
}

std::vector<std::string> flows_that_do_not_count(const Finding& finding) {
  std::vector<std::string> lines;
  for (const ShownFlow& hop : finding.cut) {
    if (hop.role != Role::missing) lines.push_back(fmt::format("{}: {}", flow_text(hop), hop.note));
  }
  return lines;
}

std::vector<std::string> scenario_lines(const std::vector<ScenarioValue>& values) {
  std::vector<std::string> lines;
  for (const ScenarioValue& value : values) lines.push_back(scenario_text(value));
  return lines;
}

void add_requirements(Details& details, const Finding& finding) {
  std::vector<std::string> demanded;
  std::vector<std::string> instead;
  for (const Requirement& requirement : finding.requirements) {
    if (!requirement.text.empty()) demanded.push_back(fmt::format("`{}`", requirement.text));
    if (!requirement.instead.empty()) instead.push_back(requirement.instead);
  }
  details.add("must hold", std::move(demanded));
  details.add("instead", std::move(instead));
}

void add_because(Details& details, const Finding& finding, const Sources& sources) {
  details.add(finding.because_minimal ? "because (each of these is needed)" : "because",
              fact_lines(sources, finding.because));
  for (const auto& other : finding.because_others) details.add("or because", fact_lines(sources, other));
  std::vector<std::string> same;
  for (const std::string& clause : finding.same_cause) same.push_back(fmt::format("`{}`", clause));
  details.add("the same cause as", listed(same));
}

void add_dependence(Details& details, const Finding& finding) {
  std::vector<std::string> lines;
  for (const ScenarioValue& on : finding.depends_on) {
    std::string text = fmt::format("`{}` ({})", on.name, kind_text(on.kind));
    if (!on.value.empty()) text += fmt::format(", kept iff `{}` {}", on.name, on.value);
    lines.push_back(std::move(text));
  }
  details.add("depends on", std::move(lines));
}

void add_remarks(Details& details, const Finding& finding) {
  std::vector<std::string> lines;
  if (!finding.first_date.empty()) {
    lines.push_back(fmt::format("first broken on {}, and not mended in time", finding.first_date));
  }
  if (finding.further > 0) {
    lines.push_back(fmt::format("{} of this clause {} broken as well",
                                counted(static_cast<std::size_t>(finding.further), "further obligation"),
                                finding.further == 1 ? "is" : "are"));
  }
  if (finding.beyond_last) {
    lines.push_back(fmt::format("{} lies beyond the last date that the deal declares", finding.date));
  }
  if (finding.because_capped) lines.emplace_back("there may be more causes: not all were looked for");
  details.add("note", std::move(lines));
}

std::string edits_text(const Repair& repair) {
  std::vector<std::string> edits;
  for (const RepairEdit& edit : repair.edits) edits.push_back(edit_text(repair, edit));
  return listed(edits);
}

void add_repairs(Details& details, const DealReport& deal) {
  std::vector<std::string> own;
  std::vector<std::string> negotiated;
  for (const Repair& repair : deal.repairs) {
    (repair.negotiates.empty() ? own : negotiated).push_back(edits_text(repair));
  }
  const std::string aim = deal.verdict == Verdict::depends ? "to comply whatever happens" : "to comply";
  details.add(own.size() > 1 ? aim + ", one of" : aim, own);
  details.add(own.empty() ? aim + ", renegotiate" : "or renegotiate", negotiated);
  details.add("repairs", deal.repairs_note);
}

std::vector<std::string> reading_lines(const DealReport& deal) {
  std::vector<std::string> lines;
  for (const ReadingVerdict& row : deal.by_reading) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < row.readings.size(); ++i) {
      std::string part = fmt::format("`{}` = `{}`", row.readings[i].first, row.readings[i].second);
      if (i < row.titles.size() && !row.titles[i].empty()) part += fmt::format(" ({})", row.titles[i]);
      parts.push_back(std::move(part));
    }
    lines.push_back(fmt::format("{}: {}", listed(parts), word(row.verdict)));
  }
  return lines;
}

void add_safe_choice(Details& details, const DealReport& deal) {
  const ShownChoice& choice = deal.safe_choice;
  switch (choice.kind) {
    case SafeChoiceKind::not_asked:
    case SafeChoiceKind::no_choices: return;
    case SafeChoiceKind::found:
      return details.add("safe choice, whatever else happens", scenario_lines(choice.values));
    case SafeChoiceKind::unknown:
      return details.add("safe choice", "whether there is one was not found out" +
                                            (choice.reason.empty() ? "" : ": " + choice.reason));
    case SafeChoiceKind::none: break;
  }
  std::vector<std::string> lines;
  for (const ShownChoice::Defeat& defeat : choice.defeats) {
    std::string text = listed(scenario_lines(defeat.choice));
    text += fmt::format("{}breaks {}", text.empty() ? "" : " ", listed(defeat.breaks));
    if (!defeat.world.empty()) text += fmt::format(" when {}", listed(scenario_lines(defeat.world)));
    lines.push_back(std::move(text));
  }
  if (lines.empty()) lines.emplace_back("each can be defeated");
  details.add("no choice of ours is safe", std::move(lines));
}

// ---- steps

std::string step_text(const Finding& finding, const ShownFlow& flow) {
  std::string text = undated_line(flow);
  if (flow.role == Role::violating) text += fmt::format(": breaks `{}`", short_clause(finding.clause));
  return text;
}

bool takes_part(const ShownFlow& flow) {
  if (flow.role == Role::missing) return false;
  if (flow.role != Role::context) return true;
  return flow.event && !flow.start.empty() && flow.start != "never";
}

}  // namespace

std::string dated_line(const ShownFlow& flow) {
  const std::string period = flow.event ? flow.start : period_text(flow.start, flow.end);
  return undated_line(flow) + (period.empty() ? "" : ", " + period);
}

std::vector<std::string> fact_lines(const Sources& sources, const std::vector<SourceFact>& facts) {
  std::vector<std::string> lines;
  for (const SourceFact& fact : facts) {
    const std::string place = place_text(sources, fact.span);
    lines.push_back((place.empty() ? "" : place + ": ") + cut_to(fact.text, kFactColumns));
  }
  return lines;
}

std::vector<ResultDetail> details_of(const DealReport& deal, const Finding& finding, const Sources& sources) {
  Details details;
  std::vector<std::string> bound;
  for (const auto& [binder, name] : finding.bound) {
    if (binder != name) bound.push_back(fmt::format("`{}` is `{}`", binder, name));
  }
  details.add("here", listed(bound));
  add_requirements(details, finding);
  details.add("missing", missing_flows(finding));
  details.add("does not count", flows_that_do_not_count(finding));
  if (!finding.reading.empty()) {
    details.add("read as", finding.reading_title.empty()
                               ? finding.reading
                               : fmt::format("{} ({})", finding.reading, finding.reading_title));
  }
  add_because(details, finding, sources);
  details.add("in the scenario where", scenario_lines(finding.scenario));
  if (deal.verdict != Verdict::conflicts || !finding.always) add_dependence(details, finding);
  add_remarks(details, finding);
  return details.take();
}

std::vector<ResultDetail> remedies_of(const DealReport& deal) {
  Details details;
  if (deal.verdict == Verdict::depends) {
    details.add("when", deal.condition);
    if (!deal.otherwise.empty() && deal.depends_on.size() == 1) {
      details.add("otherwise", fmt::format("conflicts iff `{}` {}", deal.depends_on.front().name, deal.otherwise));
    }
    details.add("by reading", reading_lines(deal));
    add_safe_choice(details, deal);
  }
  add_repairs(details, deal);
  return details.take();
}

std::vector<ResultStep> steps_of(const Finding& finding) {
  std::vector<ResultStep> steps;
  for (const ShownFlow& flow : finding.flows) {
    if (!takes_part(flow)) continue;
    ResultStep step;
    step.party = flow.event ? "" : flow.from;
    step.date = flow.start;
    step.text = step_text(finding, flow);
    if (!flow.event && !flow.end.empty() && flow.end != "never") step.text += fmt::format(", until {}", flow.end);
    step.span = flow.span;
    steps.push_back(std::move(step));
  }
  // ISO dates compare as text; "never" comes after them.
  std::stable_sort(steps.begin(), steps.end(),
                   [](const ResultStep& a, const ResultStep& b) { return a.date < b.date; });
  if (steps.size() > kMostSteps - 1) steps.resize(kMostSteps - 1);
  ResultStep breach;
  breach.party = finding.bearer;
  breach.date = finding.date;
  breach.text = breach_sentence(finding);
  breach.span = finding.norm_span.empty() ? finding.clause_span : finding.norm_span;
  breach.breach = true;
  const auto after = std::find_if(steps.begin(), steps.end(),
                                  [&](const ResultStep& step) { return step.date > breach.date; });
  steps.insert(after, std::move(breach));
  return steps;
}

}  // namespace proviso
