// The table of what `analyze` finds: one row a kind of finding.
#pragma once

#include "model/syntax/diagnostic.h"

#include <span>
#include <string_view>

namespace proviso {

struct AnalysisRow {
  std::string_view name;  // what `allow NAME "reason"` in a clause or contract switches off
  const DiagnosticKind* kind;
};
[[nodiscard]] std::span<const AnalysisRow> analysis_rows();
// Null for a name that no row has.
[[nodiscard]] const AnalysisRow* analysis_row(std::string_view name);

}  // namespace proviso
