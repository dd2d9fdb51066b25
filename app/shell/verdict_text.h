// Verdicts and findings as answers: short, in the words of the spec, with what was assumed.
#pragma once

#include "app/shell/session.h"
#include "app/shell/verbs.h"

#include <string>

namespace proviso::shell {

// "StatefulRuntime" or "StatefulRuntime with 2 changes"
[[nodiscard]] std::string subject_text(const Session& session);

// The verdict with one line or two for everything that breaks; what it depends on is worked out.
void write_verdict(Session& session, Examined& examined, Reply& reply);

// "revenue_share: kept -> can be broken", a line for each clause that differs; nothing if none does.
void write_difference(const DealReport& before, const DealReport& after, Reply& reply);

// The clause `name` as the report names it; nothing where nothing is called so.
[[nodiscard]] std::vector<std::size_t> findings_called(const DealReport& report, const std::string& name);

}  // namespace proviso::shell
