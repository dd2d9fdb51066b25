// The SMT-LIB text means what the formulas mean.
#include "model/graph.h"
#include "solver/answer.h"
#include "solver/smtlib.h"
#include "tests/catch.h"
#include "tests/unit/variables.h"

#include <random>
#include <z3++.h>

using namespace proviso;
using namespace proviso::test;

namespace {

Satisfiable read_back(const Formulas& f, const std::vector<Formula>& all) {
  z3::context context;
  z3::solver solver(context);
  solver.from_string(smtlib_script(f, all, "unknown").c_str());
  switch (solver.check()) {
    case z3::sat: return Satisfiable::yes;
    case z3::unsat: return Satisfiable::no;
    case z3::unknown: break;
  }
  return Satisfiable::unknown;
}

// Some formula over a few unknowns of each sort, of the given depth.
class FormulaDice {
 public:
  FormulaDice(Formulas& f, unsigned seed) : f_(f), random_(seed) {
    for (const char* name : {"a", "b", "and"}) booleans_.push_back(boolean(f, name));
    choice_ = choice(f, "which one", 3);
    for (const char* name : {"d", "e"}) days_.push_back(day(f, name, -3, 9));
    for (const char* name : {"x", "y|z"}) reals_.push_back(real(f, name, Rational(-2), Rational(5, 2)));
    whole_ = integer(f, "n", Rational(0), Rational(4));
  }

  std::uint32_t below(std::uint32_t size) { return static_cast<std::uint32_t>(random_() % size); }

  Formula formula(int depth) {
    if (depth == 0) return atom();
    switch (below(7)) {
      case 0: return f_.not_(formula(depth - 1));
      case 1: return f_.and_(formula(depth - 1), formula(depth - 1));
      case 2: return f_.or_(formula(depth - 1), formula(depth - 1));
      case 3: return f_.iff(formula(depth - 1), formula(depth - 1));
      case 4: return compare(depth - 1);
      case 5: return reaches(depth - 1);
      default: return atom();
    }
  }

 private:
  Formula atom() {
    switch (below(3)) {
      case 0: return f_.boolean(booleans_[below(3)]);
      case 1: return f_.is(choice_, below(3));
      default:
        return f_.day_le(days_[0], below(2) == 0 ? days_[1] : VarId{}, static_cast<Day>(below(9)) - 3);
    }
  }

  VarId some_number() {
    switch (below(4)) {
      case 0: return whole_;
      case 1: return days_[below(2)];
      default: return reals_[below(2)];
    }
  }

  Formula compare(int depth) {
    Sum sum = Formulas::number(Rational(static_cast<int>(below(9)) - 4, 3));
    for (int i = 0; i < 3; ++i) {
      const Sum factor = below(3) == 0 ? Formulas::number(1) : Formulas::number(some_number());
      const Sum term = f_.scale(factor, Rational(static_cast<int>(below(7)) - 3, 2));
      sum = f_.add(sum, below(2) == 0 ? term : f_.when(formula(depth), term));
    }
    constexpr Relation kRelations[] = {Relation::less_equal, Relation::less, Relation::equal};
    return f_.compare(sum, kRelations[below(3)]);
  }

  Formula reaches(int depth) {
    Graph graph{4, {}, below(4), below(4)};
    std::vector<Formula> edges;
    for (int i = 0; i < 6; ++i) {
      graph.edges.emplace_back(below(4), below(4));
      edges.push_back(formula(depth));
    }
    return f_.reaches(graph, edges);
  }

  Formulas& f_;
  std::mt19937 random_;
  std::vector<VarId> booleans_, days_, reals_;
  VarId choice_, whole_;
};

}  // namespace

TEST_CASE("a script states its logic, its answer and the bounds of what it declares") {
  Formulas f;
  const VarId a = boolean(f, "a");
  const VarId d = day(f, "signed", -1, 9);
  const Sum two = f.when(f.boolean(a), Formulas::number(Rational(1, 2)));
  const Formula some = f.or_(f.boolean(a), f.day_le(d, {}, -1));
  CHECK(smtlib_script(f, {some}, "sat") ==
        "(set-info :smt-lib-version 2.6)\n(set-logic QF_LIA)\n(set-info :status sat)\n"
        "(declare-fun |a!0| () Bool)\n(declare-fun |signed!1| () Int)\n"
        "(assert (<= (- 1) |signed!1|))\n(assert (<= |signed!1| 9))\n"
        "(assert (or |a!0| (<= |signed!1| (- 1))))\n(check-sat)\n");
  const VarId x = real(f, "x"), y = real(f, "y");
  const auto logic = [&](Formula one) {
    const std::string text = smtlib_script(f, {one}, "unknown");
    const auto begin = text.find("(set-logic ") + 11;
    return text.substr(begin, text.find(')', begin) - begin);
  };
  CHECK(logic(f.boolean(a)) == "QF_UF");
  CHECK(logic(less(f, f.add(Formulas::number(x), two), Formulas::number(1))) == "QF_LRA");
  CHECK(logic(less(f, f.add(Formulas::number(x), Formulas::number(d)), Formulas::number(1))) ==
        "QF_LIRA");
  const Sum product = f.multiply(Formulas::number(x), Formulas::number(y));
  CHECK(logic(less(f, product, Formulas::number(1))) == "QF_NRA");
  CHECK(logic(less(f, f.add(product, Formulas::number(d)), Formulas::number(1))) == "QF_NIRA");
}

TEST_CASE("a script reads back as the formulas that it was written from") {
  int satisfiable = 0;
  constexpr int kRounds = 400;
  for (unsigned seed = 0; seed < kRounds; ++seed) {
    Formulas f;
    FormulaDice dice(f, seed);
    std::vector<Formula> all;
    for (int i = 0; i < 3; ++i) all.push_back(dice.formula(3));
    const Satisfiable ours = Asker(f, {}).ask(all).satisfiable;
    CAPTURE(seed, smtlib_script(f, all, "unknown"));
    REQUIRE(read_back(f, all) == ours);
    satisfiable += ours == Satisfiable::yes ? 1 : 0;
  }
  CHECK(satisfiable > kRounds / 10);
  CHECK(satisfiable < kRounds * 9 / 10);
}

TEST_CASE("a script of `reaches` is true just where a walk exists") {
  Formulas f;
  const Graph graph{4, {{0, 1}, {1, 2}, {2, 1}, {2, 3}, {3, 0}, {0, 2}}, 0, 3};
  Graph circle = graph;
  circle.target = 0;
  std::vector<Formula> edges;
  for (std::size_t i = 0; i < graph.edges.size(); ++i)
    edges.push_back(f.boolean(boolean(f, "edge" + std::to_string(i))));
  for (std::uint32_t set = 0; set < 1U << edges.size(); ++set) {
    std::vector<bool> exists;
    std::vector<Formula> facts;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      exists.push_back((set >> i & 1U) != 0);
      facts.push_back(exists.back() ? edges[i] : f.not_(edges[i]));
    }
    for (const Graph& one : {graph, circle}) {
      const Formula reaches = f.reaches(one, edges);
      const bool expected = reaches_target(one, exists);
      std::vector<Formula> yes = facts, no = facts;
      yes.push_back(reaches);
      no.push_back(f.not_(reaches));
      CAPTURE(set, one.target);
      REQUIRE(read_back(f, yes) == (expected ? Satisfiable::yes : Satisfiable::no));
      REQUIRE(read_back(f, no) == (expected ? Satisfiable::no : Satisfiable::yes));
    }
  }
}
