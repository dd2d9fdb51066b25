// Which changes of a clause the expectations of a spec notice.
#include "app/load.h"
#include "report/text_mutation.h"
#include "solver/contracts/mutate.h"
#include "solver/contracts/noticing.h"
#include "solver/contracts/rewrite.h"
#include "solver/expect.h"
#include "tests/catch.h"

#include <set>
#include <sstream>

using namespace proviso;

namespace {

constexpr const char* kAgency = R"(entity Party
flow Sale from Party to Party { amount: money USD }
event Notice { sender: Party? }
A, B: Party
contract Agency {
  parties A, B
  from 2026-01-01
  Exit: Notice by B
  clause cap {
    until Exit + 30 days
    each s: Sale where s.from == A
    must s.amount <= USD 10 m
    unless s.to == B
  }
  clause report {
    each n: Notice where n.sender == A
    must some s: Sale where s.to == A by n.date + 10 days
  }
  clause quiet { never s: Sale where s.from == B and s.to == B }
}
)";

constexpr const char* kDeals = R"(import "agency.proviso"
deal Low {
  under Agency
  judged 2026-01-01 .. 2027-01-01
  sale: Sale from A to A { amount = USD 10 m } on 2026-02-01
  assume Exit never
}
deal High is Low with { sale.amount = USD 11 m }
expect Low: complies
expect High: conflicts with cap only
)";

MutationReport mutated(const MemoryFiles& files, const std::vector<std::string>& roots, Program& program,
                       const std::vector<std::string>& contracts = {}) {
  program = load(files, roots);
  std::vector<const Spec*> specs;
  for (const Root& root : program.roots) {
    REQUIRE(root.spec);
    specs.push_back(&*root.spec);
  }
  return mutate(specs, program.sources, {}, contracts);
}

const Mutant& found(const MutationReport& report, const std::string& what, const std::string& before) {
  for (const Mutant& mutant : report.mutants)
    if (mutant.what == what && mutant.before == before) return mutant;
  FAIL("no change `" << what << "` of `" << before << "`");
  return report.mutants.front();
}

}  // namespace

TEST_CASE("expectations notice what they pin down, and nothing else", "[mutate]") {
  MemoryFiles files;
  files.texts["agency.proviso"] = kAgency;
  files.texts["deals.proviso"] = kDeals;
  Program program;
  const MutationReport report = mutated(files, {"agency.proviso", "deals.proviso"}, program);
  CHECK(report.expectations == 2);
  CHECK(found(report, "clause left out", "clause cap").noticed_by == "expect High: conflicts with cap only");
  CHECK_FALSE(found(report, "clause left out", "clause report").noticed);
  CHECK(found(report, "`<=` made `<`", "<= USD 10 m").noticed_by == "expect Low: complies");
  CHECK(found(report, "lowered by a tenth", "USD 10 m").noticed);
  CHECK(found(report, "raised by a tenth", "USD 10 m").after == "USD 11 m");
  CHECK(found(report, "raised by a tenth", "USD 10 m").noticed);
  CHECK_FALSE(found(report, "exception left out", "s.to == B").noticed);
  CHECK_FALSE(found(report, "end a day later", "Exit + 30 days").noticed);
  CHECK(found(report, "end a day later", "Exit + 30 days").touched == 0);
  CHECK(found(report, "deadline a day later", "n.date + 10 days").after == "n.date + 10 days + 1 day");
  CHECK(found(report, "condition left out", "s.from == B").after.empty());
  CHECK(found(report, "condition left out", "s.from == B").expectations == 2);
}

TEST_CASE("one text in two roots is one text", "[mutate]") {
  MemoryFiles files;
  files.texts["agency.proviso"] = kAgency;
  files.texts["deals.proviso"] = kDeals;
  files.texts["more.proviso"] = R"(import "agency.proviso"
deal Asked {
  under Agency
  judged 2026-01-01 .. 2027-01-01
  asks: Notice { sender = A } on 2026-03-01
  sale: Sale from B to A { amount = USD 1 } on 2026-03-11
}
expect Asked: complies
expect Asked with Exit = 2026-04-01 on 2026-03-05: pending report
)";
  Program program;
  const MutationReport one = mutated(files, {"agency.proviso", "deals.proviso"}, program);
  const MutationReport two = mutated(files, {"agency.proviso", "deals.proviso", "more.proviso"}, program);
  CHECK(one.mutants.size() == two.mutants.size());
  CHECK(found(two, "clause left out", "clause cap").noticed);
  CHECK(found(two, "clause left out", "clause report").noticed_by == "expect Asked: pending report");
  CHECK(found(two, "deadline a day earlier", "n.date + 10 days").noticed_by == "expect Asked: complies");
  CHECK_FALSE(found(two, "deadline a day later", "n.date + 10 days").noticed);
  const MutationReport none = mutated(files, {"deals.proviso"}, program, {"Nothing"});
  CHECK(none.mutants.empty());
  CHECK_FALSE(mutated(files, {"deals.proviso"}, program).mutants.empty());
}

TEST_CASE("a clause that is left out overrides no other", "[mutate]") {
  MemoryFiles files;
  files.texts["may.proviso"] = R"(entity Party
flow Sale from Party to Party
A, B: Party
contract K {
  parties A, B
  from 2026-01-01
  clause none_to_b { never s: Sale where s.to == B }
  clause schools { overrides none_to_b  may s: Sale where s.from == B }
}
deal D { under K  judged 2026-01-01 .. 2027-01-01  sale: Sale from B to B on 2026-02-01 }
expect D: complies
)";
  Program program;
  const MutationReport report = mutated(files, {"may.proviso"}, program);
  CHECK(found(report, "clause left out", "clause schools").noticed);
  CHECK_FALSE(found(report, "clause left out", "clause none_to_b").noticed);
}

TEST_CASE("what goes unnoticed is listed by clause", "[mutate]") {
  MemoryFiles files;
  files.texts["k.proviso"] = R"(entity Party
flow Sale from Party to Party { amount: money USD }
A, B: Party
contract K {
  parties A, B
  from 2026-01-01
  clause cap { must all s: Sale => s.amount <= USD 10 }
  clause rare { never s: Sale where s.from == s.to }
}
contract Unasked { parties A, B  from 2026-01-01  clause some_sale { must some s: Sale } }
deal D { under K  judged 2026-01-01 .. 2027-01-01  sale: Sale from A to B { amount = USD 10 } on 2026-02-01 }
expect D: complies
)";
  Program program;
  const MutationReport report = mutated(files, {"k.proviso"}, program);
  std::ostringstream text;
  write_mutation(report, program.sources, {}, text);
  CHECK(text.str() == R"(K.cap: 2 of 4 changes noticed, 1 expectation under it
  k.proviso:7: clause left out: clause cap
  k.proviso:7: raised by a tenth: USD 10 -> USD 11
K.rare: 1 of 2 changes noticed, 1 expectation under it
  k.proviso:8: clause left out: clause rare
Unasked.some_sale: 0 of 1 change noticed, no expectation is under it
  k.proviso:10: clause left out: clause some_sale

7 changes tried against 1 expectation: 3 noticed, 4 not
)");
}

TEST_CASE("a shared expression is copied where it is changed", "[mutate]") {
  Spec spec;
  const Type boolean = basic(BaseType::boolean);
  const ExprId yes = spec.add(BoolConst{true}, boolean);
  const ExprId no = spec.add(BoolConst{false}, boolean);
  const ExprId both = spec.add(Connect{Connective::and_, yes, yes}, boolean);
  const ExprId shared = spec.add(Not{yes}, boolean);
  const ExprId changed = rewrite(spec, both, yes, no);
  CHECK(changed != both);
  CHECK(std::get<Connect>(spec[both].node).left == yes);
  CHECK(std::get<Connect>(spec[changed].node).right == no);
  CHECK(std::get<Not>(spec[shared].node).operand == yes);
  CHECK(rewrite(spec, shared, both, no) == shared);
}

TEST_CASE("what a changed permission shields is looked at with it", "[mutate]") {
  MemoryFiles files;
  files.texts["may.proviso"] = R"(entity Party
flow Sale from Party to Party { amount: money USD }
A, B: Party
contract K {
  parties A, B
  from 2026-01-01
  clause none_to_b { never s: Sale where s.to == B }
  clause some { overrides none_to_b  may s: Sale where s.amount <= USD 10 }
  clause not_gifts { overrides some  never s: Sale where s.amount == USD 0 }
}
deal D {
  under K
  judged 2026-01-01 .. 2027-01-01
  sale: Sale from A to B { amount = USD 10 } on 2026-02-01
}
deal Gift is D with { sale.amount = USD 0 }
expect D: complies
expect Gift: conflicts with none_to_b, not_gifts
)";
  Program program;
  const MutationReport report = mutated(files, {"may.proviso"}, program);
  CHECK(found(report, "lowered by a tenth", "USD 10").noticed_by == "expect D: complies");
  CHECK(found(report, "`<=` made `<`", "<= USD 10").noticed);
  CHECK_FALSE(found(report, "raised by a tenth", "USD 10").noticed);
  CHECK(found(report, "clause left out", "clause not_gifts").noticed);
  CHECK(found(report, "condition left out", "s.amount == USD 0").noticed_by == "expect D: complies");
}

TEST_CASE("a clause whose breach is spoken of is exchanged", "[mutate]") {
  MemoryFiles files;
  files.texts["breach.proviso"] = R"(entity Party
flow Sale from Party to Party { amount: money USD }
A, B: Party
contract K {
  parties A, B
  from 2026-01-01
  clause cap { must all s: Sale => s.amount <= USD 10 }
  clause after { never s: Sale where s.to == B and cap.breach happened }
}
deal D {
  under K
  judged 2026-01-01 .. 2027-01-01
  sale: Sale from A to A { amount = USD 10 } on 2026-02-01
  later: Sale from A to B { amount = USD 1 } on 2026-03-01
}
expect D on 2026-04-01: keeps after
)";
  Program program;
  const MutationReport report = mutated(files, {"breach.proviso"}, program);
  CHECK(found(report, "lowered by a tenth", "USD 10").noticed_by == "expect D: keeps after");
  CHECK_FALSE(found(report, "raised by a tenth", "USD 10").noticed);
}

TEST_CASE("expectations of contracts notice changes as well", "[mutate]") {
  MemoryFiles files;
  files.texts["k.proviso"] = R"(entity Party
flow Sale from Party to Party { amount: money USD }
A, B: Party
contract K {
  parties A, B
  from 2026-01-01
  clause cap { never s: Sale where s.amount > USD 10 }
  clause none_back { never s: Sale where s.from == B and s.to == A }
}
expect K: consistent
expect K forbids s: Sale where s.amount >= USD 11
)";
  Program program;
  const MutationReport report = mutated(files, {"k.proviso"}, program);
  CHECK(report.expectations == 2);
  CHECK(found(report, "raised by a tenth", "USD 10").noticed_by.starts_with("expect K: forbids s: Sale"));
  CHECK_FALSE(found(report, "lowered by a tenth", "USD 10").noticed);
  CHECK(found(report, "clause left out", "clause none_back").expectations == 2);
  CHECK(found(report, "clause left out", "clause none_back").touched == 1);
}

TEST_CASE("what is asked about every clause notices what nothing else does", "[mutate]") {
  const std::string terms = R"(entity Party
flow Sale from Party to Party { amount: money USD }
A, B: Party
contract K {
  parties A, B
  from 2026-01-01
  clause least { must all s: Sale => s.amount >= USD 49 }
  clause one { must some s: Sale by 2027-01-01 }
  clause most { A owes B  must all s: Sale => s.amount <= USD 50 }
}
)";
  MemoryFiles files;
  files.texts["kept.proviso"] = terms + "expect K: consistent\n";
  files.texts["claims.proviso"] = terms + R"(amendment Same of K from 2026-06-01 {
  replace most with "as before" { A owes B  must all s: Sale => s.amount <= USD 50 }
  claims no change
}
expect Same: claims hold
)";
  files.texts["changes.proviso"] = terms + R"(amendment More of K from 2026-06-01 {
  replace most with "more" { A owes B  must all s: Sale => s.amount <= USD 55 }
}
expect More: changes K only in most in favour of A
)";
  const auto noticed = [](const MutationReport& report) {
    std::set<std::string> all;
    for (const Mutant& mutant : report.mutants)
      if (mutant.noticed) all.insert(mutant.contract + "." + mutant.name + ": " + mutant.what);
    return all;
  };
  Program program;
  const MutationReport kept = mutated(files, {"kept.proviso"}, program);
  CHECK(noticed(kept) == std::set<std::string>{"K.least: raised by a tenth", "K.most: lowered by a tenth"});
  CHECK(found(kept, "raised by a tenth", "USD 49").noticed_by == "expect K: consistent");
  // A change of a clause that both texts have changes nothing between them, unless nothing can be kept then.
  CHECK(noticed(mutated(files, {"claims.proviso"}, program)) ==
        std::set<std::string>{"K.least: raised by a tenth", "K.most: clause left out", "K.most: `<=` made `<`",
                              "K.most: lowered by a tenth", "K.most: raised by a tenth", "Same.most: clause left out", "Same.most: `<=` made `<`",
                              "Same.most: lowered by a tenth", "Same.most: raised by a tenth"});
  CHECK(noticed(mutated(files, {"changes.proviso"}, program)) ==
        std::set<std::string>{"K.most: clause left out", "K.most: raised by a tenth", "More.most: lowered by a tenth"});
}

namespace {

constexpr const char* kFees = R"(entity Party
flow Payment from Party to Party { amount: money USD }
A, B: Party
contract K {
  parties A, B
  from 2026-01-01 until 2029-01-01
  clause fee {
    each y: calendar year or part
    must sum(p.amount for p: Payment where p.from == A and p in y) >= USD 12
  }
  clause small { never p: Payment where p.amount < USD 2 }
  clause gifts { overrides small  may p: Payment where p.to == A }
  clause never_to_b { overrides gifts  never p: Payment where p.to == B }
  clause after { never p: Payment where small.breach happened and p.from == B }
}
amendment L of K from 2027-07-01 {
  replace fee with "more" {
    each y: calendar year or part
    must sum(p.amount for p: Payment where p.from == A and p in y) >= USD 20
  }
}
deal D {
  under L
  judged 2026-01-01 .. 2029-01-01
  first: Payment from A to A { amount = USD 12 } on 2026-05-01
  second: Payment from A to A { amount = unknown USD 5 .. USD 16 } on 2027-05-01
  half: Payment from A to A { amount = USD 20 } on 2027-09-01
  third: Payment from A to A { amount = USD 20 } on 2028-05-01
  gift: Payment from B to A { amount = USD 1 } on 2028-06-01
  optional other: Payment from A to B { amount = USD 1 } on 2028-07-01
}
expect D: depends
expect D with second.amount = USD 16: depends on other only
expect D on 2027-12-31: keeps small
expect D with other.amount = USD 1: conflicts with small
)";

}  // namespace

TEST_CASE("clauses beside the others show what their exchange shows", "[mutate]") {
  MemoryFiles files;
  files.texts["fees.proviso"] = kFees;
  const Program program = load(files, {"fees.proviso"});
  REQUIRE(program.roots.front().spec);
  const Spec& spec = *program.roots.front().spec;
  Workshop workshop(spec, program.sources);
  std::size_t mutants = 0, beside = 0, differ = 0;
  for (std::uint32_t i = 0; i < spec.clauses.size(); ++i)
    if (!spec.clauses[i].whole.empty())
      workshop.add(ClauseId{i}, [&](ClauseId, const TextChange&) { return mutants++; });
  std::vector<std::size_t> all;
  for (std::size_t mutant = 0; mutant < mutants; ++mutant) all.push_back(mutant);
  for (const Expect& expect : spec.expects) {
    std::map<std::size_t, bool> found;
    for (const Noticed& one : noticed(workshop, expect, {}, all)) found[one.mutant] = one.outcome.has_value();
    Spec& changed = workshop.spec();
    changed.expects = {expect};
    const bool before = run_expectations(changed, program.sources).front().passed;
    CHECK(before);
    for (const std::size_t mutant : all) {
      workshop.exchange(mutant);
      const bool after = run_expectations(changed, program.sources).front().passed;
      workshop.exchange(mutant);
      INFO("mutant " << mutant);
      CHECK((found.count(mutant) > 0 && found[mutant]) == (after != before));
      differ += after != before ? 1 : 0;
      beside += workshop.can_stand_beside(mutant) ? 1 : 0;
    }
  }
  CHECK(beside > 0);
  CHECK(differ > 7);
}
