// Files as they were in a revision of the repository round the working directory.
#pragma once

#include "app/files.h"
#include "app/git_changes.h"

namespace proviso {

// Paths mean the same as on the disk; nothing can be written.
class GitFiles final : public Files {
 public:
  GitFiles(const Files& now, std::string revision, RunProcess run = run_process);

  // Why nothing can be read from that revision; empty where it can.
  [[nodiscard]] std::string problem() const;

  [[nodiscard]] PathKind kind(const std::string& path) const override;
  [[nodiscard]] tl::expected<std::string, std::string> read(const std::string& path) const override;
  [[nodiscard]] tl::expected<std::vector<std::string>, std::string> specs_below(
      const std::string& directory) const override;
  [[nodiscard]] tl::expected<void, std::string> write(const std::string& path, const std::string& text) override;
  [[nodiscard]] tl::expected<void, std::string> write_directory(
      const std::string& path, const std::map<std::string, std::string>& files) override;
  [[nodiscard]] std::string identity(const std::string& path) const override;
  [[nodiscard]] std::string shown(const std::string& path) const override;

 private:
  [[nodiscard]] std::string place(const std::string& path) const;
  [[nodiscard]] std::string object(const std::string& path) const;

  const Files& now_;
  std::string revision_;
  RunProcess run_;
  std::string problem_;
};

// The files that a spec imports.
[[nodiscard]] std::vector<std::string> imports_of(const std::string& path, const std::string& text);

}  // namespace proviso
