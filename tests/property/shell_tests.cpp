// Whatever is said to the shell, its verdict is that of a fresh check of what it saves.
#include "app/load.h"
#include "app/options.h"
#include "app/shell/session.h"
#include "app/shell/verbs.h"
#include "tests/catch.h"

#include <rapidcheck.h>

#include <sstream>

using namespace proviso;

namespace {

constexpr const char* kSpec = R"(
entity Party
flow Sale from Party to Party { amount: money USD }
flow Share from Party to Party { amount: money USD }
event Notice
Acme, Borealis, Cargo: Party
contract Supply {
  parties Acme, Borealis
  from 2026-01-01
  Waiver: Notice by Borealis
  define dear(s: Sale): bool {
    reading broad "whatever is sold" = true
    reading narrow "what is large" = s.amount > USD 300
  }
  clause share {
    Acme owes Borealis
    each s: Sale where s.from == Acme and dear(s)
    must some p: Share where p.from == Acme and p.to == Borealis and p.amount >= 10% * s.amount
  }
  clause buyers {
    Acme owes Borealis
    until Waiver
    never s: Sale where s.from == Acme and s.to == Cargo
  }
}
deal Plan {
  under Supply
  during 2026-03-01 .. 2026-09-01
  sale: Sale from Acme to Cargo { amount = USD 500 }
  part: Share from Acme to Borealis { amount = USD 20 }
}
)";

const std::vector<std::string>& kinds_of_commands() {
  static const std::vector<std::string> kCommands{
      "set sale.to = Borealis", "set sale.to = Cargo", "set sale.to = choose {Borealis, Cargo}",
      "set sale.amount = USD 200", "set sale.amount = unknown USD 0 .. USD 900", "set part.amount = USD 50",
      "set part.amount = 10% * sale.amount", "set part.amount = choose", "set sale.start = 2026-05-01",
      "drop part", "drop sale", "drop extra", "add extra: Sale from Acme to Cargo on 2026-04-01 { amount = USD 10 }",
      "add extra: Share from Acme to Borealis { amount = USD 90 }", "assume Waiver never",
      "assume Waiver on 2026-02-01", "assume Waiver on 2026-04-01", "reading dear = narrow", "reading dear = broad",
      "add judged 2026-03-01 .. 2026-05-01", "undo", "redo", "repair 1", "next", "check", "least part.amount",
      "why", "sale.amount", "diff", "set sale.too = Cargo", "drop nothing"};
  return kCommands;
}

// What has to be the same however it was come by.
struct Findings {
  Verdict verdict = Verdict::undecided;
  std::vector<std::string> clauses, breaches;
  friend bool operator==(const Findings&, const Findings&) = default;
};

Findings findings_of(const DealReport& report) {
  Findings result{report.verdict, {}, {}};
  for (const ClauseStatus& clause : report.clauses) result.clauses.push_back(clause.clause + " " + word(clause.state));
  for (const Finding& finding : report.findings) {
    std::string text = finding.clause + (finding.always ? " always" : "");
    for (const ScenarioValue& on : finding.depends_on) text += " " + on.name + " " + on.value;
    result.breaches.push_back(text);
  }
  return result;
}

Findings fresh_findings(const MemoryFiles& files, const std::string& path) {
  const Program program = load(files, {path});
  REQUIRE_FALSE(program.wrong());
  const Spec& spec = *program.roots.front().spec;
  for (std::uint32_t i = 0; i < spec.deals.size(); ++i)
    if (!spec.deals[i].imported) return findings_of(check_verdict(spec, program.sources, DealId{i}).report);
  FAIL("the saved spec has no deal");
  return {};
}

}  // namespace

TEST_CASE("the shell's verdict and findings are those of a fresh check of the saved spec", "[property]") {
  CHECK(rc::check("commands", [] {
    const auto picks = *rc::gen::container<std::vector<std::size_t>>(
        rc::gen::inRange<std::size_t>(0, kinds_of_commands().size()));
    MemoryFiles files;
    files.texts["plan.proviso"] = kSpec;
    Options options;
    shell::Session session(files, options, nullptr);
    session.load({"plan.proviso"});
    std::ostringstream out, err;
    for (const std::size_t pick : picks) {
      shell::Reply reply(out, err, false);
      shell::carry_out(session, kinds_of_commands()[pick], reply);
    }
    shell::Reply save(out, err, false);
    shell::carry_out(session, "save Saved as saved.proviso", save);
    RC_ASSERT(!save.failed);
    shell::Reply check(out, err, false);
    shell::carry_out(session, "check", check);
    RC_ASSERT(check.verdict.has_value());
    const auto examined = session.examine();
    RC_ASSERT(examined.has_value());
    RC_ASSERT(findings_of((*examined)->check.report) == fresh_findings(files, "saved.proviso"));
  }));
}
