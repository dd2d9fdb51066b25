// How many things an inquiry looks at: few first, then what a no needs.
#include "solver/contracts/ask.h"

#include "model/expr_walk.h"
#include "solver/contracts/terms.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

constexpr std::size_t kMostGuess = 4;  // of each type, where nothing says how many are enough

}  // namespace

// Where nothing says how many are enough, one of each.
Extent Inquiry::few(const scoping::Scope& scope) {
  Extent extent{scope.count, scope.fresh, {}};
  if (!scope.complete) extent.cut_to(1);
  return extent;
}

// The bound is accepted: no more are thought of.
void Inquiry::look_at_so_many(std::size_t count) {
  const scoping::Scope scope = scoping::enough_for(base_, scope_question(question_.kept, true));
  bool fewer = false;
  for (const auto& [type, enough] : scope.count) {
    extent_.things[type] = count;
    fewer = fewer || enough > count;
  }
  if (fewer) searched_.why = "fewer things were asked for";
}

scoping::Question Inquiry::scope_question(const std::vector<ClauseId>& kept, bool goals) const {
  scoping::Question result;
  result.contracts = question_.contracts;
  result.kept = kept;
  if (goals) result.goals = question_.goals;
  result.conditions = question_.conditions;
  return result;
}

Extent Inquiry::extent_of(const scoping::Scope& scope, const std::vector<ClauseId>& kept) const {
  Extent extent{scope.count, scope.fresh, {}};
  if (scope.complete) return extent;
  extent.cut_to(kMostGuess);
  add_one_a_period(kept, extent);
  return extent;
}

void Inquiry::add_one_a_period(const std::vector<ClauseId>& kept, Extent& extent) const {
  Day first = first_day(base_, question_.contracts);
  if (question_.judged_from) first = std::max(first, *question_.judged_from);
  std::vector<ClauseId> clauses = kept;
  // "only if not (rent.breach happened)": an event may need that these are kept, too.
  const auto add = [&](ExprId, const Expr& e) {
    const auto* event = std::get_if<ClauseEvent>(&e.node);
    if (event && std::find(clauses.begin(), clauses.end(), event->clause) == clauses.end())
      clauses.push_back(event->clause);
  };
  for_each_expr(base_, question_.contracts, [&](ExprId root) {
    walk(base_, root, [&](ExprId, const Expr& e) {
      if (const auto* negated = std::get_if<Not>(&e.node)) walk(base_, negated->operand, add);
    });
  });
  for (const ClauseId clause : clauses) extent.add_one_a_period(base_, question_.contracts, clause, first);
  extent.add_what_dated_need(base_, question_.contracts, clauses);
}

// So much was looked at that a no which rests on these clauses is complete.
bool Inquiry::is_enough_for(std::vector<ClauseId> kept, bool goals) {
  std::sort(kept.begin(), kept.end());
  const auto [known, fresh] = enough_.emplace(std::pair(std::move(kept), goals), false);
  if (!fresh || options_.scope || !situation_.searched.why.empty()) return known->second;
  const auto& [clauses, with_goals] = known->first;
  const scoping::Scope scope = scoping::enough_for(base_, scope_question(clauses, with_goals));
  known->second = scope.complete && scope.ranged.empty() && extent_of(scope, clauses).within(extent_);
  return known->second;
}

// What a no needs that rests on these clauses; false if so much was looked at already, or no more can be.
// Where nothing says how many are enough, what the clauses need is tried before what is guessed.
bool Inquiry::grow_for(const std::vector<ClauseId>& kept, bool goals) {
  if (options_.scope) return false;
  const scoping::Scope scope = scoping::enough_for(base_, scope_question(kept, goals));
  if (!scope.complete) {
    Extent more = few(scope);
    add_one_a_period(kept, more);
    more.raise_to(few(scoping::enough_for(base_, scope_question(kept, false))));
    if (grow_to(more)) return true;
  }
  if (grow_to(extent_of(scope, kept))) return true;
  std::string why = situation_.searched.why;
  if (why.empty() && !scope.complete) why = scope.reason;
  if (why.empty() && !scope.ranged.empty())
    why = fmt::format("a condition on all `{}`, of which there are always as many here",
                      base_[*scope.ranged.begin()].name);
  searched_.complete = searched_.complete && why.empty();
  if (searched_.why.empty()) searched_.why = why;
  return false;
}

bool Inquiry::grow_to(const Extent& extent) {
  if (extent.within(extent_)) return false;
  extent_.raise_to(extent);
  ++grown_;
  make();
  return true;
}

}  // namespace proviso
