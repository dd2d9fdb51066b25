// How the closed sets of the tree are written.
#pragma once

#include "model/syntax/tree.h"

#include <string_view>

namespace proviso::syntax {

[[nodiscard]] std::string_view word_of(BinaryOp op);  // "and", "=="
[[nodiscard]] std::string_view word_of(QuantifierKind kind);
[[nodiscard]] std::string_view word_of(AggregateKind kind);
[[nodiscard]] std::string_view word_of(Range range);  // " so far", with its space
[[nodiscard]] std::string_view word_of(TypeKind kind);
[[nodiscard]] std::string_view word_of(PeriodKind kind);
[[nodiscard]] std::string_view word_of(BoundKind kind);
[[nodiscard]] std::string_view word_of(AssumeForm form);  // empty for a condition
[[nodiscard]] std::string_view word_of(ChangeKind kind);
[[nodiscard]] std::string_view word_of(Presence presence);  // empty for `always`
[[nodiscard]] std::string_view word_of(ExpectKind kind);    // "does not entail", without `with`
[[nodiscard]] std::string_view word_of(DurationUnit unit, std::string_view digits);

}  // namespace proviso::syntax
