#include "solver/configure.h"

namespace proviso {

void configure(z3::context& context, z3::solver& solver, std::uint32_t rlimit, bool second) {
  z3::params params(context);
  params.set("random_seed", 0u);
  params.set("ctrl_c", false);
  if (rlimit != 0) params.set("rlimit", rlimit);
  if (second) params.set("arith.solver", 2u);
  solver.set(params);
}

FewerSteps::FewerSteps(z3::context& context, z3::solver& solver, std::uint32_t fewer, std::uint32_t rlimit)
    : context_(context), solver_(solver), rlimit_(rlimit) {
  limit_to(fewer);
}

FewerSteps::~FewerSteps() { limit_to(rlimit_); }

void FewerSteps::limit_to(std::uint32_t steps) {
  z3::params params(context_);
  params.set("rlimit", steps);
  solver_.set(params);
}

}  // namespace proviso
