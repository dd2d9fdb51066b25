// The health of contracts: whether all can be kept with every clause in play, and what each clause,
// exception and power is good for. Asked of one contract, or of several together.
#pragma once

#include "solver/contracts/ask.h"

namespace proviso {

class KnownSituations;

struct AnalysisOptions {
  ContractOptions asking;
  bool all_conflicts = false;   // every minimal set of clauses that cannot be kept, not one
  std::optional<std::vector<ClauseId>> in_play;  // of these only it is asked; that all can be kept is known then
  std::uint32_t steps_again = 0;  // the limit with which a clause in play is asked about again; 0: it is not
};

// Every question there is. Throws InternalError where a situation does not survive its replay.
[[nodiscard]] ContractAnalysis analyze(const Spec& spec, const Sources& sources,
                                       const std::vector<ContractId>& contracts,
                                       const AnalysisOptions& options);

// `consistent`: each clause is in play in some situation that keeps all. `conflicts`: why not.
struct Conflict {
  ClauseId in_play;                    // what cannot be in play; invalid: nothing can be kept at all
  std::vector<ClauseId> clauses;       // a minimal set that cannot be kept then
  ContractAnswer answer;               // the situation that triggers it
};
struct Consistency {
  ContractAnswer answer;
  std::vector<Conflict> conflicts;
  std::vector<std::string> undecided;  // what could not be settled, whatever the answer is
  std::vector<ClauseId> in_play;       // found in play, with all kept
  std::vector<ClauseId> out_of_reach;  // their conditions arise only in breach of others
  std::vector<ClauseId> left_out;      // of these, where that is certain
  std::shared_ptr<KnownSituations> known;  // for further questions; may be null
  std::vector<ClauseId> not_settled;   // whether they can be in play, with all kept, is not known
};
[[nodiscard]] Consistency consistency(const Spec& spec, const Sources& sources,
                                      const std::vector<ContractId>& contracts, const AnalysisOptions& options);

// Single questions, as expectations ask them.

// Nothing where the contracts can be kept, or that is not known; else `impossible`, with a minimal set of
// clauses that makes it so.
[[nodiscard]] std::optional<ContractAnswer> kept_by_nothing(const Spec& spec, const std::vector<ContractId>& contracts,
                                                            const ContractOptions& options);
[[nodiscard]] ContractAnswer dead(const Spec& spec, const std::vector<ContractId>& contracts, ClauseId clause,
                                  const ContractOptions& options);
[[nodiscard]] ContractAnswer out_of_reach(const Spec& spec, const std::vector<ContractId>& contracts,
                                          ClauseId clause, const ContractOptions& options);
// Nothing breaks it, whatever else is broken or not.
[[nodiscard]] ContractAnswer unbreakable(const Spec& spec, const std::vector<ContractId>& contracts, ClauseId clause,
                                         const ContractOptions& options);
[[nodiscard]] ContractAnswer redundant(const Spec& spec, const Sources& sources,
                                       const std::vector<ContractId>& contracts, ClauseId clause,
                                       const ContractOptions& options);
// … by these other clauses only; without `sources` no situation is shown.
[[nodiscard]] ContractAnswer redundant_among(const Spec& spec, const Sources* sources,
                                             const std::vector<ContractId>& contracts,
                                             const std::vector<ClauseId>& among, ClauseId clause,
                                             const ContractOptions& options);
// The others among these that bind the same party.
[[nodiscard]] std::vector<ClauseId> of_its_bearer(const Spec& spec, const std::vector<ClauseId>& among, ClauseId clause);
// No situation that keeps all uses all of these permissions.
[[nodiscard]] ContractAnswer blocked(const Spec& spec, const Sources& sources,
                                     const std::vector<ContractId>& contracts,
                                     const std::vector<ClauseId>& permissions, const ContractOptions& options);

}  // namespace proviso
