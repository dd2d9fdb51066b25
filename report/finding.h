// The sentences and phrases that all renderers share.
#pragma once

#include "solver/verdict.h"

#include <string>
#include <string_view>
#include <vector>

namespace proviso {

// "OpenAI breaks api_exclusivity of Partnership2025 towards Microsoft since 2026-02-27";
// without a bearer "api_exclusivity of Partnership2025 is broken since 2026-02-27".
[[nodiscard]] std::string breach_sentence(const Finding& finding);

// "Contract.clause" without the contract.
[[nodiscard]] std::string_view short_clause(std::string_view clause);

// "on 2026-12-31", "2026-02-27 .. 2034-02-27", "from 2026-02-27"; empty for two empty dates.
[[nodiscard]] std::string period_text(std::string_view start, std::string_view end);

// "sales: Revenue from Enterprises to OpenAI"; what is left open reads "some".
[[nodiscard]] std::string flow_text(const ShownFlow& flow);

// "sales.amount = USD 3 bn", "archive is left out", "AgiVerified on 2027-01-01", "AgiVerified never".
[[nodiscard]] std::string scenario_text(const ScenarioValue& value);

// "our choice", "unknown", "event", "reading"
[[nodiscard]] std::string_view kind_text(OpenKind kind);

// "change `runs.from` from AWS to Azure", "leave out `archive`", "choose Azure for `runs.from`";
// where a clause is renegotiated "`Supply.share`: 20% to 15%".
[[nodiscard]] std::string edit_text(const Repair& repair, const RepairEdit& edit);

// "1 deal", "3 deals"
[[nodiscard]] std::string counted(std::size_t number, std::string_view noun);

// Of the values of a scenario those that the verdict depends on: the others change nothing. All of
// them where it is not certain that these are all.
[[nodiscard]] std::vector<std::string> that_matter(const DealReport& deal,
                                                   const std::vector<ScenarioValue>& values);

// "more#2.from" where "more#1.from" is listed as well: flows of an `any more: T` are all alike.
[[nodiscard]] bool is_further_copy(const DealReport& deal, const std::string& name);

// Complies although none of its clauses was ever in play.
[[nodiscard]] bool complies_by_silence(const DealReport& deal);

// "14 deals: 6 comply, 5 conflict, 3 depend"
[[nodiscard]] std::string summary_line(const CheckReport& report);

// "amount = USD 2 bn", "amount >= USD 2 bn"
[[nodiscard]] std::string field_text(const ShownField& field);

}  // namespace proviso
