#include "app/progress.h"

#include <fmt/format.h>

namespace proviso {

void Progress::step(std::string_view what) {
  const std::lock_guard lock(mutex_);
  ++done_;
  const Time now = clock_();
  switch (style_) {
    case Style::silent: return;
    case Style::redrawn:
      // The first pieces of quick runs are over before a line could be read.
      if (now - last_ < std::chrono::milliseconds(100)) return;
      err_ << fmt::format("\r\x1b[K{}/{} {}", done_, total_, what) << std::flush;
      drawn_ = true;
      break;
    case Style::sparse:
      if (now - last_ < std::chrono::seconds(10)) return;
      err_ << fmt::format("{}/{} {}\n", done_, total_, what) << std::flush;
      break;
  }
  last_ = now;
}

void Progress::clear() {
  if (drawn_) err_ << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

}  // namespace proviso
