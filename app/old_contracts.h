// Two versions of a contract in one spec: the new files as they are, and the old contracts beside them
// under names of their own.
#pragma once

#include "app/load.h"

#include <optional>
#include <string>
#include <vector>

namespace proviso {

struct BothVersions {
  std::optional<Spec> spec;            // absent: the old contracts mean nothing beside the new files
  std::string text;                    // of the file that the old contracts would be in, formatted
  std::map<std::string, std::string> names;  // of old contracts and defines: how they are called now
  std::vector<std::string> notes;      // "`Hosting` has a further field `share`"
  Diagnostics found;                   // why there is no spec
};

// `now` holds the new root, loaded by `loader`; `old_root` is a root of `old`, which may have files of
// the same names. `path`: of the file in which the old contracts will lie.
[[nodiscard]] BothVersions beside_each_other(Program& now, Loader& loader, FileId new_root,
                                             const Program& old, const Loader& old_loader, FileId old_root,
                                             const std::string& path);

}  // namespace proviso
