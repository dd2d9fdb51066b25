#include "report/clause_text.h"

#include "model/syntax/lexer.h"
#include "model/syntax/parser.h"
#include "model/syntax/print.h"

#include <fmt/format.h>

#include <cstdint>

namespace proviso {

namespace {

// A clause cannot stand alone in a file.
constexpr std::string_view kBefore = "contract C {\n";
constexpr std::string_view kAfter = "\n}\n";

std::string words_of(std::string text) {
  Sources sources;
  Diagnostics ignored;
  const FileId file = sources.add("", std::move(text));
  std::string words;
  for (const syntax::Token& token : syntax::lex(sources, file, ignored).tokens) {
    if (token.kind == syntax::TokenKind::end) break;
    if (!words.empty()) words.push_back(' ');
    words += token.text;
  }
  return words;
}

}  // namespace

std::string normalised_clause(std::string_view clause) {
  Sources sources;
  Diagnostics found;
  std::string text;
  text.append(kBefore).append(clause).append(kAfter);
  const FileId file = sources.add("", std::move(text));
  const syntax::File tree = syntax::parse(sources, file, found);
  if (has_errors(found)) return words_of(std::string(clause));
  return words_of(syntax::print(tree, sources));
}

// FNV-1a of 64 bits: short, simple and the same everywhere; nobody gains by a collision.
std::string text_hash(std::string_view text) {
  if (text.empty()) return {};
  constexpr std::uint64_t kBasis = 14695981039346656037u;
  constexpr std::uint64_t kPrime = 1099511628211u;
  std::uint64_t hash = kBasis;
  for (const char sign : text) hash = (hash ^ static_cast<unsigned char>(sign)) * kPrime;
  return fmt::format("{:016x}", hash);
}

}  // namespace proviso
