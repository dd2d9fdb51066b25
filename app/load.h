// Reads root files and what they import, each file once, and resolves every root.
#pragma once

#include "app/files.h"
#include "model/resolve/resolve.h"
#include "model/spec.h"
#include "model/syntax/diagnostic.h"
#include "model/syntax/source.h"
#include "model/syntax/tree.h"

#include <tl/expected.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace proviso {

struct Root {
  FileId file = FileId::none;
  std::optional<Spec> spec;  // absent where the file or one that it imports has an error
};

struct Program {
  Sources sources;
  Diagnostics diagnostics;  // sorted, each once although files are shared
  std::vector<Root> roots;
  std::vector<std::string> unreadable;  // roots that could not be read, with the reason

  [[nodiscard]] bool wrong() const { return !unreadable.empty() || has_errors(diagnostics); }
};

// Loads roots one by one and keeps what it parsed, so that a further text is parsed alone.
class Loader {
 public:
  Loader(const Files& files, Program& program, const ResolveOptions& options)
      : files_(files), program_(program), options_(options) {}

  void load_root(const std::string& path);

  // Parses a text that is no file and resolves it as a root that imports `root`. Of the deals only its
  // own are in the result. What is wrong with it is added to `found`, not to the program; nothing is
  // returned then, nor where `root` is wrong.
  [[nodiscard]] std::optional<Spec> resolve_beside(FileId root, const std::string& name,
                                                   const std::string& text, Diagnostics& found);

  // The root and all that it imports, in the order in which a reader meets them.
  [[nodiscard]] std::vector<const syntax::File*> trees_of(FileId root) const;

 private:
  struct ParsedFile {
    syntax::File tree;
    std::vector<FileId> imports;
    bool sound = true;  // it was parsed without errors and all its imports could be read
  };

  tl::expected<FileId, std::string> open(const std::string& path);
  void read_imports();
  void follow(FileId importer, const syntax::Import& import);
  [[nodiscard]] std::vector<FileId> closure(FileId root) const;
  std::optional<Spec> resolved(FileId root);
  void report(Diagnostics found);

  const Files& files_;
  Program& program_;
  ResolveOptions options_;
  std::map<std::string, FileId> ids_;  // by identity
  std::map<FileId, ParsedFile> parsed_;
  std::vector<FileId> unread_;
};

[[nodiscard]] Program load(const Files& files, const std::vector<std::string>& roots,
                           const ResolveOptions& options = {});

// The path that an import means, relative to the file in which it stands.
[[nodiscard]] std::string imported_path(std::string_view importer, std::string_view import);

}  // namespace proviso
