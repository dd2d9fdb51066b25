// Text to tokens. Comments are kept aside.
#pragma once

#include "model/syntax/diagnostic.h"
#include "model/syntax/token.h"
#include "model/syntax/tree.h"

#include <vector>

namespace proviso::syntax {

struct Lexed {
  std::vector<Token> tokens;  // the last one is `end`
  std::vector<Comment> comments;
};

// Never fails: what has no meaning is reported and left out.
[[nodiscard]] Lexed lex(const Sources& sources, FileId file, Diagnostics& diagnostics);

// What a text literal says: without its quotes, escapes resolved.
[[nodiscard]] std::string unescape(std::string_view literal);

// How a text is written as a literal.
[[nodiscard]] std::string quote(std::string_view text);

}  // namespace proviso::syntax
