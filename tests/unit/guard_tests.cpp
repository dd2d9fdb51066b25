#include "app/baseline.h"
#include "app/changed_specs.h"
#include "app/git_changes.h"
#include "app/process.h"
#include "tests/catch.h"

#include <algorithm>

namespace proviso {

namespace {

using LineRanges = std::vector<LineRange>;

GitChanges patched(std::string_view patch) {
  GitChanges changes;
  read_patch(patch, changes);
  return changes;
}

// Answers like git, by the first word that is not an option of git itself.
RunProcess git_that_says(std::map<std::string, ProcessResult> answers) {
  return [answers = std::move(answers)](const std::vector<std::string>& words) {
    for (const auto& [question, answer] : answers) {
      std::string all;
      for (const std::string& word : words) all += word + " ";
      if (all.find(question) != std::string::npos) return tl::expected<ProcessResult, std::string>(answer);
    }
    return tl::expected<ProcessResult, std::string>(ProcessResult{});
  };
}

}  // namespace

TEST_CASE("guard: a patch tells the lines that a file has now") {
  const GitChanges changes = patched(
      "diff --git a/one.proviso b/one.proviso\nindex 1..2 100644\n--- a/one.proviso\n+++ b/one.proviso\n"
      "@@ -3 +3,2 @@ deal A {\n-old\n+new\n+more\n@@ -9,2 +9,0 @@\n-gone\n-gone\n@@ -20,0 +19 @@\n+last\n"
      "\\ No newline at end of file\n"
      "diff --git a/two.proviso b/two.proviso\n--- a/two.proviso\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-x\n-y\n");
  REQUIRE(changes.changed.size() == 1);
  CHECK(changes.changed.at("one.proviso") == LineRanges{{3, 4}, {19, 19}});
}

TEST_CASE("guard: lines of a file that look like a patch are not taken for one") {
  const GitChanges changes = patched(
      "diff --git a/a.proviso b/a.proviso\n--- a/a.proviso\n+++ b/a.proviso\n@@ -1,2 +1,3 @@\n"
      "--- a/x\n-@@ -1 +1 @@\n++++ b/victim.proviso\n+@@ -1 +1,99 @@\n+diff --git a/x b/x\n"
      "@@ -7 +8 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n");
  REQUIRE(changes.changed.size() == 1);
  CHECK(changes.changed.at("a.proviso") == LineRanges{{1, 3}, {8, 8}});
}

TEST_CASE("guard: paths that git quotes or ends with a tab") {
  const GitChanges changes = patched(
      "diff --git \"a/x\" \"b/x\"\n--- /dev/null\n+++ \"b/a\\tb\\\"c\\\\d\\303\\244.proviso\"\n@@ -0,0 +1 @@\n+x\n"
      "diff --git a/b c b/b c\n--- a/b c\t\n+++ b/b c\t\n@@ -1 +1 @@\n-x\n+y\n");
  REQUIRE(changes.changed.size() == 2);
  CHECK(changes.changed.count("a\tb\"c\\dä.proviso") == 1);
  CHECK(changes.changed.count("b c") == 1);
}

TEST_CASE("guard: what became of each file") {
  GitChanges changes;
  using namespace std::string_view_literals;
  read_name_status("M\0a\0A\0b\0D\0c\0R087\0d\0e\0C100\0f\0g\0T\0h\0"sv, changes);
  std::vector<std::string> changed;
  for (const auto& [path, lines] : changes.changed) changed.push_back(path);
  CHECK(changed == std::vector<std::string>{"a", "b", "e", "g", "h"});
  CHECK(changes.gone == std::set<std::string>{"c", "d"});
}

TEST_CASE("guard: a patch that is cut off anywhere is read without harm") {
  const std::string patch =
      "diff --git a/a b/a\n--- a/a\n+++ \"b/a\\303\\244\"\n@@ -1,2 +1,3 @@\n-a\n-b\n+c\n+d\n+e\n";
  for (std::size_t length = 0; length <= patch.size(); ++length) {
    const GitChanges changes = patched(std::string_view(patch).substr(0, length));
    CHECK(changes.changed.size() <= 1);
  }
}

TEST_CASE("guard: git that answers with an error") {
  const auto nowhere = git_changes("main", git_that_says({{"--show-toplevel", {128, "", "fatal: not a git repository\n"}}}));
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().message == "what changed since `main` cannot be found out: not a git repository");
  const auto missing = git_changes("main", [](const auto&) -> tl::expected<ProcessResult, std::string> {
    return tl::unexpected(std::string("there is no `git` on the path"));
  });
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message.find("there is no `git`") != std::string::npos);
  const auto broken = git_changes("main", git_that_says({{"--show-toplevel", {0, "/r\n", ""}},
                                                         {"rev-parse --verify", {0, "1\n", ""}},
                                                         {"merge-base", {0, "1\n", ""}},
                                                         {"--name-status", {141, "", ""}}}));
  REQUIRE_FALSE(broken);
  CHECK(broken.error().message.find("exit status 141") != std::string::npos);
}

TEST_CASE("guard: what a change reaches") {
  MemoryFiles files;
  files.texts = {{"v.proviso", "entity Party\n"},
                 {"c/one.proviso", "import \"../v.proviso\"\n"},
                 {"d/a.proviso", "import \"../c/one.proviso\"\n"},
                 {"d/b.proviso", "import \"../c/two.proviso\"\nthis is no spec"},
                 {"d/c.proviso", "import \"c.proviso\"\n"},
                 {"d/d.proviso", "import \"gone.proviso\"\n"}};
  const std::vector<std::string> all{"c/one.proviso", "d/a.proviso", "d/b.proviso", "d/c.proviso", "d/d.proviso"};
  const auto reached = [&](const std::string& changed) {
    ChangedFiles change;
    change.lines[changed];
    return reached_by(files, change, all);
  };
  using Paths = std::vector<std::string>;
  CHECK(reached("v.proviso") == Paths{"c/one.proviso", "d/a.proviso"});
  CHECK(reached("d/a.proviso") == Paths{"d/a.proviso"});
  CHECK(reached("c/two.proviso") == Paths{"d/b.proviso"});
  CHECK(reached("d/gone.proviso") == Paths{"d/d.proviso"});
  CHECK(reached("d/c.proviso") == Paths{"d/c.proviso"});
  CHECK(reached("elsewhere.proviso").empty());
}

TEST_CASE("guard: a finding is put on the changed side") {
  MemoryFiles files;
  Sources sources;
  const std::string text = "deal A {\n  first: Flow {\n    field = 1\n  }\n  second: Flow\n}\n";
  const FileId file = sources.add("d.proviso", text);
  const auto span_of = [&](const std::string& part) {
    const auto begin = static_cast<std::uint32_t>(text.find(part));
    return Span{file, begin, begin + static_cast<std::uint32_t>(part.size())};
  };
  const auto anchor = [&](std::vector<LineRange> lines) {
    ShownFlow flow;
    flow.role = Role::violating;
    flow.span = span_of("first: Flow {\n    field = 1\n  }");
    Finding finding;
    finding.flows = {flow};
    finding.because = {{span_of("second: Flow"), ""}};
    DealReport deal;
    deal.span = span_of("A");
    deal.findings = {finding};
    CheckReport report{{deal}};
    ChangedFiles changed;
    changed.lines["d.proviso"] = std::move(lines);
    anchor_on_changes(report, sources, files, changed);
    return report.deals.front().findings.front().anchor;
  };
  CHECK(anchor({}).empty());
  CHECK(anchor({{6, 6}}).empty());
  CHECK(anchor({{1, 6}}) == span_of("first: Flow {\n    field = 1\n  }"));
  CHECK(anchor({{5, 5}}) == span_of("second: Flow"));
  CHECK(anchor({{3, 3}, {5, 5}}) == span_of("second: Flow"));  // changed as a whole
  CHECK(anchor({{3, 3}}) == span_of("field = 1"));             // else the line that changed
}

TEST_CASE("guard: a baseline survives being written and read") {
  Baseline baseline;
  baseline.known.insert({"b.proviso", "B", "C.x", "PV211", "00"});
  baseline.known.insert({"a.proviso", "A\"\n", "", "PV212", ""});
  const std::string text = print_baseline(baseline);
  const auto again = read_baseline(text);
  REQUIRE(again);
  CHECK(again->known == baseline.known);
  CHECK(text.find("a.proviso") < text.find("b.proviso"));
  for (const char* wrong : {"", "[]", "{}", "{\"schema\": 1, \"findings\": []}",
                            "{\"schema\": \"proviso-baseline/1\", \"findings\": {}}",
                            "{\"schema\": \"proviso-baseline/1\", \"findings\": [1]}",
                            "{\"schema\": \"proviso-baseline/1\", \"findings\": [{\"rule\": 1}]}"}) {
    CHECK_FALSE(read_baseline(wrong));
  }
}

TEST_CASE("guard: programs are run without a shell, and long answers on both pipes are read") {
  const auto echoed = run_process({"printf", "%s|", "$(date)", "; ls", "'a"});
  REQUIRE(echoed);
  CHECK(echoed->out == "$(date)|; ls|'a|");
  const auto long_one = run_process({"sh", "-c", "i=0; while [ $i -lt 9000 ]; do echo 0123456789; echo 0123456789 >&2; i=$((i+1)); done; exit 7"});
  REQUIRE(long_one);
  CHECK(long_one->status == 7);
  CHECK(long_one->out.size() == 99000);
  CHECK(long_one->err.size() == 99000);
  const auto missing = run_process({"no-such-program-anywhere"});
  REQUIRE_FALSE(missing);
  CHECK(missing.error() == "there is no `no-such-program-anywhere` on the path");
}

}  // namespace proviso
