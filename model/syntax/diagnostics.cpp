#include "model/syntax/diagnostics.h"

#include <algorithm>
#include <array>

namespace proviso {
namespace {

constexpr std::array kDiagnosticKinds{
#define PROVISO_KIND(id, name, severity, title) &kinds::name,
#include "model/syntax/diagnostics.def"
#undef PROVISO_KIND
};

constexpr bool ids_ascend() {
  for (std::size_t i = 1; i < kDiagnosticKinds.size(); ++i)
    if (!(kDiagnosticKinds[i - 1]->id < kDiagnosticKinds[i]->id)) return false;
  return true;
}
static_assert(ids_ascend(), "the rows of diagnostics.def stand in the order of their ids");

}  // namespace

std::span<const DiagnosticKind* const> diagnostic_kinds() { return kDiagnosticKinds; }

const DiagnosticKind* find_diagnostic_kind(std::string_view id) {
  const auto row = std::ranges::lower_bound(kDiagnosticKinds, id, {},
                                            [](const DiagnosticKind* kind) { return kind->id; });
  return row != kDiagnosticKinds.end() && (*row)->id == id ? *row : nullptr;
}

}  // namespace proviso
