// All that a command may touch, so that tests run it in process.
#pragma once

#include "app/files.h"
#include "app/terminal.h"

#include <istream>
#include <ostream>

namespace proviso {

struct Environment {
  Files& files;
  std::istream& in;
  std::ostream& out;  // reports
  std::ostream& err;  // diagnostics, progress, logs
  Terminal terminal;
};

}  // namespace proviso
