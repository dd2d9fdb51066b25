// Checks of the characters of a file, before and while it is cut into tokens.
#pragma once

#include "model/syntax/diagnostic.h"
#include "model/syntax/token.h"

#include <optional>

namespace proviso::syntax {

// One diagnostic for all bytes that are not UTF-8, one for each character that turns text round.
void check_encoding(const Sources& sources, FileId file, Diagnostics& diagnostics);

// A sign of other languages or typography at `text`, and what is written here in its place.
struct ForeignSign {
  std::string_view sign;
  TokenKind kind;            // `end` where nothing takes its place
  std::string_view instead;  // the word or sign; empty where it is simply left out
  std::string_view reason;   // what to say
};
[[nodiscard]] const ForeignSign* foreign_sign(std::string_view text);

}  // namespace proviso::syntax
