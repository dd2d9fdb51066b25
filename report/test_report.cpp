#include "report/test_report.h"

namespace proviso {

const char* word(ExpectationOutcome outcome) {
  switch (outcome) {
    case ExpectationOutcome::passed: return "passed";
    case ExpectationOutcome::failed: return "failed";
    case ExpectationOutcome::undecided: return "undecided";
  }
  return "";
}

TestTally tally(const TestReport& report) {
  TestTally total;
  for (const TestedFile& file : report.files) {
    for (const ShownExpectation& one : file.expectations) {
      if (one.outcome == ExpectationOutcome::passed) {
        ++total.passed;
        continue;
      }
      ++total.failed;
      if (one.outcome == ExpectationOutcome::undecided) ++total.undecided;
    }
  }
  return total;
}

}  // namespace proviso
