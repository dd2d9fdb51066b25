// A situation as a report shows it: its things, what is broken in it, and its text as a deal.
#include "solver/contracts/ask.h"
#include "solver/deal_text/deal_text.h"
#include "solver/findings.h"
#include "solver/open_things.h"
#include "solver/replay.h"
#include "solver/shown.h"

#include <algorithm>

namespace proviso {

namespace {

constexpr Day kAfter = 1;  // a situation is judged so many days beyond the last that matters

// "complies", "conflicts with A.b, A.c only" as an expectation says it: nothing else is broken.
std::string outcome_of(Verdict verdict, const std::vector<Finding>& findings) {
  if (verdict != Verdict::conflicts) return word(verdict);
  std::string text = "conflicts with ";
  for (const Finding& finding : findings)
    text += (&finding == &findings.front() ? "" : ", ") + finding.clause;
  return text + " only";
}

bool is_made(const Situation& situation, ThingId thing) {
  return std::find(situation.made.begin(), situation.made.end(), thing) != situation.made.end();
}

// The entities that are named, and those that the made ones among them name.
void add_things(const WorldView& world, const Situation& situation, std::set<std::string> names, ShownSituation& to) {
  for (std::size_t before = 0; before != names.size();) {
    before = names.size();
    to.things = shown_things(world, names, {});
    to.unnamed.clear();
    for (const ThingId thing : situation.made) {
      const Thing& made = world.spec()[thing];
      if (world.spec()[made.type].kind == syntax::TypeKind::entity && names.count(made.name) > 0)
        to.unnamed.push_back(made.name);
    }
    for (const ShownThing& thing : to.things) {
      if (std::find(to.unnamed.begin(), to.unnamed.end(), thing.name) == to.unnamed.end()) continue;
      for (const ShownField& field : thing.fields) names.insert(field.value);
    }
  }
}

}  // namespace

NamedReadings Inquiry::fixed_readings_of(const std::vector<ContractId>& contracts) const {
  NamedReadings result;
  for (const ContractId contract : contracts) {
    const auto fixed = fixed_in_.find(contract);
    for (const auto& [term, member] : fixed == fixed_in_.end() ? FixedReadings{} : fixed->second) {
      const OpenTerm& reading = spec()[term];
      const std::pair<std::string, std::string> one{reading.name, spec()[reading.type.enumeration].members[member]};
      if (std::find(result.begin(), result.end(), one) == result.end()) result.push_back(one);
    }
  }
  return result;
}

std::optional<ShownSituation> Inquiry::show_plainest(const Sources& sources, std::string name, std::string title,
                                                     const std::vector<ContractId>& under,
                                                     const std::vector<ContractId>& compared_with) {
  if (options_.only_truth) return std::nullopt;
  return shown(sources, plainest(), std::move(name), std::move(title), under, compared_with);
}

ShownSituation Inquiry::shown(const Sources& sources, const Witness& witness, std::string name,
                              std::string title, const std::vector<ContractId>& under,
                              const std::vector<ContractId>& compared_with) {
  const Scenario scenario = scenario_of(spec(), *problem_, witness.assignment);
  ShownSituation result;
  result.name = std::move(name);
  result.title = std::move(title);
  for (const ContractId contract : under) result.under.push_back(spec()[contract].name);
  // Long enough for every day that the situation names, and for what is broken in it.
  Day last = problem_->universe.horizon.start;
  for (const auto& [term, value] : scenario.terms)
    if (const auto* date = std::get_if<Date>(&value); date && date->day) last = std::max(last, *date->day);
  for (const auto& [event, day] : scenario.dates)
    if (day) last = std::max(last, *day);
  for (const Obligation& o : witness.judgement.obligations)
    if (o.status == ObligationStatus::broken && o.due.day) last = std::max(last, *o.due.day);
  std::optional<Day> end = last + kAfter;
  if (situation_.periods_end) end = std::max(*end, *situation_.periods_end);
  GroundOptions grounding;
  Spec closed = close_situation(situation_, scenario, end, grounding);
  closed.deals[situation_.deal.index].name = result.name;
  closed.deals[situation_.deal.index].title = result.title;
  closed.deals[situation_.deal.index].clauses.clear();
  CheckOptions checking;
  checking.limits = options_.limits;
  checking.scenarios = grounding;
  std::vector<TextExpectation> expected;
  // The verdict under these contracts, as the text states it.
  const auto decide_under = [&](const std::vector<ContractId>& contracts) {
    closed.deals[situation_.deal.index].under = contracts;
    closed.deals[situation_.deal.index].span = closed[contracts.front()].span;
    Decision decision = decide(closed, situation_.deal, checking);
    std::vector<Finding> found = findings(closed, sources, decision, options_.limits);
    if (decision.verdict == Verdict::complies || decision.verdict == Verdict::conflicts)
      expected.push_back({contracts, outcome_of(decision.verdict, found), fixed_readings_of(contracts)});
    return found;
  };
  result.findings = decide_under(under);
  result.replayed = !expected.empty();
  if (!compared_with.empty()) decide_under(compared_with);
  Universe universe = problem_->universe;
  universe.horizon.end = end;
  DealTextOptions writing;
  writing.name = result.name;
  writing.title = result.title;
  writing.under = under;
  writing.own_clauses = false;
  writing.save_as = (options_.save_in.empty() ? "" : options_.save_in + "/") + result.name + ".proviso";
  result.readings = fixed_readings_of(under);
  writing.expectations = std::move(expected);
  result.text = deal_text(spec(), sources, universe, scenario, writing).text;
  const WorldView world(spec(), sources, problem_->universe, scenario);
  std::set<std::string> ends;
  for (const ThingId thing : situation_.made) {
    if (spec()[spec()[thing].type].kind == syntax::TypeKind::entity || !world.present(thing)) continue;
    result.flows.push_back(shown_flow(world, thing, {}));
    ends.insert(result.flows.back().from);
    ends.insert(result.flows.back().to);
    for (const ShownField& field : result.flows.back().fields) ends.insert(field.value);
  }
  add_things(world, situation_, ends, result);
  for (std::uint32_t i = 0; i < problem_->origins.size(); ++i) {
    const Origin& origin = problem_->origins[i];
    const bool ours = origin.kind == OriginKind::rank || origin.kind == OriginKind::presence;
    const bool made = origin.kind == OriginKind::date && is_made(situation_, origin.thing);
    if (ours || made) continue;
    const bool of_thing = std::any_of(situation_.made.begin(), situation_.made.end(),
                                      [&](ThingId thing) { return is_value_of(spec(), origin, thing); });
    if (of_thing) continue;
    const ScenarioValue value = shown_value(spec(), scenario, origin);
    const auto same = [&](const ScenarioValue& other) { return other.name == value.name; };
    if (std::none_of(result.values.begin(), result.values.end(), same)) result.values.push_back(value);
    if (value.kind == OpenKind::reading) {
      const std::pair<std::string, std::string> reading{value.name, value.value};
      if (std::find(result.readings.begin(), result.readings.end(), reading) == result.readings.end())
        result.readings.push_back(reading);
    }
  }
  return result;
}

}  // namespace proviso
