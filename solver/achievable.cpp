#include "solver/achievable.h"

#include "solver/open_things.h"
#include "solver/project/safe_choice.h"

namespace proviso {

Achievable achievable(const Spec& spec, Decision& decision) {
  switch (decision.verdict) {
    case Verdict::complies: return {Satisfiable::yes, ""};
    case Verdict::conflicts:
    case Verdict::impossible: return {Satisfiable::no, ""};
    case Verdict::undecided: return {Satisfiable::unknown, decision.reason};
    case Verdict::depends: break;
  }
  if (decision.scope)
    return {Satisfiable::unknown, scope_reason(*decision.scope)};
  Game game;
  game.ours = our_variables(spec, *decision.problem);
  game.admissible = decision.admissible;
  game.ok = decision.all_kept;
  const SafeChoice found = safe_choice(decision.problem->formulas, *decision.asker, game);
  switch (found.state) {
    case SafeChoiceState::found: return {Satisfiable::yes, ""};
    case SafeChoiceState::none: return {Satisfiable::no, ""};
    case SafeChoiceState::unknown: break;
  }
  return {Satisfiable::unknown, found.reason};
}

}  // namespace proviso
