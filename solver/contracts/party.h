// Questions about what one party may, must or can do.
#pragma once

#include "solver/contracts/permission.h"

#include <optional>
#include <string>
#include <vector>

namespace proviso {

// A place where parties stand, and what the one may do there that the other may not.
struct PartyRight {
  std::string text;               // "`Hosting` with `from.operator` Microsoft where …"
  Span span;                      // of the clause it is taken from, or of the event; may be empty
  std::vector<std::string> because;  // clauses that keep the other from it
  bool power = false;             // an event that only the one can bring about
  Searched searched;              // how far was looked for what the other may do
};
// There may be others than those that were found. Where there is none, `unsettled` says for what places it
// is not shown that there is none; empty: there is nothing.
struct PartyRights {
  std::vector<PartyRight> rights;
  std::vector<std::string> unsettled;  // "`from` of `Ship`"
};
[[nodiscard]] PartyRights what_may(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                                   ThingId party, ThingId other, const WhenAsked& when,
                                   const ContractOptions& options);

// What a party owes. `only_then`: never unless the condition of the question holds.
struct PartyDuty {
  std::string clause;
  std::string title;
  std::string text;      // of its norms, as written
  Span span;
  bool only_then = false;
  Truth truth = Truth::yes;  // `depends`, `undecided`: whether it comes into play
  std::string reason;        // of undecided
  std::vector<std::string> depends_on;
};
struct PartyDuties {
  std::optional<ContractAnswer> condition;  // whether it can come to it while all is kept; absent: none is asked
  std::vector<PartyDuty> duties;
};
// An invalid condition asks for all that the party ever owes.
[[nodiscard]] PartyDuties what_must(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                                    ThingId party, ExprId condition, const ContractOptions& options);

// Whether it is for the party to bring the event about, and it can come while all is kept without any
// other event that is not the party's. An event type asks for any event of it.
[[nodiscard]] ContractAnswer can_bring_about(const Spec& spec, const Sources& sources,
                                             const std::vector<ContractId>& contracts, ThingId party,
                                             const ExpectName& event, const ContractOptions& options);
// Whether an event that the party can bring about alone ends the clause's term, or its `while`, earlier
// than it would end without.
[[nodiscard]] ContractAnswer can_end(const Spec& spec, const Sources& sources,
                                     const std::vector<ContractId>& contracts, ThingId party, ClauseId clause,
                                     const ContractOptions& options);

}  // namespace proviso
