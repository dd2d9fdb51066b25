// Whether the work at hand is still wanted. Loops that may take long look now and then.
#pragma once

#include <atomic>

namespace proviso {

// Thrown where it is not.
struct Stopped {};

// While one of these lives, what the thread does looks at the flag; null: nobody can stop it.
class StopSign {
 public:
  explicit StopSign(const std::atomic<bool>* flag) : before_(current_) { current_ = flag; }
  ~StopSign() { current_ = before_; }
  StopSign(const StopSign&) = delete;
  StopSign& operator=(const StopSign&) = delete;

  static void look() {
    if (current_ != nullptr && current_->load(std::memory_order_relaxed)) throw Stopped{};
  }

 private:
  const std::atomic<bool>* before_;
  static inline thread_local const std::atomic<bool>* current_ = nullptr;
};

}  // namespace proviso
