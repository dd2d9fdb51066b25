// Reads root files and what they import, each file once, and resolves every root.
#pragma once

#include "app/files.h"
#include "model/resolve/resolve.h"
#include "model/spec.h"
#include "model/syntax/diagnostic.h"
#include "model/syntax/source.h"

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

[[nodiscard]] Program load(const Files& files, const std::vector<std::string>& roots,
                           const ResolveOptions& options = {});

// The path that an import means, relative to the file in which it stands.
[[nodiscard]] std::string imported_path(std::string_view importer, std::string_view import);

}  // namespace proviso
