// Situations in which much can be seen at once. A question whose answer is a situation that keeps some
// of the clauses, and breaks one or brings one into play, need not look for its own if one is known.
#pragma once

#include "solver/contracts/ask.h"

#include <map>
#include <memory>
#include <vector>

namespace proviso {

class KnownSituations {
 public:
  // `judged_from`: as of the questions that are asked. `near`: a situation that keeps all.
  KnownSituations(const Spec& spec, const std::vector<ContractId>& contracts, const ContractOptions& options,
                  std::optional<Day> judged_from, NamedValues near);

  [[nodiscard]] Inquiry& inquiry() { return *inquiry_; }

  // Each: true if there is such a situation; false if none is known.
  bool has_in_play(ClauseId clause);                                         // with all kept
  bool has_broken(ClauseId clause, const std::vector<ClauseId>& kept);
  bool has_mended(ClauseId clause);                                          // with all kept: its reparation is done
  bool has_excused(ClauseId clause);                                         // kept, by an exception
  bool has_event(ThingId event, const std::vector<ClauseId>& kept);
  bool has_event(const Power& power, const std::vector<ClauseId>& kept);     // one of those that it is about

 private:
  struct Asked {
    ClauseId in_play, mended, excused;  // clauses entered for it
  };
  bool has(const std::vector<ClauseId>& kept, const scoping::Goal& goal);
  bool has(const std::vector<ClauseId>& kept, Formula goal);

  std::vector<ClauseId> clauses_;
  std::map<ClauseId, Asked> asked_;
  std::map<const Power*, ClauseId> powers_;
  std::unique_ptr<Inquiry> inquiry_;
  Answer all_kept_;  // a situation that keeps all clauses; without one nothing is known
  std::uint32_t steps_ = 0;  // of each question
};

}  // namespace proviso
