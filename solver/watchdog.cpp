#include "solver/watchdog.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace proviso {

namespace {

using Clock = std::chrono::steady_clock;

struct Watch {
  z3::context* context;
  std::optional<Clock::time_point> end;
  const std::atomic<bool>* stop;
  bool bit = false;
};

class Watcher {
 public:
  static Watcher& instance() {
    static Watcher result;
    return result;
  }

  ~Watcher() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
  }
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  std::uint64_t add(Watch watch) {
    bool asleep = false;
    std::uint64_t result = 0;
    {
      const std::lock_guard lock(mutex_);
      result = ++last_;
      watches_.emplace(result, watch);
      if (!thread_.joinable()) thread_ = std::thread([this] { look(); });
      asleep = std::exchange(asleep_, false);
    }
    if (asleep) wake_.notify_all();
    return result;
  }

  void remove(std::uint64_t watch) {
    const std::lock_guard lock(mutex_);
    watches_.erase(watch);
  }

  bool bit(std::uint64_t watch) {
    const std::lock_guard lock(mutex_);
    return watches_.at(watch).bit;
  }

 private:
  Watcher() = default;

  // Nobody wakes us where a flag is set by a signal handler, so we look. An interruption that comes
  // before the query has begun is lost: it is said again until the watch is taken away.
  void look() {
    constexpr std::chrono::milliseconds kBetween(20);
    constexpr int kIdle = 50;  // after so many looks at nothing it sleeps: queries mostly come in rows
    std::unique_lock lock(mutex_);
    int idle = 0;
    while (!ended_) {
      idle = watches_.empty() ? idle + 1 : 0;
      if (idle > kIdle) {
        asleep_ = true;
        wake_.wait(lock, [this] { return ended_ || !asleep_; });
        idle = 0;
        continue;
      }
      wake_.wait_for(lock, kBetween, [this] { return ended_; });
      const Clock::time_point now = Clock::now();
      for (auto& [number, watch] : watches_) {
        watch.bit = watch.bit || (watch.end && now >= *watch.end);
        // Under the lock: whoever takes the watch away may destroy the context next.
        if (watch.bit || (watch.stop != nullptr && watch.stop->load())) watch.context->interrupt();
      }
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::uint64_t, Watch> watches_;
  std::uint64_t last_ = 0;
  bool asleep_ = false;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace

Watchdog::Watchdog(z3::context& context, const Limits& limits) {
  if (limits.watchdog_seconds <= 0 && limits.stop == nullptr) return;
  Watch watch{&context, std::nullopt, limits.stop};
  if (limits.watchdog_seconds > 0) {
    watch.end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                   std::chrono::duration<double>(limits.watchdog_seconds));
  }
  watch_ = Watcher::instance().add(watch);
}

Watchdog::~Watchdog() {
  if (watch_ != 0) Watcher::instance().remove(watch_);
}

bool Watchdog::bit() const { return watch_ != 0 && Watcher::instance().bit(watch_); }

}  // namespace proviso
