// Every scenario that a decision found is written as a deal, loaded again and decided again.
#include "solver/deal_text/deal_text.h"

#include "app/load.h"
#include "model/syntax/parser.h"
#include "model/syntax/print.h"
#include "solver/deal_text/trees.h"
#include "solver/decide.h"
#include "solver/replay.h"
#include "tests/catch.h"

#include <algorithm>
#include <filesystem>
#include <set>

using namespace proviso;

namespace {

constexpr const char* kSaved = "saved/written.proviso";

std::set<std::string> broken_in(const Spec& spec, const Witness& witness) {
  std::set<std::string> result;
  for (const Obligation& obligation : witness.judgement.obligations)
    if (obligation.status == ObligationStatus::broken) result.insert(spec[obligation.clause].name);
  return result;
}

std::string formatted(const std::string& text) {
  Sources sources;
  Diagnostics wrong;
  const FileId file = sources.add("again", text);
  return syntax::print(syntax::parse(sources, file, wrong), sources);
}

std::string said_of(const Program& program) {
  std::string text;
  for (const Diagnostic& diagnostic : program.diagnostics)
    if (diagnostic.kind->severity == Severity::error) text += diagnostic.message + "\n";
  for (const std::string& path : program.unreadable) text += path + "\n";
  return text;
}

struct Again {
  Verdict verdict = Verdict::undecided;
  std::set<std::string> broken;
  std::string text, wrong;
};

Again decided_again(MemoryFiles files, const DealText& written, const std::string& name) {
  Again again;
  again.text = written.text;
  files.texts[kSaved] = written.text;
  const Program program = load(files, {kSaved});
  again.wrong = said_of(program);
  if (!program.roots.front().spec) return again;
  const Spec& spec = *program.roots.front().spec;
  for (std::uint32_t i = 0; i < spec.deals.size(); ++i) {
    if (spec.deals[i].name != name) continue;
    CheckOptions options;
    for (const auto& [reading, member] : written.readings)
      for (std::uint32_t t = 0; t < spec.open_terms.size(); ++t) {
        if (spec.open_terms[t].name != reading) continue;
        const auto& members = spec[spec.open_terms[t].type.enumeration].members;
        const auto at = std::find(members.begin(), members.end(), member);
        options.scenarios.readings.emplace_back(OpenTermId{t}, static_cast<std::uint32_t>(at - members.begin()));
      }
    const Decision decision = decide(spec, DealId{i}, options);
    again.verdict = decision.verdict;
    for (const ClauseDecision& clause : decision.clauses)
      if (clause.can_break == Satisfiable::yes) again.broken.insert(spec[clause.clause].name);
  }
  return again;
}

void same_again(const MemoryFiles& files, const Program& program, const Spec& spec, const Decision& decision,
                const Witness& witness) {
  const Scenario scenario = scenario_of(spec, *decision.problem, witness.assignment);
  DealTextOptions options;
  options.name = "Written";
  options.title = "as it went";
  options.save_as = kSaved;
  const std::set<std::string> broken = broken_in(spec, witness);
  options.expectations.push_back({{}, broken.empty() ? "complies" : "conflicts"});
  const DealText written = deal_text(spec, program.sources, decision.problem->universe, scenario, options);
  const Again again = decided_again(files, written, options.name);
  CAPTURE(spec[decision.problem->universe.deal].name);
  CAPTURE(again.text, again.wrong, again.verdict);
  CHECK(again.wrong.empty());
  CHECK(formatted(written.text) == written.text);
  CHECK(again.verdict == (broken.empty() ? Verdict::complies : Verdict::conflicts));
  CHECK(again.broken == broken);
}

// All scenarios of all deals of a file, each deal also as it stands.
void all_again(const MemoryFiles& files, const std::string& root) {
  const Program program = load(files, {root});
  CAPTURE(root, said_of(program));
  REQUIRE(program.roots.front().spec);
  const Spec& spec = *program.roots.front().spec;
  for (std::uint32_t i = 0; i < spec.deals.size(); ++i) {
    if (spec.deals[i].imported || spec.deals[i].kind == syntax::DealKind::baseline) continue;
    const Decision decision = decide(spec, DealId{i}, {});
    for (const ClauseDecision& clause : decision.clauses)
      if (clause.counterexample) same_again(files, program, spec, decision, *clause.counterexample);
    if (decision.compliant) same_again(files, program, spec, decision, *decision.compliant);
    DealTextOptions options;
    options.name = "Written";
    options.save_as = kSaved;
    const DealText open = open_deal_text(spec, program.sources, DealId{i}, {}, options);
    const Again again = decided_again(files, open, "Written");
    CAPTURE(spec.deals[i].name, again.text, again.wrong);
    CHECK(again.wrong.empty());
    CHECK(formatted(open.text) == open.text);
    CHECK(again.verdict == decision.verdict);
  }
}

MemoryFiles in_memory(const std::string& folder) {
  DiskFiles disk;
  MemoryFiles files;
  const auto paths = disk.specs_below(std::string(PROVISO_PROJECT_DIR) + "/" + folder);
  REQUIRE(paths);
  for (const std::string& path : *paths)
    files.texts[path.substr(std::string(PROVISO_PROJECT_DIR).size() + 1)] = *disk.read(path);
  return files;
}

constexpr const char* kShop = R"(enum Kind { tool, music }
enum Style { music, prose }
entity Party
entity Work { owner: Party, kind: Kind, style: Style? }
flow Licence from Party to Party { subject: Work, share: number = 20%, price: money USD = USD 0, wait: days = 0 days }
event Notice { sender: Party? }
Acme, Borealis: Party
contract Agency {
  parties Acme, Borealis
  from 2026-01-01
  Exit: Notice by Borealis
  term cap: money USD = unknown USD 1 .. USD 5 m
  clause only { until Exit  never l: Licence where l.subject.kind == music and l.to != Borealis and l.price > cap }
  clause works { must count(w: Work) <= 2 }
  clause reach {
    each l: Licence
    reading wide { must l.share <= 1/3 }
    reading narrow { must l.share <= 1/7 }
  }
}
)";

}  // namespace

TEST_CASE("a scenario is written as a deal that has its verdict", "[deal-text]") {
  MemoryFiles files;
  files.texts["shop/vocabulary.proviso"] = kShop;
  files.texts["shop/deals/one.proviso"] = R"(import "../vocabulary.proviso"
deal One {
  under Agency
  judged 2026-01-01 .. 2030-01-01
  Cobalt: Party
  Songs: Work { owner = Acme, kind = music, style = Style.music }
  Unused: Work { owner = Cobalt, kind = tool }
  term least: number = unknown 5% .. 40%
  first: Licence from Acme to choose {Borealis, Cobalt} starting unknown 2026-02-01 .. 2026-05-01
    { subject = Songs, share = least, price = unknown USD 0 .. USD 10 m, wait = 3 days }
  possible second: Licence from Cobalt to Acme on 2027-03-04 { subject = Songs }
  notice: Notice on unknown 2026-06-01 .. never { sender = Cobalt }
  clause own { must least >= 10% and (second is none or second.share == 20%) }
}
)";
  all_again(files, "shop/deals/one.proviso");
}

TEST_CASE("what a deal cannot say goes beside it", "[deal-text]") {
  MemoryFiles files;
  files.texts["shop/vocabulary.proviso"] = kShop;
  files.texts["shop/two.proviso"] = R"(import "vocabulary.proviso"
deal Two {
  under Agency
  judged 2026-01-01 .. 2030-01-01
  Songs: Work { owner = Acme, kind = music }
  first: Licence from Acme to Borealis on 2026-03-01 { subject = Songs, share = 25% }
}
)";
  const Program program = load(files, {"shop/two.proviso"});
  const Spec& spec = *program.roots.front().spec;
  const Decision decision = decide(spec, DealId{0}, {});
  const auto broken = std::find_if(decision.clauses.begin(), decision.clauses.end(),
                                   [](const ClauseDecision& clause) { return clause.counterexample.has_value(); });
  REQUIRE(broken != decision.clauses.end());
  DealTextOptions options;
  options.name = "Saved";
  options.title = "one \"reading\" breaks it";
  options.save_as = "shop/found/saved.proviso";
  options.judged = Horizon{day_of(2026, 1, 1), std::nullopt};
  options.expectations.push_back({{spec.deals[0].under.front()}, "conflicts with reach only"});
  const DealText written = deal_text(spec, program.sources, decision.problem->universe,
                                     scenario_of(spec, *decision.problem, broken->counterexample->assignment), options);
  CHECK(written.readings == std::vector<std::pair<std::string, std::string>>{{"Agency.reach", "narrow"}});
  CHECK(written.lost.empty());
  CHECK(written.text == R"(import "../vocabulary.proviso"

deal Saved "one \"reading\" breaks it" {
  under Agency
  judged 2026-01-01 ..

  Songs: Work { owner = Acme, kind = Kind.music }
  first: Licence from Acme to Borealis on 2026-03-01 { subject = Songs, share = 25% }

  assume Agency.cap == USD 1
  assume Exit never
}

expect Saved under Agency with Agency.reach = narrow: conflicts with reach only
)");
}

TEST_CASE("scenarios of the specs are written as deals", "[deal-text]") {
  for (const char* folder : {"specs/startup-cap-table", "specs/robotics-venture"}) {
    const MemoryFiles files = in_memory(folder);
    for (const auto& [path, text] : files.texts)
      if (path.find("/deals/") != std::string::npos) all_again(files, path);
  }
}

TEST_CASE("scenarios of all specs are written as deals", "[.deal-text-all]") {
  const MemoryFiles files = in_memory("specs");
  for (const auto& [path, text] : files.texts) all_again(files, path);
}

TEST_CASE("scenarios of all rules are written as deals", "[.deal-text-all]") {
  const MemoryFiles files = in_memory("tests/rules");
  for (const auto& [path, text] : files.texts) all_again(files, path);
}

TEST_CASE("an import leads from where a text is saved to the file it needs") {
  namespace fs = std::filesystem;
  const fs::path here = fs::current_path();
  const std::string name = here.filename().generic_string();
  CHECK(import_of("shown.proviso", "terms.proviso") == "terms.proviso");
  CHECK(import_of("out/shown.proviso", "terms.proviso") == "../terms.proviso");
  CHECK(import_of("out/shown.proviso", "../specs/terms.proviso") == "../../specs/terms.proviso");
  CHECK(import_of("./a/../out/shown.proviso", "specs/terms.proviso") == "../specs/terms.proviso");
  CHECK(import_of("../shown.proviso", "terms.proviso") == name + "/terms.proviso");
  CHECK(import_of("../out/shown.proviso", "terms.proviso") == "../" + name + "/terms.proviso");
  CHECK(import_of("../out/shown.proviso", "../specs/terms.proviso") == "../specs/terms.proviso");
  CHECK(import_of((here / "out/shown.proviso").generic_string(), "terms.proviso") == "../terms.proviso");
  CHECK(import_of((here.parent_path() / "out/shown.proviso").generic_string(), "terms.proviso") ==
        "../" + name + "/terms.proviso");
  CHECK(import_of("shown.proviso", (here / "terms.proviso").generic_string()) == "terms.proviso");
}
