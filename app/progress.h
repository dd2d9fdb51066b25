// How far a long run is: one line that is drawn again on a terminal, a line every ten seconds
// elsewhere, silence on request.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <ostream>
#include <string_view>

namespace proviso {

class Progress {
 public:
  enum class Style { silent, redrawn, sparse };
  using Time = std::chrono::steady_clock::time_point;

  Progress(std::ostream& err, Style style, std::size_t total, std::function<Time()> clock)
      : err_(err), style_(style), total_(total), clock_(std::move(clock)), last_(clock_()) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // The next piece of work begins. May be said of several at once.
  void step(std::string_view what);
  // Takes the line away, so that other output can follow.
  void clear();

 private:
  std::mutex mutex_;
  std::ostream& err_;
  Style style_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool drawn_ = false;
  std::function<Time()> clock_;
  Time last_;
};

}  // namespace proviso
