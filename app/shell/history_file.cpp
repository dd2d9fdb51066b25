#include "app/shell/history_file.h"

#include "app/shell/line_editor.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace proviso::shell {

namespace fs = std::filesystem;

std::string on_one_line(std::string command) {
  std::replace(command.begin(), command.end(), '\n', ' ');
  return command;
}

std::vector<std::string> read_history(const std::string& path, std::size_t most) {
  std::vector<std::string> all;
  {
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);)
      if (!line.empty()) all.push_back(line);
  }
  const bool long_file = all.size() > 2 * most;
  if (all.size() > most) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(most));
  if (long_file) {
    std::ofstream out(path, std::ios::trunc);
    for (const std::string& line : all) out << line << '\n';
  }
  return all;
}

void add_to_history(const std::string& path, const std::string& command) {
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  const bool fresh = !fs::exists(path, error);
  {
    std::ofstream out(path, std::ios::app);
    out << on_one_line(command) << '\n';
  }
  // What one asks about a contract is nobody else's business.
  if (fresh) fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, error);
}

std::string history_path() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  if (const std::string state = variable("XDG_STATE_HOME"); !state.empty() && state.front() == '/')
    return state + "/proviso/history";
  const std::string home = variable("HOME");
  return home.empty() ? "" : home + "/.local/state/proviso/history";
}

}  // namespace proviso::shell
