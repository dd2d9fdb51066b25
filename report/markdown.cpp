// A report for a job summary. Text of a spec never becomes markup: names and places are code spans.
#include "report/escape.h"
#include "report/escape_formats.h"
#include "report/finding.h"
#include "report/result_formats.h"
#include "report/text_finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {
namespace {

constexpr std::size_t kMostBytes = 1000 * 1000;  // GitHub takes 1 MiB of all steps together
constexpr std::size_t kMostRows = 300;
constexpr std::size_t kMostSteps = 40;
constexpr std::size_t kMostLines = 20;  // of one detail

std::string row_text(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& cell : cells) text += " " + cell + " |";
  return text + "\n";
}

std::string table_text(const ResultTable& table) {
  if (table.rows.empty()) return "";
  std::string text = row_text(table.header);
  text += row_text(std::vector<std::string>(table.header.size(), "---"));
  for (std::size_t i = 0; i < table.rows.size() && i < kMostRows; ++i) {
    std::vector<std::string> cells;
    for (const std::string& cell : table.rows[i]) cells.push_back(markdown_message(cell));
    text += row_text(cells);
  }
  if (table.rows.size() > kMostRows) {
    text += fmt::format("\nand {}\n", counted(table.rows.size() - kMostRows, "more row"));
  }
  return text + "\n";
}

std::string detail_text(const ResultDetail& detail) {
  if (detail.lines.size() == 1) {
    return fmt::format("- **{}**: {}\n", markdown_text(detail.label), markdown_message(detail.lines.front()));
  }
  std::string text = fmt::format("- **{}**:\n", markdown_text(detail.label));
  for (std::size_t i = 0; i < detail.lines.size() && i < kMostLines; ++i) {
    text += "  - " + markdown_message(detail.lines[i]) + "\n";
  }
  if (detail.lines.size() > kMostLines) text += fmt::format("  - and {} more\n", detail.lines.size() - kMostLines);
  return text;
}

std::string item(std::string_view label, const std::string& text) {
  return text.empty() ? "" : fmt::format("- **{}**: {}\n", label, text);
}

std::string steps_text(const Result& result, const Sources& sources) {
  if (result.steps.empty()) return "";
  std::string text = "\n| step | when | who | what | where |\n| --- | --- | --- | --- | --- |\n";
  for (std::size_t i = 0; i < result.steps.size() && i < kMostSteps; ++i) {
    const ResultStep& step = result.steps[i];
    const std::string what = markdown_message(step.text);
    text += row_text({std::to_string(i + 1), markdown_text(step.date), markdown_text(step.party),
                      step.breach ? "**" + what + "**" : what, markdown_code(place_text(sources, step.span))});
  }
  if (result.steps.size() > kMostSteps) {
    text += fmt::format("\nand {}\n", counted(result.steps.size() - kMostSteps, "more step"));
  }
  return text;
}

std::string heading(const Result& result) {
  std::string text = fmt::format("## {}", markdown_text(result.rule->title));
  if (!result.clause.empty()) text += ": " + markdown_code(result.clause);
  if (!result.deal.empty()) text += (result.clause.empty() ? ": " : " in ") + markdown_code(result.deal);
  if (result.suppressed) text += " (accepted)";
  return text + "\n\n";
}

std::string section(const Result& result, const Sources& sources) {
  std::string text = heading(result);
  if (!result.title.empty()) text += fmt::format("> {}\n\n", markdown_text(result.title));
  text += fmt::format("**{}**\n\n", markdown_message(result.message));
  if (!result.diagram.empty()) text += "```mermaid\n" + result.diagram + "```\n\n";
  if (result.suppressed) text += item("accepted", markdown_text(suppression_text(*result.suppressed)));
  text += item("where", markdown_code(place_text(sources, result.span)));
  text += item("cite", markdown_text(result.cite));
  for (const ResultDetail& detail : result.details) text += detail_text(detail);
  if (result.steps.empty()) {
    for (const RelatedPlace& place : result.related) {
      text += item(markdown_code(place_text(sources, place.span)), markdown_message(place.text));
    }
  }
  text += item("rule", markdown_code(result.rule->id));
  return text + steps_text(result, sources) + "\n";
}

}  // namespace

void write_markdown(const ResultSet& set, const Sources& sources, const RenderOptions&, std::ostream& out) {
  std::string text = fmt::format("# proviso {}: {}\n\n", set.command, markdown_text(set.summary));
  text += table_text(set.table);
  std::size_t left_out = 0;
  for (const Result* result : worst_first(set)) {
    const std::string next = section(*result, sources);
    if (text.size() + next.size() > kMostBytes) {
      ++left_out;
      continue;
    }
    text += next;
  }
  if (left_out != 0) {
    text += fmt::format("{} left out here for the size of this page\n", counted(left_out, "more finding"));
  }
  while (text.ends_with("\n\n")) text.pop_back();
  out << text;
}

}  // namespace proviso
