// Formulas as plain SMT-LIB 2.6, for any solver. Written from the formulas alone, in other terms than
// the encoding for Z3 (a choice is one integer, a product a product), so that another solver's answer
// checks that encoding too.
#pragma once

#include "model/formula.h"

#include <string>
#include <vector>

namespace proviso {

// The logic and the commands up to `(check-sat)` of "can all of these hold?". `status` is what
// `:status` says: sat, unsat or unknown.
[[nodiscard]] std::string smtlib_script(const Formulas& formulas, const std::vector<Formula>& all,
                                        const std::string& status);

}  // namespace proviso
