// How every Z3 solver here is set up.
#pragma once

#include <z3++.h>

#include <cstdint>

namespace proviso {

// `rlimit`: in the solver's own steps, 0 for none. `second`: with the other arithmetic, for second checks.
void configure(z3::context& context, z3::solver& solver, std::uint32_t rlimit, bool second);

}  // namespace proviso
