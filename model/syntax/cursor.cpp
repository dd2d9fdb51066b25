#include "model/syntax/cursor.h"

#include "model/syntax/diagnostics.h"
#include "model/syntax/lexer.h"
#include "model/syntax/unicode.h"

#include <algorithm>
#include <fmt/format.h>

namespace proviso::syntax {
namespace {

constexpr std::size_t kMostErrors = 100;

bool one_of(TokenKind kind, std::initializer_list<TokenKind> kinds) {
  return std::ranges::find(kinds, kind) != kinds.end();
}

}  // namespace

Cursor::Cursor(const Sources& sources, FileId file, std::vector<Token> tokens,
               Diagnostics& diagnostics)
    : sources_(sources), file_(file), tokens_(std::move(tokens)), diagnostics_(diagnostics) {}

// ---------------------------------------------------------------- looking

const Token& Cursor::peek(std::size_t ahead) const {
  return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

bool Cursor::at_word(std::string_view word, std::size_t ahead) const {
  const Token& token = peek(ahead);
  return token.kind == TokenKind::word && token.text == word;
}

bool Cursor::begins_binder(std::size_t ahead) const {
  while (peek(ahead).kind == TokenKind::word) {
    if (peek(ahead + 1).kind == TokenKind::colon) return true;
    if (peek(ahead + 1).kind != TokenKind::comma) return false;
    ahead += 2;
  }
  return false;
}

bool Cursor::at_path_equals(std::size_t ahead) const {
  while (peek(ahead).kind == TokenKind::word) {
    if (peek(ahead + 1).kind == TokenKind::equals) return true;
    if (peek(ahead + 1).kind != TokenKind::dot) return false;
    ahead += 2;
  }
  return false;
}

bool Cursor::begins_statement(std::size_t ahead) const {
  if (peek(ahead).kind != TokenKind::word) return false;
  if (at_word("owes", ahead + 1) && peek(ahead + 2).kind == TokenKind::word) return true;
  if (colon_ends) return false;
  return begins_binder(ahead) || at_path_equals(ahead);
}

bool Cursor::stands_as_keyword(std::size_t ahead) const {
  if (peek(ahead).kind != TokenKind::word) return false;
  const TokenKind next = peek(ahead + 1).kind;
  return !one_of(next, {TokenKind::dot, TokenKind::colon, TokenKind::equals}) &&
         !begins_statement(ahead);
}

bool Cursor::at_item(BlockKind kind) const {
  if (!at(TokenKind::word)) return false;
  if (is_keyword_of(kind, peek().text) && stands_as_keyword()) return true;
  switch (kind) {
    case BlockKind::file:
    case BlockKind::contract: return begins_binder();
    case BlockKind::deal:
    case BlockKind::group: return begins_binder() || at_path_equals(0);
    case BlockKind::clause:
      return at_word("owes", 1) && peek(2).kind == TokenKind::word;
    case BlockKind::reading: return false;
  }
  return false;
}

bool Cursor::at_operand(std::size_t ahead) const {
  const Token& token = peek(ahead);
  const TokenKind next = peek(ahead + 1).kind;
  switch (token.kind) {
    case TokenKind::number:
    case TokenKind::date:
    case TokenKind::text:
    case TokenKind::left_paren:
    case TokenKind::minus: return true;
    case TokenKind::left_brace:  // a set, not the fields of a declaration
      return next != TokenKind::right_brace &&
             !(next == TokenKind::word && peek(ahead + 2).kind == TokenKind::equals);
    case TokenKind::word:
      if (begins_statement(ahead)) return false;
      if (colon_ends && one_of(next, {TokenKind::colon, TokenKind::comma})) return true;
      return next == TokenKind::dot || calls(ahead) || !is_keyword(token.text);
    default: return false;
  }
}

// `word(`; behind a keyword on a new line a space makes it a statement with brackets.
bool Cursor::calls(std::size_t ahead) const {
  const Token& token = peek(ahead);
  if (peek(ahead + 1).kind != TokenKind::left_paren) return false;
  const bool adjacent = token.span.end == peek(ahead + 1).span.begin;
  return adjacent || !token.starts_line || !is_keyword(token.text);
}

bool Cursor::at_no_operand() const {
  const Token& token = peek();
  const Token& next = peek(1);
  if (next.kind == TokenKind::dot || calls(0)) return false;
  if (is_infix_word(token.text)) return true;
  if (!is_keyword(token.text)) return false;
  const bool before_word = next.kind == TokenKind::word && !is_infix_word(next.text);
  return before_word || begins_statement() ||
         one_of(next.kind, {TokenKind::text, TokenKind::number, TokenKind::date,
                            TokenKind::left_paren});
}

bool Cursor::list_continues() const {
  if (!at(TokenKind::comma)) return false;
  if (begins_statement(1)) return false;
  if (!commas_between_items && !peek(1).starts_line) return true;
  const bool item = is_keyword_of(block(), peek(1).text) && stands_as_keyword(1);
  return !item || !one_of(peek(2).kind, {TokenKind::word, TokenKind::text, TokenKind::date,
                                         TokenKind::number, TokenKind::left_paren});
}

// ---------------------------------------------------------------- taking

void Cursor::skip() {
  if (at_ + 1 < tokens_.size()) ++at_;
}

bool Cursor::take(TokenKind kind) {
  if (!at(kind)) return false;
  skip();
  return true;
}

bool Cursor::take_word(std::string_view word) {
  if (!at_word(word)) return false;
  skip();
  return true;
}

bool Cursor::expect(TokenKind kind, std::string_view after) {
  if (take(kind)) return true;
  report_expected(fmt::format("`{}`", describe(kind)), after);
  return false;
}

bool Cursor::expect_word(std::string_view word, std::string_view after) {
  if (take_word(word) || !take_misspelt({word}).empty()) return true;
  report_expected(fmt::format("`{}`", word), after);
  return false;
}

std::string_view Cursor::take_misspelt(const std::vector<std::string_view>& words) {
  const std::string_view word = put_right(words);
  if (!word.empty()) skip();
  return word;
}

std::string_view Cursor::put_right(const std::vector<std::string_view>& words) {
  if (!at(TokenKind::word) || begins_statement() || peek().text.size() < 2) return {};
  if (is_keyword(peek().text) || is_infix_word(peek().text)) return {};
  const std::string_view word = nearest(peek().text, words);
  if (word.empty()) return {};
  report(kinds::misspelt_keyword, peek().span,
         fmt::format("`{}` is no keyword that can stand here", peek().text),
         fmt::format("did you mean `{}`?", word));
  ++put_right_;
  tokens_[at_].text = word;
  return word;
}

Name Cursor::take_name(std::string_view what) {
  if (at(TokenKind::word)) {
    const Token& token = peek();
    skip();
    return {std::string{token.text}, token.span};
  }
  report(kinds::missing_name, gap(), fmt::format("the name of {} is missing", what)).here =
      fmt::format("expected a name, found {}", found());
  return {"", gap()};
}

std::vector<Name> Cursor::take_names(std::string_view what) {
  // A statement on the next line is not what is named here.
  const bool missing = peek().starts_line && begins_statement();
  if (missing)
    report(kinds::missing_name, gap(), fmt::format("the name of {} is missing", what));
  std::vector<Name> names{missing ? Name{"", gap()} : take_name(what)};
  while (!missing && list_continues()) {
    skip();
    names.push_back(take_name(what));
  }
  return names;
}

Path Cursor::take_path(std::string_view what) {
  const std::uint32_t first = begin();
  Path path{{take_name(what)}, {}};
  while (take(TokenKind::dot)) path.parts.push_back(take_name(what));
  path.span = path.parts.front().missing() ? path.parts.front().span : since(first);
  return path;
}

std::vector<Path> Cursor::take_paths(std::string_view what) {
  std::vector<Path> paths{take_path(what)};
  while (list_continues()) {
    skip();
    paths.push_back(take_path(what));
  }
  return paths;
}

Text Cursor::take_text(std::string_view what) {
  if (at(TokenKind::text)) {
    const Token& token = peek();
    skip();
    return {unescape(token.text), token.span};
  }
  report_expected(fmt::format("{} between `\"` and `\"`", what), "");
  return {"", gap()};
}

// ---------------------------------------------------------------- places and reports

Span Cursor::since(std::uint32_t first) const {
  return {file_, first, std::max(first, last().span.end)};
}

Span Cursor::gap() const {
  const std::uint32_t end = at_ == 0 ? peek().span.begin : last().span.end;
  return {file_, end, end};
}

Span Cursor::here() const {
  return at(TokenKind::end) || peek().starts_line ? gap() : peek().span;
}

std::string Cursor::found() const {
  const Token& token = peek();
  if (token.kind == TokenKind::end) return fmt::format("the end of the {}", whole);
  if (token.kind == TokenKind::text) return "a text";
  return fmt::format("`{}`", token.text);
}

Diagnostic& Cursor::report(const DiagnosticKind& kind, Span span, std::string message,
                           std::string fix) {
  unheard_ = {};
  if (gave_up_ || span.begin == last_report_ || at_ == last_report_at_) return unheard_;
  ++reports_;
  last_report_ = span.begin;
  last_report_at_ = at_;
  if (reports_ > kMostErrors) {
    if (reports_ == kMostErrors + 1)
      diagnostics_.push_back({&kinds::too_many_errors, span,
                              "too many errors in this file; the rest of it was not looked at",
                              "", {}, {}, "mend the first ones and try again"});
    give_up();
    return unheard_;
  }
  diagnostics_.push_back({&kind, span, std::move(message), "", {}, {}, std::move(fix)});
  return diagnostics_.back();
}

Diagnostic& Cursor::report_expected(std::string_view what, std::string_view after) {
  const std::string where = after.empty() ? "" : fmt::format(" after {}", after);
  return report(kinds::unexpected_token, here(),
                fmt::format("expected {}{}, found {}", what, where, found()));
}

void Cursor::back_to(const Mark& mark) {
  at_ = mark.at;
  diagnostics_.resize(mark.diagnostics);
  reports_ = mark.reports;
  put_right_ = mark.put_right;
  last_report_ = mark.last_report;
  last_report_at_ = mark.last_report_at;
}

void Cursor::give_up() {
  at_ = tokens_.size() - 1;
  gave_up_ = true;
}

bool Cursor::too_deep(int depth, int limit) {
  if (depth <= limit) return false;
  if (!at(TokenKind::end))
    report(kinds::nested_too_deeply, peek().span,
           fmt::format("this is nested more than {} levels deep", limit),
           "name parts of it with `define`");
  give_up();
  return true;
}

}  // namespace proviso::syntax
