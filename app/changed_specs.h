// Which specs a change reaches, and the lines of it that a finding stands on.
#pragma once

#include "app/files.h"
#include "app/git_changes.h"
#include "solver/verdict.h"

#include <map>
#include <string>
#include <vector>

namespace proviso {

// By `Files::identity`. A file that is gone counts as changed too: what imports it is reached.
struct ChangedFiles {
  std::map<std::string, std::vector<LineRange>> lines;

  [[nodiscard]] bool contains(const std::string& identity) const { return lines.contains(identity); }
};
[[nodiscard]] ChangedFiles changed_files(const Files& files, const GitChanges& changes);

// Those of `paths` that changed or that import, at any remove, something that changed; in order.
[[nodiscard]] std::vector<std::string> reached_by(const Files& files, const ChangedFiles& changed,
                                                  const std::vector<std::string>& paths);

// Puts each finding on a line that changed, if one of those that cause it did: a line of the deal
// rather than one of the clause. Others keep their place.
void anchor_on_changes(CheckReport& report, const Sources& sources, const Files& files,
                       const ChangedFiles& changed);

}  // namespace proviso
