#include "solver/contracts/conflict_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

std::string trigger_in_words(const ContractAnswer& answer) {
  if (!answer.shown) return "";
  std::vector<std::string> events, flows;
  for (const ScenarioValue& value : answer.shown->values)
    if (value.kind == OpenKind::event && value.value != "never") events.push_back(value.name);
  for (const ShownFlow& flow : answer.shown->flows) flows.push_back(flow.name);
  std::string text;
  if (!events.empty())
    text += fmt::format(" once {} {} happened", names_in_words(events), events.size() == 1 ? "has" : "have");
  if (!flows.empty())
    text += fmt::format(" where there {} {}", flows.size() == 1 ? "is" : "are", names_in_words(flows));
  return text;
}

std::string caught_between(const Spec& spec, const std::vector<ClauseId>& clauses) {
  if (clauses.size() < 2) return "";
  const ThingId bearer = spec[clauses.front()].bearer;
  std::vector<std::string> others;
  for (const ClauseId clause : clauses) {
    if (!bearer.valid() || spec[clause].bearer != bearer || !spec[clause].counterparty.valid()) return "";
    const std::string& name = spec[spec[clause].counterparty].name;
    if (std::find(others.begin(), others.end(), name) == others.end()) others.push_back(name);
  }
  if (others.size() < 2) return fmt::format("; `{}` owes them all", spec[bearer].name);
  return fmt::format("; `{}` is caught between {}", spec[bearer].name, names_in_words(others));
}

}  // namespace proviso
