// What a clause says, whatever its layout.
#pragma once

#include <string>
#include <string_view>

namespace proviso {

// The words of a clause's text in the canonical form, with single blanks and without comments: the
// same before and after `proviso fmt`.
[[nodiscard]] std::string normalised_clause(std::string_view clause);

// 16 hexadecimal digits that stay the same on every machine and in every version; empty for none.
[[nodiscard]] std::string text_hash(std::string_view text);

}  // namespace proviso
