// Finds every golden file, runs it, and with PROVISO_UPDATE set rewrites what it expects.
#include "app/load.h"
#include "model/syntax/diagnostics.h"
#include "model/syntax/dump.h"
#include "model/syntax/parser.h"
#include "model/syntax/print.h"
#include "tests/catch.h"
#include "tests/golden/golden.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace proviso::golden {

namespace {

namespace fs = std::filesystem;

const fs::path kProject = PROVISO_PROJECT_DIR;

std::vector<fs::path> golden_files() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(kProject / "tests/golden")) {
    if (entry.path().extension() == ".golden") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string text_of(const fs::path& path) {
  const auto text = DiskFiles().read(path.string());
  if (!text) throw std::runtime_error(path.string() + ": " + text.error());
  return *text;
}

MemoryFiles file_system_of(const Golden& golden) {
  MemoryFiles files;
  for (const std::string& directory : golden.directories) {
    const auto specs = DiskFiles().specs_below((kProject / directory).string()).value();
    for (const std::string& path : specs) {
      files.texts[fs::path(path).lexically_relative(kProject).generic_string()] = text_of(path);
    }
  }
  for (const auto& [path, text] : golden.files) files.texts[files.shown(path)] = text;
  return files;
}

bool updating() {
  const char* value = std::getenv("PROVISO_UPDATE");
  return value != nullptr && *value != '\0' && std::string_view(value) != "0";
}

// Without syntax errors: the canonical text and its tree. Otherwise nothing.
struct Canonical {
  std::string text;
  std::string tree;
};
std::optional<Canonical> canonical(const std::string& path, const std::string& text) {
  Sources sources;
  Diagnostics found;
  const FileId file = sources.add(path, text);
  const syntax::File tree = syntax::parse(sources, file, found);
  if (has_errors(found)) return std::nullopt;
  return Canonical{print(tree, sources), dump_syntax(tree, syntax::Brackets::left_out)};
}

}  // namespace

TEST_CASE("golden: commands print and return what is expected") {
  const auto paths = golden_files();
  REQUIRE_FALSE(paths.empty());
  for (const fs::path& path : paths) {
    const std::string name = path.lexically_relative(kProject / "tests/golden").generic_string();
    INFO(name);
    const std::string text = text_of(path);
    Golden golden = parse_golden(text);
    MemoryFiles files = file_system_of(golden);
    for (Command& command : golden.commands) {
      const Results found = run_command(command, files);
      if (updating()) {
        command.expected = found;
        continue;
      }
      INFO("proviso " << command.line);
      const std::string differs = difference(command.expected, found);
      if (!differs.empty()) {
        INFO(differs);
        CHECK(differs.empty());
      }
    }
    if (const std::string now = print_golden(golden); updating() && now != text) {
      REQUIRE(DiskFiles().write(path.string(), now));
    }
  }
}

TEST_CASE("golden: inputs survive being formatted") {
  for (const fs::path& path : golden_files()) {
    const Golden golden = parse_golden(text_of(path));
    for (const auto& [name, text] : golden.files) {
      INFO(path.filename().string() << ", " << name);
      if (!name.ends_with(".proviso")) continue;
      const auto first = canonical(name, text);
      if (!first) continue;  // it has syntax errors
      const auto second = canonical(name, first->text);
      REQUIRE(second);
      CHECK(second->text == first->text);
      CHECK(second->tree == first->tree);
    }
  }
}

TEST_CASE("golden: the files themselves are written as the runner writes them") {
  for (const fs::path& path : golden_files()) {
    INFO(path.filename().string());
    const std::string text = text_of(path);
    CHECK(print_golden(parse_golden(text)) == text);
  }
}

TEST_CASE("golden: every kind of diagnostic is expected somewhere") {
  std::string expected;
  for (const fs::path& path : golden_files()) {
    for (const Command& command : parse_golden(text_of(path)).commands) {
      expected += command.expected.err + command.expected.out;
    }
  }
  for (const DiagnosticKind* kind : diagnostic_kinds()) {
    INFO(kind->id << ": " << kind->title);
    CHECK(expected.find("[" + std::string(kind->id) + "]") != std::string::npos);
  }
}

TEST_CASE("diagnostics: every kind has a page with its id and title") {
  for (const DiagnosticKind* kind : diagnostic_kinds()) {
    const std::string name = "docs/diagnostics/" + std::string(kind->id) + ".md";
    INFO(name);
    const auto page = DiskFiles().read((kProject / name).string());
    CHECK(page.has_value());
    if (page) CHECK(page->starts_with("# " + std::string(kind->id) + ": " + std::string(kind->title)));
  }
}

}  // namespace proviso::golden
