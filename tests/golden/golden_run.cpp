#include "app/run.h"
#include "tests/golden/golden.h"

#include <algorithm>
#include <sstream>

namespace proviso::golden {

std::vector<std::string> split_words(std::string_view line) {
  std::vector<std::string> words;
  bool inside = false;
  char quote = '\0';
  for (const char sign : line) {
    if (quote != '\0' && sign == quote) {
      quote = '\0';
    } else if (quote == '\0' && (sign == '"' || sign == '\'')) {
      quote = sign;
      if (!inside) words.emplace_back();
      inside = true;
    } else if (quote == '\0' && sign == ' ') {
      inside = false;
    } else {
      if (!inside) words.emplace_back();
      inside = true;
      words.back().push_back(sign);
    }
  }
  return words;
}

Results run_command(const Command& command, MemoryFiles& files) {
  const std::map<std::string, std::string> before = files.texts;
  std::istringstream in(command.input);
  std::ostringstream out;
  std::ostringstream err;
  Environment environment{files, in, out, err, Terminal()};
  environment.clock = [] { return std::chrono::steady_clock::time_point(); };  // no line of progress on a slow machine
  Results results;
  results.exit = static_cast<int>(run(split_words(command.line), environment));
  results.out = out.str();
  results.err = err.str();
  for (const auto& [path, text] : files.texts) {
    const auto old = before.find(path);
    if (old == before.end() || old->second != text) results.written.emplace(path, text);
  }
  return results;
}

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  if (!text.empty() && text.back() != '\n') lines.emplace_back("(no line break at the end)");
  return lines;
}

std::string differing_text(const std::string& what, const std::string& expected,
                           const std::string& found) {
  if (expected == found) return "";
  const auto left = lines_of(expected);
  const auto right = lines_of(found);
  const auto [l, r] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  std::string text = what + ", from line " + std::to_string(l - left.begin() + 1) + " on:\n";
  for (auto line = l; line != left.end(); ++line) text += "  - " + *line + "\n";
  for (auto line = r; line != right.end(); ++line) text += "  + " + *line + "\n";
  return text;
}

}  // namespace

std::string difference(const Results& expected, const Results& found) {
  std::string text;
  if (expected.exit != found.exit) {
    text += "exit status " + std::to_string(found.exit) + ", expected " +
            std::to_string(expected.exit) + "\n";
  }
  text += differing_text("stdout", expected.out, found.out);
  text += differing_text("stderr", expected.err, found.err);
  std::map<std::string, std::string> paths = expected.written;
  paths.insert(found.written.begin(), found.written.end());
  for (const auto& [path, ignored] : paths) {
    const bool wanted = expected.written.count(path) != 0;
    const bool made = found.written.count(path) != 0;
    if (wanted && made) {
      text += differing_text("written " + path, expected.written.at(path), found.written.at(path));
    } else {
      text += path + (wanted ? " is not written\n" : " is written, which was not expected\n");
    }
  }
  return text;
}

}  // namespace proviso::golden
