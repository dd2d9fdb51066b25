// One question about contracts, as an expectation states it or `query` asks it, with its answer.
#pragma once

#include "solver/contracts/analysis.h"
#include "solver/contracts/difference.h"
#include "solver/contracts/party.h"
#include "solver/decide.h"

#include <optional>
#include <string>
#include <vector>

namespace proviso {

// A question about several clauses has a part for each, all others have one.
struct AskedPart {
  std::string about;               // the clause or claim; empty: the whole question
  ContractAnswer answer;
  Truth by_absence = Truth::no;    // the answer that rests on nothing having been found
};

struct QuestionAnswer {
  syntax::ExpectKind kind = syntax::ExpectKind::consistent;
  std::vector<AskedPart> parts;
  std::string status;                      // of `status of`: "forbidden"
  std::optional<Consistency> consistency;  // of `consistent` and `inconsistent`
  std::optional<DiffReport> difference;    // of `changes`
  PartyRights rights;                      // of `what may`
  std::vector<PartyDuty> duties;           // of `what must`
};

// What `proviso test` and `proviso query` were told, for questions about contracts.
[[nodiscard]] ContractOptions contract_options(const Spec& spec, const CheckOptions& options);

// `expect` has subjects, and `outcome` is one of its outcomes.
[[nodiscard]] QuestionAnswer ask_contracts(const Spec& spec, const Sources& sources, const Expect& expect,
                                           const Outcome& outcome, const ContractOptions& options);

// Whether each of these clauses can be in play while all are kept, where it is known that they can be kept.
[[nodiscard]] QuestionAnswer ask_consistent(const Spec& spec, const Sources& sources, const Expect& expect,
                                            const ContractOptions& options, std::vector<ClauseId> in_play);

// The answer that an outcome of this kind states: no for `does not allow`, yes for `allows`.
[[nodiscard]] Truth stated(syntax::ExpectKind kind);

// Answers say whether something is so; a question may ask whether it is not (`K does not allow …`): then
// yes and no are the other way round. Of claims each is named, and its answer stays.
[[nodiscard]] QuestionAnswer as_asked(QuestionAnswer answer);

// An answer that rests on nothing having been found, where not enough was looked at to be sure.
[[nodiscard]] bool is_unsettled(const AskedPart& part);
// Some part is undecided, or not settled, or what a party may or must is.
[[nodiscard]] bool is_undecided(const QuestionAnswer& answer);

// Of a no "unless E has happened": other events of the contracts of which each would do as well.
void add_other_ways(const Spec& spec, const Sources& sources, const Expect& expect, const Outcome& outcome,
                    const ContractOptions& options, QuestionAnswer& answer);

// The one answer that speaks for all parts: no where one says no, yes where all do.
[[nodiscard]] Truth overall(const QuestionAnswer& answer);

// "it depends on `product`: yes with `product = narrow`, no with `product = broad`"; empty for others.
[[nodiscard]] std::string choices_text(const ContractAnswer& answer);
// "because of `K.a` and `K.b`, unless `E` has happened"; may be empty.
[[nodiscard]] std::string grounds_text(const ContractAnswer& answer);

}  // namespace proviso
