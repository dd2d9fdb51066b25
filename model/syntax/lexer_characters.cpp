#include "model/syntax/lexer_characters.h"

#include "model/syntax/diagnostics.h"
#include "model/syntax/unicode.h"

#include <array>
#include <fmt/format.h>

namespace proviso::syntax {
namespace {

using K = TokenKind;
constexpr std::size_t kMostOfAKind = 20;

// Longer signs stand before their beginnings.
constexpr std::array kForeignSigns{
    ForeignSign{"===", K::equal_equal, "==", "equality is written `==`"},
    ForeignSign{"!==", K::not_equal, "!=", "inequality is written `!=`"},
    ForeignSign{"<=>", K::word, "iff", "equivalence is written `iff`"},
    ForeignSign{"&&", K::word, "and", "conjunction is written `and`"},
    ForeignSign{"||", K::word, "or", "disjunction is written `or`"},
    ForeignSign{"<>", K::not_equal, "!=", "inequality is written `!=`"},
    ForeignSign{"->", K::word, "implies", "implication is written `implies`"},
    ForeignSign{"...", K::dot_dot, "..", "a range is written with two dots"},
    ForeignSign{"&", K::word, "and", "conjunction is written `and`"},
    ForeignSign{"!", K::word, "not", "negation is written `not`"},
    ForeignSign{";", K::end, "", "statements need no `;`"},
    ForeignSign{"[", K::left_paren, "(", "brackets are round, sets are written `{a, b}`"},
    ForeignSign{"]", K::right_paren, ")", "brackets are round, sets are written `{a, b}`"},
    ForeignSign{"\u2264", K::less_equal, "<=", "at most is written `<=`"},
    ForeignSign{"\u2265", K::greater_equal, ">=", "at least is written `>=`"},
    ForeignSign{"\u2260", K::not_equal, "!=", "inequality is written `!=`"},
    ForeignSign{"\u2227", K::word, "and", "conjunction is written `and`"},
    ForeignSign{"\u2228", K::word, "or", "disjunction is written `or`"},
    ForeignSign{"\u00ac", K::word, "not", "negation is written `not`"},
    ForeignSign{"\u2192", K::word, "implies", "implication is written `implies`"},
    ForeignSign{"\u21d2", K::arrow, "=>", "the arrow is written `=>`"},
    ForeignSign{"\u2212", K::minus, "-", "the minus sign is written `-`"},
    ForeignSign{"\u2013", K::minus, "-", "a dash is no sign; minus is written `-`"},
    ForeignSign{"\u2014", K::minus, "-", "a dash is no sign; minus is written `-`"},
    ForeignSign{"\u00d7", K::star, "*", "multiplication is written `*`"},
    ForeignSign{"\u00f7", K::slash, "/", "division is written `/`"},
    ForeignSign{"\u00a0", K::end, "", "this is a space that does not break; use a plain one"},
};

void report_bad_bytes(Span first, std::size_t count, Diagnostics& diagnostics) {
  Diagnostic d{&kinds::invalid_utf8, first, "", "", {}, {}, "save the file as UTF-8"};
  d.message = count == 1 ? "a byte here is not UTF-8"
                         : fmt::format("{} bytes of this file are not UTF-8, here the first", count);
  diagnostics.push_back(std::move(d));
}

}  // namespace

void check_encoding(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  const std::string_view text = sources.text(file);
  Span first_bad;
  std::size_t bad = 0;
  std::size_t turning = 0;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = decode(text, i);
    const Span span{file, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + c.bytes)};
    if (!c.valid && bad++ == 0) first_bad = span;
    if (c.bytes > 1) {
      if (const auto name = bidirectional_name(c.value); !name.empty() && ++turning <= kMostOfAKind)
        diagnostics.push_back({&kinds::bidirectional_control, span,
                               fmt::format("a {} (U+{:04X}) makes text look other than it is", name,
                                           static_cast<std::uint32_t>(c.value)),
                               "", {}, {}, "delete it"});
    }
    i += c.bytes;
  }
  if (bad != 0) report_bad_bytes(first_bad, bad, diagnostics);
}

const ForeignSign* foreign_sign(std::string_view text) {
  for (const ForeignSign& sign : kForeignSigns)
    if (text.starts_with(sign.sign)) return &sign;
  return nullptr;
}

}  // namespace proviso::syntax
