#include "app/shell/highlight.h"

#include "model/syntax/keywords.h"
#include "model/syntax/lexer.h"
#include "report/paint.h"

namespace proviso::shell {

namespace {

Ink ink_of(const syntax::Token& token, bool verb) {
  if (verb) return Ink::blue;
  switch (token.kind) {
    case syntax::TokenKind::word:
      return syntax::is_keyword(token.text) || syntax::is_infix_word(token.text) ? Ink::bold : Ink::plain;
    case syntax::TokenKind::text: return Ink::green;
    case syntax::TokenKind::number:
    case syntax::TokenKind::date: return Ink::cyan;
    default: return Ink::plain;
  }
}

// Line breaks stay, everything else that steers a terminal is spelt out.
std::string shown(std::string_view text) {
  std::string result;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    result += visible(text.substr(begin, end - begin));
    if (end < text.size()) result += '\n';
    begin = end + 1;
  }
  return result;
}

}  // namespace

std::string highlighted(std::string_view text, bool colour, bool first_is_verb) {
  if (!colour) return shown(text);
  Sources sources;
  Diagnostics ignored;
  const FileId file = sources.add("", std::string(text));
  const syntax::Lexed lexed = syntax::lex(sources, file, ignored);
  std::string result;
  std::size_t at = 0;
  bool first = first_is_verb;
  for (const syntax::Token& token : lexed.tokens) {
    if (token.kind == syntax::TokenKind::end) break;
    result += shown(text.substr(at, token.span.begin - at));
    result += ink(shown(text.substr(token.span.begin, token.span.end - token.span.begin)), ink_of(token, first), true);
    at = token.span.end;
    first = false;
  }
  return result + shown(text.substr(at));
}

}  // namespace proviso::shell
