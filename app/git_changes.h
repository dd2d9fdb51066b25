// What changed in a git repository since a branch was left: asked of `git` as a child process.
#pragma once

#include "app/process.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace proviso {

// Lines of a file as it is now, counted from 1, both ends included.
struct LineRange {
  std::uint32_t first = 1;
  std::uint32_t last = 1;

  friend bool operator==(const LineRange&, const LineRange&) = default;
};

// Paths are relative to `root`, with `/`.
struct GitChanges {
  std::string root;  // of the work tree, absolute
  std::string base;  // the commit with which the work tree was compared
  std::map<std::string, std::vector<LineRange>> changed;  // ranges sorted; none where only lines went
  std::set<std::string> gone;                             // deleted, or the old names of renamed files
};

// What went wrong, and a way out (may be empty).
struct GitProblem {
  std::string message;
  std::string advice;
};

using RunProcess = std::function<tl::expected<ProcessResult, std::string>(std::vector<std::string>)>;

// The work tree round the working directory against the commit at which HEAD and `reference` part:
// commits, changes that are not committed yet, and files that git does not know (unless ignored).
[[nodiscard]] tl::expected<GitChanges, GitProblem> git_changes(const std::string& reference,
                                                               const RunProcess& run = run_process);

// Adds what `git diff --unified=0` printed, with `a/` and `b/` before the paths.
void read_patch(std::string_view patch, GitChanges& changes);
// Adds what `git diff --name-status -z` printed.
void read_name_status(std::string_view list, GitChanges& changes);

}  // namespace proviso
