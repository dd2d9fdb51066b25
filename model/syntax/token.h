// Words, literals and signs with their places.
#pragma once

#include "model/syntax/source.h"

#include <cstdint>
#include <string_view>

namespace proviso::syntax {

enum class TokenKind : std::uint8_t {
  end,  // of the file
  word,
  number,  // `5`, `0.36`, `20%`
  date,    // `2026-02-27`
  text,    // `"…"`, with its quotes
  left_brace, right_brace, left_paren, right_paren,
  comma, colon, dot, dot_dot, equals, arrow, question, bar,
  equal_equal, not_equal, less, less_equal, greater, greater_equal,
  plus, minus, star, slash,
};

// The sign itself, or what a reader calls such a token ("a number").
[[nodiscard]] std::string_view describe(TokenKind kind);

struct Token {
  TokenKind kind = TokenKind::end;
  Span span;
  std::string_view text;      // as in the source, which never moves; for `&&` the word it stands for
  bool starts_line = false;   // only white space and comments stand before it on its line
  bool unindented = false;    // it stands at the very beginning of its line
  bool broken = false;        // a diagnostic about its inside was given
};

}  // namespace proviso::syntax
