// Ctrl-C, as a flag that a running question looks at.
#pragma once

#include <atomic>

namespace proviso::shell {

// While one of these lives, SIGINT sets the flag instead of ending the process.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  [[nodiscard]] const std::atomic<bool>& flag() const;
  void clear();
};

}  // namespace proviso::shell
