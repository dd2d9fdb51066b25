#include "model/syntax/token.h"

namespace proviso::syntax {

std::string_view describe(TokenKind kind) {
  switch (kind) {
    case TokenKind::end: return "the end of the file";
    case TokenKind::word: return "a name";
    case TokenKind::number: return "a number";
    case TokenKind::date: return "a date";
    case TokenKind::text: return "a text";
    case TokenKind::left_brace: return "{";
    case TokenKind::right_brace: return "}";
    case TokenKind::left_paren: return "(";
    case TokenKind::right_paren: return ")";
    case TokenKind::comma: return ",";
    case TokenKind::colon: return ":";
    case TokenKind::dot: return ".";
    case TokenKind::dot_dot: return "..";
    case TokenKind::equals: return "=";
    case TokenKind::arrow: return "=>";
    case TokenKind::question: return "?";
    case TokenKind::bar: return "|";
    case TokenKind::equal_equal: return "==";
    case TokenKind::not_equal: return "!=";
    case TokenKind::less: return "<";
    case TokenKind::less_equal: return "<=";
    case TokenKind::greater: return ">";
    case TokenKind::greater_equal: return ">=";
    case TokenKind::plus: return "+";
    case TokenKind::minus: return "-";
    case TokenKind::star: return "*";
    case TokenKind::slash: return "/";
  }
  return "";
}

}  // namespace proviso::syntax
