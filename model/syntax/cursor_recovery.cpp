// Brackets and blocks: where they end, also when the author forgot to say so.
#include "model/syntax/cursor.h"
#include "model/syntax/diagnostics.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace proviso::syntax {
namespace {

// Keywords that also stand inside statements: a fresh start only at the beginning of a line.
bool is_ambiguous(std::string_view word) {
  constexpr std::array<std::string_view, 12> kWords{"from", "on",      "until", "through",
                                                    "any",  "unknown", "term",  "never",
                                                    "during", "where", "under", "tag"};
  return std::ranges::find(kWords, word) != kWords.end();
}

std::uint32_t first_column(const Sources& sources, Span place) {
  const std::string_view line = sources.line(place.file, sources.begin_of(place).line);
  const std::size_t column = line.find_first_not_of(" \t");
  return column == std::string_view::npos ? 1 : static_cast<std::uint32_t>(column + 1);
}

TokenKind opening_of(TokenKind closing) {
  return closing == TokenKind::right_brace ? TokenKind::left_brace : TokenKind::left_paren;
}

}  // namespace

Span Cursor::open(TokenKind bracket, std::string_view after) {
  if (!expect(bracket, after)) return {};
  return last().span;
}

Span Cursor::close(TokenKind bracket, Span opening) {
  if (take(bracket)) return last().span;
  if (opening.empty()) return gap();
  const std::string wanted = fmt::format("`{}`", describe(bracket));
  const Cursor::Mark here = mark();
  if (find_close(bracket)) {
    const Span found_at = last().span;
    at_ = here.at;
    report_expected(wanted, "").related.push_back({opening, "for the one opened here"});
    while (last().span != found_at && !gave_up_) skip();
    return found_at;
  }
  Diagnostic& d = report(kinds::unclosed_bracket, opening,
                         fmt::format("`{}` is never closed", describe(opening_of(bracket))));
  d.here = "opened here";
  if (!at(TokenKind::end)) d.related.push_back({peek().span, "expected " + wanted + " before this"});
  return gap();
}

// Moves behind the closing bracket that belongs to the current level, if it comes before anything
// that begins a statement.
bool Cursor::find_close(TokenKind bracket) {
  const std::size_t start = at_;
  while (!at(TokenKind::end)) {
    if (take(bracket)) return true;
    if (at(TokenKind::right_brace) || at(TokenKind::right_paren)) break;
    const bool restart = (peek().starts_line && at_item(block())) || at_outer_item();
    if (restart) break;
    skip_balanced();
  }
  at_ = start;
  return false;
}

void Cursor::enter(BlockKind kind, Span opening) {
  blocks_.push_back({kind, opening.empty() ? 1 : first_column(sources_, opening)});
}

// Deeper than the block it would be misplaced, not a sign that the block was left open.
bool Cursor::at_outer_item() const {
  if (!at(TokenKind::word) || !peek().starts_line || !stands_as_keyword()) return false;
  if (sources_.begin_of(peek().span).column > blocks_.back().column) return false;
  return std::ranges::any_of(blocks_, [&](const Block& outer) {
    return outer.kind != block() && is_keyword_of(outer.kind, peek().text) &&
           !is_ambiguous(peek().text);
  });
}

bool Cursor::block_is_unclosed() const {
  if (at(TokenKind::end)) return true;
  if (!peek().starts_line || at_item(block())) return false;
  if (at_outer_item()) return true;
  const bool outdented = sources_.begin_of(peek().span).column <= blocks_.back().column;
  return outdented && begins_binder();
}

bool Cursor::at_good_restart() const {
  if (!at(TokenKind::word)) return false;
  if (peek().starts_line) {
    const bool misspelt = !is_keyword(peek().text) && peek(1).kind == TokenKind::word &&
                          !nearest(peek().text, keywords_of(block())).empty();
    return at_item(block()) || at_outer_item() || misspelt;
  }
  const bool keyword = is_keyword_of(block(), peek().text) && stands_as_keyword();
  if (keyword) return !is_ambiguous(peek().text);
  return commas_between_items && last().kind == TokenKind::comma && at_item(block());
}

void Cursor::recover() {
  while (!at(TokenKind::end) && !at(TokenKind::right_brace) && !at_good_restart()) {
    skip_balanced();
  }
}

void Cursor::skip_balanced() {
  std::size_t open_brackets = 0;
  do {
    if (at(TokenKind::left_brace) || at(TokenKind::left_paren)) ++open_brackets;
    const bool closes = at(TokenKind::right_brace) || at(TokenKind::right_paren);
    if (closes && open_brackets != 0) --open_brackets;
    skip();
    const bool fresh_item = peek().unindented && is_keyword_of(BlockKind::file, peek().text) &&
                            stands_as_keyword();
    if (at(TokenKind::end) || fresh_item) return;
  } while (open_brackets != 0);
}

}  // namespace proviso::syntax
