#include "solver/support.h"

#include <algorithm>

namespace proviso {

namespace {

bool mentions(const std::vector<VarId>& sorted, const OpenThing& thing) {
  return std::any_of(thing.variables.begin(), thing.variables.end(), [&](VarId id) {
    return std::binary_search(sorted.begin(), sorted.end(), id);
  });
}

// Asks about two scenarios that share everything but some open things (and the order within days).
class TwoCopies {
 public:
  TwoCopies(Problem& problem, Asker& asker, const std::vector<Formula>& admissible, Formula outcome)
      : problem_(problem), asker_(asker), admissible_(admissible), outcome_(outcome) {
    // Only of what the deal itself leaves open: not of the twins of an earlier question.
    const auto add_twin = [&](VarId id) {
      twins_.emplace(id, problem.formulas.variable(problem.formulas[id]));
    };
    for (const OpenThing& thing : open_things(problem))
      for (const VarId id : thing.variables) add_twin(id);
    for (const auto& [event, id] : problem.ranks) add_twin(id);
    problem.origins.resize(problem.formulas.variable_count(), Origin{OriginKind::rank, {}, {}});
  }

  // Can the outcome differ while only these differ?
  Satisfiable can_differ(const std::vector<const OpenThing*>& free) {
    std::map<VarId, VarId> names;
    for (const OpenThing* thing : free)
      for (const VarId id : thing->variables) names.emplace(id, twins_.at(id));
    for (const auto& [event, id] : problem_.ranks) names.emplace(id, twins_.at(id));
    Formulas& formulas = problem_.formulas;
    std::vector<Formula> all = admissible_;
    for (const Formula one : admissible_) all.push_back(formulas.renamed(one, names));
    all.push_back(outcome_);
    all.push_back(formulas.not_(formulas.renamed(outcome_, names)));
    return asker_.ask(all, false).satisfiable;
  }

 private:
  Problem& problem_;
  Asker& asker_;
  const std::vector<Formula>& admissible_;
  Formula outcome_;
  std::map<VarId, VarId> twins_;
};

// Dropped first: readings, then events, then unknowns, then choices; within each the last declared.
int drop_rank(const Spec& spec, const OpenThing& thing) {
  const Origin& origin = thing.origin;
  if (origin.kind == OriginKind::date || origin.kind == OriginKind::rank) return 0;
  const bool reading =
      origin.kind == OriginKind::term && spec[origin.term].kind == OpenTermKind::reading;
  return reading ? -1 : is_ours(spec, origin) ? 2 : 1;
}

}  // namespace

Support support(const Spec& spec, Problem& problem, Asker& asker,
                const std::vector<Formula>& admissible, Formula outcome) {
  Support result;
  const std::vector<OpenThing> things = open_things(problem);
  TwoCopies copies(problem, asker, admissible, outcome);
  const std::vector<VarId> read = problem.formulas.variables_of(outcome);
  std::vector<const OpenThing*> rest;
  for (const OpenThing& thing : things) {
    // What the outcome does not mention can matter only by way of a fact that ties it: then it
    // cannot change alone.
    const Satisfiable alone =
        mentions(read, thing) ? copies.can_differ({&thing}) : Satisfiable::no;
    if (alone == Satisfiable::yes) result.things.push_back(thing);
    else rest.push_back(&thing);
    if (alone == Satisfiable::unknown) result.complete = false;
  }
  Satisfiable settles = copies.can_differ(rest);
  if (settles == Satisfiable::unknown) result.complete = false;
  if (settles != Satisfiable::yes) return result;
  // Not settled: keep as few of the rest as settle it.
  std::vector<const OpenThing*> order = rest;
  std::stable_sort(order.begin(), order.end(), [&](const OpenThing* a, const OpenThing* b) {
    return drop_rank(spec, *a) < drop_rank(spec, *b) ||
           (drop_rank(spec, *a) == drop_rank(spec, *b) && a > b);
  });
  std::vector<const OpenThing*> free;
  for (const OpenThing* thing : order) {
    free.push_back(thing);
    if (copies.can_differ(free) != Satisfiable::no) free.pop_back();
  }
  for (const OpenThing* thing : rest)
    if (std::find(free.begin(), free.end(), thing) == free.end()) result.things.push_back(*thing);
  return result;
}

}  // namespace proviso
