// All that a command may touch, so that tests run it in process.
#pragma once

#include "app/files.h"
#include "app/terminal.h"

#include <chrono>
#include <functional>
#include <istream>
#include <ostream>

namespace proviso {

struct Environment {
  Files& files;
  std::istream& in;
  std::ostream& out;  // reports
  std::ostream& err;  // diagnostics, progress, logs
  Terminal terminal;
  // How long a run takes; for what is drawn while one waits only.
  std::function<std::chrono::steady_clock::time_point()> clock = std::chrono::steady_clock::now;
};

}  // namespace proviso
