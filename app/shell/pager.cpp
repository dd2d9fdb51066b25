#include "app/shell/pager.h"

#include "report/lines.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string_view>

namespace proviso::shell {

namespace {

struct Screen {
  std::size_t rows = 24, columns = 80;
};

Screen screen() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return {};
  return {size.ws_row, size.ws_col};
}

// Colours take no room.
std::size_t width_of(std::string_view line) {
  std::string seen;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\x1b') i = std::min(line.find('m', i), line.size());
    else seen += line[i];
  }
  return columns_of(seen);
}

// A line that is wider than the screen takes several rows.
std::size_t rows_of(std::string_view text, std::size_t columns) {
  std::size_t rows = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t width = width_of(text.substr(begin, end - begin));
    rows += width == 0 ? 1 : (width + columns - 1) / columns;
    begin = end + 1;
  }
  return rows;
}

bool is_on_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream directories(path == nullptr ? "" : path);
  for (std::string directory; std::getline(directories, directory, ':');)
    if (::access((directory + "/" + program).c_str(), X_OK) == 0) return true;
  return false;
}

// Empty: there is none, or none is wanted.
std::string pager() {
  if (const char* chosen = std::getenv("PAGER"); chosen != nullptr) return chosen == std::string("cat") ? "" : chosen;
  return is_on_path("less") ? "less -FRX" : "";
}

}  // namespace

void show_paged(const std::string& text) {
  const auto [rows, columns] = screen();
  const std::string program = rows_of(text, columns) + 1 < rows ? "" : pager();
  std::fflush(stdout);
  // Whoever leaves the pager early breaks the pipe, which is no error.
  auto* before = std::signal(SIGPIPE, SIG_IGN);
  std::FILE* pipe = program.empty() ? nullptr : ::popen(program.c_str(), "w");
  std::fwrite(text.data(), 1, text.size(), pipe == nullptr ? stdout : pipe);
  if (pipe != nullptr) ::pclose(pipe);
  std::fflush(stdout);
  std::signal(SIGPIPE, before);
}

}  // namespace proviso::shell
