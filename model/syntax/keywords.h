// The words that begin a statement, by the kind of block in which they do. All are contextual: the
// same word is a name wherever only a name can stand.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace proviso::syntax {

enum class BlockKind : std::uint8_t { file, contract, deal, group, clause, reading };

// "a contract", "the file".
[[nodiscard]] std::string_view describe(BlockKind kind);

[[nodiscard]] const std::vector<std::string_view>& keywords_of(BlockKind kind);
[[nodiscard]] bool is_keyword_of(BlockKind kind, std::string_view word);

// The kinds of block where `word` begins a statement.
[[nodiscard]] std::vector<BlockKind> homes_of(std::string_view word);

// Whether `word` begins a statement or a part of one anywhere: where an operand is optional, such
// a word ends the expression.
[[nodiscard]] bool is_keyword(std::string_view word);

// `and`, `is`, `happened` …: what continues an expression after an operand.
[[nodiscard]] const std::vector<std::string_view>& infix_words();
[[nodiscard]] bool is_infix_word(std::string_view word);

// Three capital letters, as the codes of ISO 4217 are written.
[[nodiscard]] bool is_currency(std::string_view word);

}  // namespace proviso::syntax
