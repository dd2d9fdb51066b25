// Readings, alternatives, amendments, and periods beside changes and suspensions.
#include "tests/catch.h"
#include "tests/unit/judge_case.h"

using proviso::test::JudgeCase;
using Lines = std::vector<std::string>;

TEST_CASE("only the norms of the reading that is meant count") {
  const std::string text =
      "contract K \"k\" { parties A, B from 2026-01-01\n"
      "clause c \"c\" { A owes B each p: Pay\n"
      "  reading strict \"s\" { must p.amount >= 3 }\n  reading loose \"l\" { must p.amount >= 1 } } }\n"
      "deal D { under K judged 2026-01-01 .. 2027-01-01 pay: Pay from A to B { amount = 2 } on 2026-02-01 }\n";
  CHECK(JudgeCase(text).choose("K.c", "strict").of("c") == Lines{"broken 2026-02-01"});
  CHECK(JudgeCase(text).choose("K.c", "loose").of("c") == Lines{"kept"});
}

TEST_CASE("a reading that is a term narrows the clause only if it is meant") {
  const std::string text =
      "contract K \"k\" { parties A, B from 2026-01-01\n"
      "clause c \"c\" { A owes B each p: Pay must p.amount >= 3\n"
      "  reading short \"s\" { until 2026-02-01 }\n  reading long \"l\" { until 2026-03-01 } } }\n"
      "deal D { under K judged 2026-01-01 .. 2027-01-01 pay: Pay from A to B on 2026-02-01 }\n";
  CHECK(JudgeCase(text).choose("K.c", "short").of("c") == Lines{});
  CHECK(JudgeCase(text).choose("K.c", "long").of("c") == Lines{"broken 2026-02-01"});
}

TEST_CASE("one alternative exists") {
  const std::string text =
      "contract K \"k\" { parties A, B from 2026-01-01 clause ban \"c\" { A owes B never p: Pay where p.to == C } }\n"
      "deal D { under K judged 2026-01-01 .. 2027-01-01\n"
      "unknown one of { to_b: Pay from A to B on 2026-02-01 | to_c: Pay from A to C on 2026-03-01 } }\n";
  CHECK(JudgeCase(text).choose("one of to_b, to_c", "to_b").of("ban") == Lines{});
  CHECK(JudgeCase(text).choose("one of to_b, to_c", "to_c").of("ban") == Lines{"broken 2026-03-01"});
}

TEST_CASE("each text is judged for its own time") {
  const std::string text =
      "contract K \"k\" { parties A, B from 2026-01-01 clause cap \"c\" { A owes B never p: Pay where p.amount > 1 } }\n"
      "amendment M \"m\" of K from 2026-05-01 { replace cap with { A owes B never p: Pay where p.amount > 5 } }\n"
      "deal D { under M judged 2026-01-01 .. 2027-01-01\n"
      "march: Pay from A to B { amount = 3 } on 2026-03-01\nmay_: Pay from A to B { amount = 3 } on 2026-05-01\n"
      "june: Pay from A to B { amount = 6 } on 2026-06-01 }\n";
  const JudgeCase judged(text);
  CHECK(judged.of("K.cap") == Lines{"broken 2026-03-01"});
  CHECK(judged.of("M.cap") == Lines{"broken 2026-06-01"});
}

namespace {

// A yearly minimum from 2025-07-01, replaced on 2026-10-01 by another one.
std::string minima(const std::string& old, const std::string& replacing, const std::string& payments) {
  return "contract K \"k\" { parties A, B from 2025-07-01 until 2028-01-01\n"
         "clause minimum \"c\" { A owes B each y: year" + old + " must sum(p.amount for p: Pay where p in y) >= 10 } }\n"
         "amendment M \"m\" of K from 2026-10-01 { replace minimum with { A owes B each y: year" + replacing +
         " must sum(p.amount for p: Pay where p in y) >= 20 } }\n"
         "deal D { under M judged 2025-07-01 .. 2028-01-01\n" + payments + "}\n";
}

}  // namespace

TEST_CASE("the new text judges the period of the change whole and goes on counting") {
  const std::string paid = "a: Pay from A to B { amount = 10 } on 2026-01-01\nb: Pay from A to B { amount = 15 } on 2026-08-01\n"
                           "c: Pay from A to B { amount = 5 } on 2026-11-01\n";
  const JudgeCase judged(minima("", "", paid));
  CHECK(judged.of("K.minimum") == Lines{"kept"});                        // 2025-07 to 2026-06
  CHECK(judged.of("M.minimum") == Lines{"kept", "left out 2028-06-30"});  // 2026-07 to 2027-06: 20
  CHECK(JudgeCase(minima(" or part", "", paid)).of("K.minimum") == Lines{"kept"});
  CHECK(JudgeCase(minima(" or part", "", paid)).of("M.minimum") == Lines{"kept", "left out 2028-06-30"});
  CHECK(JudgeCase(minima("", " or part", paid)).of("M.minimum") == Lines{"kept", "broken 2027-12-31"});
}

TEST_CASE("each text judges its own part if both say so") {
  const std::string paid = "a: Pay from A to B { amount = 10 } on 2026-01-01\nb: Pay from A to B { amount = 5 } on 2026-08-01\n"
                           "c: Pay from A to B { amount = 20 } on 2026-11-01\nd: Pay from A to B { amount = 20 } on 2027-08-01\n";
  const JudgeCase judged(minima(" or part", " or part", paid));
  CHECK(judged.of("K.minimum") == Lines{"kept", "broken 2026-09-30"});
  CHECK(judged.of("M.minimum") == Lines{"kept", "kept"});
}

TEST_CASE("a repeal is an end like any other for periods") {
  const auto repealed = [](const std::string& part) {
    return "contract K \"k\" { parties A, B from 2026-01-01\n"
           "clause minimum \"c\" { A owes B each y: year" + part + " must (some p: Pay) } }\n"
           "amendment M \"m\" of K from 2026-10-01 { repeal minimum }\n"
           "deal D { under M judged 2026-01-01 .. 2028-01-01 }\n";
  };
  CHECK(JudgeCase(repealed("")).of("minimum") == Lines{"left out 2026-12-31"});
  CHECK(JudgeCase(repealed(" or part")).of("minimum") == Lines{"broken 2026-09-30"});
}

TEST_CASE("a text that counts no periods takes none from the one it replaces") {
  const std::string text =
      "contract K \"k\" { parties A, B from 2026-01-01\n"
      "clause c \"c\" { A owes B each y: year or part must (some p: Pay) } }\n"
      "amendment M \"m\" of K from 2026-10-01 { replace c with { A owes B never n: Notice } }\n"
      "deal D { under M judged 2026-01-01 .. 2028-01-01 }\n";
  CHECK(JudgeCase(text).of("K.c") == Lines{"broken 2026-09-30"});
}

TEST_CASE("a clause that came with one amendment goes on counting from there in the next") {
  const std::string text =
      "contract K \"k\" { parties A, B from 2026-01-01\n clause other \"c\" { A owes B never n: Notice } }\n"
      "amendment M \"m\" of K from 2026-04-01 { clause c \"c\" { A owes B each y: year must (some p: Pay) } }\n"
      "amendment N \"n\" of M from 2026-10-01 { replace c with { A owes B each y: year must (no p: Pay) } }\n"
      "deal D { under N judged 2026-01-01 .. 2028-01-01 pay: Pay from A to B on 2026-06-01 }\n";
  CHECK(JudgeCase(text).of("c") == Lines{"broken 2027-03-31", "pending 2028-03-31"});
}

TEST_CASE("a suspended deadline moves by the suspended days") {
  const auto owed = [](const std::string& norm, const std::string& deal) {
    return "contract K \"k\" { parties A, B from 2026-01-01\n"
           "clause c \"c\" { A owes B suspended while some l: Link  " + norm + " } }\n"
           "deal D { under K judged 2026-01-01 .. 2027-01-01\n" + deal + "}\n";
  };
  const std::string stop = "stop: Link from A to B during 2026-02-01 .. 2026-02-11\n";
  const std::string early_stop = "stop: Link from A to B during 2026-01-01 .. 2026-01-11\n";
  const std::string bare = "must (some p: Pay) by 2026-02-15";
  CHECK(JudgeCase(owed(bare, "")).of("c") == Lines{"broken 2026-02-15"});
  CHECK(JudgeCase(owed(bare, stop)).of("c") == Lines{"broken 2026-02-25"});
  CHECK(JudgeCase(owed(bare, early_stop)).of("c") == Lines{"broken 2026-02-25"});
  CHECK(JudgeCase(owed("must (some p: Pay) by 2026-01-20", stop)).of("c") == Lines{"broken 2026-01-20"});
  const std::string each = "each n: Notice must (some p: Pay) by n.date + 30 days";
  CHECK(JudgeCase(owed(each, stop + "n: Notice on 2026-01-20\n")).of("c") == Lines{"broken 2026-03-01"});
  CHECK(JudgeCase(owed(each, stop + "n: Notice on 2026-02-05\n")).of("c") == Lines{});
}

TEST_CASE("a suspension at the end of a period moves the day on which it is judged") {
  const auto owed = [](const std::string& deal) {
    return "contract K \"k\" { parties A, B from 2026-01-01 until 2026-03-01\n"
           "clause c \"c\" { A owes B suspended while some l: Link\n"
           "each m: month must sum(p.amount for p: Pay where p in m) >= 1 } }\n"
           "deal D { under K judged 2026-01-01 .. 2027-01-01 \n" + deal + "}\n";
  };
  const std::string stop = "stop: Link from A to B during 2026-01-20 .. 2026-02-05\n";
  CHECK(JudgeCase(owed("")).of("c") == Lines{"broken 2026-01-31", "broken 2026-02-28"});
  CHECK(JudgeCase(owed(stop)).of("c") == Lines{"broken 2026-02-05", "broken 2026-02-28"});
  CHECK(JudgeCase(owed(stop + "late: Pay from A to B on 2026-02-03\n")).of("c") ==
        Lines{"broken 2026-02-05", "kept"});
}

TEST_CASE("an open set is any set of members, in order and once each") {
  using namespace proviso;
  const std::string text =
      "entity Field { kinds: set Kind }\ncontract K \"k\" { parties A, B from 2026-01-01\n"
      "clause c \"c\" { A owes B each f: Field must (red in f.kinds) } }\n"
      "deal D { under K judged 2026-01-01 .. 2027-01-01 x: Field { kinds = unknown } }\n";
  const auto judged = [&](std::vector<std::uint32_t> members) {
    Members set;
    for (const std::uint32_t one : members) set.all.emplace_back(Member{one});
    return JudgeCase(text).choose("x.kinds", Constant{set});
  };
  CHECK(judged({0, 2}).of("c") == Lines{"kept"});
  CHECK(judged({0, 2}).admissible());
  CHECK(judged({1}).of("c") == Lines{"broken 2026-01-01"});
  CHECK(judged({}).of("c") == Lines{"broken 2026-01-01"});
  CHECK_FALSE(judged({2, 0}).admissible());
  CHECK_FALSE(judged({3}).admissible());
}
