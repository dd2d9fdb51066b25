#include "app/shell/completion.h"
#include "app/shell/highlight.h"
#include "app/shell/history_file.h"
#include "app/shell/session.h"
#include "app/shell/statements.h"
#include "app/shell/verbs.h"
#include "tests/catch.h"

#include <atomic>
#include <sstream>

namespace proviso::shell {

namespace {

constexpr const char* kSpec = R"(
entity Party
enum Grade { plain, fine }
flow Sale from Party to Party { grade: Grade, amount: money USD }
event Notice
Acme, Borealis: Party
contract Supply {
  parties Acme, Borealis
  from 2026-01-01
  Waiver: Notice by Borealis
  define dear(s: Sale): bool {
    reading broad "all" = true
    reading narrow "fine ones" = s.grade == fine
  }
  clause price { Acme owes Borealis each s: Sale where dear(s) must s.amount >= USD 100 }
}
deal Plan {
  under Supply
  during 2026-03-01 .. 2026-09-01
  sale: Sale from Acme to Borealis { grade = plain, amount = USD 50 }
}
)";

struct Talk {
  MemoryFiles files;
  Options options;
  std::atomic<bool> stop{false};
  std::unique_ptr<Session> session;
  std::ostringstream out, err;

  Talk() {
    files.texts["plan.proviso"] = kSpec;
    session = std::make_unique<Session>(files, options, &stop);
    session->load({"plan.proviso"});
  }
  Reply say(const std::string& command) {
    out.str("");
    err.str("");
    Reply reply(out, err, false);
    carry_out(*session, command, reply);
    return reply;
  }
  std::vector<std::string> offered(const std::string& before) {
    std::vector<std::string> names;
    for (const Named& one : complete(*session, before).candidates) names.push_back(one.name);
    return names;
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("shell: what can stand at the cursor is offered") {
  Talk talk;
  CHECK(talk.offered("che") == Names{"check"});
  CHECK(talk.offered("check P") == Names{"Plan"});
  CHECK(talk.offered("set sal") == Names{"sale"});
  CHECK(talk.offered("set sale.") ==
        Names{"sale.amount", "sale.end", "sale.from", "sale.grade", "sale.start", "sale.to"});
  CHECK(talk.offered("set sale.grade = ") == Names{"choose", "fine", "plain", "unknown"});
  CHECK(talk.offered("set sale.to = B") == Names{"Borealis"});
  CHECK(talk.offered("reading dear = n") == Names{"narrow"});
  CHECK(talk.offered("assume Waiver ") == Names{"after", "never", "on", "open"});
  CHECK(talk.offered("add more: S") == Names{"Sale"});
  CHECK(talk.offered("add more: Sale from A") == Names{"Acme"});
  CHECK(talk.offered("add more: Sale from Acme to Borealis { gr") == Names{"grade"});
  CHECK(talk.offered("why no") == Names{"not"});
  CHECK(talk.offered("sale.am") == Names{"sale.amount"});
  CHECK(complete(*talk.session, "set sale.amount = ").hint == "`sale.amount` is money USD, now USD 50");
}

TEST_CASE("shell: a command goes on while a bracket is open") {
  CommandLines lines;
  CHECK_FALSE(lines.add("add x: Sale {  // begins"));
  CHECK_FALSE(lines.add("  amount = USD 5"));
  CHECK(lines.add("}"));
  CHECK(lines.take() == "add x: Sale {  \n  amount = USD 5\n}");
  CHECK(split_commands("check // this\n\n// nothing\nshow \"a { b\"\n") == Names{"check ", "show \"a { b\""});
  CHECK_FALSE(lines.add("add x {"));
  CHECK(lines.add(""));
  CHECK(on_one_line("a {\n b\n}") == "a {  b }");
}

TEST_CASE("shell: every verb has an example that is one of its own") {
  Talk talk;
  for (const Verb& verb : verbs()) {
    INFO(verb.name);
    std::string rest;
    const Verb* found = find_verb(verb.example(*talk.session), rest);
    REQUIRE(found != nullptr);
    CHECK(found->name == verb.name);
  }
}

TEST_CASE("shell: verdicts are known again, changed files are seen, edits outlive a reload") {
  Talk talk;
  CHECK(talk.say("check").verdict == Verdict::depends);
  const std::size_t before = talk.session->counters().examined;
  CHECK(talk.say("set sale.amount = USD 100").failed == false);
  CHECK(talk.say("check").verdict == Verdict::complies);
  CHECK(talk.say("undo").failed == false);
  CHECK(talk.say("check").verdict == Verdict::depends);
  CHECK(talk.session->counters().examined == before + 1);
  CHECK(talk.say("redo").failed == false);
  CHECK(talk.session->changed_files().empty());
  std::string& text = talk.files.texts["plan.proviso"];
  text.replace(text.find(">= USD 100"), 10, ">= USD 101");
  CHECK(talk.session->changed_files() == Names{"plan.proviso"});
  CHECK(talk.say("reload").failed == false);
  CHECK(talk.say("check").verdict == Verdict::depends);
  CHECK(talk.session->edits().size() == 1);
}

TEST_CASE("shell: a question that is stopped says so, and is asked anew the next time") {
  Talk talk;
  talk.say("set sale.amount = unknown");
  talk.stop = true;
  CHECK(talk.say("check").stopped);
  CHECK(talk.err.str() == "stopped; the session goes on\n");
  talk.stop = false;
  CHECK(talk.say("check").verdict == Verdict::depends);
}

TEST_CASE("shell: reports and statistics of the current deal") {
  Talk talk;
  CHECK(talk.say("export json report.json").failed == false);
  CHECK(talk.files.texts["report.json"].find("\"proviso-report/") != std::string::npos);
  talk.say("export smt2");
  CHECK(talk.out.str().find("can `Supply.price` be broken?") != std::string::npos);
  talk.say("graph dot");
  CHECK(talk.out.str().find("digraph") != std::string::npos);
  talk.say("stats");
  CHECK(talk.out.str().find("1 file, 1 deal") != std::string::npos);
}

TEST_CASE("shell: what is coloured is the same text") {
  CHECK(highlighted("set a = 5 // x", false) == "set a = 5 // x");
  std::string plain;
  const std::string painted = highlighted("set a = \"t\" + 2026-01-01\nmust b", true, true);
  for (std::size_t i = 0; i < painted.size(); ++i) {
    if (painted[i] == '\x1b') i = painted.find('m', i);
    else plain += painted[i];
  }
  CHECK(plain == "set a = \"t\" + 2026-01-01\nmust b");
}

}  // namespace proviso::shell
