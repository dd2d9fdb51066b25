// Projection and what rests on it, against pointwise questions and against enumeration.
#include "solver/project/condition.h"
#include "solver/project/projection.h"
#include "solver/project/safe_choice.h"
#include "tests/catch.h"
#include "tests/property/random_spec.h"
#include "tests/unit/variables.h"

#include <functional>
#include <rapidcheck.h>
#include <set>

using namespace proviso;
using namespace proviso::test;

namespace {

// Random formulas over a few variables of every sort, or of the finite ones alone.
class Maker {
 public:
  Maker(Formulas& formulas, Dice& dice, bool finite) : f_(formulas), dice_(dice), finite_(finite) {
    flags_ = {boolean(f_, "a"), boolean(f_, "b")};
    choices_ = {choice(f_, "k", 3)};
    days_ = {day(f_, "d", 0, 3), day(f_, "e", 0, finite ? 3 : 40)};
    numbers_ = {integer(f_, "i", Rational(0), Rational(3))};
    if (!finite) {
      numbers_.push_back(integer(f_, "j", Rational(-5), Rational(5)));
      numbers_.push_back(real(f_, "x", Rational(0), Rational(4)));
      numbers_.push_back(real(f_, "y"));
      numbers_.push_back(real(f_, "z", Rational(-2)));
    }
  }

  Formula formula(int depth) {
    if (depth == 0) return atom();
    switch (dice_.roll(8)) {
      case 0: return atom();
      case 1:
      case 2: return f_.not_(formula(depth - 1));
      case 3: return reaches(depth);
      case 4:
      case 5: return f_.and_({formula(depth - 1), formula(depth - 1), formula(depth - 1)});
      default: return f_.or_({formula(depth - 1), formula(depth - 1), formula(depth - 1)});
    }
  }

  [[nodiscard]] std::vector<VarId> all() const {
    std::vector<VarId> result;
    for (std::uint32_t i = 0; i < f_.variable_count(); ++i) result.push_back(VarId{i});
    return result;
  }
  [[nodiscard]] std::vector<VarId> some() {
    std::vector<VarId> result;
    for (const VarId id : all())
      if (dice_.chance(50)) result.push_back(id);
    return result;
  }
  bool products = false;

 private:
  VarId pick(const std::vector<VarId>& from) {
    return from[static_cast<std::size_t>(dice_.roll(static_cast<int>(from.size())))];
  }
  Formula atom() {
    switch (dice_.roll(finite_ ? 6 : 8)) {
      case 0: return f_.boolean(pick(flags_));
      case 1: return f_.is(pick(choices_), static_cast<std::uint32_t>(dice_.roll(3)));
      case 2: return f_.day_le(days_[0], days_[1], dice_.roll(7) - 3);
      case 3: return f_.day_le(days_[1], days_[0], dice_.roll(7) - 3);
      case 4: return dice_.chance(50) ? f_.day_le(pick(days_), {}, dice_.roll(5))
                                      : f_.day_le({}, pick(days_), -dice_.roll(5));
      default: return comparison();
    }
  }
  Formula comparison() {
    static constexpr Relation kRelations[] = {Relation::less_equal, Relation::less, Relation::equal};
    Sum sum = Formulas::number(Rational(dice_.roll(9) - 4, dice_.chance(70) ? 1 : 2));
    for (int terms = 1 + dice_.roll(3); terms > 0; --terms) {
      Sum term = Formulas::number(dice_.chance(85) ? pick(numbers_) : pick(days_));
      if (dice_.chance(6)) {
        term = f_.multiply(term, Formulas::number(pick(numbers_)));
        products = true;
      }
      term = f_.scale(term, Rational(dice_.chance(50) ? 1 : -1) * (dice_.chance(70) ? 1 : dice_.roll(3)));
      if (dice_.chance(30)) term = f_.when(dice_.chance(50) ? f_.boolean(pick(flags_)) : atom_guard(), term);
      sum = f_.add(sum, term);
    }
    return f_.compare(sum, kRelations[dice_.chance(80) ? dice_.roll(2) : 2]);
  }
  Formula atom_guard() { return f_.and_(f_.is(choices_[0], 1), f_.boolean(flags_[0])); }
  Formula reaches(int depth) {
    Graph graph{4, {}, 0, static_cast<std::uint32_t>(dice_.roll(4))};
    std::vector<Formula> edges;
    for (int i = 0; i < 6; ++i) {
      graph.edges.emplace_back(dice_.roll(4), dice_.roll(4));
      edges.push_back(dice_.chance(60) ? atom() : formula(depth - 1));
    }
    return f_.reaches(graph, edges);
  }

  Formulas& f_;
  Dice& dice_;
  bool finite_;
  std::vector<VarId> flags_, choices_, days_, numbers_;
};

// Products may remain open: not for long.
Limits few_steps() {
  Limits limits;
  limits.rlimit = 1'000'000;
  limits.product_rounds = 3;
  return limits;
}

// Values on, beside and between the ends of a set, and outside of it.
std::set<Rational> places(const Ranges& ranges, bool whole) {
  std::set<Rational> result{-7, 0, 1, 50};
  const Rational step = whole ? Rational(1) : Rational(1, 1000);
  for (const Range& range : ranges) {
    for (const auto& end : {range.low, range.high})
      if (end) result.insert({end->value, Rational(end->value - step), Rational(end->value + step)});
    if (range.low && range.high && !whole) result.insert(Rational((range.low->value + range.high->value) / 2));
  }
  return result;
}

// Calls `visit` for every assignment of variables that are all finite.
void enumerate(const Formulas& f, const std::function<void(const Assignment&)>& visit) {
  Assignment at = plainest(f);
  const std::function<void(std::uint32_t)> next = [&](std::uint32_t i) {
    if (i == f.variable_count()) return visit(at);
    const Variable& v = f[VarId{i}];
    const int size = v.sort == VarSort::boolean ? 2 : v.sort == VarSort::choice ? static_cast<int>(v.size) : 4;
    for (int value = 0; value < size; ++value) {
      switch (v.sort) {
        case VarSort::boolean: at.cells[i] = value == 1; break;
        case VarSort::choice: at.cells[i] = static_cast<std::uint32_t>(value); break;
        case VarSort::day: at.cells[i] = Day{value}; break;
        default: at.cells[i] = Rational(value);
      }
      next(i + 1);
    }
  };
  next(0);
}

std::vector<Cell> restricted(const Assignment& at, const std::vector<VarId>& to) {
  std::vector<Cell> result;
  for (const VarId id : to) result.push_back(at.cells[id.index]);
  return result;
}

Formula same(Formulas& f, const Assignment& at, const std::vector<VarId>& on) {
  std::vector<Formula> all;
  for (const VarId id : on) all.push_back(equals(f, id, at.cells[id.index]));
  return f.and_(std::move(all));
}

}  // namespace

TEST_CASE("cubes imply their formula, and projections the rest of a cube", "[property]") {
  CHECK(rc::check("projection", [](std::uint32_t seed) {
    Dice dice(seed);
    Formulas f;
    Maker make(f, dice, false);
    const Formula formula = make.formula(3);
    Asker asker(f, few_steps());
    const Answer answer = asker.ask({formula}, false);
    if (answer.satisfiable != Satisfiable::yes) return;
    const std::vector<VarId> kept = make.some();
    const Cube cube = implicant(f, {formula}, answer.assignment, kept);
    const Formula conjunction = f.and_(cube);
    RC_ASSERT(asker.ask({conjunction, f.not_(formula)}, false).satisfiable != Satisfiable::yes);
    const Formula projection = project(f, cube, answer.assignment, kept).formula;
    for (const VarId id : f.variables_of(projection))
      RC_ASSERT(std::binary_search(kept.begin(), kept.end(), id));
    // What the cube allows may be more; whatever the projection allows the cube must.
    const Answer other = asker.ask({projection, f.not_(same(f, answer.assignment, kept))}, false);
    if (other.satisfiable != Satisfiable::yes) return;
    RC_ASSERT(asker.ask({conjunction, same(f, other.assignment, kept)}, false).satisfiable != Satisfiable::no);
  }));
}

TEST_CASE("value sets agree with questions about single values", "[property]") {
  CHECK(rc::check("values", [](std::uint32_t seed) {
    Dice dice(seed);
    Formulas f;
    Maker make(f, dice, false);
    const Formula formula = make.formula(3);
    Asker asker(f, few_steps());
    for (const VarId x : make.all()) {
      if (f[x].sort == VarSort::boolean || f[x].sort == VarSort::choice) continue;
      ValueLimits limits;
      limits.rounds = 60;
      const ValueSet set = value_set(f, asker, {formula}, x, limits);
      RC_TAG(set.complete ? "complete" : "cut off");
      RC_ASSERT(set.complete || make.products);
      const bool whole = is_whole(f, x);
      for (const Rational& value : places(set.ranges, whole)) {
        const End end{value, true};
        const Satisfiable there =
            asker.ask({formula, member(f, x, Ranges{Range{end, end}})}, false).satisfiable;
        const bool inside = contains(set.ranges, value);
        if (inside) RC_ASSERT(there != Satisfiable::no);
        if (!inside && set.complete) RC_ASSERT(there != Satisfiable::yes);
      }
    }
  }));
}

TEST_CASE("safe choices agree with enumeration", "[property]") {
  CHECK(rc::check("finite games", [](std::uint32_t seed) {
    Dice dice(seed);
    Formulas f;
    Maker make(f, dice, true);
    Game game;
    game.admissible = {make.formula(2), make.formula(1)};
    game.ok = dice.chance(50) ? make.formula(2) : f.or_(make.formula(2), make.formula(2));
    game.ours = make.some();
    std::map<std::vector<Cell>, bool> choices;  // whether it is safe, by what can be chosen
    enumerate(f, [&](const Assignment& at) {
      Evaluator holds(f, at);
      if (!holds(game.admissible[0]) || !holds(game.admissible[1])) return;
      const auto [it, fresh] = choices.emplace(restricted(at, game.ours), true);
      it->second = it->second && holds(game.ok);
    });
    const bool exists = std::any_of(choices.begin(), choices.end(), [](const auto& c) { return c.second; });
    Asker asker(f, few_steps());
    const SafeChoice safe = safe_choice(f, asker, game);
    RC_TAG(exists ? "safe" : choices.empty() ? "impossible" : "none");
    RC_ASSERT(safe.state == (exists ? SafeChoiceState::found : SafeChoiceState::none));
    if (exists) RC_ASSERT(choices.at(restricted(safe.scenario, game.ours)));
    if (!exists) RC_ASSERT(safe.defeated.empty() == choices.empty());
    for (const Assignment& scenario : safe.defeated) {
      Evaluator holds(f, scenario);
      RC_ASSERT(holds(game.admissible[0]) && holds(game.admissible[1]) && !holds(game.ok));
    }
  }));
}

TEST_CASE("where no choice of numbers is safe, none of a grid is", "[property]") {
  CHECK(rc::check("games", [](std::uint32_t seed) {
    Dice dice(seed);
    Formulas f;
    Maker make(f, dice, false);
    Game game;
    game.admissible = {make.formula(2)};
    game.ok = make.formula(2);
    game.ours = make.some();
    Asker asker(f, few_steps());
    const SafeChoice safe = safe_choice(f, asker, game);
    RC_TAG(safe.state == SafeChoiceState::none ? "none" : safe.state == SafeChoiceState::found ? "safe" : "unknown");
    RC_ASSERT(safe.state != SafeChoiceState::unknown || make.products);
    if (safe.state != SafeChoiceState::none) return;
    const Formula fails = f.not_(game.ok);
    for (int i = 0; i < 5; ++i) {
      // Any choice near a random one.
      std::vector<Formula> all = game.admissible;
      for (const VarId id : game.ours)
        if (f[id].sort == VarSort::real && dice.chance(50))
          all.push_back(at_most(f, Formulas::number(id), Formulas::number(Rational(dice.roll(9), 2))));
      const Answer candidate = asker.ask(all, false);
      if (candidate.satisfiable != Satisfiable::yes) continue;
      RC_ASSERT(asker.ask({game.admissible[0], fails, same(f, candidate.assignment, game.ours)}, false)
                    .satisfiable != Satisfiable::no);
    }
  }));
}

TEST_CASE("conditions suffice, need all they say, and are as short as they claim", "[property]") {
  CHECK(rc::check("conditions", [](std::uint32_t seed) {
    Dice dice(seed);
    Formulas f;
    Maker make(f, dice, true);
    ConditionQuestion question;
    question.admissible = {make.formula(2)};
    question.ok = make.formula(3);
    const std::vector<VarId> things = make.all();
    for (const VarId id : things) question.things.push_back(*alternatives(f, {id}));
    std::vector<Assignment> admissible;
    bool good = false;
    enumerate(f, [&](const Assignment& at) {
      Evaluator holds(f, at);
      if (!holds(question.admissible[0])) return;
      admissible.push_back(at);
      good = good || holds(question.ok);
    });
    Asker asker(f, few_steps());
    const Condition condition = sufficient_condition(f, asker, question);
    RC_ASSERT(condition.found == good);
    if (!good) return;
    RC_TAG(condition.literals.size());
    const auto suffices = [&](Formula given) {
      return std::all_of(admissible.begin(), admissible.end(), [&](const Assignment& at) {
        Evaluator holds(f, at);
        return !holds(given) || holds(question.ok);
      });
    };
    RC_ASSERT(suffices(condition.formula));
    RC_ASSERT(Evaluator(f, condition.example)(f.and_({condition.formula, question.admissible[0], question.ok})));
    for (std::size_t skip = 0; skip < condition.literals.size(); ++skip) {
      std::vector<Formula> rest;
      for (std::size_t i = 0; i < condition.literals.size(); ++i)
        if (i != skip)
          rest.push_back(member(f, question.things[condition.literals[i].thing], condition.literals[i].values));
      RC_ASSERT(!suffices(f.and_(rest)));
    }
    if (!condition.shortest || condition.literals.empty()) return;
    // No values of fewer things are enough.
    const std::size_t fewer = condition.literals.size() - 1;
    for (std::uint32_t mask = 0; mask < 1u << things.size(); ++mask) {
      std::vector<VarId> subset;
      for (std::size_t i = 0; i < things.size(); ++i)
        if ((mask >> i & 1u) != 0) subset.push_back(things[i]);
      if (subset.size() != fewer) continue;
      std::map<std::vector<Cell>, bool> values;
      for (const Assignment& at : admissible) {
        const auto [it, fresh] = values.emplace(restricted(at, subset), true);
        it->second = it->second && Evaluator(f, at)(question.ok);
      }
      for (const auto& [value, enough] : values) RC_ASSERT(!enough);
    }
  }));
}
