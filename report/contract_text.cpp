#include "report/contract_text.h"

#include "report/finding.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

std::string with_fields(const std::vector<ShownField>& fields) {
  std::string text;
  for (const ShownField& field : fields) text += fmt::format("{}`{}`", text.empty() ? ", with " : ", ", field_text(field));
  return text;
}

std::string situation_flow(const ShownFlow& flow) {
  std::string text;
  if (flow.event) {
    text = fmt::format("`{}: {}` {}", flow.name, flow.type,
                       flow.start.empty() || flow.start == "never" ? "never happens" : "on " + flow.start);
  } else {
    text = fmt::format("`{}: {}` from {} to {}", flow.name, flow.type, flow.from, flow.to);
    if (const std::string period = period_text(flow.start, flow.end); !period.empty()) text += ", " + period;
  }
  return text + with_fields(flow.fields);
}

std::string thing_line(const ShownThing& thing) {
  return fmt::format("`{}: {}`{}", thing.name, thing.type, with_fields(thing.fields));
}

}  // namespace

std::string choice_text(const std::vector<std::pair<std::string, std::string>>& choice) {
  std::string text;
  for (const auto& [name, member] : choice) text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", name, member);
  return text;
}

std::vector<std::string> situation_lines(const ShownSituation& situation) {
  std::vector<std::string> lines;
  for (const ShownFlow& flow : situation.flows) lines.push_back(situation_flow(flow));
  for (const ShownThing& thing : situation.things)
    if (std::find(situation.unnamed.begin(), situation.unnamed.end(), thing.name) != situation.unnamed.end())
      lines.push_back(thing_line(thing));
  for (const ScenarioValue& value : situation.values) {
    const bool reading = value.kind == OpenKind::reading;
    const bool idle = value.kind == OpenKind::event && value.value == "never";
    if (!reading && !idle) lines.push_back(scenario_text(value));
  }
  if (!situation.readings.empty()) lines.push_back("read with `" + choice_text(situation.readings) + "`");
  if (lines.empty()) lines.emplace_back("nothing happens at all");
  return lines;
}

void write_situation(const ShownSituation& situation, TextBlock& block) {
  block.label(fmt::format("{}: {}", situation.name, situation.title));
  for (const std::string& line : situation_lines(situation))
    for (const std::string& part : wrapped(line, kTextColumns - 4)) block.line(part);
  if (!situation.replayed) block.line("it could not be replayed as a deal of its own");
  if (!situation.saved.empty()) block.line(fmt::format("saved as `{}`", situation.saved));
}

namespace {

std::string looked_text(const Searched& searched) {
  if (searched.complete && searched.assumed)
    return fmt::format("the answer is complete {}, as `--scope` says", if_enough(*searched.assumed));
  if (searched.complete) {
    std::string text = "the answer is complete";
    std::string things;
    for (const auto& [type, count] : searched.things)
      if (count > 0) things += fmt::format("{}{} of `{}`", things.empty() ? "" : ", ", count, type);
    return things.empty() ? text : fmt::format("{}: more than {} would show nothing new", text, things);
  }
  return as_far_as(searched);
}

}  // namespace

std::string searched_text(const Searched& searched) {
  const std::string text = looked_text(searched);
  return searched.divides ? text + "; what would divide by zero is left out, as it is an error in a deal" : text;
}

std::vector<std::string> answer_lines(const ContractAnswer& answer) {
  std::vector<std::string> lines;
  if (!answer.reason.empty()) lines.push_back(answer.reason);
  if (const std::string grounds = grounds_text(answer); !grounds.empty()) lines.push_back(grounds);
  for (const AnswerByChoice& one : answer.by_choice)
    lines.push_back(fmt::format("{} with `{}`", word(one.truth), choice_text(one.choice)));
  return lines;
}

}  // namespace proviso
