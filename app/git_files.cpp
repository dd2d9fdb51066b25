#include "app/git_files.h"

#include "app/load.h"
#include "model/syntax/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace proviso {

namespace {

constexpr std::string_view kReadOnly = "what a revision holds cannot be changed";

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

// The commit itself is kept, so that a branch that moves meanwhile does no harm.
GitFiles::GitFiles(const Files& now, std::string revision, RunProcess run)
    : now_(now), revision_(std::move(revision)), run_(std::move(run)) {
  const auto found = run_({"git", "rev-parse", "--verify", "--quiet", "--end-of-options", revision_ + "^{commit}"});
  if (!found) {
    problem_ = found.error();
  } else if (found->status != 0) {
    problem_ = fmt::format("`{}` is no revision that git knows here", revision_);
  } else {
    revision_ = first_line(found->out);
  }
}

std::string GitFiles::problem() const { return problem_; }

// As seen from the working directory.
std::string GitFiles::place(const std::string& path) const {
  namespace fs = std::filesystem;
  const fs::path place = now_.shown(path);
  return (place.is_absolute() ? place.lexically_relative(fs::current_path()) : place).generic_string();
}

// "COMMIT:./a/b.proviso"
std::string GitFiles::object(const std::string& path) const { return revision_ + ":./" + place(path); }

PathKind GitFiles::kind(const std::string& path) const {
  const auto found = run_({"git", "cat-file", "-t", object(path)});
  if (!found || found->status != 0) return PathKind::nothing;
  const std::string type = first_line(found->out);
  return type == "blob" ? PathKind::file : type == "tree" ? PathKind::directory : PathKind::nothing;
}

tl::expected<std::string, std::string> GitFiles::read(const std::string& path) const {
  auto found = run_({"git", "cat-file", "blob", object(path)});
  if (!found) return tl::unexpected(found.error());
  if (found->status != 0) return tl::unexpected(fmt::format("it is not there in `{}`", revision_));
  return std::move(found->out);
}

// Git, too, names them as seen from the working directory.
tl::expected<std::vector<std::string>, std::string> GitFiles::specs_below(const std::string& directory) const {
  std::vector<std::string> words{"git", "ls-tree", "-r", "-z", "--name-only", revision_, "--"};
  if (const std::string below = std::filesystem::path(place(directory)).lexically_normal().generic_string(); below != "." && below != "./")
    words.push_back(below.ends_with('/') ? below : below + "/");
  const auto found = run_(std::move(words));
  if (!found) return tl::unexpected(found.error());
  if (found->status != 0) return tl::unexpected(fmt::format("it is not there in `{}`", revision_));
  std::vector<std::string> result;
  for (std::size_t at = 0; at < found->out.size();) {
    const std::size_t end = std::min(found->out.find('\0', at), found->out.size());
    if (std::string name = found->out.substr(at, end - at); name.ends_with(".proviso")) result.push_back(std::move(name));
    at = end + 1;
  }
  return result;
}

tl::expected<void, std::string> GitFiles::write(const std::string&, const std::string&) {
  return tl::unexpected(std::string(kReadOnly));
}

tl::expected<void, std::string> GitFiles::write_directory(const std::string&,
                                                          const std::map<std::string, std::string>&) {
  return tl::unexpected(std::string(kReadOnly));
}

std::string GitFiles::identity(const std::string& path) const { return now_.identity(path); }
std::string GitFiles::shown(const std::string& path) const { return now_.shown(path); }

std::vector<std::string> imports_of(const std::string& path, const std::string& text) {
  Sources sources;
  Diagnostics ignored;
  const FileId file = sources.add(path, text);
  const syntax::File tree = syntax::parse(sources, file, ignored);
  std::vector<std::string> result;
  for (const syntax::Item& item : tree.items)
    if (const auto* import = std::get_if<syntax::Import>(&item.node); import && !import->path.text.empty())
      result.push_back(imported_path(path, import->path.text));
  return result;
}

}  // namespace proviso
