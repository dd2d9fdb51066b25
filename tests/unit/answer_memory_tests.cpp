// What was answered once is known again, in another problem too, and nothing else is.
#include "solver/answer_memory.h"
#include "tests/catch.h"
#include "tests/unit/variables.h"

using namespace proviso;
using namespace proviso::test;

namespace {

Sum n(const Rational& value) { return Formulas::number(value); }
Sum n(VarId id) { return Formulas::number(id); }

Limits with(AnswerMemory& memory) {
  Limits limits;
  limits.memory = &memory;
  return limits;
}

}  // namespace

TEST_CASE("memory: parts of a question that share no variable are known one by one") {
  AnswerMemory memory{Limits()};
  {
    Formulas f;
    const VarId x = real(f, "x"), y = real(f, "y"), z = real(f, "z");
    Asker asker(f, with(memory));
    const Answer answer = asker.ask({less(f, n(1), n(x)), f.and_(less(f, n(y), n(z)), less(f, n(2), n(y)))});
    CHECK(answer.satisfiable == Satisfiable::yes);
    CHECK(memory.counters().asked == 2);
    CHECK(memory.counters().remembered == 0);
  }
  Formulas f;
  const VarId z = real(f, "z"), y = real(f, "y"), x = real(f, "x");
  Asker asker(f, with(memory));
  const Formula order = f.and_(less(f, n(2), n(y)), less(f, n(y), n(z)));
  const Answer answer = asker.ask({order, less(f, n(5), n(x))});
  CHECK(answer.satisfiable == Satisfiable::yes);
  CHECK(memory.counters().asked == 4);
  CHECK(memory.counters().remembered == 1);
  Evaluator holds(f, answer.assignment);
  CHECK((holds(order) && holds(less(f, n(5), n(x)))));
}

TEST_CASE("memory: a contradiction is known again with the formulas it takes") {
  AnswerMemory memory{Limits()};
  for (const int round : {0, 1}) {
    Formulas f;
    const VarId w = real(f, "w"), x = real(f, "x", Rational(0));
    Asker asker(f, with(memory));
    const Answer answer = asker.ask({less(f, n(1), n(w)), less(f, n(x), n(3)), less(f, n(4), n(x))});
    CHECK(answer.satisfiable == Satisfiable::no);
    CHECK(answer.core == std::vector<std::size_t>{1, 2});
    CHECK(asker.statistics().second_checks == 1);
    CHECK(memory.counters().remembered == static_cast<std::size_t>(round == 0 ? 0 : 2));
  }
}

TEST_CASE("memory: variables of other bounds, and several of one name, are told apart") {
  AnswerMemory memory{Limits()};
  Formulas f;
  const VarId x = real(f, "x", Rational(0), Rational(2));
  Asker first(f, with(memory));
  CHECK(first.ask({less(f, n(1), n(x))}).satisfiable == Satisfiable::yes);
  CHECK(first.ask({less(f, n(x), n(1)), less(f, n(1), n(x))}).satisfiable == Satisfiable::no);
  Formulas g;
  const VarId a = real(g, "x", Rational(0), Rational(3)), b = real(g, "x", Rational(0), Rational(3));
  Asker second(g, with(memory));
  const Answer answer = second.ask({less(g, n(a), n(1)), less(g, n(Rational(5, 2)), n(b))});
  CHECK(answer.satisfiable == Satisfiable::yes);
  CHECK(memory.counters().remembered == 0);
  Evaluator holds(g, answer.assignment);
  CHECK((holds(less(g, n(a), n(1))) && holds(less(g, n(Rational(5, 2)), n(b)))));
}
