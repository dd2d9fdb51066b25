#include "model/resolve/question.h"
#include "model/syntax/diagnostics.h"
#include "model/syntax/parser.h"
#include "tests/catch.h"

#include <string>
#include <string_view>

namespace proviso {

namespace {

constexpr std::string_view kText = R"(
entity Party
flow Payment from Party to Party { amount: money USD }
Acme, Borealis: Party
contract K {
  from 2026-01-01
  Stop: Determination by Acme
  clause pays { Acme owes Borealis  until Stop  must some p: Payment where p.from == Acme }
}
event Determination
deal D { under K  during 2026-01-01 .. 2027-01-01 }
expect D: conflicts
)";

// A program of one file.
struct AskedSpec {
  Sources sources;
  Diagnostics diagnostics;
  syntax::File file = syntax::parse(sources, sources.add("k.proviso", std::string(kText)), diagnostics);

  std::optional<Spec> ask(std::string question) {
    return resolve_question(sources, {&file}, std::move(question), diagnostics);
  }
  std::optional<Spec> read(std::string text) {
    return resolve_text(sources, {&file}, "made.proviso", std::move(text), diagnostics);
  }
};

}  // namespace

TEST_CASE("a question is the only expectation of the program that it is asked of") {
  AskedSpec asked;
  const auto spec = asked.ask("K allows p: Payment where p.from == Acme after Stop");
  REQUIRE(spec);
  CHECK(asked.diagnostics.empty());
  REQUIRE(spec->expects.size() == 1);
  const Expect& expect = spec->expects.front();
  REQUIRE(expect.subjects.size() == 1);
  CHECK((*spec)[expect.subjects.front()].name == "K");
  REQUIRE(expect.outcomes.size() == 1);
  CHECK(expect.outcomes.front().binding);
  REQUIRE(expect.outcomes.front().after.size() == 1);
  CHECK((*spec)[expect.outcomes.front().after.front()].name == "Stop");
  CHECK(asked.sources.path(expect.span.file) == "question");
}

TEST_CASE("questions ask for more than yes or no") {
  AskedSpec asked;
  const auto one = [&](const std::string& question) {
    const auto spec = asked.ask(question);
    REQUIRE(spec);
    return spec->expects.at(0).outcomes.at(0);
  };
  using syntax::ExpectKind;
  CHECK(one("K: status of p: Payment where p.to == Acme").binding);
  const Outcome may = one("K: what may Acme do that Borealis may not");
  CHECK(may.kind == ExpectKind::what_may);
  CHECK(may.party.valid());
  CHECK(may.other_party.valid());
  const Outcome must = one("K: what must Acme do if Stop happened");
  CHECK(must.kind == ExpectKind::what_must);
  CHECK(must.condition.valid());
  CHECK(one("K what must Acme do").kind == ExpectKind::what_must);
  CHECK(one("expect K: can Acme bring about Determination").names.at(0).type.valid());
  CHECK(one("K: can Acme end pays").names.at(0).clauses.size() == 1);
  CHECK(one("D: conflicts with pays").names.size() == 1);
}

TEST_CASE("what is wrong with a question is reported in its own text") {
  AskedSpec asked;
  for (const char* question : {"K: dead payss", "K consistent and more", "K:", "", "J: consistent",
                               "K: what may Acme do", "K entails (1)", "K: consistent deal"}) {
    asked.diagnostics.clear();
    INFO(question);
    CHECK_FALSE(asked.ask(question));
    REQUIRE(has_errors(asked.diagnostics));
    CHECK(asked.sources.path(asked.diagnostics.front().span.file) == "question");
  }
}

TEST_CASE("a made text sees the program and has its own deals") {
  AskedSpec asked;
  const auto spec = asked.read(
      "import \"k.proviso\"\n"
      "deal Made { under K  during 2026-01-01 .. 2027-01-01 }\nexpect Made: conflicts with pays\n");
  REQUIRE(spec);
  REQUIRE(spec->deals.size() == 2);
  for (const Deal& deal : spec->deals) CHECK(deal.imported == (deal.name == "D"));
  CHECK(spec->expects.size() == 1);
  CHECK_FALSE(asked.read("deal D { under K }"));
}

}  // namespace proviso
