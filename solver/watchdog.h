// Ends queries that ignore their step limit, or that are not wanted any more.
#pragma once

#include "solver/limits.h"

#include <z3++.h>

#include <cstdint>

namespace proviso {

// From its construction to its destruction the context is interrupted where the limits' seconds have
// passed or their flag is set. One thread of the process watches all of them.
class Watchdog {
 public:
  Watchdog(z3::context& context, const Limits& limits);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
  // Whether the seconds had passed.
  [[nodiscard]] bool bit() const;

 private:
  std::uint64_t watch_ = 0;  // 0: nothing to watch
};

}  // namespace proviso
