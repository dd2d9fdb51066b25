#include "app/shell/pager.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>

namespace proviso::shell {

namespace {

std::size_t terminal_height() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0) return 24;
  return size.ws_row;
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
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  const std::string program = lines + 1 < terminal_height() ? "" : pager();
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
