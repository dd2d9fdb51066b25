// The check of one deal: the verdict with everything a reader needs to follow it.
#pragma once

#include "solver/decide.h"
#include "solver/verdict.h"

namespace proviso {

// Throws InternalError where an answer does not survive its replay or its second check.
DealReport check_deal(const Spec& spec, const Sources& sources, DealId deal,
                      const CheckOptions& options = {});

// The formulas of a deal as readable text, and "can some clause be broken?" as SMT-LIB 2.
[[nodiscard]] std::string dump_formula(const Spec& spec, DealId deal);
[[nodiscard]] std::string dump_smt2(const Spec& spec, DealId deal);

}  // namespace proviso
