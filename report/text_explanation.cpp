#include "report/text_explanation.h"

#include "report/finding.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {
namespace {

constexpr std::size_t kTitle = 60;  // columns of a reading's title
constexpr std::string_view kDash = "- ";

void write_condition(const DealReport& deal, TextBlock& block) {
  // The verdicts by reading say it all where one reading decides.
  const bool said = deal.depends_on.size() == 1 && !deal.by_reading.empty();
  if (deal.condition.empty() || said) return;
  const bool exact = deal.condition.rfind("complies iff", 0) == 0;
  block.sentence(exact ? deal.condition : deal.condition + " (there may be other ways)");
  if (deal.otherwise.empty() || deal.depends_on.size() != 1) return;
  block.sentence(fmt::format("conflicts iff `{}` {}", deal.depends_on.front().name, deal.otherwise));
}

std::string reading_text(const ReadingVerdict& row) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < row.readings.size(); ++i) {
    const auto& [name, member] = row.readings[i];
    std::string part = fmt::format("`{}` = {}", name, member);
    if (i < row.titles.size() && !row.titles[i].empty()) part += fmt::format(" (\"{}\")", cut_to(row.titles[i], kTitle));
    parts.push_back(std::move(part));
  }
  return fmt::format("{}: {}", listed(parts), word(row.verdict));
}

void write_readings(const DealReport& deal, TextBlock& block) {
  std::vector<std::string> rows;
  for (const ReadingVerdict& row : deal.by_reading) rows.push_back(reading_text(row));
  block.list("by reading", rows);
}

void write_no_safe_choice(const DealReport& deal, TextBlock& block) {
  block.label("no choice of ours is safe, for example:");
  for (const ShownChoice::Defeat& defeat : deal.safe_choice.defeats) {
    std::string text = "it";
    if (const auto choice = that_matter(deal, defeat.choice); !choice.empty()) {
      text = fmt::format("with {} it", listed(choice));
    }
    text += fmt::format(" breaks {}", listed(defeat.breaks));
    if (const auto world = that_matter(deal, defeat.world); !world.empty()) {
      text += fmt::format(" when {}", listed(world));
    }
    std::string_view indent = "";
    for (const std::string& part : wrapped(text, kTextColumns - 6)) {
      block.line(std::string(indent) + part);
      indent = "  ";
    }
  }
}

void write_safe_choice(const DealReport& deal, TextBlock& block) {
  const ShownChoice& choice = deal.safe_choice;
  switch (choice.kind) {
    case SafeChoiceKind::not_asked: return;
    case SafeChoiceKind::no_choices: return block.sentence("nothing here is ours to choose");
    case SafeChoiceKind::found: {
      std::vector<std::string> values;
      for (const ScenarioValue& value : choice.values) values.push_back(scenario_text(value));
      return block.inline_list("safe choice, whatever else happens", values);
    }
    case SafeChoiceKind::none: return write_no_safe_choice(deal, block);
    case SafeChoiceKind::unknown:
      return block.sentence("whether a choice of ours is safe was not found out" +
                            (choice.reason.empty() ? "" : ": " + choice.reason));
  }
}

// One repair: its edits one below the other.
void add_repair(const Repair& repair, std::vector<std::string>& lines) {
  std::string_view lead = kDash;
  for (std::size_t i = 0; i < repair.edits.size(); ++i) {
    std::string text = edit_text(repair, repair.edits[i]);
    if (i + 1 < repair.edits.size()) text += i + 2 == repair.edits.size() ? ", and" : ",";
    for (const std::string& part : wrapped(text, kTextColumns - 6)) {
      lines.push_back(std::string(lead) + part);
      lead = "  ";
    }
  }
}

}  // namespace

void write_dependence(const DealReport& deal, TextBlock& block) {
  if (deal.verdict != Verdict::depends) return;
  std::vector<std::string> things;
  bool copies = false;
  for (const ScenarioValue& on : deal.depends_on) {
    if (is_further_copy(deal, on.name)) copies = true;
    else things.push_back(fmt::format("{} ({})", on.name, kind_text(on.kind)));
  }
  if (copies) things.emplace_back("and the same of each further one");
  if (!deal.depends_exact) things.emplace_back("perhaps more: a limit was hit on the way");
  block.inline_list("depends on", things);
  write_condition(deal, block);
  write_readings(deal, block);
  write_safe_choice(deal, block);
}

void write_repairs(const DealReport& deal, TextBlock& block) {
  std::vector<std::string> own, negotiated;
  std::size_t ways = 0;
  for (const Repair& repair : deal.repairs) {
    add_repair(repair, repair.negotiates.empty() ? own : negotiated);
    if (repair.negotiates.empty()) ++ways;
  }
  const std::string aim = deal.verdict == Verdict::depends ? "to comply whatever happens" : "to comply";
  block.list(ways > 1 ? aim + ", one of" : aim, own);
  block.list(own.empty() ? aim + ", renegotiate" : "or renegotiate", negotiated);
  if (!deal.repairs_note.empty()) block.sentence(deal.repairs_note);
}

void write_bounds(const DealReport& deal, bool verbose, TextBlock& block) {
  std::vector<std::string> rows;
  for (const AnyBound& any : deal.any) {
    std::string text = fmt::format("`any {}: {}`: ", any.name, any.type);
    text += any.complete ? fmt::format("{} looked at, more change nothing", any.count)
                         : fmt::format("only up to {} looked at", any.count);
    if (!any.why.empty() && (verbose || !any.complete)) text += ": " + any.why;
    for (const std::string& part : wrapped(text, kTextColumns - 6)) {
      rows.push_back(rows.empty() || rows.back().empty() || part.rfind("`any ", 0) == 0 ? part : "  " + part);
    }
  }
  block.list("any number of flows", rows);
}

}  // namespace proviso
