// Directories that are written and replaced as a whole.
#include "app/files.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <system_error>

namespace proviso {

namespace fs = std::filesystem;

namespace {

using Done = tl::expected<void, std::string>;

Done failed(const std::error_code& error) {
  std::string text = error.message();
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return tl::unexpected(text);
}

Done fill(const fs::path& directory, const std::map<std::string, std::string>& files) {
  std::error_code error;
  for (const auto& [name, text] : files) {
    const fs::path path = directory / name;
    fs::create_directories(path.parent_path(), error);
    if (error) return failed(error);
    errno = 0;
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    if (!out) return failed(std::error_code(errno == 0 ? EIO : errno, std::generic_category()));
  }
  return {};
}

// Every file and link below, by its path inside; also directories that are empty.
tl::expected<std::vector<std::string>, std::string> files_below(const fs::path& directory) {
  std::vector<std::string> found;
  std::error_code error;
  fs::recursive_directory_iterator entry(directory, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    const bool plain = fs::is_directory(entry->symlink_status(ignored)) && !fs::is_empty(entry->path(), ignored);
    if (!plain) found.push_back(entry->path().lexically_relative(directory).generic_string());
  }
  if (error) return tl::unexpected(failed(error).error());
  std::sort(found.begin(), found.end());
  return found;
}

Done may_replace(const fs::path& target) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(target, error);
  if (!fs::exists(status)) return {};
  if (!fs::is_directory(status)) return tl::unexpected(std::string("is a file, not a directory"));
  const auto present = files_below(target);
  if (!present) return tl::unexpected(present.error());
  if (present->empty()) return {};
  std::ifstream in(target / kWrittenList, std::ios::binary);
  std::ostringstream list;
  list << in.rdbuf();
  const std::string foreign = foreign_file(*present, in ? list.str() : "");
  if (foreign.empty()) return {};
  return tl::unexpected("`" + foreign + "` in it was not written by this program, so nothing was replaced");
}

// Two directories change names at once; where the system cannot do that, one after the other.
Done exchange(const fs::path& fresh, const fs::path& target) {
#ifdef RENAME_EXCHANGE
  if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) return {};
  if (errno != EINVAL && errno != ENOSYS) return failed(std::error_code(errno, std::generic_category()));
#endif
  const fs::path aside = fresh.string() + ".old";
  std::error_code error, back;
  fs::rename(target, aside, error);
  if (error) return failed(error);
  fs::rename(fresh, target, error);
  if (error) {
    fs::rename(aside, target, back);
    return failed(error);
  }
  fs::rename(aside, fresh, error);
  return error ? failed(error) : Done{};
}

Done put_in_place(const fs::path& fresh, const fs::path& target) {
  std::error_code error;
  if (fs::exists(target, error)) {
    if (auto done = exchange(fresh, target); !done) return done;
    fs::remove_all(fresh, error);
    return {};
  }
  fs::rename(fresh, target, error);
  return error ? failed(error) : Done{};
}

}  // namespace

std::string written_list(const std::map<std::string, std::string>& files) {
  std::string list;
  for (const auto& [name, text] : files) list += name + '\n';
  return list;
}

std::string foreign_file(const std::vector<std::string>& present, const std::string& list) {
  std::set<std::string> ours;
  std::istringstream lines(list);
  for (std::string line; std::getline(lines, line);) ours.insert(line);
  if (!ours.empty()) ours.insert(std::string(kWrittenList));
  for (const std::string& name : present)
    if (ours.count(name) == 0) return name;
  return "";
}

Done DiskFiles::write_directory(const std::string& path, const std::map<std::string, std::string>& files) {
  std::error_code error;
  fs::path target = fs::path(path).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();
  // A link stays a link: what it points to is replaced.
  if (fs::is_symlink(target, error)) target = fs::weakly_canonical(target, error);
  if (target == "." || target == ".." || target.empty()) target = fs::weakly_canonical(fs::absolute(target), error);
  if (auto may = may_replace(target); !may) return may;
  if (target.has_parent_path()) {
    fs::create_directories(target.parent_path(), error);
    if (error) return failed(error);
  }
  const fs::path fresh = target.parent_path() / ("." + target.filename().string() + ".part" + std::to_string(::getpid()));
  fs::remove_all(fresh, error);
  fs::create_directories(fresh, error);
  if (error) return failed(error);
  std::map<std::string, std::string> all = files;
  all[std::string(kWrittenList)] = written_list(files);
  Done done = fill(fresh, all);
  if (done) done = put_in_place(fresh, target);
  if (!done) fs::remove_all(fresh, error);
  return done;
}

Done MemoryFiles::write_directory(const std::string& path, const std::map<std::string, std::string>& files) {
  const std::string name = shown(path);
  if (kind(path) == PathKind::file) return tl::unexpected(std::string("is a file, not a directory"));
  const std::string prefix = name.empty() || name == "." ? "" : name + "/";
  std::vector<std::string> present;
  std::string list;
  for (const auto& [known, text] : texts) {
    if (!known.starts_with(prefix)) continue;
    present.push_back(known.substr(prefix.size()));
    if (present.back() == kWrittenList) list = text;
  }
  if (const std::string foreign = foreign_file(present, list); !foreign.empty())
    return tl::unexpected("`" + foreign + "` in it was not written by this program, so nothing was replaced");
  std::erase_if(texts, [&](const auto& entry) { return entry.first.starts_with(prefix); });
  for (const auto& [inside, text] : files) texts[prefix + inside] = text;
  texts[prefix + std::string(kWrittenList)] = written_list(files);
  return {};
}

}  // namespace proviso
