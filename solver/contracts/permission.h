// What contracts allow, forbid and entail (docs/semantics.md, "Questions about contracts alone").
#pragma once

#include "solver/contracts/ask.h"

#include <set>

namespace proviso {

// Which days of which situations a question looks at.
struct WhenAsked {
  std::vector<ThingId> after;  // these events have happened; else none of the contracts' events has
  bool any_time = false;   // whatever has happened
  bool with_past = false;
  bool only_truth = false;  // no situation is shown, and no other days are looked at
};

// Asks about one spec with its contracts; `names` are used up for the deals that are shown.
class ContractQuestions {
 public:
  ContractQuestions(const Spec& spec, const Sources& sources, ContractOptions options)
      : spec_(spec), sources_(sources), options_(std::move(options)) {}

  // `x: T where G` may be there while all is kept.
  ContractAnswer allows(const std::vector<ContractId>& contracts, const Binding& binding, const WhenAsked& when);
  // Nothing such may be there, although something such could be.
  ContractAnswer forbids(const std::vector<ContractId>& contracts, const Binding& binding, const WhenAsked& when);
  // The condition holds on every day of every situation that keeps all.
  ContractAnswer entails(const std::vector<ContractId>& contracts, ExprId condition, const WhenAsked& when);
  // "forbidden", "expressly permitted by `K.c`", "not regulated", "contested: forbidden, and permitted by `K.c`".
  // Not all of it need be so: the answer's reason says that some of it is forbidden.
  std::string status(const std::vector<ContractId>& contracts, const Binding& binding, const WhenAsked& when,
                     ContractAnswer& answer);
  // "some of it is forbidden because of `C.x`", where something such may be; may be empty.
  std::string forbidden_part(const std::vector<ContractId>& contracts, const Binding& binding, const WhenAsked& when);

 private:
  // On the days of the term of one of the contracts, and on those of `survives` beyond it if that is valid.
  // `term_of`: only on those of this clause's term.
  ContractAnswer allowed_under(const std::vector<ContractId>& contracts, ContractId term, ExprId survives,
                               const Binding& binding, const WhenAsked& when, ClauseId term_of = {});
  ContractAnswer allowed_in_term(const std::vector<ContractId>& contracts, ClauseId clause, const Binding& binding,
                                 const WhenAsked& when);
  ContractAnswer entailed_under(const std::vector<ContractId>& contracts, ContractId term,
                                ExprId condition, const WhenAsked& when);

  void add_status_by_choice(const std::vector<ContractId>& contracts, const Binding& binding, const WhenAsked& when,
                            ContractAnswer& answer);

  const Spec& spec_;
  const Sources& sources_;
  ContractOptions options_;
};

// Every clause of the contracts.
[[nodiscard]] std::vector<ClauseId> clauses_of(const Spec& spec, const std::vector<ContractId>& contracts);
// It permits something; it does nothing else.
[[nodiscard]] bool permits(const Spec& spec, ClauseId clause);
[[nodiscard]] bool is_permission(const Spec& spec, ClauseId clause);
// Events that the contracts name: their own and those declared outside.
[[nodiscard]] std::vector<ThingId> events_of(const Spec& spec, const std::vector<ContractId>& contracts);

// Events that a condition speaks of, and those that their own conditions do.
void add_events_needed(const Spec& spec, ExprId condition, std::set<ThingId>& all);
// Conditions on the day of the question; entered into `spec`.
[[nodiscard]] std::vector<ExprId> days_asked(Spec& spec, const std::vector<ContractId>& contracts,
                                             const WhenAsked& when);

// Full names and places of clauses.
void name_clauses(const Spec& spec, const std::vector<ClauseId>& clauses, ContractAnswer& answer);
// … a minimal set of those that leave no situation, unless only the truth is asked.
void name_conflict(Inquiry& inquiry, ContractAnswer& answer);
// "`Acme` or `Borealis`", "nobody alone".
[[nodiscard]] std::string holders_in_words(const Spec& spec, const std::vector<ThingId>& holders);

}  // namespace proviso
