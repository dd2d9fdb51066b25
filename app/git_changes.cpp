#include "app/git_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

namespace proviso {

namespace {

constexpr LineRange kWholeFile{1, std::numeric_limits<std::uint32_t>::max()};

std::string_view take_until(std::string_view& text, char sign) {
  const std::size_t at = std::min(text.find(sign), text.size());
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return taken;
}

std::optional<std::uint32_t> take_number(std::string_view& text) {
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return number;
}

// "12,3" or "12", which is one line.
struct Extent {
  std::uint32_t start = 0;
  std::uint32_t count = 1;
};
std::optional<Extent> take_extent(std::string_view& text) {
  Extent extent;
  const auto start = take_number(text);
  if (!start) return std::nullopt;
  extent.start = *start;
  if (text.starts_with(',')) {
    text.remove_prefix(1);
    const auto count = take_number(text);
    if (!count) return std::nullopt;
    extent.count = *count;
  }
  return extent;
}

// "@@ -12,3 +14 @@ …"
struct Hunk {
  Extent before, after;
};
std::optional<Hunk> hunk_of(std::string_view line) {
  if (!line.starts_with("@@ -")) return std::nullopt;
  line.remove_prefix(4);
  const auto before = take_extent(line);
  if (!before || !line.starts_with(" +")) return std::nullopt;
  line.remove_prefix(2);
  const auto after = take_extent(line);
  if (!after) return std::nullopt;
  return Hunk{*before, *after};
}

char unescaped(std::string_view& text) {
  static constexpr std::string_view kLetters = "abtnvfr";
  static constexpr std::string_view kMeanings = "\a\b\t\n\v\f\r";
  const char sign = text.front();
  if (sign >= '0' && sign <= '7') {
    int value = 0;
    for (int digit = 0; digit < 3 && !text.empty() && text.front() >= '0' && text.front() <= '7'; ++digit) {
      value = value * 8 + (text.front() - '0');
      text.remove_prefix(1);
    }
    return static_cast<char>(value);
  }
  text.remove_prefix(1);
  const std::size_t letter = kLetters.find(sign);
  return letter == std::string_view::npos ? sign : kMeanings[letter];
}

// The path behind `+++ b/`: in quotes with escapes where it has signs that git shuns, and before a
// tab where it has a blank. Nothing for `/dev/null`.
std::optional<std::string> path_of(std::string_view rest) {
  std::string path;
  if (rest.starts_with('"')) {
    rest.remove_prefix(1);
    while (!rest.empty() && rest.front() != '"') {
      const char sign = rest.front();
      if (sign == '\\' && rest.size() > 1) {
        rest.remove_prefix(1);
        path.push_back(unescaped(rest));
      } else {
        rest.remove_prefix(1);
        path.push_back(sign);
      }
    }
  } else {
    path = rest.substr(0, rest.find('\t'));
  }
  if (!path.starts_with("b/")) return std::nullopt;
  return path.substr(2);
}

// The lines of a hunk's body are passed over by number, so that text that looks like a header of
// the patch is not taken for one.
class PatchReader {
 public:
  PatchReader(std::string_view patch, GitChanges& changes) : rest_(patch), changes_(changes) {}

  void read() {
    while (!rest_.empty()) {
      const std::string_view line = take_until(rest_, '\n');
      if (line.starts_with("diff --git ")) {
        path_.reset();
      } else if (line.starts_with("+++ ")) {
        path_ = path_of(line.substr(4));
      } else if (const auto hunk = hunk_of(line)) {
        add(*hunk);
      }
    }
  }

 private:
  void add(const Hunk& hunk) {
    for (std::uint64_t lines = std::uint64_t{hunk.before.count} + hunk.after.count;
         lines > 0 && !rest_.empty(); --lines) {
      take_until(rest_, '\n');
      if (rest_.starts_with('\\')) take_until(rest_, '\n');  // "\ No newline at end of file"
    }
    if (!path_ || hunk.after.count == 0) return;
    changes_.changed[*path_].push_back(
        {hunk.after.start, hunk.after.start + hunk.after.count - 1});
  }

  std::string_view rest_;
  GitChanges& changes_;
  std::optional<std::string> path_;  // of the file as it is now
};

class Git {
 public:
  Git(const std::string& reference, const RunProcess& run) : reference_(reference), run_(run) {}

  tl::expected<GitChanges, GitProblem> changes() {
    return find_root().and_then([&] { return find_base(); }).and_then([&] { return compare(); });
  }

 private:
  using Done = tl::expected<void, GitProblem>;

  tl::expected<ProcessResult, GitProblem> git(std::vector<std::string> words) const {
    std::vector<std::string> all{"git", "--no-optional-locks", "-c", "core.quotePath=false"};
    if (!changes_.root.empty()) all.insert(all.end(), {"-C", changes_.root});
    all.insert(all.end(), std::make_move_iterator(words.begin()), std::make_move_iterator(words.end()));
    return run_(std::move(all)).map_error([](const std::string& why) {
      return GitProblem{"what changed cannot be found out: " + why,
                        "`--diff-base` needs git; without it everything that is given is checked"};
    });
  }

  static std::string first_line(std::string_view text) { return std::string(take_until(text, '\n')); }

  // What git itself says, without its "fatal: ".
  static std::string complaint(const ProcessResult& result) {
    std::string line = first_line(result.err);
    if (line.starts_with("fatal: ")) line.erase(0, 7);
    return line.empty() ? fmt::format("exit status {}", result.status) : line;
  }

  Done find_root() {
    const auto result = git({"rev-parse", "--show-toplevel"});
    if (!result) return tl::unexpected(result.error());
    if (result->status != 0 || result->out.size() < 2) {
      return tl::unexpected(GitProblem{
          fmt::format("what changed since `{}` cannot be found out: {}", reference_, complaint(*result)),
          "run it inside the work tree of the repository in which the specs are"});
    }
    changes_.root = result->out.substr(0, result->out.size() - 1);
    return {};
  }

  [[nodiscard]] bool is_shallow() const {
    const auto result = git({"rev-parse", "--is-shallow-repository"});
    return result && first_line(result->out) == "true";
  }

  GitProblem not_found(std::string what) const {
    if (!is_shallow()) return {std::move(what), "`git branch --all` lists the branches"};
    return {std::move(what) + ": this clone is shallow, its history is cut off",
            "fetch the whole history: `git fetch --unshallow`, with actions/checkout `fetch-depth: 0`, "
            "in GitLab `GIT_DEPTH: 0`"};
  }

  Done find_base() {
    const auto commit =
        git({"rev-parse", "--verify", "--quiet", "--end-of-options", reference_ + "^{commit}"});
    if (!commit) return tl::unexpected(commit.error());
    if (commit->status != 0) {
      return tl::unexpected(not_found(fmt::format("`{}` is no commit, branch or tag here", reference_)));
    }
    const auto base = git({"merge-base", first_line(commit->out), "HEAD"});
    if (!base) return tl::unexpected(base.error());
    if (base->status != 0) {
      return tl::unexpected(not_found(fmt::format("`{}` and HEAD have no commit in common", reference_)));
    }
    changes_.base = first_line(base->out);
    return {};
  }

  // A comparison that heeds no habits of the user: neither colours nor other tools nor prefixes.
  tl::expected<std::string, GitProblem> listed(std::vector<std::string> words) const {
    auto result = git(std::move(words));
    if (!result) return tl::unexpected(result.error());
    if (result->status != 0) {
      return tl::unexpected(GitProblem{
          fmt::format("what changed since `{}` cannot be found out: {}", reference_, complaint(*result)), ""});
    }
    return std::move(result->out);
  }

  [[nodiscard]] std::vector<std::string> diff(std::vector<std::string> options) const {
    std::vector<std::string> words{"diff",          "--no-color",       "--no-ext-diff",
                                   "--no-textconv", "--no-relative",    "--find-renames",
                                   "--ignore-submodules=all"};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {changes_.base, "--"});
    return words;
  }

  tl::expected<GitChanges, GitProblem> compare() {
    const auto names = listed(diff({"--name-status", "-z"}));
    if (!names) return tl::unexpected(names.error());
    read_name_status(*names, changes_);
    const auto patch =
        listed(diff({"--unified=0", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/"}));
    if (!patch) return tl::unexpected(patch.error());
    read_patch(*patch, changes_);
    const auto unknown = listed({"ls-files", "--others", "--exclude-standard", "-z"});
    if (!unknown) return tl::unexpected(unknown.error());
    for (std::string_view rest = *unknown; !rest.empty();) {
      changes_.changed[std::string(take_until(rest, '\0'))] = {kWholeFile};
    }
    return std::move(changes_);
  }

  const std::string& reference_;
  const RunProcess& run_;
  GitChanges changes_;
};

}  // namespace

tl::expected<GitChanges, GitProblem> git_changes(const std::string& reference, const RunProcess& run) {
  return Git(reference, run).changes();
}

void read_patch(std::string_view patch, GitChanges& changes) { PatchReader(patch, changes).read(); }

void read_name_status(std::string_view list, GitChanges& changes) {
  while (!list.empty()) {
    const std::string_view state = take_until(list, '\0');
    const std::string path(take_until(list, '\0'));
    if (state.starts_with('R') || state.starts_with('C')) {
      if (state.starts_with('R')) changes.gone.insert(path);
      changes.changed.try_emplace(std::string(take_until(list, '\0')));
    } else if (state.starts_with('D')) {
      changes.gone.insert(path);
    } else {
      changes.changed.try_emplace(path);
    }
  }
}

}  // namespace proviso
