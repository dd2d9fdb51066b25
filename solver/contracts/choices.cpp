#include "solver/contracts/choices.h"

#include "solver/open_things.h"
#include "solver/project/safe_choice.h"
#include "solver/replay.h"
#include "solver/shown.h"

#include <algorithm>
#include <set>

namespace proviso {

namespace {

constexpr std::size_t kMostChoices = 64;  // shown one by one
constexpr SafeChoiceLimits kLimits{80, 40, 1, 2, 40};

Truth other(Truth truth) { return truth == Truth::yes ? Truth::no : Truth::yes; }

// Readings and terms of contracts: what is open but belongs to nothing that was made.
std::vector<OpenThing> choices_of(Inquiry& inquiry) {
  const Situation& situation = inquiry.situation();
  std::vector<OpenThing> result;
  for (const OpenThing& thing : open_things(inquiry.problem())) {
    if (thing.origin.kind != OriginKind::term) continue;
    const OpenTerm& term = situation.spec[thing.origin.term];
    const bool of_made = std::any_of(situation.made.begin(), situation.made.end(), [&](ThingId made) {
      return term.name.starts_with(situation.spec[made].name + ".");
    });
    if (!of_made) result.push_back(thing);
  }
  return result;
}

Formula as_in(Inquiry& inquiry, const OpenThing& thing, const Assignment& scenario) {
  std::vector<Formula> all;
  Formulas& formulas = inquiry.formulas();
  for (const VarId var : thing.variables) {
    const auto& cell = scenario.cells[var.index];
    all.push_back(equals(formulas, var, cell));
  }
  return formulas.and_(std::move(all));
}

std::vector<Formula> plus(std::vector<Formula> all, const std::vector<Formula>& more) {
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

// Of a choice under which there is no situation, a smallest part that makes it so.
std::vector<OpenThing> deciding(Inquiry& inquiry, std::vector<OpenThing> things, const Assignment& scenario,
                                const std::vector<Formula>& further) {
  for (std::size_t i = things.size(); i-- > 0;) {
    std::vector<Formula> fixed;
    for (std::size_t k = 0; k < things.size(); ++k)
      if (k != i) fixed.push_back(as_in(inquiry, things[k], scenario));
    if (inquiry.find(plus(fixed, further)).satisfiable == Satisfiable::no)
      things.erase(things.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return things;
}

Formula has_member(Formulas& formulas, VarId var, std::uint32_t member) {
  if (formulas[var].sort != VarSort::boolean) return formulas.is(var, member);
  return member == 1 ? formulas.boolean(var) : formulas.not_(formulas.boolean(var));
}

// Each combination of the readings among them; other terms are left as they come.
void list_choices(Inquiry& inquiry, const std::vector<OpenThing>& things, const std::vector<Formula>& further,
                  Truth if_found, ContractAnswer& answer) {
  const Spec& spec = inquiry.spec();
  Formulas& formulas = inquiry.formulas();
  std::vector<OpenThing> readings;
  std::size_t combinations = 1;
  for (const OpenThing& thing : things) {
    if (spec[thing.origin.term].kind != OpenTermKind::reading) continue;
    if (thing.variables.size() != 1) continue;
    readings.push_back(thing);
    combinations *= spec[spec[thing.origin.term].type.enumeration].members.size();
  }
  if (readings.empty() || combinations > kMostChoices) return;
  for (std::size_t number = 0; number < combinations; ++number) {
    AnswerByChoice one;
    std::vector<Formula> fixed = further;
    std::size_t rest = number;
    for (const OpenThing& reading : readings) {
      const OpenTerm& term = spec[reading.origin.term];
      const auto& members = spec[term.type.enumeration].members;
      const auto member = static_cast<std::uint32_t>(rest % members.size());
      rest /= members.size();
      const VarId var = reading.variables.front();
      fixed.push_back(has_member(formulas, var, member));
      one.choice.emplace_back(name_of(spec, reading.origin), members[member]);
    }
    switch (inquiry.find(fixed).satisfiable) {
      case Satisfiable::yes: one.truth = if_found; break;
      case Satisfiable::no: one.truth = other(if_found); break;
      case Satisfiable::unknown: break;
    }
    answer.by_choice.push_back(std::move(one));
  }
}

}  // namespace

std::vector<Formula> readings_fixed(Inquiry& inquiry,
                                    const std::vector<std::pair<std::string, std::string>>& readings) {
  const Spec& spec = inquiry.spec();
  std::vector<Formula> result;
  for (const OpenThing& thing : choices_of(inquiry)) {
    const OpenTerm& term = spec[thing.origin.term];
    if (term.kind != OpenTermKind::reading || thing.variables.size() != 1) continue;
    const auto& members = spec[term.type.enumeration].members;
    for (const auto& [name, member] : readings) {
      const auto found = std::find(members.begin(), members.end(), member);
      if (name != name_of(spec, thing.origin) || found == members.end()) continue;
      result.push_back(has_member(inquiry.formulas(), thing.variables.front(),
                                  static_cast<std::uint32_t>(found - members.begin())));
    }
  }
  return result;
}

Truth across_choices(Inquiry& inquiry, const Answer& found, const std::vector<Formula>& further,
                     Truth if_found, ContractAnswer& answer) {
  if (found.satisfiable == Satisfiable::unknown) {
    answer.reason = found.reason;
    return Truth::undecided;
  }
  const bool exists = found.satisfiable == Satisfiable::yes;
  if (!exists) return other(if_found);
  if (!inquiry.by_choice()) return if_found;
  const std::vector<OpenThing> things = choices_of(inquiry);
  if (things.empty()) return if_found;
  // Is there a choice under which no situation is left?
  Formulas& formulas = inquiry.formulas();
  Game game;
  for (const OpenThing& thing : things)
    game.ours.insert(game.ours.end(), thing.variables.begin(), thing.variables.end());
  game.admissible = inquiry.admissible();
  game.ok = formulas.not_(formulas.and_(plus({inquiry.kept(), inquiry.goal()}, further)));
  const SafeChoice choice = safe_choice(formulas, inquiry.asker(), game, kLimits);
  if (choice.state == SafeChoiceState::none) return if_found;
  if (choice.state == SafeChoiceState::unknown) {
    answer.reason = "whether the answer is the same under every reading and term: " + choice.reason;
    return Truth::undecided;
  }
  const std::vector<OpenThing> decide = deciding(inquiry, things, choice.scenario, further);
  if (decide.empty()) return other(if_found);
  for (const OpenThing& thing : decide) answer.depends_on.push_back(name_of(inquiry.spec(), thing.origin));
  list_choices(inquiry, decide, further, if_found, answer);
  return Truth::depends;
}

ContractAnswer none_found(Inquiry& inquiry) {
  ContractAnswer answer;
  answer.truth = across_choices(inquiry, inquiry.find(), {}, Truth::no, answer);
  answer.searched = inquiry.searched();
  return answer;
}

}  // namespace proviso
