#include "solver/contracts/choices.h"

#include "model/internal_error.h"
#include "solver/open_things.h"
#include "solver/project/safe_choice.h"
#include "solver/replay.h"

#include <algorithm>

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
    const bool of_made = std::any_of(situation.made.begin(), situation.made.end(), [&](ThingId made) {
      return is_value_of(situation.spec, thing.origin, made);
    });
    if (!of_made) result.push_back(thing);
  }
  return result;
}

// What an open term is in a scenario, as it can be said of every extent of the inquiry.
struct Choice {
  OpenTermId term;
  std::string name;
  std::string value;  // as it is shown
  Constant constant;
  std::vector<Cell> cells;
};

std::vector<Choice> chosen_in(Inquiry& inquiry, const std::vector<OpenThing>& things, const Assignment& scenario) {
  std::vector<Choice> result;
  const Spec& spec = inquiry.spec();
  const Scenario shown = scenario_of(spec, inquiry.problem(), scenario);
  for (const OpenThing& thing : things) {
    Choice choice{thing.origin.term, name_of(spec, thing.origin), {}, {}, {}};
    const auto value = shown.terms.find(thing.origin.term);
    if (value != shown.terms.end()) {
      choice.value = show(spec, spec[thing.origin.term].type, value->second);
      choice.constant = value->second;
    }
    for (const VarId var : thing.variables) choice.cells.push_back(scenario.cells[var.index]);
    result.push_back(std::move(choice));
  }
  return result;
}

// One formula for each.
Further fixed(const std::vector<Choice>& choices) {
  return [choices](Inquiry& inquiry) {
    const std::vector<OpenThing> things = choices_of(inquiry);
    std::vector<Formula> all;
    for (const Choice& choice : choices) {
      std::vector<Formula> cells;
      for (const OpenThing& thing : things) {
        if (choice.term != thing.origin.term) continue;
        for (std::size_t i = 0; i < thing.variables.size(); ++i)
          cells.push_back(equals(inquiry.formulas(), thing.variables[i], choice.cells.at(i)));
      }
      all.push_back(inquiry.formulas().and_(std::move(cells)));
    }
    return all;
  };
}

// Of a choice under which there is no situation, a smallest part that makes it so.
std::vector<Choice> deciding(Inquiry& inquiry, std::vector<Choice> choices) {
  const Answer none = inquiry.find(fixed(choices), false);
  if (none.satisfiable == Satisfiable::no) {
    std::vector<Choice> used;
    for (const std::size_t i : inquiry.further_in(none)) used.push_back(choices.at(i));
    choices = std::move(used);
  }
  for (std::size_t i = choices.size(); i-- > 0;) {
    std::vector<Choice> others = choices;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    if (inquiry.find(fixed(others), false).satisfiable == Satisfiable::no) choices = std::move(others);
  }
  return choices;
}

Formula has_member(Formulas& formulas, VarId var, std::uint32_t member) {
  if (formulas[var].sort != VarSort::boolean) return formulas.is(var, member);
  return member == 1 ? formulas.boolean(var) : formulas.not_(formulas.boolean(var));
}

// Each combination of the readings among them; other terms are left as they come. `without`: parts of
// such combinations that leave no situation.
void list_choices(Inquiry& inquiry, const std::vector<std::string>& names, Truth if_found,
                  std::vector<NamedReadings> without, ContractAnswer& answer) {
  std::vector<std::pair<std::string, std::vector<std::string>>> readings;
  std::size_t combinations = 1;
  for (const std::string& name : names) {
    const std::vector<std::string> members = members_of_reading(inquiry.spec(), name);
    if (members.empty()) continue;
    readings.emplace_back(name, members);
    combinations *= members.size();
  }
  if (readings.empty() || combinations > kMostChoices) return;
  for (std::size_t number = 0; number < combinations; ++number) {
    AnswerByChoice one;
    std::size_t rest = number;
    for (const auto& [name, members] : readings) {
      one.choice.emplace_back(name, members[rest % members.size()]);
      rest /= members.size();
    }
    const bool known = std::any_of(without.begin(), without.end(), [&](const auto& part) {
      return std::all_of(part.begin(), part.end(), [&](const auto& reading) {
        return std::find(one.choice.begin(), one.choice.end(), reading) != one.choice.end();
      });
    });
    const Answer found = known ? Answer{} : inquiry.find(readings_fixed(one.choice));
    if (known || found.satisfiable == Satisfiable::no) one.truth = other(if_found);
    else if (found.satisfiable == Satisfiable::yes) one.truth = if_found;
    if (found.satisfiable == Satisfiable::no) {
      NamedReadings part;
      for (const std::size_t i : inquiry.further_in(found)) part.push_back(one.choice.at(i));
      without.push_back(std::move(part));
    }
    answer.by_choice.push_back(std::move(one));
  }
}

// Where it hangs on no reading, a choice under which there is no situation speaks for the others like it.
void list_example(const std::vector<Choice>& choices, Truth if_found, ContractAnswer& answer) {
  AnswerByChoice one;
  for (const Choice& choice : choices) {
    if (choice.value.empty()) return;
    one.choice.emplace_back(choice.name, choice.value);
    one.terms.emplace_back(choice.term, choice.constant);
  }
  one.truth = other(if_found);
  answer.by_choice.push_back(std::move(one));
}

// A choice under which no situation is left: one is tried again among more things before it counts.
struct Refuted {
  SafeChoiceState state = SafeChoiceState::unknown;
  std::vector<Choice> choices;
  std::string reason;
};

Refuted refuting_choice(Inquiry& inquiry) {
  for (;;) {
    const std::vector<OpenThing> things = choices_of(inquiry);
    if (things.empty()) return {SafeChoiceState::none, {}, {}};
    Game game;
    for (const OpenThing& thing : things)
      game.ours.insert(game.ours.end(), thing.variables.begin(), thing.variables.end());
    game.admissible = inquiry.admissible();
    Formulas& formulas = inquiry.formulas();
    game.ok = formulas.not_(formulas.and_(inquiry.kept(), inquiry.goal()));
    const SafeChoice choice = safe_choice(formulas, inquiry.asker(), game, kLimits);
    if (choice.state != SafeChoiceState::found) return {choice.state, {}, choice.reason};
    Refuted result{choice.state, chosen_in(inquiry, things, choice.scenario), {}};
    const std::size_t before = inquiry.grown();
    const Answer again = inquiry.find(fixed(result.choices));
    if (again.satisfiable == Satisfiable::no) return result;
    if (again.satisfiable == Satisfiable::unknown) return {SafeChoiceState::unknown, {}, again.reason};
    if (inquiry.grown() == before) throw InternalError("a choice without a situation has one");
  }
}

}  // namespace

bool has_choices(Inquiry& inquiry) { return !choices_of(inquiry).empty(); }

Further readings_fixed(const NamedReadings& readings) {
  return [readings](Inquiry& inquiry) {
    const Spec& spec = inquiry.spec();
    const std::vector<OpenThing> things = choices_of(inquiry);
    std::vector<Formula> result;
    for (const auto& [name, member] : readings) {
      std::vector<Formula> all;
      for (const OpenThing& thing : things) {
        const OpenTerm& term = spec[thing.origin.term];
        if (term.kind != OpenTermKind::reading || thing.variables.size() != 1) continue;
        const auto& members = spec[term.type.enumeration].members;
        const auto found = std::find(members.begin(), members.end(), member);
        if (name != name_of(spec, thing.origin) || found == members.end()) continue;
        all.push_back(has_member(inquiry.formulas(), thing.variables.front(),
                                 static_cast<std::uint32_t>(found - members.begin())));
      }
      result.push_back(inquiry.formulas().and_(std::move(all)));
    }
    return result;
  };
}

std::vector<std::string> members_of_reading(const Spec& spec, const std::string& name) {
  for (const OpenTerm& term : spec.open_terms)
    if (term.kind == OpenTermKind::reading && term.name == name) return spec[term.type.enumeration].members;
  return {};
}

Truth across_choices(Inquiry& inquiry, const Answer& found, Truth if_found, ContractAnswer& answer,
                     const std::vector<NamedReadings>& without) {
  if (found.satisfiable == Satisfiable::unknown) {
    answer.reason = found.reason;
    return Truth::undecided;
  }
  if (found.satisfiable == Satisfiable::no) return other(if_found);
  if (!inquiry.by_choice()) return if_found;
  if (!without.empty()) {
    for (const auto& [name, member] : without.front()) answer.depends_on.push_back(name);
    list_choices(inquiry, answer.depends_on, if_found, without, answer);
    return Truth::depends;
  }
  const Refuted refuted = refuting_choice(inquiry);
  if (refuted.state == SafeChoiceState::none) return if_found;
  if (refuted.state == SafeChoiceState::unknown) {
    answer.reason = "whether the answer is the same under every reading and term: " + refuted.reason;
    return Truth::undecided;
  }
  const std::vector<Choice> decide = deciding(inquiry, refuted.choices);
  if (decide.empty()) return other(if_found);
  for (const Choice& choice : decide) answer.depends_on.push_back(choice.name);
  list_choices(inquiry, answer.depends_on, if_found, without, answer);
  if (answer.by_choice.empty()) list_example(decide, if_found, answer);
  return Truth::depends;
}

bool searched_enough(const Searched& searched, const ContractOptions& options) {
  return searched.complete || options.scope.has_value();
}

ContractAnswer with_past_too(const ContractOptions& options,
                             const std::function<ContractAnswer(const ContractOptions&)>& ask) {
  ContractAnswer answer = ask(options);
  if (answer.truth != Truth::yes || options.with_past) return answer;
  ContractOptions past = options;
  past.with_past = true;
  ContractAnswer earlier = ask(past);
  if (earlier.truth != Truth::undecided) return earlier;
  answer.searched.complete = false;
  answer.searched.why = "what was there before the first term: " + earlier.reason;
  return answer;
}

ContractAnswer none_found(Inquiry& inquiry) {
  ContractAnswer answer;
  answer.truth = across_choices(inquiry, inquiry.find(), Truth::no, answer);
  answer.searched = inquiry.searched();
  return answer;
}

}  // namespace proviso
