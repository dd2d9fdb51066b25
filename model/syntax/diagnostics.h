// The kinds of diagnostics. Each is a row of `diagnostics.def`; `kinds::unclosed_comment` names it.
#pragma once

#include "model/syntax/diagnostic.h"

#include <span>
#include <string_view>

namespace proviso {

namespace kinds {
#define PROVISO_KIND(id, name, severity, title) \
  inline constexpr DiagnosticKind name{#id, Severity::severity, title};
#include "model/syntax/diagnostics.def"
#undef PROVISO_KIND
}  // namespace kinds

// All rows, in the order of their ids.
[[nodiscard]] std::span<const DiagnosticKind* const> diagnostic_kinds();

// The row with that id, or null.
[[nodiscard]] const DiagnosticKind* find_diagnostic_kind(std::string_view id);

}  // namespace proviso
