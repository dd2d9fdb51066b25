#include "report/json_reader.h"
#include "report/render.h"
#include "tests/catch.h"
#include "tests/golden/golden.h"

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace proviso;
namespace fs = std::filesystem;

namespace {

const fs::path kGoldens = fs::path(PROVISO_PROJECT_DIR) / "tests/golden";

golden::Golden golden_of(const char* name) {
  std::ifstream in(kGoldens / name, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return golden::parse_golden(text.str());
}

std::string output_of(const golden::Golden& golden, const std::string& line) {
  MemoryFiles files;
  for (const auto& [path, text] : golden.files) files.texts[path] = text;
  golden::Command command;
  command.line = line;
  return golden::run_command(command, files).out;
}

std::string rendered(const ReadReport& read, const Renderer& format) {
  RenderOptions options;
  options.diagnostics = &read.diagnostics;
  std::ostringstream out;
  if (const auto* check = std::get_if<CheckReport>(&read.report)) {
    format.render(*check, read.sources, options, out);
  } else {
    format.render_tests(std::get<TestReport>(read.report), read.sources, options, out);
  }
  return out.str();
}

// Whatever the golden file's command prints in a format can be made of its JSON.
void check_all_formats(const char* name, const std::string& line) {
  const golden::Golden golden = golden_of(name);
  const auto read = read_report(output_of(golden, line + " --format json"));
  REQUIRE(read.has_value());
  for (const Renderer& format : renderers()) {
    INFO(name << ": " << format.name);
    CHECK(rendered(*read, format) == output_of(golden, line + " --format " + std::string(format.name)));
  }
}

}  // namespace

TEST_CASE("a report read back from JSON gives every format as the check gave it") {
  for (const char* name :
       {"check/conflicts_must.golden", "check/depends_on_an_unknown.golden", "check/explain_readings.golden",
        "check/explain_repairs.golden", "check/impossible.golden", "check/undecided_limit.golden",
        "check/reaches.golden", "check/any_number.golden", "check/explain_safe_choice.golden",
        "check/pending.golden"}) {
    const golden::Golden golden = golden_of(name);
    REQUIRE_FALSE(golden.commands.empty());
    check_all_formats(name, golden.commands.front().line);
  }
}

TEST_CASE("expectations read back from JSON give every format as the test gave it") {
  check_all_formats("app/test.golden", "test good.proviso wrong.proviso");
}

TEST_CASE("what is no report is refused with a reason") {
  for (const char* text : {"", "{", "[]", "{}", R"({"schema": "other/1"})"}) {
    INFO(text);
    const auto read = read_report(text);
    REQUIRE_FALSE(read.has_value());
    CHECK_FALSE(read.error().empty());
  }
  const auto halved = read_report(R"({"schema": "proviso-report/1", "errors": [], "deals": [{}], "sources": []})");
  CHECK_FALSE(halved.has_value());
  const auto far = read_report(
      R"({"schema": "proviso-report/1", "errors": [], "deals": [],
          "sources": [{"file": "a", "lines": {"4000000000": "x"}}]})");
  CHECK_FALSE(far.has_value());
}
