// Where specs are read from and results are written to: the disk, or memory for tests.
#pragma once

#include <tl/expected.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace proviso {

// In a directory that was written as a whole: the names of its files, one a line.
constexpr std::string_view kWrittenList = ".proviso-files";

enum class PathKind { nothing, file, directory };

// Errors are sentences without the path ("no such file or directory").
class Files {
 public:
  virtual ~Files() = default;

  [[nodiscard]] virtual PathKind kind(const std::string& path) const = 0;
  [[nodiscard]] virtual tl::expected<std::string, std::string> read(
      const std::string& path) const = 0;
  // Every *.proviso below a directory, sorted; hidden files and directories are left out.
  [[nodiscard]] virtual tl::expected<std::vector<std::string>, std::string> specs_below(
      const std::string& directory) const = 0;
  // All or nothing: a reader sees the old text or the new one, never a part. Makes directories.
  [[nodiscard]] virtual tl::expected<void, std::string> write(const std::string& path,
                                                              const std::string& text) = 0;
  // A directory with exactly these files (by their paths inside it), all or nothing: a reader sees the
  // old one or the new one. What is there is replaced only if it is empty or was written by this
  // function and nothing was added since; a list of the files, `kWrittenList`, tells.
  [[nodiscard]] virtual tl::expected<void, std::string> write_directory(
      const std::string& path, const std::map<std::string, std::string>& files) = 0;
  // The same for two paths that lead to one file.
  [[nodiscard]] virtual std::string identity(const std::string& path) const = 0;
  // How the path is shown: without needless `.` and `..`; relative to the working directory if it
  // lies below it, so that reports do not depend on where the project is checked out.
  [[nodiscard]] virtual std::string shown(const std::string& path) const = 0;
};

class DiskFiles final : public Files {
 public:
  [[nodiscard]] PathKind kind(const std::string& path) const override;
  [[nodiscard]] tl::expected<std::string, std::string> read(const std::string& path) const override;
  [[nodiscard]] tl::expected<std::vector<std::string>, std::string> specs_below(
      const std::string& directory) const override;
  [[nodiscard]] tl::expected<void, std::string> write(const std::string& path,
                                                      const std::string& text) override;
  [[nodiscard]] tl::expected<void, std::string> write_directory(
      const std::string& path, const std::map<std::string, std::string>& files) override;
  [[nodiscard]] std::string identity(const std::string& path) const override;
  [[nodiscard]] std::string shown(const std::string& path) const override;
};

// Directories exist as far as files lie in them.
class MemoryFiles final : public Files {
 public:
  std::map<std::string, std::string> texts;  // by shown path

  [[nodiscard]] PathKind kind(const std::string& path) const override;
  [[nodiscard]] tl::expected<std::string, std::string> read(const std::string& path) const override;
  [[nodiscard]] tl::expected<std::vector<std::string>, std::string> specs_below(
      const std::string& directory) const override;
  [[nodiscard]] tl::expected<void, std::string> write(const std::string& path,
                                                      const std::string& text) override;
  [[nodiscard]] tl::expected<void, std::string> write_directory(
      const std::string& path, const std::map<std::string, std::string>& files) override;
  [[nodiscard]] std::string identity(const std::string& path) const override;
  [[nodiscard]] std::string shown(const std::string& path) const override;
};

// The text of the list, and of `present` (paths inside a directory) the first that `list` does not
// name; empty if there is none.
[[nodiscard]] std::string written_list(const std::map<std::string, std::string>& files);
[[nodiscard]] std::string foreign_file(const std::vector<std::string>& present, const std::string& list);

}  // namespace proviso
