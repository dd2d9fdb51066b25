// Our own mistakes: an invariant that does not hold. Ends the run with exit status 70.
#pragma once

#include <stdexcept>
#include <string>

namespace proviso {

class InternalError : public std::logic_error {
 public:
  explicit InternalError(const std::string& what) : std::logic_error("internal error: " + what) {}
};

}  // namespace proviso
