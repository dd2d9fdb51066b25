// A situation of contracts (docs/semantics.md, "Questions about contracts alone") as a deal: flows,
// events and unnamed entities of which everything is open, beside the named ones.
#pragma once

#include "model/ground/problem.h"
#include "solver/contracts/report.h"
#include "solver/contracts/terms.h"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace proviso {

struct SituationOptions {
  std::vector<ContractId> contracts;
  std::vector<ClauseId> questions;            // clauses of the question itself, which bind nobody
  std::map<TypeId, std::size_t> things;       // so many flows and free events of each type
  // So many entities without a name, by their own type; absent: one for each place that can name one.
  std::optional<std::map<TypeId, std::size_t>> entities;
  std::set<std::pair<TypeId, Window>> dated;  // further flows and events, that begin or happen in these days
  bool with_past = false;                     // things may begin before the first term does
  std::optional<Day> judged_from;             // instead of the first day of the earliest term
};

struct Situation {
  Spec spec;
  DealId deal;
  std::vector<ThingId> made;                  // flows, events and entities without a name of their own
  std::vector<ExprId> conditions;             // that every situation meets
  Searched searched;                          // incomplete where a value of a field could not be left open
  std::optional<Day> periods_end;             // periods without an end are judged up to here
};

// `spec` is a copy with the clauses of the question entered.
[[nodiscard]] Situation make_situation(Spec spec, const SituationOptions& options);

// Closes a situation: every value as in the scenario, what is left out gone. The deal is judged up to,
// not including, `end`; never where there is none. What a deal cannot fix goes into `options`.
[[nodiscard]] Spec close_situation(const Situation& situation, const Scenario& scenario,
                                   std::optional<Day> end, GroundOptions& options);

}  // namespace proviso
