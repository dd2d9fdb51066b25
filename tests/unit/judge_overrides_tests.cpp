// What one clause does to another: leaving out, displacing, standing in its place.
#include "tests/catch.h"
#include "tests/unit/judge_case.h"

using proviso::test::JudgeCase;
using Lines = std::vector<std::string>;

namespace {

// A contract with the clauses, and a deal over 2026 with the declarations.
std::string over_2026(const std::string& clauses, const std::string& deal) {
  return "contract K \"k\" { parties A, B from 2026-01-01\n" + clauses +
         "}\ndeal D { under K judged 2026-01-01 .. 2027-01-01\n" + deal + "}\n";
}

const char* const kBan = "clause ban \"b\" { A owes B never p: Pay where p.to == C }\n";
const char* const kCount = "clause few \"b\" { A owes B must count(p: Pay) <= 1 }\n";

}  // namespace

TEST_CASE("a permission shields what it describes, and only while it describes it") {
  const std::string deal = "pay: Pay from A to C during 2026-02-01 .. 2026-06-01\n";
  const std::string may = "clause ok \"p\" { overrides ban until 2026-04-01 may p: Pay where p.kind == ";
  CHECK(JudgeCase(over_2026(kBan, deal)).of("ban") == Lines{"broken 2026-02-01"});
  CHECK(JudgeCase(over_2026(kBan + may + "red }\n", deal)).of("ban") == Lines{"broken 2026-04-01"});
  CHECK(JudgeCase(over_2026(kBan + may + "green }\n", deal)).of("ban") == Lines{"broken 2026-02-01"});
}

TEST_CASE("a permission that overrides nothing shields nothing") {
  const std::string may = "clause ok \"p\" { may p: Pay }\n";
  const std::string deal = "pay: Pay from A to C during 2026-02-01 .. 2026-06-01\n";
  CHECK(JudgeCase(over_2026(kBan + may, deal)).of("ban") == Lines{"broken 2026-02-01"});
}

TEST_CASE("a demand is read without what permissions describe") {
  const std::string two = "one: Pay from A to B during 2026-02-01 .. 2026-06-01\n"
                          "two: Pay from A to C { kind = blue } during 2026-03-01 .. 2026-06-01\n";
  const std::string may = "clause ok \"p\" { overrides few may p: Pay where p.kind == blue }\n";
  CHECK(JudgeCase(over_2026(kCount, two)).of("few") == Lines{"broken 2026-03-01"});
  CHECK(JudgeCase(over_2026(kCount + may, two)).of("few") == Lines{"kept"});
  const std::string three = two + "three: Pay from A to B during 2026-05-01 .. 2026-06-01\n";
  CHECK(JudgeCase(over_2026(kCount + may, three)).of("few") == Lines{"broken 2026-05-01"});
}

TEST_CASE("broken only if broken with everything too: what is permitted may keep a duty") {
  const std::string some = "clause some_pay \"b\" { A owes B must some p: Pay }\n";
  const std::string may = "clause ok \"p\" { overrides some_pay may p: Pay }\n";
  const std::string deal = "pay: Pay from A to C during 2026-01-01 .. 2026-06-01\n";
  CHECK(JudgeCase(over_2026(some + may, deal)).of("some_pay") == Lines{"broken 2026-06-01"});
}

TEST_CASE("beside a deadline, what was described on any day up to it is left out") {
  const std::string duty = "clause clean \"b\" { A owes B must (no p: Pay any time where p.to == C) by 2026-10-01 }\n";
  const std::string may = "clause ok \"p\" { overrides clean until 2026-03-01 may p: Pay }\n";
  const std::string early = "pay: Pay from A to C during 2026-02-01 .. 2026-02-10\n";
  const std::string late = "pay: Pay from A to C during 2026-04-01 .. 2026-04-10\n";
  CHECK(JudgeCase(over_2026(duty, early)).of("clean") == Lines{"broken 2026-10-01"});
  CHECK(JudgeCase(over_2026(duty + may, early)).of("clean") == Lines{"kept"});
  CHECK(JudgeCase(over_2026(duty + may, late)).of("clean") == Lines{"broken 2026-10-01"});
}

TEST_CASE("beside a period, what was described on any day up to its end is left out") {
  const std::string duty =
      "clause cap \"b\" { A owes B each y: year must sum(p.amount for p: Pay where p in y) <= 3 }\n";
  const std::string may = "clause ok \"p\" { overrides cap may p: Pay where p.kind == blue }\n";
  const std::string deal = "one: Pay from A to B { amount = 3 } on 2026-02-01\n"
                           "two: Pay from A to B { amount = 2, kind = blue } on 2026-02-01\n";
  CHECK(JudgeCase(over_2026(duty, deal)).of("cap") == Lines{"broken 2026-12-31"});
  CHECK(JudgeCase(over_2026(duty + may, deal)).of("cap") == Lines{"kept"});
}

TEST_CASE("a permission shields what it describes though the deadline came before it") {
  const std::string duty = "clause notice \"b\" { A owes B each new p: Pay must (some n: Notice so far) by p.start - 30 days }\n";
  const std::string may = "clause ok \"p\" { overrides notice may p: Pay where p.kind == blue }\n";
  const auto pay = [](const std::string& kind) {
    return "pay: Pay from A to C { kind = " + kind + " } during 2026-03-03 .. 2026-06-01\n";
  };
  CHECK(JudgeCase(over_2026(duty + may, pay("red"))).of("notice") == Lines{"broken 2026-02-01"});
  CHECK(JudgeCase(over_2026(duty + may, pay("blue"))).of("notice") == Lines{"kept"});
}

TEST_CASE("a duty with a deadline is displaced if what it binds is described when it arises") {
  const std::string general = "clause soon \"g\" { A owes B each n: Notice must (some p: Pay) by n.date + 10 days }\n";
  const std::string special = "clause later \"s\" { A owes B overrides soon each n: Notice where n.kind == blue "
                              "must (some p: Pay) by n.date + 30 days }\n";
  const std::string deal = "one: Notice on 2026-02-01\ntwo: Notice { kind = blue } on 2026-03-01\n";
  const JudgeCase judged(over_2026(general + special, deal));
  CHECK(judged.of("soon") == Lines{"broken 2026-02-11"});
  CHECK(judged.of("later") == Lines{"broken 2026-03-31"});
}

TEST_CASE("a reparation mends with everything or without what is permitted") {
  const std::string duty = "clause few \"b\" { A owes B must (no p: Pay where p.kind == green)\n"
                           "otherwise must (no q: Pay any time where q.to == C) by breach + 10 days }\n";
  const std::string may = "clause ok \"p\" { overrides few may p: Pay where p.kind == blue }\n";
  const std::string deal = "bad: Pay from A to B { kind = green } on 2026-02-01\n"
                           "side: Pay from A to C { kind = blue } on 2026-02-05\n";
  CHECK(JudgeCase(over_2026(duty, deal)).of("few") == Lines{"broken 2026-02-11"});
  CHECK(JudgeCase(over_2026(duty + may, deal)).of("few") == Lines{"mended 2026-02-11"});
}

TEST_CASE("what a permission says of an event ends with the event's day") {
  const std::string duty = "clause quiet \"b\" { A owes B must (no n: Notice where n.kind == red) }\n";
  const std::string may = "clause ok \"p\" { overrides quiet may n: Notice }\n";
  const std::string deal = "word: Notice on 2026-02-01\n";
  CHECK(JudgeCase(over_2026(duty, deal)).of("quiet") == Lines{"broken 2026-02-01"});
  CHECK(JudgeCase(over_2026(duty + may, deal)).of("quiet") == Lines{"broken 2026-02-02"});
}

TEST_CASE("a duty displaces another for what it describes") {
  const std::string special = "clause special \"s\" { A owes B overrides ban each p: Pay where p.kind == blue "
                              "must p.amount <= 5 }\n";
  const std::string deal = "red_one: Pay from A to C during 2026-03-01 .. 2026-06-01\n"
                           "blue_one: Pay from A to C { kind = blue, amount = 9 } during 2026-02-01 .. 2026-06-01\n";
  const JudgeCase judged(over_2026(kBan + special, deal));
  CHECK(judged.of("ban") == Lines{"broken 2026-03-01"});
  CHECK(judged.of("special") == Lines{"broken 2026-02-01"});
}

TEST_CASE("a duty that shares nothing displaces the whole of another while in force") {
  const std::string duty = "clause silent \"s\" { A owes B each n: Notice must n.kind == blue }\n";
  const std::string other = "clause other \"o\" { A owes B overrides silent from 2026-02-01 until 2026-03-01 "
                            "must (no p: Pay) }\n";
  const std::string deal = "before: Notice on 2026-01-31\nin_it: Notice on 2026-02-15\nafter: Notice on 2026-03-01\n";
  CHECK(JudgeCase(over_2026(duty + other, deal)).of("silent") ==
        Lines{"broken 2026-01-31", "broken 2026-03-01"});
}

TEST_CASE("what is itself overridden for a thing does not override for it") {
  const std::string may = "clause ok \"p\" { overrides ban may p: Pay where p.amount >= 2 }\n";
  const std::string above = "clause not_ok \"n\" { overrides ok each p: Pay where p.kind == blue must p.amount >= 0 }\n";
  const std::string deal = "red_one: Pay from A to C { amount = 2 } on 2026-02-01\n"
                           "blue_one: Pay from A to C { amount = 2, kind = blue } on 2026-03-01\n";
  CHECK(JudgeCase(over_2026(kBan + may, deal)).of("ban") == Lines{"kept", "kept"});
  CHECK(JudgeCase(over_2026(kBan + may + above, deal)).of("ban") == Lines{"kept", "broken 2026-03-01"});
}

TEST_CASE("a clause above stands in the place of its namesake") {
  const std::string text =
      "contract L \"l\" { parties A, B from 2026-01-01\n"
      "clause ban \"b\" { A owes B never p: Pay }\nclause talk \"t\" { A owes B each n: Notice must n.kind == red } }\n"
      "contract K \"k\" { parties A, B from 2026-02-01 until 2026-03-01 prevails over L\n"
      "clause ban \"b\" { A owes B never p: Pay where p.to == C } }\n"
      "deal D { under K, L judged 2026-01-01 .. 2027-01-01\n"
      "pay: Pay from A to B during 2026-01-10 .. 2026-01-20\n"
      "next: Pay from A to B during 2026-02-10 .. 2026-02-20\n"
      "last: Pay from A to B during 2026-02-20 .. 2026-03-20 }\n";
  const JudgeCase judged(text);
  CHECK(judged.of("K.ban") == Lines{});
  CHECK(judged.of("L.ban") == Lines{"broken 2026-01-10", "broken 2026-03-01"});
}

TEST_CASE("a permission of a contract that prevails leaves out, a prohibition does nothing more") {
  const std::string text =
      "contract L \"l\" { parties A, B from 2026-01-01\n"
      "clause ban \"b\" { A owes B never p: Pay where p.to == C } }\n"
      "contract K \"k\" { parties A, B from 2026-02-01 until 2026-03-01 prevails over L\n"
      "clause grant \"g\" { may p: Pay where p.kind == blue } }\n"
      "deal D { under K, L judged 2026-01-01 .. 2027-01-01\n"
      "pay: Pay from A to C { kind = blue } during 2026-01-10 .. 2026-04-01 }\n";
  CHECK(JudgeCase(text).of("L.ban") == Lines{"broken 2026-01-10", "broken 2026-03-01"});
}
