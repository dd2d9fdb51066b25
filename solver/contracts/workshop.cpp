#include "solver/contracts/workshop.h"

#include "solver/contracts/terms.h"

#include <algorithm>

namespace proviso {

Workshop::Workshop(const Spec& spec, const Sources& sources)
    : spec_(spec), sources_(sources), clauses_(static_cast<std::uint32_t>(spec.clauses.size())) {
  for (const Expr& expr : spec_.exprs)
    if (const auto* event = std::get_if<ClauseEvent>(&expr.node)) looked_at_.insert(event->clause);
}

void Workshop::add(ClauseId clause, const std::function<std::size_t(ClauseId, const TextChange&)>& enter) {
  for (TextChange& variant : changes_of(spec_, sources_, clause)) {
    const std::size_t mutant = enter(clause, variant);
    const bool gone = variant.body.norms.empty();
    exchanged_[mutant].push_back({clause, enter_body(std::move(variant.body))});
    if (gone) free_overridden(mutant, clause);
    stand_beside(mutant);
  }
}

// Of a clause that is left out no other is overridden.
void Workshop::free_overridden(std::size_t mutant, ClauseId gone) {
  const auto by = [&](const Override& o) { return o.by == gone; };
  for (std::uint32_t i = 0; i < clauses_; ++i) {
    Clause other = spec_.clauses[i];
    if (std::erase_if(other.overridden, by) > 0)
      exchanged_[mutant].push_back({ClauseId{i}, enter_body(std::move(other))});
  }
}

bool Workshop::names(ClauseId clause, ClauseId other) const {
  const Clause& body = spec_[clause];
  const auto by = [&](const Override& o) { return o.by == other; };
  if (std::any_of(body.overridden.begin(), body.overridden.end(), by)) return true;
  const bool linked = body.replaces == other || body.replaced_by == other;
  return linked && (counts_periods(body) || counts_periods(spec_[other]));
}

std::set<ClauseId> Workshop::with_those_that_name(const std::vector<Body>& bodies) const {
  std::vector<ClauseId> waiting;
  for (const Body& body : bodies) waiting.push_back(body.clause);
  std::set<ClauseId> all(waiting.begin(), waiting.end());
  while (!waiting.empty()) {
    const ClauseId named = waiting.back();
    waiting.pop_back();
    for (std::uint32_t i = 0; i < clauses_; ++i)
      if (names(ClauseId{i}, named) && all.insert(ClauseId{i}).second) waiting.push_back(ClauseId{i});
  }
  return all;
}

void Workshop::stand_beside(std::size_t mutant) {
  const std::vector<Body>& exchanged = exchanged_[mutant];
  std::map<ClauseId, ClauseId> copies;
  for (const ClauseId clause : with_those_that_name(exchanged)) {
    const auto body = std::find_if(exchanged.begin(), exchanged.end(),
                                   [&](const Body& one) { return one.clause == clause; });
    copies.emplace(clause, enter_body(Clause(spec_[body != exchanged.end() ? body->changed : clause])));
  }
  const auto follow = [&](ClauseId& name) {
    if (const auto copy = copies.find(name); copy != copies.end()) name = copy->second;
  };
  bodies_[mutant].clear();  // the same words may stand in several texts, which are added one by one
  for (const auto& [clause, copy] : copies) {
    Clause& body = spec_.clauses[copy.index];
    for (Override& override : body.overridden) follow(override.by);
    follow(body.replaces);
    follow(body.replaced_by);
    bodies_[mutant].push_back({clause, copy});
  }
}

ClauseId Workshop::enter_body(Clause body) {
  spec_.clauses.push_back(std::move(body));
  return ClauseId{static_cast<std::uint32_t>(spec_.clauses.size() - 1)};
}

bool Workshop::can_stand_beside(std::size_t mutant) const {
  const auto& bodies = bodies_.at(mutant);
  return std::none_of(bodies.begin(), bodies.end(),
                      [&](const Body& body) { return looked_at_.count(body.clause) > 0; });
}

void Workshop::exchange(std::size_t mutant) {
  for (const Body& body : exchanged_.at(mutant))
    std::swap(spec_.clauses[body.clause.index], spec_.clauses[body.changed.index]);
}

}  // namespace proviso
