// Which changes of a clause the expectations of a spec notice.
#include "app/load.h"
#include "report/text_mutation.h"
#include "solver/contracts/mutate.h"
#include "solver/contracts/rewrite.h"
#include "tests/catch.h"

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
