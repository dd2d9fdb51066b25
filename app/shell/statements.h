// Commands in a stream of lines: one a line, or several lines while a bracket is open.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace proviso::shell {

// Adds up lines to a command.
class CommandLines {
 public:
  // The line continues what is there. True if the command is complete with it.
  bool add(std::string_view line);
  [[nodiscard]] bool pending() const { return !text_.empty(); }
  // What has been collected; nothing is left. Comments are gone.
  std::string take();

 private:
  std::string text_;
};

// The commands of a whole text; empty lines and comments (`//`) are left out.
[[nodiscard]] std::vector<std::string> split_commands(std::string_view text);

}  // namespace proviso::shell
