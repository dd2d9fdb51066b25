// What was found about contracts, in the form of the other diagnostics.
#pragma once

#include "model/syntax/diagnostic.h"
#include "report/result.h"
#include "solver/contracts/report.h"

#include <string>

namespace proviso {

[[nodiscard]] Diagnostic diagnostic_of(const AnalysisFinding& finding);

// "6 contracts: 1 inconsistent, 3 warnings, 2 allowed"
[[nodiscard]] std::string summary_line(const AnalysisReport& report);

// "`B` allows less than `A`", and the same of one clause: "allows less".
[[nodiscard]] std::string change_text(Change change);
// Nothing differs, the terms of the contracts included.
[[nodiscard]] bool is_same(const DiffReport& report);
[[nodiscard]] std::string headline(const DiffReport& report);

// "fell from 20% to 15%", "moved from 2026-01-01 to 2026-03-01", "from `a` to `b`".
[[nodiscard]] std::string moved_text(const MovedValue& moved);

[[nodiscard]] ResultSet results_of(const AnalysisReport& report, const Sources& sources, const RenderOptions& options);
[[nodiscard]] ResultSet results_of(const DiffReport& report, const Sources& sources, const RenderOptions& options);

}  // namespace proviso
