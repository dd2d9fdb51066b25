#include "app/progress.h"
#include "tests/catch.h"

#include <sstream>

using namespace proviso;

namespace {

struct Waiting {
  std::chrono::seconds passed{0};
  std::ostringstream err;

  Progress progress(Progress::Style style) {
    return {err, style, 3, [this] { return Progress::Time(passed); }};
  }
};

}  // namespace

TEST_CASE("where nothing can be drawn again, progress is a line every ten seconds") {
  Waiting waiting;
  Progress progress = waiting.progress(Progress::Style::sparse);
  progress.step("A");
  CHECK(waiting.err.str().empty());
  waiting.passed += std::chrono::seconds(10);
  progress.step("B");
  CHECK(waiting.err.str() == "2/3 B\n");
  waiting.passed += std::chrono::seconds(9);
  progress.step("C");
  CHECK(waiting.err.str() == "2/3 B\n");
}

TEST_CASE("on a terminal the line of progress is drawn again, and taken away at the end") {
  Waiting waiting;
  {
    Progress progress = waiting.progress(Progress::Style::redrawn);
    progress.step("A");
    waiting.passed += std::chrono::seconds(1);
    progress.step("B");
    CHECK(waiting.err.str() == "\r\x1b[K2/3 B");
  }
  CHECK(waiting.err.str() == "\r\x1b[K2/3 B\r\x1b[K");
}

TEST_CASE("quiet runs are without progress, however long they are") {
  Waiting waiting;
  Progress progress = waiting.progress(Progress::Style::silent);
  waiting.passed += std::chrono::hours(1);
  progress.step("A");
  CHECK(waiting.err.str().empty());
}
