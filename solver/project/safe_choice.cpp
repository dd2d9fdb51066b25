#include "solver/project/safe_choice.h"

#include "model/internal_error.h"
#include "solver/project/products.h"
#include "solver/project/projection.h"

#include <algorithm>

namespace proviso {

namespace {

class SafeSearch {
 public:
  SafeSearch(Formulas& formulas, Asker& asker, const Game& game, const SafeChoiceLimits& limits)
      : formulas_(formulas), asker_(asker), ours_(game.ours), limits_(limits),
        admissible_(formulas.and_(game.admissible)), fails_(formulas.not_(game.ok)), sorted_(game.ours) {
    std::sort(sorted_.begin(), sorted_.end());
  }

  SafeChoice run() {
    search();
    if (result_.state == SafeChoiceState::found) {
      make_plain();
      prove();
    }
    return std::move(result_);
  }

 private:
  // The choices are as in `scenario`, all but one perhaps.
  Formula fixed(const Assignment& scenario, VarId except = {}) {
    std::vector<Formula> all;
    for (const VarId id : ours_)
      if (id != except) all.push_back(equals(formulas_, id, scenario.cells[id.index]));
    return formulas_.and_(std::move(all));
  }

  void unknown(const std::string& reason) {
    result_.state = SafeChoiceState::unknown;
    result_.reason = reason;
  }

  void search() {
    std::vector<Formula> open{admissible_};  // choices that nothing known defeats
    const Formula corners = at_corners(formulas_, {admissible_, fails_}, sorted_);
    std::string unsettled;
    int failures = 0;
    for (; result_.rounds < limits_.rounds && guesses_ < limits_.guesses; ++result_.rounds) {
      const Answer candidate = next_candidate(formulas_.and_(open));
      if (candidate.satisfiable == Satisfiable::unknown) return unknown(candidate.reason);
      if (candidate.satisfiable == Satisfiable::no) {
        if (!unsettled.empty()) return unknown(unsettled);
        result_.state = SafeChoiceState::none;
        return;
      }
      if (is_unwieldy(candidate.assignment)) return unknown(kUnwieldy);
      const Formula choice = fixed(candidate.assignment);
      Answer defeat;
      if (corners != kTrue) defeat = asker_.ask({admissible_, fails_, choice, corners}, false);
      if (defeat.satisfiable != Satisfiable::yes)
        defeat = asker_.ask({admissible_, fails_, choice}, false);
      switch (defeat.satisfiable) {
        case Satisfiable::no:
          result_.state = SafeChoiceState::found;
          result_.scenario = candidate.assignment;
          return;
        case Satisfiable::yes:
          if (is_unwieldy(defeat.assignment)) return unknown(kUnwieldy);
          open.push_back(formulas_.not_(generalised(defeat.assignment)));
          break;
        case Satisfiable::unknown:
          unsettled = defeat.reason;
          if (++failures > limits_.unsettled) return unknown(unsettled);
          open.push_back(formulas_.not_(choice));
      }
    }
    unknown("no safe choice was found in " + std::to_string(result_.rounds) + " rounds");
  }

  // Numbers in the middle of what is left to them, if that can be: then one defeat takes away half.
  Answer next_candidate(Formula open) {
    std::vector<Formula> wishes;
    for (const auto& [id, ranges] : left_) wishes.push_back(member(formulas_, id, {middle(ranges, is_whole(formulas_, id))}));
    const Formula wish = formulas_.and_(std::move(wishes));
    if (wish != kTrue) {
      Answer answer = asker_.ask({open, wish}, false);
      if (answer.satisfiable == Satisfiable::yes) return answer;
    }
    return asker_.ask({open});
  }

  // Notes what a projection takes from a number, if it takes from one alone. A guide, no more.
  void take_away(const Projection& projection) {
    if (projection.numbers.empty()) return;
    const VarId id = projection.numbers.front().terms.begin()->first.front();
    const std::optional<Ranges> taken = ranges_of(formulas_, id, projection);
    if (!taken) return;
    const auto [it, fresh] = left_.emplace(id, domain(formulas_, id));
    it->second = minus(it->second, *taken, is_whole(formulas_, id));
    if (it->second.empty()) left_.erase(it);
  }

  // The choices that scenarios like this one defeat.
  Formula generalised(const Assignment& scenario) {
    if (static_cast<int>(result_.defeated.size()) < limits_.shown) result_.defeated.push_back(scenario);
    const Cube cube = implicant(formulas_, {admissible_, fails_}, scenario, sorted_);
    const Projection projection = project(formulas_, cube, scenario, sorted_);
    if (!projection.exact) ++guesses_;
    take_away(projection);
    return projection.formula;
  }

  // Gives one choice after the other its plainest safe value.
  void make_plain() {
    const int until = asker_.statistics().queries + limits_.plain_queries;
    for (const bool finite : {true, false})
      for (const VarId id : ours_) {
        if (asker_.statistics().queries >= until) return;
        const VarSort sort = formulas_[id].sort;
        if ((sort == VarSort::boolean || sort == VarSort::choice) != finite) continue;
        if (finite) plain_finite(id);
        else plain_number(id);
      }
  }

  void plain_finite(VarId id) {
    const bool boolean = formulas_[id].sort == VarSort::boolean;
    const Formula others = fixed(result_.scenario, id);
    const Cell now = result_.scenario.cells[id.index];
    for (std::uint32_t value = 0; value < (boolean ? 2 : formulas_[id].size); ++value) {
      const Cell wish = boolean ? Cell(value == 1) : Cell(value);
      if (wish == now || take(formulas_.and_(others, equals(formulas_, id, wish)))) return;
    }
  }

  void plain_number(VarId id) {
    const Formula others = fixed(result_.scenario, id);
    ValueLimits few;
    few.rounds = 20;
    few.confirm = false;  // what is taken is proved in the end
    const ValueSet possible = value_set(formulas_, asker_, {admissible_, others}, id, few);
    const ValueSet failing = value_set(formulas_, asker_, {admissible_, fails_, others}, id, few);
    const Ranges safe = minus(possible.ranges, failing.ranges, is_whole(formulas_, id));
    if (!failing.complete || safe.empty()) return;
    std::vector<Rational> preferred;
    if (formulas_[id].low) preferred.push_back(*formulas_[id].low);
    preferred.emplace_back(0);
    const Rational value = plain_value(safe, preferred);
    const End end{value, true};
    take(formulas_.and_(others, member(formulas_, id, Ranges{Range{end, end}})));
  }

  // Makes this the choice if it is possible and safe.
  bool take(Formula choice) {
    const Answer possible = asker_.ask({admissible_, choice}, false);
    if (possible.satisfiable != Satisfiable::yes) return false;
    if (asker_.ask({admissible_, fails_, choice}, false).satisfiable != Satisfiable::no) return false;
    result_.scenario = possible.assignment;
    return true;
  }

  void prove() {
    const Answer last = asker_.ask({admissible_, fails_, fixed(result_.scenario)});
    if (last.satisfiable == Satisfiable::yes)
      throw InternalError("a choice that was found safe is defeated");
    if (last.satisfiable == Satisfiable::unknown) unknown(last.reason);
  }

  Formulas& formulas_;
  Asker& asker_;
  const std::vector<VarId>& ours_;
  const SafeChoiceLimits& limits_;
  Formula admissible_, fails_;
  std::vector<VarId> sorted_;
  int guesses_ = 0;
  std::map<VarId, Ranges> left_;  // of numbers, what no defeat has taken away
  SafeChoice result_;
};

}  // namespace

SafeChoice safe_choice(Formulas& formulas, Asker& asker, const Game& game,
                       const SafeChoiceLimits& limits) {
  return SafeSearch(formulas, asker, game, limits).run();
}

SafeValues safe_values(Formulas& formulas, Asker& asker, const Game& game, const Assignment& scenario,
                       const Alternatives& thing, const ValueLimits& limits) {
  std::vector<Formula> all = game.admissible;
  const auto belongs = [&](VarId id) {
    return id == thing.selector ||
           std::any_of(thing.numbers.begin(), thing.numbers.end(),
                       [&](const auto& number) { return number.second == id; });
  };
  for (const VarId id : game.ours)
    if (!belongs(id)) all.push_back(equals(formulas, id, scenario.cells[id.index]));
  const ThingSet possible = thing_set(formulas, asker, all, thing, limits);
  all.push_back(formulas.not_(game.ok));
  const ThingSet failing = thing_set(formulas, asker, all, thing, limits);
  return {minus(formulas, thing, possible.values, failing.values), possible.values,
          possible.complete && failing.complete};
}

}  // namespace proviso
