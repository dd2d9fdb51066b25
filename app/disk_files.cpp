#include "app/files.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace proviso {

namespace fs = std::filesystem;

namespace {

std::string lower_first(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

std::string reason(const std::error_code& error) { return lower_first(error.message()); }

std::string reason_of_errno() {
  return lower_first(std::strerror(errno == 0 ? EIO : errno));
}

bool is_hidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return !name.empty() && name.front() == '.';
}

tl::expected<void, std::string> write_whole(const fs::path& path, const std::string& text) {
  errno = 0;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (!out) return tl::unexpected(reason_of_errno());
  return {};
}

}  // namespace

PathKind DiskFiles::kind(const std::string& path) const {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return PathKind::directory;
  return fs::exists(status) ? PathKind::file : PathKind::nothing;
}

tl::expected<std::string, std::string> DiskFiles::read(const std::string& path) const {
  if (kind(path) == PathKind::directory) return tl::unexpected(std::string("is a directory"));
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) return tl::unexpected(reason_of_errno());
  std::ostringstream text;
  text << in.rdbuf();
  if (in.bad()) return tl::unexpected(reason_of_errno());
  return std::move(text).str();
}

tl::expected<std::vector<std::string>, std::string> DiskFiles::specs_below(
    const std::string& directory) const {
  std::vector<std::string> found;
  std::error_code error;
  fs::recursive_directory_iterator entry(directory, error);
  const fs::recursive_directory_iterator end;
  for (; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;  // an entry that vanished meanwhile is no file
    if (is_hidden(entry->path())) {
      if (entry->is_directory(ignored)) entry.disable_recursion_pending();
    } else if (entry->path().extension() == ".proviso" && entry->is_regular_file(ignored)) {
      found.push_back(entry->path().string());
    }
  }
  if (error) return tl::unexpected(reason(error));
  std::sort(found.begin(), found.end());
  return found;
}

tl::expected<void, std::string> DiskFiles::write(const std::string& path, const std::string& text) {
  std::error_code error;
  fs::path target(path);
  // A link stays a link: what it points to is replaced.
  if (fs::is_symlink(target, error)) target = fs::weakly_canonical(target, error);
  if (fs::is_directory(target, error)) return tl::unexpected(std::string("is a directory"));
  if (target.has_parent_path()) {
    fs::create_directories(target.parent_path(), error);
    if (error) return tl::unexpected(reason(error));
  }
  fs::path temporary = target;
  temporary += ".part" + std::to_string(::getpid());
  if (auto written = write_whole(temporary, text); !written) {
    fs::remove(temporary, error);
    return written;
  }
  std::error_code ignored;  // a new file has no permissions to keep
  const fs::file_status before = fs::status(target, ignored);
  if (fs::exists(before)) fs::permissions(temporary, before.permissions(), ignored);
  fs::rename(temporary, target, error);
  if (!error) return {};
  const std::string why = reason(error);
  fs::remove(temporary, ignored);
  return tl::unexpected(why);
}

std::string DiskFiles::identity(const std::string& path) const {
  std::error_code error;
  // Made absolute first: a path whose first part does not exist would stay relative.
  const fs::path canonical = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? shown(path) : canonical.string();
}

std::string DiskFiles::shown(const std::string& path) const {
  const fs::path normal = fs::path(path).lexically_normal();
  if (!normal.is_absolute()) return normal.generic_string();
  std::error_code error;
  const fs::path relative = normal.lexically_relative(fs::current_path(error));
  const bool below = !error && !relative.empty() && *relative.begin() != "..";
  return (below ? relative : normal).generic_string();
}

}  // namespace proviso
