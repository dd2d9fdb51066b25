#include "solver/support.h"

#include <algorithm>

namespace proviso {

namespace {

bool same_thing(const Origin& a, const Origin& b) {
  return a.kind == b.kind && a.term == b.term && a.thing == b.thing;
}

bool mentions(const std::vector<VarId>& sorted, const OpenThing& thing) {
  return std::any_of(thing.variables.begin(), thing.variables.end(), [&](VarId id) {
    return std::binary_search(sorted.begin(), sorted.end(), id);
  });
}

}  // namespace

std::vector<OpenThing> open_things(const Problem& problem) {
  std::vector<OpenThing> result;
  for (std::uint32_t i = 0; i < problem.origins.size(); ++i) {
    const Origin& origin = problem.origins[i];
    if (origin.kind == OriginKind::rank) continue;  // the order of a day belongs to its events
    const auto found = std::find_if(result.begin(), result.end(), [&](const OpenThing& thing) {
      return same_thing(thing.origin, origin);
    });
    if (found == result.end()) {
      result.push_back({origin, {VarId{i}}});
    } else {
      found->variables.push_back(VarId{i});
    }
  }
  return result;
}

// Two copies of a scenario share everything but one open thing (and the order within days).
Support support(Problem& problem, Asker& asker, const std::vector<Formula>& admissible,
                Formula outcome) {
  Support result;
  Formulas& formulas = problem.formulas;
  const std::vector<VarId> read = formulas.variables_of(outcome);
  for (const OpenThing& thing : open_things(problem)) {
    // What the outcome does not mention can matter only by way of a fact that ties it: then it
    // cannot change alone.
    if (!mentions(read, thing)) continue;
    std::map<VarId, VarId> copy;
    for (const VarId id : thing.variables) copy.emplace(id, formulas.variable(formulas[id]));
    for (const auto& [event, id] : problem.ranks) copy.emplace(id, formulas.variable(formulas[id]));
    problem.origins.resize(formulas.variable_count(), Origin{OriginKind::rank, {}, {}});
    std::vector<Formula> all = admissible;
    for (const Formula one : admissible) all.push_back(formulas.renamed(one, copy));
    all.push_back(outcome);
    all.push_back(formulas.not_(formulas.renamed(outcome, copy)));
    const Answer answer = asker.ask(all, false);
    if (answer.satisfiable == Satisfiable::yes) result.things.push_back(thing);
    if (answer.satisfiable == Satisfiable::unknown) result.complete = false;
  }
  return result;
}

}  // namespace proviso
