// Golden files: input, commands and expected results in one readable text.
//
//   What this is about, in a line or two.
//   --- file deal.proviso          a file of the in-memory file system; its text follows
//   --- disk specs/std             every spec below that directory of the project is there too
//   --- command check deal.proviso
//   --- stdin                      what the command reads, where it reads
//   --- exit 2                     expected; 0 where it is left out
//   --- stdout                     expected; empty where it is left out
//   --- stderr
//   --- written deal.proviso       expected text of a file that the command made or changed
//
// Several commands may follow each other, each with its expected results. A line of a text that
// itself begins with `--- ` or a backslash has a backslash before it; a text whose last line has no
// line break ends with the line `\no line break`.
#pragma once

#include "app/files.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace proviso::golden {

struct Results {
  int exit = 0;
  std::string out;
  std::string err;
  std::map<std::string, std::string> written;

  friend bool operator==(const Results&, const Results&) = default;
};

struct Command {
  std::string line;  // "check deal.proviso"
  std::string input;
  Results expected;
};

struct Golden {
  std::string about;
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<std::string> directories;  // `disk`
  std::vector<Command> commands;
};

// Throws std::runtime_error, with the line, for a text that has not this form.
[[nodiscard]] Golden parse_golden(std::string_view text);
[[nodiscard]] std::string print_golden(const Golden& golden);

// Splits a command line at blanks; "…" and '…' hold a word together.
[[nodiscard]] std::vector<std::string> split_words(std::string_view line);

// Runs one command in process; `files` is changed as the command changes it.
[[nodiscard]] Results run_command(const Command& command, MemoryFiles& files);

// What differs, with both texts from the first differing line on; empty where nothing does.
[[nodiscard]] std::string difference(const Results& expected, const Results& found);

}  // namespace proviso::golden
