// How many things a question about contracts alone needs: one small contract for each argument.
#include "model/resolve/resolve.h"
#include "model/scope/scope.h"
#include "model/syntax/diagnostics.h"
#include "model/syntax/parser.h"
#include "tests/catch.h"

#include <string>

using namespace proviso;

namespace {

// Breaking `goal` while all other clauses are kept: "2 A, 1 B", or what prevents a bound.
std::string enough(const std::string& clauses, scoping::GoalKind kind = scoping::GoalKind::broken) {
  Sources sources;
  Diagnostics diagnostics;
  const std::string text =
      "enum K { p, q }\nentity E { o: E? }\nflow A from E to E { k: K, n: int }\n"
      "flow B from E to E { k: K }\nevent V { b: B }\nevent Signing\nX, Y: E\n"
      "fact all v: A any time => v.n >= 0\n"
      "contract C {\n parties X, Y\n from 2026-01-01\n Go: Signing by X\n" + clauses + "}\n";
  const FileId file = sources.add("contract.proviso", text);
  const syntax::File tree = syntax::parse(sources, file, diagnostics);
  const Spec spec = resolve(sources, {&tree}, diagnostics);
  REQUIRE_FALSE(has_errors(diagnostics));
  scoping::Question question;
  question.contracts = {ContractId{0}};
  for (const ClauseId clause : spec.contracts[0].clauses) {
    if (spec[clause].name != "goal") question.kept.push_back(clause);
    if (spec[clause].name == "goal") question.goals.push_back({kind, clause});
  }
  const scoping::Scope scope = scoping::enough_for(spec, question);
  if (!scope.complete) return "up to: " + scope.reason;
  std::string result;
  for (const auto& [type, count] : scope.count) {
    result += (result.empty() ? "" : ", ") + std::to_string(count) + " " + spec[type].name;
  }
  return result.empty() ? "nothing" : result;
}

}  // namespace

TEST_CASE("what a goal binds is enough where nothing else is asked for", "[scope]") {
  CHECK(enough("clause goal { each x: A, y: A where x.k == y.k must x.n <= y.n }\n"
               "clause other { never z: B where z.k == p }\n") == "2 A");
  CHECK(enough("clause goal { must some x: A }\n") == "nothing");
  CHECK(enough("clause goal { must count(x: A where x.k == p) <= 2 }\n") == "3 A");
}

TEST_CASE("a chain of demands is followed to its end", "[scope]") {
  CHECK(enough("clause goal { never x: A }\n"
               "clause next { each x: A must some y: B where y.k == x.k by x.start + 10 days }\n") == "1 A, 1 B");
  CHECK(enough("clause goal { never x: V }\n") == "1 B, 1 V");
  CHECK(enough("clause goal { never x: A }\n"
               "clause ab { each x: A must some y: B where y.to == x.to by x.start + 10 days }\n"
               "clause ba { each x: B must some y: A where y.k == x.k by x.start + 10 days }\n") ==
        "up to: things that ask for further things without end");
  CHECK(enough("clause goal { never x: A where x.k == p }\n"
               "clause end { each x: A where x.k == p must some y: A where y.k == q by x.start + 10 days }\n") ==
        "2 A");
}

TEST_CASE("lasting demands are met on one day, or from the first day of a term on", "[scope]") {
  CHECK(enough("clause goal { never x: A where x.k == p }\n"
               "clause pair { each x: A must some y: B where y.to == x.to }\n") == "1 A, 1 B");
  CHECK(enough("clause goal { never x: A where x.k == p }\n"
               "clause pair { each x: A must some y: B where y.to == x.to and y.start <= x.start }\n") ==
        "up to: a condition that other things may meet on each day in `C.pair`");
  CHECK(enough("clause goal { never x: A where x.k == p }\n"
               "clause always { must some y: B where y.from == X }\n") == "1 A, 1 B");
  CHECK(enough("clause goal { never x: A where x.k == p }\n"
               "clause first { until 2026-06-01 must some y: B where y.from == X }\n"
               "clause then { from 2026-06-01 must some y: B where y.from == Y }\n") == "1 A, 2 B");
  CHECK(enough("clause goal { never x: A where x.k == p }\n"
               "clause heard { each x: A must some v: V where v.b.from == X }\n") == "1 A, 1 B, 1 V");
}

TEST_CASE("sums fall to nothing, or one thing takes over", "[scope]") {
  CHECK(enough("clause goal { never x: B }\n"
               "clause share { each y: calendar year must\n"
               "  sum(a.n for a: A where a.k == p and a in y)\n"
               "    >= 2 * sum(a.n for a: A where a.k == q and a in y) }\n") ==
        "1 B");
  CHECK(enough("clause goal { never x: B }\n"
               "clause total { must sum(a.n for a: A so far where a.k == p) >= 100 by 2026-12-31 }\n") ==
        "1 A, 1 B");
  CHECK(enough("clause goal { must sum(a.n for a: A where a.k == p) <= 100 }\n") == "1 A");
  CHECK(enough("clause goal { must sum(a.n for a: A where a.k == p) <= 100 }\n"
               "clause small { each a: A must a.n <= 50 }\n") ==
        "up to: a value that rests on other things in `C.small`");
}

TEST_CASE("what arises needs its own condition only", "[scope]") {
  CHECK(enough("clause goal { each x: A must some y: B where y.to == x.to by x.start + 1 day }\n",
               scoping::GoalKind::arises) == "1 A");
}

TEST_CASE("what a permission describes has to be described still", "[scope]") {
  const std::string goal = "clause goal { never x: B }\n";
  CHECK(enough(goal + "clause let { overrides goal may y: B where y.k == p }\n") == "1 B");
  CHECK(enough(goal + "clause let { overrides goal may y: B\n"
                      "  where some a: A any time where a.to == y.to }\n") == "1 A, 1 B");
}
