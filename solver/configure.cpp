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

void limit(z3::context& context, z3::solver& solver, std::uint32_t rlimit) {
  z3::params params(context);
  params.set("rlimit", rlimit);
  solver.set(params);
}

FewerSteps::FewerSteps(z3::context& context, z3::solver& solver, std::uint32_t fewer, std::uint32_t rlimit)
    : context_(context), solver_(solver), rlimit_(rlimit) {
  limit(context_, solver_, fewer);
}

FewerSteps::~FewerSteps() { limit(context_, solver_, rlimit_); }

}  // namespace proviso
