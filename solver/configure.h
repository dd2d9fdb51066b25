// How every Z3 solver here is set up.
#pragma once

#include <z3++.h>

#include <cstdint>

namespace proviso {

// `rlimit`: in the solver's own steps, 0 for none. `second`: with the other arithmetic, for second checks.
void configure(z3::context& context, z3::solver& solver, std::uint32_t rlimit, bool second);

// From now on.
void limit(z3::context& context, z3::solver& solver, std::uint32_t rlimit);

// While it lives, each check may take `fewer` steps; `rlimit` afterwards. 0: no limit.
class FewerSteps {
 public:
  FewerSteps(z3::context& context, z3::solver& solver, std::uint32_t fewer, std::uint32_t rlimit);
  ~FewerSteps();
  FewerSteps(const FewerSteps&) = delete;
  FewerSteps& operator=(const FewerSteps&) = delete;

 private:
  z3::context& context_;
  z3::solver& solver_;
  std::uint32_t rlimit_;
};

}  // namespace proviso
