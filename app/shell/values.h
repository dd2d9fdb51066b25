// Values of expressions: in the last counterexample, and the exact bounds within which a deal complies.
#pragma once

#include "app/shell/session.h"
#include "app/shell/verbs.h"

#include <string>

namespace proviso::shell {

// Under the last counterexample, or a scenario that complies; `EXPRESSION on DATE` picks the day.
void write_value(Session& session, const std::string& text, Reply& reply);

// The smallest or largest value with which the deal complies.
void write_bound(Session& session, const std::string& text, bool most, Reply& reply);

// The deal as it stands, with an expression resolved in it; and that expression.
[[nodiscard]] tl::expected<Made, std::string> session_with_expression(Session& session, const std::string& text);
[[nodiscard]] ExprId asked_expression(const Session& session, const Made& made);

// Whether an expression may begin with this word: a name of the deal, a literal, a bracket.
[[nodiscard]] bool speaks_of(const Session& session, const Made& made, const std::string& word);

}  // namespace proviso::shell
