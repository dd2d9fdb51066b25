// Questions about contracts alone: how many things a situation has to hold so that further ones turn
// no "no" into a "yes" (docs/semantics.md, "Questions about contracts alone").
#pragma once

#include "model/spec.h"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace proviso::scoping {

enum class GoalKind : std::uint8_t {
  broken,  // one of its obligations is broken
  arises,  // it binds something that is there while its guard holds, or something of it falls due
};
struct Goal {
  GoalKind kind = GoalKind::broken;
  ClauseId clause;
};

// Is there a situation that keeps `kept`, in which all `goals` hold and all `conditions` on every
// day? Facts, powers and the conditions of events count as they always do. A clause that is neither
// kept nor a goal may be broken or not; where it overrides another it does so.
struct Question {
  std::vector<ContractId> contracts;
  std::vector<ClauseId> kept;
  std::vector<Goal> goals;
  std::vector<ExprId> conditions;
};

struct Scope {
  std::map<TypeId, std::size_t> count;  // flows, and events beside the contracts' own; absent: none
  std::map<TypeId, std::string> why;    // of each type that is counted
  // Entities beside the named ones, by their own type. Where something might be asked of one that
  // nothing names (`ranged`), each must be allowed to be absent, or the count is not complete.
  std::map<TypeId, std::size_t> fresh;
  std::set<TypeId> ranged;
  bool complete = false;
  std::string reason;                   // what prevents it
};

[[nodiscard]] Scope enough_for(const Spec& spec, const Question& question);

}  // namespace proviso::scoping
