// Commands that change a deal, as statements.
#pragma once

#include "app/shell/session.h"

#include <string>

namespace proviso::shell {

// The statements of the current deal after one more command: "set A = B", "drop A", "add a: T …",
// "assume …", "reading C = R"; without a verb it is read as a setting, or else as an addition.
// The error is laid out for the reader.
[[nodiscard]] tl::expected<Statements, std::string> statements_after(Session& session, const std::string& command);
[[nodiscard]] tl::expected<Statements, std::string> statements_after(Session& session, Statements before,
                                                                     const std::string& command);

}  // namespace proviso::shell
