// What a norm, a fact or a condition of a question needs (docs/semantics.md).
#pragma once

#include "model/scope/needs.h"

namespace proviso::scoping {

// `stages`: the days on which flows stay, where they stay on a few.
void need_of(const Asked& asked, const Root& root, Needs& needs, std::size_t stages = 1);

// What a breach of the norm rests on, so that it stays one.
void breach_need(const Asked& asked, ClauseId clause, const Norm& norm, Needs& needs);

// If a part of a question can be cut to the first days of the terms of its demands: on how many of
// these days, and on the day of a goal, each may be asked for. For that all roots are facts, a goal, or
// ask the same of one flow type as long as a clause is in force. Empty if they do not.
using Stages = std::map<const Norm*, std::size_t>;
[[nodiscard]] Stages stages_of(const Asked& asked, const std::vector<const Root*>& roots, const Needs& needs);

}  // namespace proviso::scoping
