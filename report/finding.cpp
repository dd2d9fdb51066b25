#include "report/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

namespace proviso {
namespace {

std::optional<std::chrono::sys_days> parse_date(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const auto read = [iso](std::size_t from, std::size_t length, auto& value) {
    const char* end = iso.data() + from + length;
    const auto result = std::from_chars(iso.data() + from, end, value);
    return result.ec == std::errc{} && result.ptr == end;
  };
  if (!read(0, 4, year) || !read(5, 2, month) || !read(8, 2, day)) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

bool is_one_day(std::string_view start, std::string_view end) {
  const auto first = parse_date(start);
  const auto after = parse_date(end);
  return first && after && *after - *first == std::chrono::days{1};
}

struct Tally {
  Verdict verdict;
  std::string_view one;
  std::string_view many;
};

constexpr Tally kTallies[] = {
    {Verdict::complies, "complies", "comply"},
    {Verdict::conflicts, "conflicts", "conflict"},
    {Verdict::depends, "depends", "depend"},
    {Verdict::impossible, "is impossible", "are impossible"},
    {Verdict::undecided, "is undecided", "are undecided"},
};

}  // namespace

std::string_view short_clause(std::string_view clause) {
  const auto dot = clause.rfind('.');
  return dot == std::string_view::npos ? clause : clause.substr(dot + 1);
}

std::string breach_sentence(const Finding& finding) {
  const auto dot = finding.clause.rfind('.');
  std::string clause(short_clause(finding.clause));
  if (dot != std::string::npos) clause += " of " + finding.clause.substr(0, dot);
  std::string sentence = finding.bearer.empty() ? clause + " is broken"
                                                : finding.bearer + " breaks " + clause;
  if (!finding.counterparty.empty()) sentence += " towards " + finding.counterparty;
  if (!finding.date.empty()) sentence += " since " + finding.date;
  return sentence;
}

std::string period_text(std::string_view start, std::string_view end) {
  if (start.empty()) return end.empty() ? "" : fmt::format("until {}", end);
  if (end.empty() || end == "never") return fmt::format("from {}", start);
  if (is_one_day(start, end)) return fmt::format("on {}", start);
  return fmt::format("{} .. {}", start, end);
}

std::string flow_text(const ShownFlow& flow) {
  if (flow.event && !flow.name.empty()) return fmt::format("{}: {}", flow.name, flow.type);
  const std::string head = flow.name.empty() ? "some " + flow.type : flow.name + ": " + flow.type;
  std::string text = head;
  if (!flow.from.empty()) text += " from " + flow.from;
  if (!flow.to.empty()) text += " to " + flow.to;
  return text;
}

std::string scenario_text(const ScenarioValue& value) {
  if (value.value.empty()) return value.name;
  if (value.value == "present" || value.value == "left out") {
    return fmt::format("{} is {}", value.name, value.value);
  }
  if (value.kind == OpenKind::event) {
    return fmt::format("{} {}{}", value.name, parse_date(value.value) ? "on " : "", value.value);
  }
  return fmt::format("{} = {}", value.name, value.value);
}

std::string_view kind_text(OpenKind kind) {
  return kind == OpenKind::choice ? "our choice" : word(kind);
}

std::string edit_text(const Repair& repair, const RepairEdit& edit) {
  switch (edit.kind) {
    case EditKind::leave_out: return fmt::format("leave out `{}`", edit.what);
    case EditKind::add: return fmt::format("add `{}`", edit.what);
    case EditKind::change: break;
  }
  if (!repair.negotiates.empty() && edit.what == repair.negotiates) {
    return fmt::format("`{}`: {} to {}", edit.what, edit.old_value, edit.new_value);
  }
  if (edit.old_value == "optional") {
    return fmt::format("{} the optional `{}`", edit.new_value == "present" ? "include" : "leave out", edit.what);
  }
  if (edit.old_value.rfind("choose", 0) == 0) {
    return fmt::format("choose {} for `{}`", edit.new_value, edit.what);
  }
  return fmt::format("change `{}` from {} to {}", edit.what, edit.old_value, edit.new_value);
}

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string field_text(const ShownField& field) {
  const bool compared = !field.value.empty() && std::string_view("<>=!").find(field.value[0]) != std::string_view::npos;
  return field.name + (compared ? " " : " = ") + field.value;
}

std::vector<std::string> that_matter(const DealReport& deal, const std::vector<ScenarioValue>& values) {
  std::vector<std::string> texts;
  for (const ScenarioValue& value : values) {
    const bool decides = std::any_of(deal.depends_on.begin(), deal.depends_on.end(),
                                     [&](const ScenarioValue& on) { return on.name == value.name; });
    if (decides || !deal.depends_exact) texts.push_back(scenario_text(value));
  }
  return texts;
}

bool is_further_copy(const DealReport& deal, const std::string& name) {
  const auto sign = name.find('#');
  if (sign == std::string::npos) return false;
  const auto dot = std::min(name.find('.', sign), name.size());
  if (name.substr(sign, dot - sign) == "#1") return false;
  const std::string first = name.substr(0, sign) + "#1" + name.substr(dot);
  return std::any_of(deal.depends_on.begin(), deal.depends_on.end(),
                     [&](const ScenarioValue& other) { return other.name == first; });
}

bool complies_by_silence(const DealReport& deal) {
  return deal.verdict == Verdict::complies &&
         std::all_of(deal.clauses.begin(), deal.clauses.end(), [](const ClauseStatus& clause) {
           return clause.state == ClauseState::never_applied;
         });
}

std::string summary_line(const CheckReport& report) {
  std::string line = counted(report.deals.size(), "deal");
  const char* separator = ": ";
  for (const Tally& tally : kTallies) {
    const auto number = std::count_if(report.deals.begin(), report.deals.end(),
                                      [&](const DealReport& d) { return d.verdict == tally.verdict; });
    if (number == 0) continue;
    line += fmt::format("{}{} {}", separator, number, number == 1 ? tally.one : tally.many);
    separator = ", ";
    if (tally.verdict != Verdict::complies) continue;
    const auto silent = std::count_if(report.deals.begin(), report.deals.end(), complies_by_silence);
    if (silent != 0) line += fmt::format(" ({} by silence)", silent);
  }
  return line;
}

}  // namespace proviso
