#include "tests/golden/golden.h"

#include <stdexcept>

namespace proviso::golden {

namespace {

constexpr std::string_view kMark = "--- ";
constexpr std::string_view kNoLineBreak = "\\no line break";

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Golden read() {
    golden_.about = body();
    while (!at_end()) section();
    if (golden_.commands.empty()) fail("no `--- command`");
    return std::move(golden_);
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

  [[nodiscard]] std::string_view peek() const {
    return text_.substr(at_, text_.find('\n', at_) - at_);
  }

  std::string_view take_line() {
    const std::string_view line = peek();
    at_ = std::min(at_ + line.size() + 1, text_.size());
    ++line_;
    return line;
  }

  std::string body() {
    std::string text;
    while (!at_end() && !peek().starts_with(kMark)) {
      std::string_view line = take_line();
      if (line == kNoLineBreak) {
        if (!text.empty()) text.pop_back();
        continue;
      }
      if (line.starts_with('\\')) line.remove_prefix(1);
      text.append(line).push_back('\n');
    }
    return text;
  }

  void section() {
    std::string_view head = take_line().substr(kMark.size());
    const std::size_t blank = std::min(head.find(' '), head.size());
    const std::string_view word = head.substr(0, blank);
    const std::string rest(head.substr(std::min(blank + 1, head.size())));
    std::string text = body();
    if (word == "file") {
      golden_.files.emplace_back(rest, std::move(text));
    } else if (word == "disk") {
      golden_.directories.push_back(rest);
    } else if (word == "command") {
      golden_.commands.push_back({rest, {}, {}});
    } else if (golden_.commands.empty()) {
      fail("unknown section, or one that belongs after a `--- command`");
    } else {
      of_command(golden_.commands.back(), word, rest, std::move(text));
    }
  }

  void of_command(Command& command, std::string_view word, const std::string& rest,
                  std::string text) {
    if (word == "stdin") command.input = std::move(text);
    else if (word == "exit") command.expected.exit = std::stoi(rest);
    else if (word == "stdout") command.expected.out = std::move(text);
    else if (word == "stderr") command.expected.err = std::move(text);
    else if (word == "written") command.expected.written[rest] = std::move(text);
    else fail("unknown section");
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error("line " + std::to_string(line_) + ": " + what);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  Golden golden_;
};

std::string escaped(std::string_view text) {
  std::string result;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.starts_with(kMark) || line.starts_with('\\')) result.push_back('\\');
    result.append(line).push_back('\n');
    at = end + 1;
  }
  if (!text.empty() && text.back() != '\n') result.append(kNoLineBreak).push_back('\n');
  return result;
}

void add_section(std::string& result, std::string_view head, std::string_view text) {
  result.append(kMark).append(head).append("\n").append(escaped(text));
}

}  // namespace

Golden parse_golden(std::string_view text) { return Reader(text).read(); }

std::string print_golden(const Golden& golden) {
  std::string result = escaped(golden.about);
  for (const std::string& directory : golden.directories) add_section(result, "disk " + directory, "");
  for (const auto& [path, text] : golden.files) add_section(result, "file " + path, text);
  for (const Command& command : golden.commands) {
    const Results& expected = command.expected;
    add_section(result, command.line.empty() ? "command" : "command " + command.line, "");
    if (!command.input.empty()) add_section(result, "stdin", command.input);
    if (expected.exit != 0) add_section(result, "exit " + std::to_string(expected.exit), "");
    if (!expected.out.empty()) add_section(result, "stdout", expected.out);
    if (!expected.err.empty()) add_section(result, "stderr", expected.err);
    for (const auto& [path, text] : expected.written) add_section(result, "written " + path, text);
  }
  return result;
}

}  // namespace proviso::golden
