// Factories fold; the solver agrees with the evaluator.
#include "model/formula.h"
#include "solver/answer.h"
#include "tests/catch.h"

using namespace proviso;

namespace {

VarId real(Formulas& f, const char* name, std::optional<Rational> low = {}, std::optional<Rational> high = {}) {
  Variable v;
  v.name = name;
  v.sort = VarSort::real;
  v.low = std::move(low);
  v.high = std::move(high);
  return f.variable(std::move(v));
}
VarId boolean(Formulas& f, const char* name) {
  Variable v;
  v.name = name;
  return f.variable(std::move(v));
}
VarId choice(Formulas& f, const char* name, std::uint32_t size) {
  Variable v;
  v.name = name;
  v.sort = VarSort::choice;
  v.size = size;
  return f.variable(std::move(v));
}
VarId day(Formulas& f, const char* name, Day low, Day high) {
  Variable v;
  v.name = name;
  v.sort = VarSort::day;
  v.low = Rational(low);
  v.high = Rational(high);
  return f.variable(std::move(v));
}

}  // namespace

TEST_CASE("junctions fold complements, units and values of one choice") {
  Formulas f;
  const Formula a = f.boolean(boolean(f, "a"));
  const Formula b = f.boolean(boolean(f, "b"));
  const VarId x = choice(f, "x", 3);
  CHECK(f.and_(a, f.not_(a)) == kFalse);
  CHECK(f.or_(a, f.not_(a)) == kTrue);
  CHECK(f.and_(a, kTrue) == a);
  CHECK(f.and_(a, b) == f.and_(b, a));
  CHECK(f.and_(f.is(x, 0), f.is(x, 1)) == kFalse);
  CHECK(f.or_({f.is(x, 0), f.is(x, 1), f.is(x, 2)}) == kTrue);
  CHECK(f.not_(f.not_(a)) == a);
}

TEST_CASE("comparisons fold by intervals") {
  Formulas f;
  const VarId x = real(f, "x", Rational(0), Rational(10));
  const Sum sum = f.add(Formulas::number(x), Formulas::number(-11));
  CHECK(f.compare(sum, Relation::less) == kTrue);
  CHECK(f.compare(f.scale(sum, -1), Relation::less_equal) == kFalse);
  CHECK(f.compare(f.add(Formulas::number(x), f.scale(Formulas::number(x), -1)), Relation::equal) == kTrue);
}

TEST_CASE("days compare by differences") {
  Formulas f;
  const VarId d = day(f, "d", 10, 20);
  const VarId e = day(f, "e", 15, 30);
  CHECK(f.day_le(d, e, 5) == kTrue);
  CHECK(f.day_le(e, d, -11) == kFalse);
  CHECK(f.not_(f.day_le(d, e, 0)) == f.day_le(e, d, -1));
}

TEST_CASE("a product with a finite factor is settled by cases") {
  Formulas f;
  const VarId rate = choice(f, "rate", 2);
  const VarId base = real(f, "base", Rational(0), Rational(100));
  const Sum share = f.add(f.when(f.is(rate, 0), Formulas::number(Rational(1, 5))),
                          f.when(f.is(rate, 1), Formulas::number(Rational(1, 4))));
  const Sum due = f.multiply(share, Formulas::number(base));
  // 20% or 25% of at most 100 never exceeds 25.
  CHECK(f.compare(f.add(Formulas::number(25), f.scale(due, -1)), Relation::less) == kFalse);
  Asker asker(f, {});
  const Answer over = asker.ask({f.compare(f.add(Formulas::number(24), f.scale(due, -1)), Relation::less)});
  CHECK(over.satisfiable == Satisfiable::yes);
}

TEST_CASE("products of two open numbers: models are exact, refutations final") {
  Formulas f;
  const VarId x = real(f, "x", Rational(0), Rational(10));
  const VarId y = real(f, "y", Rational(0), Rational(10));
  const Sum product = f.multiply(Formulas::number(x), Formulas::number(y));
  Asker asker(f, {});
  CHECK(asker.ask({f.compare(f.add(product, Formulas::number(-50)), Relation::equal)}).satisfiable ==
        Satisfiable::yes);
  CHECK(f.compare(f.add(Formulas::number(101), f.scale(product, -1)), Relation::less_equal) == kFalse);
  // x + y <= 4 leaves the product at 4 or below.
  const Sum both = f.add(f.add(Formulas::number(x), Formulas::number(y)), Formulas::number(-4));
  const Answer far = asker.ask({f.compare(both, Relation::less_equal),
                                f.compare(f.add(Formulas::number(30), f.scale(product, -1)), Relation::less)});
  CHECK(far.satisfiable == Satisfiable::no);
}

TEST_CASE("an answer `no` names what contradicts, and is confirmed") {
  Formulas f;
  const VarId x = real(f, "x");
  const Formula small = f.compare(Formulas::number(x), Relation::less);
  const Formula large = f.compare(f.add(Formulas::number(1), f.scale(Formulas::number(x), -1)), Relation::less);
  const Formula other = f.boolean(boolean(f, "b"));
  Asker asker(f, {});
  const Answer answer = asker.ask({other, small, large});
  CHECK(answer.satisfiable == Satisfiable::no);
  CHECK(answer.core == std::vector<std::size_t>{1, 2});
  CHECK(asker.statistics().second_checks == 1);
}

TEST_CASE("a limit of steps is an unknown with what to raise") {
  Formulas f;
  std::vector<Formula> all;
  std::vector<VarId> days;
  for (int i = 0; i < 30; ++i) days.push_back(day(f, "d", 0, 28));
  for (std::size_t i = 0; i < days.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      all.push_back(f.or_(f.day_le(days[i], days[k], -1), f.day_le(days[k], days[i], -1)));
  Limits limits;
  limits.rlimit = 2000;
  const Answer answer = Asker(f, limits).ask(all);
  CHECK(answer.satisfiable == Satisfiable::unknown);
  INFO(answer.reason);
  CHECK(answer.reason.find("--rlimit") != std::string::npos);
}
