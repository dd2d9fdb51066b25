#include "solver/in_parallel.h"
#include "tests/catch.h"

#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

using namespace proviso;

TEST_CASE("work in parallel is done once each") {
  std::vector<int> done(1000, 0);
  in_parallel(done.size(), [&](std::size_t i) { ++done[i]; });
  CHECK(done == std::vector<int>(1000, 1));
  in_parallel(0, [](std::size_t) { throw std::logic_error("nothing is to be done"); });
}

TEST_CASE("of what pieces of work in parallel throw, the first is thrown on when all have ended") {
  std::vector<int> done(100, 0);
  const auto work = [&](std::size_t i) {
    done[i] = 1;
    if (i == 70 || i == 20) throw std::runtime_error(std::to_string(i));
  };
  CHECK_THROWS_WITH(in_parallel(done.size(), work), "20");
  CHECK(std::accumulate(done.begin(), done.end(), 0) == 100);
}
