// Expectations: `expect D under C with x = a on DATE: OUTCOME, OUTCOME`.
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include <utility>

namespace proviso::syntax {
namespace {

enum class Takes : std::uint8_t { nothing, optional_names, names, other, binding, condition };

// What follows the words of an outcome, and the word that leads its names.
struct Row {
  std::array<std::string_view, 3> words;
  ExpectKind kind;
  Takes takes;
  std::string_view lead = "";
};
// Longer forms stand before their beginnings.
constexpr std::array kRows{
    Row{{"complies"}, ExpectKind::complies, Takes::nothing},
    Row{{"conflicts"}, ExpectKind::conflicts, Takes::optional_names, "with"},
    Row{{"depends"}, ExpectKind::depends, Takes::optional_names, "on"},
    Row{{"impossible"}, ExpectKind::impossible, Takes::nothing},
    Row{{"undecided"}, ExpectKind::undecided, Takes::nothing},
    Row{{"not", "achievable"}, ExpectKind::not_achievable, Takes::nothing},
    Row{{"achievable"}, ExpectKind::achievable, Takes::nothing},
    Row{{"consistent"}, ExpectKind::consistent, Takes::nothing},
    Row{{"inconsistent"}, ExpectKind::inconsistent, Takes::nothing},
    Row{{"equivalent", "to"}, ExpectKind::equivalent_to, Takes::other},
    Row{{"changes"}, ExpectKind::changes, Takes::other},
    Row{{"entails"}, ExpectKind::entails, Takes::condition},
    Row{{"allows"}, ExpectKind::allows, Takes::binding},
    Row{{"forbids"}, ExpectKind::forbids, Takes::binding},
    Row{{"does", "not", "entail"}, ExpectKind::does_not_entail, Takes::condition},
    Row{{"does", "not", "allow"}, ExpectKind::does_not_allow, Takes::binding},
    Row{{"does", "not", "forbid"}, ExpectKind::does_not_forbid, Takes::binding},
    Row{{"dead"}, ExpectKind::dead, Takes::names},
    Row{{"redundant"}, ExpectKind::redundant, Takes::names},
    Row{{"blocks"}, ExpectKind::blocks, Takes::names},
    Row{{"breaks"}, ExpectKind::breaks, Takes::names},
    Row{{"keeps"}, ExpectKind::keeps, Takes::names},
    Row{{"pending"}, ExpectKind::pending, Takes::names},
    Row{{"can"}, ExpectKind::can, Takes::names},
};

std::size_t length(const Row& row) {
  return static_cast<std::size_t>(
      std::ranges::count_if(row.words, [](std::string_view word) { return !word.empty(); }));
}

const Row* row_at(const Cursor& c, std::size_t ahead) {
  for (const Row& row : kRows) {
    bool matches = true;
    for (std::size_t i = 0; i < length(row); ++i)
      matches = matches && c.at_word(row.words[i], ahead + i);
    if (matches) return &row;
  }
  return nullptr;
}

// An outcome that far ahead, rather than one more name of the outcome before it.
bool at_outcome(const Cursor& c, std::size_t ahead) {
  const Row* row = row_at(c, ahead);
  if (row == nullptr) return false;
  const bool wants_more = row->takes != Takes::nothing && row->takes != Takes::optional_names;
  const Token& next = c.peek(ahead + length(*row));
  return !wants_more || next.kind == TokenKind::word || next.kind == TokenKind::left_paren;
}

std::vector<Path> parse_outcome_names(Cursor& c) {
  std::vector<Path> names{c.take_path("what the outcome is about")};
  while (c.list_continues() && !at_outcome(c, 1)) {
    c.skip();
    names.push_back(c.take_path("what the outcome is about"));
  }
  return names;
}

// `changes B only in X, Y in favour of P`
void parse_other(Cursor& c, Outcome& outcome) {
  outcome.other = c.take_name("the other contract");
  if (c.at_word("only") && c.at_word("in", 1)) {
    c.skip();
    c.skip();
    outcome.only_in = parse_outcome_names(c);
  }
  if (c.at_word("in") && c.at_word("favour", 1)) {
    c.skip();
    c.skip();
    c.expect_word("of", "`in favour`");
    outcome.in_favour_of = c.take_name("the party");
  }
}

const Row* take_outcome_words(Cursor& c) {
  if (const Row* row = row_at(c, 0)) {
    for (std::size_t i = 0; i < length(*row); ++i) c.skip();
    return row;
  }
  std::vector<std::string_view> words;
  for (const Row& row : kRows) words.push_back(row.words[0]);
  const std::string_view word = c.take_misspelt(words);
  if (word.empty()) return nullptr;
  const auto row = std::ranges::find_if(kRows, [&](const Row& r) { return r.words[0] == word; });
  for (std::size_t i = 1; i < length(*row); ++i) c.take_word(row->words[i]);
  return &*row;
}

void report_unknown_outcome(Cursor& c) {
  std::string list;
  for (const Row& row : kRows) {
    if (!list.empty()) list += ", ";
    list += '`';
    for (std::size_t i = 0; i < length(row); ++i) list += (i ? " " : "") + std::string{row.words[i]};
    list += '`';
  }
  c.report(kinds::unknown_outcome, c.here(),
           fmt::format("{} is no outcome that can be expected", c.found()))
      .notes.push_back("outcomes are " + list);
}

// False where no outcome could be made out.
bool parse_outcome(Cursor& c, Expect& expect) {
  const std::uint32_t first = c.begin();
  const Row* row = take_outcome_words(c);
  if (row == nullptr) {
    report_unknown_outcome(c);
    return false;
  }
  Outcome outcome{};
  outcome.kind = row->kind;
  switch (row->takes) {
    case Takes::nothing: break;
    case Takes::optional_names:
      if (c.take_word(row->lead)) outcome.names = parse_outcome_names(c);
      break;
    case Takes::names: outcome.names = parse_outcome_names(c); break;
    case Takes::other: parse_other(c, outcome); break;
    case Takes::binding: outcome.binding = parse_binding(c); break;
    case Takes::condition: outcome.condition = parse_expression(c); break;
  }
  outcome.only = !outcome.names.empty() && c.take_word("only");
  outcome.span = c.since(first);
  expect.outcomes.push_back(std::move(outcome));
  return true;
}

void parse_with(Cursor& c, Expect& expect) {
  do {
    Edit edit{c.take_path("what is fixed"), nullptr};
    if (!c.expect(TokenKind::equals, "what is fixed")) return;
    const bool before = std::exchange(c.colon_ends, true);
    edit.value = parse_value(c);
    c.colon_ends = before;
    expect.with.push_back(std::move(edit));
  } while (c.take(TokenKind::comma));
}

}  // namespace

Expect parse_expect(Cursor& c) {
  Expect expect;
  expect.subjects = {c.take_name("what the expectation is about")};
  while (c.take(TokenKind::comma))
    expect.subjects.push_back(c.take_name("what the expectation is about"));
  while (true) {
    if (c.take_word("under")) {
      expect.under = {c.take_name("the contract")};
      while (c.take(TokenKind::comma)) expect.under.push_back(c.take_name("the contract"));
    } else if (c.take_word("with")) {
      parse_with(c, expect);
    } else if (c.take_word("on")) {
      expect.on = parse_expression(c);
    } else {
      break;
    }
  }
  if (!c.take(TokenKind::colon) && !row_at(c, 0)) {
    c.report_expected("`:` and an outcome", "what the expectation is about");
    if (!c.at(TokenKind::word) || c.at_item(c.block())) return expect;
  }
  while (parse_outcome(c, expect) && c.take(TokenKind::comma)) {
  }
  return expect;
}

}  // namespace proviso::syntax
