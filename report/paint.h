// Text of a spec on a terminal: made visible and, on request, coloured.
#pragma once

#include "model/syntax/ink.h"
#include "report/escape.h"

#include <string>
#include <string_view>

namespace proviso {

// Nothing is said by colour alone.
struct Paint {
  bool colour = false;

  [[nodiscard]] std::string operator()(Ink with, std::string_view text) const {
    return ink(visible(text), with, colour);
  }
};

}  // namespace proviso
