// What became of the expectations of spec files, in the words of the spec.
#pragma once

#include "model/syntax/source.h"

#include <string>
#include <vector>

namespace proviso {

enum class ExpectationOutcome { passed, failed, undecided };
[[nodiscard]] const char* word(ExpectationOutcome outcome);  // "passed"

struct ShownExpectation {
  std::string about;    // name of the deal, or of the contracts, that it speaks of
  std::string text;     // as written, on one line
  ExpectationOutcome outcome = ExpectationOutcome::passed;
  std::string instead;  // what came instead; empty where it passed
  Span span;
};

struct TestedFile {
  std::string file;
  std::vector<ShownExpectation> expectations;
  std::vector<std::string> silent;  // deals about which the file states nothing
};

struct TestReport {
  std::vector<TestedFile> files;
  bool all_read = true;  // false: something that was given could not be read
};

struct TestTally {
  std::size_t passed = 0;
  std::size_t failed = 0;     // undecided ones included
  std::size_t undecided = 0;
};
[[nodiscard]] TestTally tally(const TestReport& report);

}  // namespace proviso
