#include "solver/in_parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace proviso {

namespace {

constexpr std::size_t kMostAtOnce = 8;  // each may take much memory

}  // namespace

void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::vector<std::exception_ptr> thrown(count);
  const auto do_some = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        work(i);
      } catch (...) {
        thrown[i] = std::current_exception();
      }
    }
  };
  const std::size_t at_once = std::min({std::max<std::size_t>(std::thread::hardware_concurrency(), 1), kMostAtOnce, count});
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < at_once; ++i) others.emplace_back(do_some);
  do_some();
  for (std::thread& one : others) one.join();
  for (const std::exception_ptr& one : thrown)
    if (one) std::rethrow_exception(one);
}

}  // namespace proviso
