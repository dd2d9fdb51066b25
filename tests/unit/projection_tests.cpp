// Cubes, their projection, and what is found with it: values, safe choices, conditions.
#include "solver/project/condition.h"
#include "solver/project/projection.h"
#include "solver/project/safe_choice.h"
#include "tests/catch.h"
#include "tests/unit/variables.h"

#include <algorithm>
#include <sstream>

using namespace proviso;
using namespace proviso::test;

namespace {

std::string show(const Ranges& ranges) {
  std::ostringstream text;
  for (const Range& range : ranges) {
    if (text.tellp() > 0) text << " ";
    if (range.low) text << (range.low->closed ? "[" : "(") << show_number(range.low->value);
    else text << "(-inf";
    text << ",";
    if (range.high) text << show_number(range.high->value) << (range.high->closed ? "]" : ")");
    else text << "inf)";
  }
  return text.str();
}

Range closed(const Rational& low, const Rational& high) { return {End{low, true}, End{high, true}}; }
Range open(const Rational& low, const Rational& high) { return {End{low, false}, End{high, false}}; }

Sum number(VarId id) { return Formulas::number(id); }
Sum c(const Rational& value) { return Formulas::number(value); }

}  // namespace

// ---------------------------------------------------------------- ranges

TEST_CASE("ranges join where they touch, whole numbers also where they are next to each other") {
  CHECK(show(united({closed(1, 3)}, {closed(4, 6)}, true)) == "[1,6]");
  CHECK(show(united({closed(1, 3)}, {closed(4, 6)}, false)) == "[1,3] [4,6]");
  CHECK(show(united({open(1, 3)}, {open(3, 5)}, false)) == "(1,3) (3,5)");
  CHECK(show(united({open(1, 3)}, {closed(3, 5)}, false)) == "(1,5]");
  CHECK(show(minus({Range{}}, {open(1, 3)}, false)) == "(-inf,1] [3,inf)");
  CHECK(show(minus({Range{}}, {closed(1, 3)}, true)) == "(-inf,0] [4,inf)");
  CHECK(show(common({closed(1, 5)}, {open(2, 9)}, false)) == "(2,5]");
  CHECK(show(common({open(Rational(1, 2), Rational(9, 2))}, {Range{}}, true)) == "[1,4]");
  CHECK(common({open(1, 2)}, {Range{}}, true).empty());
}

TEST_CASE("a set relative to the possible values keeps only the ends where it flips") {
  CHECK(show(relative({closed(38, 60)}, {closed(0, 60)}, false)) == "[38,inf)");
  CHECK(show(relative({closed(0, 60)}, {closed(0, 60)}, false)) == "(-inf,inf)");
  CHECK(show(relative({closed(0, 1), closed(2, 3)}, {closed(0, 1), closed(2, 5)}, false)) == "(-inf,3]");
  CHECK(show(relative({}, {closed(0, 1)}, false)).empty());
}

TEST_CASE("a plain value: preferred, an end, a round number, a middle") {
  CHECK(plain_value({closed(3, 9)}, {5}) == 5);
  CHECK(plain_value({closed(3, 9)}, {0}) == 3);
  CHECK(plain_value({open(Rational(1, 2), 9)}, {}) == 1);
  CHECK(plain_value({open(3, 4)}, {}) == Rational(7, 2));
  CHECK(plain_value({Range{{}, End{4, false}}}, {}) == 3);
}

TEST_CASE("the middle of a set halves it, and goes far where it is unbounded") {
  CHECK(show({middle({closed(0, 1), closed(4, 8)}, false)}) == "[5,7]");
  CHECK(show({middle({closed(0, 1)}, true)}) == "[0,1]");
  CHECK(show({middle({Range{End{4, false}, {}}}, false)}) == "[9,inf)");
}

// ---------------------------------------------------------------- cubes

TEST_CASE("a cube takes the part that mentions least of what stays") {
  Formulas f;
  const VarId x = real(f, "x", Rational(0), Rational(10));
  const VarId a = boolean(f, "a");
  const VarId b = boolean(f, "b");
  const Formula formula = f.or_(less(f, number(x), c(3)), f.and_(f.boolean(a), f.not_(f.boolean(b))));
  const Assignment at{{Rational(1), true, false}};
  Cube flags{f.boolean(a), f.not_(f.boolean(b))};
  std::sort(flags.begin(), flags.end());
  CHECK(implicant(f, {formula}, at, {x}) == flags);
  CHECK(implicant(f, {formula}, at) == Cube{less(f, number(x), c(3))});
}

TEST_CASE("in a cube the guards of a sum are settled") {
  Formulas f;
  const VarId x = real(f, "x", Rational(0), Rational(10));
  const VarId y = real(f, "y", Rational(0), Rational(10));
  const VarId a = boolean(f, "a");
  const VarId b = boolean(f, "b");
  const Sum sum = f.add(f.when(f.boolean(a), number(x)), f.when(f.boolean(b), number(y)));
  const Formula formula = less(f, sum, c(5));
  const Cube cube = implicant(f, {formula}, Assignment{{Rational(4), Rational(9), true, false}});
  Cube expected{f.boolean(a), f.not_(f.boolean(b)), less(f, number(x), c(5))};
  std::sort(expected.begin(), expected.end());
  CHECK(cube == expected);
}

TEST_CASE("a cube says why a graph reaches: a path, or a cut") {
  Formulas f;
  std::vector<Formula> edge;
  for (const char* name : {"e0", "e1", "e2", "e3", "e4"}) edge.push_back(f.boolean(boolean(f, name)));
  // 0 -> 1 -> 3, 0 -> 2 -> 3, 1 -> 2
  Graph graph{4, {{0, 1}, {1, 3}, {0, 2}, {2, 3}, {1, 2}}, 0, 3};
  const Formula reaches = f.reaches(graph, edge);
  CHECK(implicant(f, {reaches}, Assignment{{true, false, false, true, true}}) ==
        Cube{edge[0], edge[3], edge[4]});
  CHECK(implicant(f, {reaches}, Assignment{{true, true, true, true, true}}).size() == 2);
  const Formula not_reaches = f.not_(reaches);
  const Cube cut = implicant(f, {not_reaches}, Assignment{{true, false, true, false, true}});
  CHECK(cut == Cube{f.not_(edge[1]), f.not_(edge[3])});
}

// ---------------------------------------------------------------- projection

TEST_CASE("reals go by substitution of a bound, strictness is kept") {
  Formulas f;
  const VarId x = real(f, "x");
  const VarId y = real(f, "y");
  const Cube cube{less(f, number(x), f.scale(number(y), 2)), at_most(f, number(y), c(3))};
  const Projection projection = project(f, cube, Assignment{{Rational(1), Rational(2)}}, {x});
  CHECK(projection.formula == less(f, number(x), c(6)));
}

TEST_CASE("days go with whole bounds; integers of other coefficients at their value") {
  Formulas f;
  const VarId d = day(f, "d", 0, 100);
  const VarId e = day(f, "e", 20, 90);
  const VarId k = integer(f, "k", Rational(0), Rational(9));
  const VarId x = real(f, "x", Rational(0), Rational(100));
  const Cube days{f.day_le(d, e, -1)};
  CHECK(project(f, days, Assignment{{Day{3}, Day{30}, Rational(0), Rational(0)}}, {d}).formula ==
        f.day_le(d, {}, 89));
  const Cube numbers{at_most(f, number(x), f.scale(number(k), Rational(5, 2)))};
  CHECK(project(f, numbers, Assignment{{Day{3}, Day{30}, Rational(2), Rational(4)}}, {x}).formula ==
        at_most(f, number(x), c(5)));
}

// ---------------------------------------------------------------- values

TEST_CASE("value sets have open and closed ends, gaps and unbounded sides") {
  Formulas f;
  Asker asker(f, {});
  const VarId x = real(f, "x");
  const VarId y = real(f, "y");
  const auto values = [&](Formula formula) { return show(value_set(f, asker, {formula}, x).ranges); };
  CHECK(values(less(f, number(x), c(3))) == "(-inf,3)");
  CHECK(values(less(f, c(3), number(x))) == "(3,inf)");
  CHECK(values(f.and_(at_most(f, c(1), number(x)), less(f, number(x), c(3)))) == "[1,3)");
  CHECK(values(f.or_(less(f, number(x), c(1)), less(f, c(1), number(x)))) == "(-inf,1) (1,inf)");
  CHECK(values(f.and_(less(f, number(y), number(x)), less(f, c(Rational(1, 3)), number(y)))) == "(1/3,inf)");
  CHECK(values(f.and_({less(f, f.scale(number(x), Rational(1, 2)), number(y)), less(f, number(y), number(x)),
                       less(f, number(y), c(4))})) == "(0,8)");
  CHECK(values(kFalse).empty());
  CHECK(values(kTrue) == "(-inf,inf)");
}

TEST_CASE("value sets of integers and days are closed") {
  Formulas f;
  Asker asker(f, {});
  const VarId k = integer(f, "k", Rational(0), Rational(20));
  const VarId m = integer(f, "m", Rational(0), Rational(3));
  const VarId d = day(f, "d", 100, 200);
  const VarId e = day(f, "e", 150, 160);
  CHECK(show(value_set(f, asker, {less(f, number(k), c(3))}, k).ranges) == "[0,2]");
  const Formula seven = compare(f, number(k), Relation::equal, c(7));
  CHECK(show(value_set(f, asker, {f.not_(seven)}, k).ranges) == "[0,6] [8,20]");
  CHECK(show(value_set(f, asker, {compare(f, number(k), Relation::equal, f.scale(number(m), 5))}, k).ranges) ==
        "[0,0] [5,5] [10,10] [15,15]");
  CHECK(show(value_set(f, asker, {f.day_le(e, d, -1)}, d).ranges) == "[151,200]");
  ValueLimits limits;
  limits.rounds = 2;
  CHECK_FALSE(value_set(f, asker, {compare(f, number(k), Relation::equal, f.scale(number(m), 5))}, k, limits).complete);
}

TEST_CASE("guarded sums give the union over their cases") {
  Formulas f;
  Asker asker(f, {});
  const VarId x = real(f, "x", Rational(0), Rational(100));
  Sum sum;
  for (const int amount : {10, 20, 40})
    sum = f.add(sum, f.when(f.boolean(boolean(f, "flow")), c(amount)));
  CHECK(show(value_set(f, asker, {compare(f, number(x), Relation::equal, sum)}, x).ranges) ==
        "[0,0] [10,10] [20,20] [30,30] [40,40] [50,50] [60,60] [70,70]");
  CHECK(show(value_set(f, asker, {at_most(f, sum, number(x))}, x).ranges) == "[0,100]");
}

TEST_CASE("values of a thing with a flag, and where the outcome flips") {
  Formulas f;
  Asker asker(f, {});
  const VarId happens = boolean(f, "E");
  const VarId when = day(f, "E.date", 0, 1000);
  const VarId kind = choice(f, "kind", 3);
  const Formula possible = f.implies(f.boolean(happens), f.day_le({}, when, -100));
  const Formula good = f.or_(f.not_(f.boolean(happens)), f.day_le(when, {}, 300));
  const auto event = alternatives(f, {happens, when});
  REQUIRE(event.has_value());
  const ThingSet all = thing_set(f, asker, {possible}, *event);
  const ThingSet kept = thing_set(f, asker, {possible, good}, *event);
  CHECK(show(all.values.at(1)) == "[100,1000]");
  CHECK(show(kept.values.at(1)) == "[100,300]");
  CHECK(kept.values.count(0) == 1);
  CHECK(show(relative(f, *event, kept.values, all.values).at(1)) == "(-inf,300]");
  CHECK(value_set(f, asker, {f.not_(f.is(kind, 1))}, kind).values == std::vector<std::uint32_t>{0, 2});
  CHECK_FALSE(alternatives(f, {happens, kind}).has_value());
}

// ---------------------------------------------------------------- safe choices

TEST_CASE("a safe choice is plain and proved") {
  Formulas f;
  const VarId price = real(f, "price", Rational(0), Rational(10));
  const VarId cloud = choice(f, "cloud", 3);
  const VarId cost = real(f, "cost", Rational(0), Rational(19, 5));
  const VarId verified = boolean(f, "verified");
  Game game;
  game.ours = {price, cloud};
  game.ok = f.and_(at_most(f, number(cost), number(price)),
                   f.or_(f.is(cloud, 1), f.and_(f.is(cloud, 2), f.boolean(verified))));
  Asker asker(f, {});
  const SafeChoice safe = safe_choice(f, asker, game);
  REQUIRE(safe.state == SafeChoiceState::found);
  CHECK(std::get<Rational>(safe.scenario.cells[price.index]) == Rational(19, 5));
  CHECK(std::get<std::uint32_t>(safe.scenario.cells[cloud.index]) == 1);
  const SafeValues values = safe_values(f, asker, game, safe.scenario, *alternatives(f, {price}));
  CHECK(show(values.safe.at(0)) == "[3.8,10]");
  CHECK(show(values.admissible.at(0)) == "[0,10]");
}

TEST_CASE("no choice is safe from an opponent who comes close: rounds stay few") {
  Formulas f;
  const VarId x = real(f, "x", Rational(0), Rational(1));
  const VarId y = real(f, "y", Rational(0), Rational(1));
  Game game;
  game.ours = {x};
  game.admissible = {less(f, c(0), number(x))};
  game.ok = f.not_(f.and_(less(f, f.scale(number(x), Rational(1, 2)), number(y)), less(f, number(y), number(x))));
  Asker asker(f, {});
  const SafeChoice safe = safe_choice(f, asker, game);
  CHECK(safe.state == SafeChoiceState::none);
  CHECK(safe.rounds <= 3);
  CHECK_FALSE(safe.defeated.empty());

  const VarId d = day(f, "d", 0, 5000);
  const VarId e = day(f, "e", 0, 6000);
  Game dates;
  dates.ours = {d};
  dates.ok = f.not_(f.and_(f.day_le(d, e, -1), f.day_le(e, d, 39)));
  const SafeChoice none = safe_choice(f, asker, dates);
  CHECK(none.state == SafeChoiceState::none);
  CHECK(none.rounds <= 3);
  // Where the opponent's range ends first there is a way out.
  dates.admissible = {f.day_le(e, {}, 5000)};
  const SafeChoice last = safe_choice(f, asker, dates);
  REQUIRE(last.state == SafeChoiceState::found);
  CHECK(std::get<Day>(last.scenario.cells[d.index]) == 5000);
}

TEST_CASE("a choice must leave something possible; without choices all must be well") {
  Formulas f;
  const VarId a = boolean(f, "a");
  const VarId b = boolean(f, "b");
  Asker asker(f, {});
  Game game;
  game.ours = {a};
  game.admissible = {f.not_(f.boolean(a))};
  game.ok = f.boolean(a);  // vacuously so with a, but a cannot be
  CHECK(safe_choice(f, asker, game).state == SafeChoiceState::none);
  Game nothing;
  nothing.ok = f.boolean(b);
  const SafeChoice none = safe_choice(f, asker, nothing);
  CHECK(none.state == SafeChoiceState::none);
  CHECK(none.defeated.size() == 1);
  nothing.admissible = {f.boolean(b)};
  CHECK(safe_choice(f, asker, nothing).state == SafeChoiceState::found);
}

TEST_CASE("unknown factors of products are put in at their values") {
  Formulas f;
  const VarId share = real(f, "share", Rational(0), Rational(1));
  const VarId revenue = real(f, "revenue", Rational(10), Rational(100));
  Game game;
  game.ours = {share};
  game.ok = at_most(f, f.multiply(number(share), number(revenue)), c(20));
  game.admissible = {at_most(f, c(Rational(1, 10)), number(share))};
  Asker asker(f, {});
  const SafeChoice safe = safe_choice(f, asker, game);
  REQUIRE(safe.state == SafeChoiceState::found);
  CHECK(std::get<Rational>(safe.scenario.cells[share.index]) <= Rational(1, 5));
}

// ---------------------------------------------------------------- conditions

TEST_CASE("the shortest condition comes first, as wide as it can be") {
  Formulas f;
  const VarId price = real(f, "price", Rational(0), Rational(60));
  const VarId signed_ = boolean(f, "signed");
  const VarId cloud = choice(f, "cloud", 4);
  ConditionQuestion question;
  for (const VarId id : {signed_, cloud, price}) question.things.push_back(*alternatives(f, {id}));
  question.ok = f.or_(at_most(f, c(38), number(price)), f.and_(f.boolean(signed_), f.not_(f.is(cloud, 2))));
  Asker asker(f, {});
  const Condition condition = sufficient_condition(f, asker, question);
  REQUIRE(condition.found);
  CHECK(condition.shortest);
  REQUIRE(condition.literals.size() == 1);
  CHECK(condition.literals[0].thing == 2);
  CHECK(show(condition.literals[0].values.at(0)) == "[38,inf)");

  question.admissible = {less(f, number(price), c(30))};
  const Condition two = sufficient_condition(f, asker, question);
  REQUIRE(two.found);
  CHECK(two.shortest);
  REQUIRE(two.literals.size() == 2);
  CHECK(two.literals[0].values.count(1) == 1);
  CHECK(two.literals[1].values.size() == 3);
  CHECK(two.literals[1].values.count(2) == 0);
}

TEST_CASE("no condition on things that do not settle the outcome; an empty one where all is well") {
  Formulas f;
  const VarId a = boolean(f, "a");
  const VarId b = boolean(f, "b");
  ConditionQuestion question;
  question.things = {*alternatives(f, {a})};
  question.ok = f.boolean(b);
  Asker asker(f, {});
  CHECK_FALSE(sufficient_condition(f, asker, question).found);
  question.admissible = {f.boolean(b)};
  const Condition always = sufficient_condition(f, asker, question);
  CHECK(always.found);
  CHECK(always.literals.empty());
}
