#include "app/files.h"
#include "app/load.h"
#include "tests/catch.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace proviso {

namespace {

namespace fs = std::filesystem;

// A directory of its own, taken away at the end.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("proviso-tests-" + std::to_string(::getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string at(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::vector<std::string> names_in(const std::string& directory) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory)) names.push_back(entry.path().filename());
  return names;
}

}  // namespace

TEST_CASE("files on disk are written whole and leave nothing beside them") {
  const Folder folder;
  DiskFiles files;
  REQUIRE(files.write(folder.at("deep/er/report.json"), "one"));
  REQUIRE(files.write(folder.at("deep/er/report.json"), "two"));
  CHECK(files.read(folder.at("deep/er/report.json")) == std::string("two"));
  CHECK(names_in(folder.at("deep/er")) == std::vector<std::string>{"report.json"});
}

TEST_CASE("writing keeps a file's permissions and what a link points to") {
  const Folder folder;
  DiskFiles files;
  REQUIRE(files.write(folder.at("real"), "one"));
  fs::permissions(folder.at("real"), fs::perms::owner_all);
  fs::create_symlink(folder.at("real"), folder.at("link"));
  REQUIRE(files.write(folder.at("link"), "two"));
  CHECK(fs::is_symlink(folder.at("link")));
  CHECK(files.read(folder.at("real")) == std::string("two"));
  CHECK(fs::status(folder.at("real")).permissions() == fs::perms::owner_all);
  CHECK(files.identity(folder.at("link")) == files.identity(folder.at("real")));
}

TEST_CASE("a write that cannot be done says why and leaves nothing") {
  const Folder folder;
  DiskFiles files;
  REQUIRE(files.write(folder.at("plain"), "text"));
  const auto below = files.write(folder.at("plain/below"), "text");
  REQUIRE_FALSE(below);
  CHECK_FALSE(below.error().empty());
  const auto over = files.write(folder.at(""), "text");
  REQUIRE_FALSE(over);
  CHECK(over.error() == "is a directory");
}

TEST_CASE("specs below a directory are sorted, hidden ones are left out") {
  const Folder folder;
  DiskFiles files;
  for (const char* name : {"b.proviso", "a/z.proviso", "a/notes.md", ".git/c.proviso", ".d.proviso"}) {
    REQUIRE(files.write(folder.at(name), ""));
  }
  CHECK(files.specs_below(folder.at("")) ==
        std::vector<std::string>{folder.at("a/z.proviso"), folder.at("b.proviso")});
  CHECK_FALSE(files.specs_below(folder.at("nowhere")));
}

TEST_CASE("what cannot be read says why") {
  const Folder folder;
  const DiskFiles files;
  CHECK(files.read(folder.at("nothing")).error() == "no such file or directory");
  CHECK(files.read(folder.at("")).error() == "is a directory");
}

TEST_CASE("paths below the working directory are shown without it") {
  const DiskFiles files;
  const std::string here = fs::current_path().string();
  CHECK(files.shown(here + "/specs/./a.proviso") == "specs/a.proviso");
  CHECK(files.shown("specs/../specs/a.proviso") == "specs/a.proviso");
  CHECK(files.shown("/nowhere/a.proviso") == "/nowhere/a.proviso");
}

TEST_CASE("files in memory behave as files on disk do") {
  MemoryFiles files;
  files.texts = {{"a.proviso", "A"}, {"d/b.proviso", "B"}, {"d/e/c.proviso", "C"}, {"dx", "D"}};
  CHECK(files.kind("d") == PathKind::directory);
  CHECK(files.kind("d/") == PathKind::directory);
  CHECK(files.kind("./a.proviso") == PathKind::file);
  CHECK(files.kind("x") == PathKind::nothing);
  CHECK(files.specs_below("d") == std::vector<std::string>{"d/b.proviso", "d/e/c.proviso"});
  CHECK(files.specs_below(".")->size() == 3);
  CHECK(files.read("d").error() == "is a directory");
  CHECK(files.read("x").error() == "no such file or directory");
  CHECK(files.write("d", "").error() == "is a directory");
}

TEST_CASE("an import is relative to the file in which it stands") {
  CHECK(imported_path("a.proviso", "b.proviso") == "b.proviso");
  CHECK(imported_path("specs/x/a.proviso", "../std/b.proviso") == "specs/std/b.proviso");
  CHECK(imported_path("specs/a.proviso", "/abs/b.proviso") == "/abs/b.proviso");
}

TEST_CASE("a directory is written as a whole and replaced as a whole") {
  const Folder folder;
  DiskFiles files;
  const std::string at = folder.at("report");
  REQUIRE(files.write_directory(at + "/", {{"index.html", "one"}, {"deals/a.html", "a"}}));
  CHECK(files.read(at + "/deals/a.html") == std::string("a"));
  REQUIRE(files.write_directory(at, {{"index.html", "two"}, {"deals/b.html", "b"}}));
  CHECK(files.read(at + "/index.html") == std::string("two"));
  CHECK(files.kind(at + "/deals/a.html") == PathKind::nothing);
  CHECK(names_in(folder.at("")) == std::vector<std::string>{"report"});
}

TEST_CASE("a directory with something foreign in it is left alone") {
  const Folder folder;
  DiskFiles files;
  const std::string at = folder.at("work");
  fs::create_directories(at);
  REQUIRE(files.write_directory(at, {{"index.html", "one"}}));  // it was empty
  REQUIRE(files.write(at + "/notes.txt", "mine"));
  const auto refused = files.write_directory(at, {{"index.html", "two"}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().find("`notes.txt`") != std::string::npos);
  CHECK(files.read(at + "/index.html") == std::string("one"));
  CHECK(files.read(at + "/notes.txt") == std::string("mine"));
  CHECK(names_in(folder.at("")) == std::vector<std::string>{"work"});
  CHECK_FALSE(files.write_directory(at + "/notes.txt", {{"index.html", "two"}}));
}

TEST_CASE("a directory reached by a link stays behind the link") {
  const Folder folder;
  DiskFiles files;
  fs::create_directories(folder.at("real"));
  fs::create_directory_symlink(folder.at("real"), folder.at("link"));
  REQUIRE(files.write_directory(folder.at("link"), {{"index.html", "one"}}));
  CHECK(fs::is_symlink(folder.at("link")));
  CHECK(files.read(folder.at("real/index.html")) == std::string("one"));
}

TEST_CASE("directories in memory follow the same rules") {
  MemoryFiles files;
  REQUIRE(files.write_directory("out", {{"index.html", "one"}, {"deals/a.html", "a"}}));
  REQUIRE(files.write_directory("out/", {{"index.html", "two"}}));
  CHECK(files.texts.count("out/deals/a.html") == 0);
  CHECK(files.read("out/index.html") == std::string("two"));
  files.texts["out/notes.txt"] = "mine";
  CHECK_FALSE(files.write_directory("out", {{"index.html", "three"}}));
  CHECK(files.read("out/index.html") == std::string("two"));
}

}  // namespace proviso
