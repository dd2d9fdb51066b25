#include "app/files.h"

#include <filesystem>

namespace proviso {

namespace {

constexpr std::string_view kExtension = ".proviso";

// "" for the directory in which everything lies.
std::string prefix_of(const std::string& directory) {
  if (directory.empty() || directory == ".") return "";
  return directory.back() == '/' ? directory : directory + "/";
}

}  // namespace

PathKind MemoryFiles::kind(const std::string& path) const {
  const std::string name = shown(path);
  if (texts.count(name) != 0) return PathKind::file;
  const std::string prefix = prefix_of(name);
  const auto next = texts.lower_bound(prefix);
  const bool inside = next != texts.end() && next->first.starts_with(prefix);
  return inside || prefix.empty() ? PathKind::directory : PathKind::nothing;
}

tl::expected<std::string, std::string> MemoryFiles::read(const std::string& path) const {
  if (const auto found = texts.find(shown(path)); found != texts.end()) return found->second;
  return tl::unexpected(std::string(kind(path) == PathKind::directory
                                        ? "is a directory"
                                        : "no such file or directory"));
}

tl::expected<std::vector<std::string>, std::string> MemoryFiles::specs_below(
    const std::string& directory) const {
  std::vector<std::string> found;
  const std::string prefix = prefix_of(shown(directory));
  for (const auto& [path, text] : texts) {
    if (path.starts_with(prefix) && path.ends_with(kExtension)) found.push_back(path);
  }
  return found;
}

tl::expected<void, std::string> MemoryFiles::write(const std::string& path,
                                                   const std::string& text) {
  if (kind(path) == PathKind::directory) return tl::unexpected(std::string("is a directory"));
  texts[shown(path)] = text;
  return {};
}

std::string MemoryFiles::identity(const std::string& path) const { return shown(path); }

std::string MemoryFiles::shown(const std::string& path) const {
  std::string normal = std::filesystem::path(path).lexically_normal().generic_string();
  if (normal.size() > 1 && normal.back() == '/') normal.pop_back();
  return normal;
}

}  // namespace proviso
