// Other programs, run with a list of words and never through a shell.
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace proviso {

struct ProcessResult {
  int status = 0;  // exit status; of a program that a signal ended 128 and the signal
  std::string out;
  std::string err;
};

// Runs the program of that name on the path to its end, with nothing to read. The error says why it
// could not be started ("there is no `git` on the path").
[[nodiscard]] tl::expected<ProcessResult, std::string> run_process(std::vector<std::string> words);

}  // namespace proviso
