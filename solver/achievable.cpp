#include "solver/achievable.h"

#include "solver/project/safe_choice.h"

namespace proviso {

std::vector<VarId> own_variables(const Spec& spec, const Problem& problem) {
  std::vector<VarId> ours;
  for (std::uint32_t i = 0; i < problem.origins.size(); ++i) {
    const Origin& origin = problem.origins[i];
    const bool value = origin.kind == OriginKind::term && spec[origin.term].ours;
    const bool presence = origin.kind == OriginKind::presence &&
                          spec[origin.thing].presence == syntax::Presence::optional;
    if (value || presence) ours.push_back(VarId{i});
  }
  return ours;
}

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
  game.ours = own_variables(spec, *decision.problem);
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
