#include "app/shell/statements.h"

#include <algorithm>

namespace proviso::shell {

namespace {

struct Seen {
  int open = 0;             // brackets
  std::size_t comment = 0;  // where `//` begins on the last line
};

// Texts do not go on over a line, so each is closed with it.
Seen look_at(std::string_view line) {
  Seen seen;
  bool text = false;
  seen.comment = line.size();
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (text && c == '\\') ++i;
    else if (c == '"') text = !text;
    else if (text) continue;
    else if (c == '/' && i + 1 < line.size() && line[i + 1] == '/') {
      seen.comment = i;
      return seen;
    } else if (c == '{' || c == '(') ++seen.open;
    else if (c == '}' || c == ')') --seen.open;
  }
  return seen;
}

int open_brackets(std::string_view text) {
  int open = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    open += look_at(text.substr(begin, end - begin)).open;
    begin = end + 1;
  }
  return open;
}

bool is_empty(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

bool CommandLines::add(std::string_view line) {
  const std::string_view kept = line.substr(0, look_at(line).comment);
  // An empty line ends what somebody forgot to close.
  if (pending() && is_empty(line)) return true;
  if (!is_empty(kept)) text_ += (text_.empty() ? "" : "\n") + std::string(kept);
  return open_brackets(text_) <= 0;
}

std::string CommandLines::take() {
  std::string text;
  std::swap(text, text_);
  return text;
}

std::vector<std::string> split_commands(std::string_view text) {
  std::vector<std::string> commands;
  CommandLines lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (lines.add(text.substr(begin, end - begin)) && lines.pending()) commands.push_back(lines.take());
    begin = end + 1;
  }
  if (lines.pending()) commands.push_back(lines.take());
  return commands;
}

}  // namespace proviso::shell
