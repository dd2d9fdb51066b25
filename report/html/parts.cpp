#include "report/html/parts.h"

#include "report/finding.h"
#include "report/html/text.h"

#include <fmt/format.h>

namespace proviso::html {

namespace {

struct Look {
  std::string_view sign, words;
};

Look look_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::complies: return {"\u2713", "complies"};
    case Verdict::conflicts: return {"\u2715", "conflicts"};
    case Verdict::depends: return {"\u2248", "depends"};
    case Verdict::impossible: return {"\u2205", "impossible"};
    case Verdict::undecided: return {"\u2026", "undecided"};
  }
  return {"", ""};
}

std::string badge(std::string_view kind, std::string_view sign, std::string_view words) {
  return fmt::format("<span class=\"badge {}\"><span aria-hidden=\"true\">{}</span> {}</span>", kind, sign, words);
}

}  // namespace

std::string verdict_badge(Verdict verdict) {
  const Look look = look_of(verdict);
  return badge(word(verdict), look.sign, look.words);
}

std::string verdict_badge(const DealReport& deal) {
  return complies_by_silence(deal) ? badge("silent", "\u25cb", "complies by silence") : verdict_badge(deal.verdict);
}

std::string verdict_text(const DealReport& deal) {
  return complies_by_silence(deal) ? "complies by silence" : std::string(look_of(deal.verdict).words);
}

std::string horizon_words(const DealReport& deal) {
  if (deal.horizon_start.empty()) return "";
  if (deal.horizon_end.empty() || deal.horizon_end == "never") return "from " + deal.horizon_start + " on";
  return deal.horizon_start + " to " + deal.horizon_end;
}

std::vector<std::string> depends_items(const DealReport& deal) {
  std::vector<std::string> items;
  bool copies = false;
  for (const ScenarioValue& on : deal.depends_on) {
    if (is_further_copy(deal, on.name)) copies = true;
    else items.push_back(fmt::format("<code>{}</code> ({})", text(on.name), text(kind_text(on.kind))));
  }
  if (copies) items.emplace_back("and the same of each further one");
  if (!deal.depends_exact && !items.empty()) items.emplace_back("perhaps more: a limit was hit on the way");
  return items;
}

std::string footer(const HtmlOptions& options) {
  return "<p>Made by Proviso" + (options.version.empty() ? "" : " " + text(options.version)) +
         ". This page loads nothing and needs no network. Each counterexample was replayed day by day before it was "
         "written here.</p>";
}

}  // namespace proviso::html
