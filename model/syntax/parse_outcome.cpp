// Outcomes: what is expected of a deal or of contracts, or asked about them.
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include <utility>

namespace proviso::syntax {
namespace {

enum class Takes : std::uint8_t {
  nothing, optional_names, names, other, binding, condition, may, must, bring_about, end
};
// What may stand behind the outcome itself.
enum class Suffix : std::uint8_t {
  none,
  depends,   // `depends on X`
  after,     // `after E`, too
  any_time,  // `after E` or `at any time`, too
};

struct OutcomeRow {
  std::array<std::string_view, 3> words;
  ExpectKind kind;
  Takes takes;
  Suffix suffix = Suffix::none;
  std::string_view lead = "";      // the word before its names
  bool only_asked = false;         // a question without yes or no
};
// Longer forms stand before their beginnings.
constexpr std::array kOutcomes{
    OutcomeRow{{"complies"}, ExpectKind::complies, Takes::nothing},
    OutcomeRow{{"conflicts"}, ExpectKind::conflicts, Takes::optional_names, Suffix::none, "with"},
    OutcomeRow{{"depends"}, ExpectKind::depends, Takes::optional_names, Suffix::none, "on"},
    OutcomeRow{{"impossible"}, ExpectKind::impossible, Takes::nothing},
    OutcomeRow{{"undecided"}, ExpectKind::undecided, Takes::nothing},
    OutcomeRow{{"not", "achievable"}, ExpectKind::not_achievable, Takes::nothing},
    OutcomeRow{{"achievable"}, ExpectKind::achievable, Takes::nothing},
    OutcomeRow{{"consistent"}, ExpectKind::consistent, Takes::nothing, Suffix::depends},
    OutcomeRow{{"inconsistent"}, ExpectKind::inconsistent, Takes::nothing, Suffix::depends},
    OutcomeRow{{"claims", "hold"}, ExpectKind::claims_hold, Takes::nothing, Suffix::depends},
    OutcomeRow{{"claims", "fail"}, ExpectKind::claims_fail, Takes::nothing, Suffix::depends},
    OutcomeRow{{"equivalent", "to"}, ExpectKind::equivalent_to, Takes::other, Suffix::depends},
    OutcomeRow{{"changes"}, ExpectKind::changes, Takes::other, Suffix::depends},
    OutcomeRow{{"entails"}, ExpectKind::entails, Takes::condition, Suffix::any_time},
    OutcomeRow{{"allows"}, ExpectKind::allows, Takes::binding, Suffix::after},
    OutcomeRow{{"forbids"}, ExpectKind::forbids, Takes::binding, Suffix::after},
    OutcomeRow{{"does", "not", "entail"}, ExpectKind::does_not_entail, Takes::condition, Suffix::any_time},
    OutcomeRow{{"does", "not", "allow"}, ExpectKind::does_not_allow, Takes::binding, Suffix::after},
    OutcomeRow{{"does", "not", "forbid"}, ExpectKind::does_not_forbid, Takes::binding, Suffix::after},
    OutcomeRow{{"dead"}, ExpectKind::dead, Takes::names, Suffix::depends},
    OutcomeRow{{"out", "of", "reach"}, ExpectKind::out_of_reach, Takes::names, Suffix::depends},
    OutcomeRow{{"redundant"}, ExpectKind::redundant, Takes::names, Suffix::depends},
    OutcomeRow{{"without", "effect"}, ExpectKind::without_effect, Takes::names, Suffix::depends},
    OutcomeRow{{"unbreakable"}, ExpectKind::unbreakable, Takes::names, Suffix::depends},
    OutcomeRow{{"blocks", "together"}, ExpectKind::blocks_together, Takes::names, Suffix::depends},
    OutcomeRow{{"blocks"}, ExpectKind::blocks, Takes::names, Suffix::depends},
    OutcomeRow{{"breaks"}, ExpectKind::breaks, Takes::names},
    OutcomeRow{{"keeps"}, ExpectKind::keeps, Takes::names},
    OutcomeRow{{"pending"}, ExpectKind::pending, Takes::names},
    OutcomeRow{{"can"}, ExpectKind::can_bring_about, Takes::bring_about, Suffix::depends},
    OutcomeRow{{"can"}, ExpectKind::can_end, Takes::end, Suffix::depends},
    OutcomeRow{{"can"}, ExpectKind::can, Takes::names},
    OutcomeRow{{"cannot"}, ExpectKind::cannot_bring_about, Takes::bring_about, Suffix::depends},
    OutcomeRow{{"cannot"}, ExpectKind::cannot_end, Takes::end, Suffix::depends},
    OutcomeRow{{"status", "of"}, ExpectKind::status_of, Takes::binding, Suffix::after, "", true},
    OutcomeRow{{"what", "may"}, ExpectKind::what_may, Takes::may, Suffix::after, "", true},
    OutcomeRow{{"what", "must"}, ExpectKind::what_must, Takes::must, Suffix::after, "", true},
};

std::size_t length(const OutcomeRow& row) {
  return static_cast<std::size_t>(
      std::ranges::count_if(row.words, [](std::string_view word) { return !word.empty(); }));
}

std::string words_of(const OutcomeRow& row) {
  std::string text;
  for (std::size_t i = 0; i < length(row); ++i) text += (i ? " " : "") + std::string{row.words[i]};
  if (row.takes == Takes::bring_about) text += " X bring about";
  if (row.takes == Takes::end) text += " X end";
  return text;
}

// `can X bring about E` and `can X end C` begin like `can E, F`, which names what comes about.
bool follows(const Cursor& c, const OutcomeRow& row, std::size_t ahead) {
  if (row.takes == Takes::bring_about)
    return c.at_word("bring", ahead + 1) && c.at_word("about", ahead + 2);
  if (row.takes == Takes::end)
    return c.at_word("end", ahead + 1) && c.peek(ahead + 2).kind == TokenKind::word;
  // A clause may be called `together`.
  if (row.kind == ExpectKind::blocks_together) return c.peek(ahead).kind == TokenKind::word;
  return true;
}

const OutcomeRow* row_at(const Cursor& c, std::size_t ahead) {
  for (const OutcomeRow& row : kOutcomes) {
    bool matches = true;
    for (std::size_t i = 0; i < length(row); ++i)
      matches = matches && c.at_word(row.words[i], ahead + i);
    if (matches && follows(c, row, ahead + length(row))) return &row;
  }
  return nullptr;
}

// An outcome that far ahead, rather than one more name of the outcome before it.
bool begins_outcome(const Cursor& c, std::size_t ahead) {
  const OutcomeRow* row = row_at(c, ahead);
  if (row == nullptr) return false;
  const bool wants_more = row->takes != Takes::nothing && row->takes != Takes::optional_names;
  const Token& next = c.peek(ahead + length(*row));
  return !wants_more || next.kind == TokenKind::word || next.kind == TokenKind::left_paren;
}

std::vector<Path> parse_outcome_names(Cursor& c) {
  std::vector<Path> names{c.take_path("what the outcome is about")};
  while (c.list_continues() && !begins_outcome(c, 1)) {
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

// `what may X do that Y may not`
void parse_may(Cursor& c, Outcome& outcome) {
  outcome.party = c.take_name("the party");
  if (!c.expect_word("do", "the party") || !c.expect_word("that", "`do`")) return;
  outcome.other_party = c.take_name("the other party");
  if (c.expect_word("may", "the other party")) c.expect_word("not", "`may`");
}

// `what must X do`, `what must X do if E`
void parse_must(Cursor& c, Outcome& outcome) {
  outcome.party = c.take_name("the party");
  if (c.expect_word("do", "the party") && c.take_word("if")) outcome.condition = parse_expression(c);
}

// `can X bring about E`, `can X end C`
void parse_can(Cursor& c, Outcome& outcome, std::string_view what) {
  outcome.party = c.take_name("the party");
  c.skip();
  if (outcome.kind == ExpectKind::can_bring_about || outcome.kind == ExpectKind::cannot_bring_about) c.skip();
  outcome.names = {c.take_path(what)};
}

// The rows among these that have the word at that place.
std::vector<const OutcomeRow*> with_word(const std::vector<const OutcomeRow*>& rows, std::size_t i,
                                  std::string_view word) {
  std::vector<const OutcomeRow*> result;
  for (const OutcomeRow* row : rows)
    if (i < row->words.size() && row->words[i] == word) result.push_back(row);
  return result;
}

// Where no outcome stands as it should: word by word, putting right what is misspelt.
const OutcomeRow* take_misspelt_outcome(Cursor& c) {
  std::vector<const OutcomeRow*> rows;
  for (const OutcomeRow& row : kOutcomes)
    if (row.takes != Takes::bring_about && row.takes != Takes::end) rows.push_back(&row);
  for (std::size_t i = 0; i < kOutcomes.front().words.size(); ++i) {
    std::vector<std::string_view> words;
    const OutcomeRow* whole = nullptr;  // it has no further words
    for (const OutcomeRow* row : rows) {
      if (row->words[i].empty()) whole = row;
      else words.push_back(row->words[i]);
    }
    const auto here = std::ranges::find_if(words, [&](std::string_view word) { return c.at_word(word); });
    std::string_view word = here == words.end() ? std::string_view{} : *here;
    if (!word.empty()) c.skip();
    else if (whole == nullptr || i == 0) word = c.take_misspelt(words);
    if (word.empty()) {
      if (i == 0 || whole != nullptr) return whole;
      c.report_expected(fmt::format("`{}`", words.front()), fmt::format("`{}`", c.last().text));
      return rows.front();
    }
    rows = with_word(rows, i, word);
  }
  return rows.front();
}

const OutcomeRow* take_outcome_words(Cursor& c) {
  const OutcomeRow* row = row_at(c, 0);
  if (row == nullptr) return take_misspelt_outcome(c);
  for (std::size_t i = 0; i < length(*row); ++i) c.skip();
  return row;
}

void report_unknown_outcome(Cursor& c, OutcomeUse use) {
  std::string list;
  for (const OutcomeRow& row : kOutcomes) {
    if (row.only_asked && use == OutcomeUse::expectation) continue;
    list += fmt::format("{}`{}`", list.empty() ? "" : ", ", words_of(row));
  }
  const bool asked = use == OutcomeUse::question;
  c.report(kinds::unknown_outcome, c.here(),
           fmt::format("{} is no outcome that can be {}", c.found(), asked ? "asked about" : "expected"))
      .notes.push_back((asked ? "what can be asked: " : "outcomes are ") + list);
}

void parse_suffixes(Cursor& c, const OutcomeRow& row, Outcome& outcome) {
  const Suffix suffix = row.suffix;
  const bool dated = suffix == Suffix::after || suffix == Suffix::any_time;
  if (dated && c.take_word("after")) outcome.after = parse_outcome_names(c);
  if (suffix == Suffix::any_time && c.at_word("at") && c.at_word("any", 1) && c.at_word("time", 2)) {
    const Span first = c.peek().span;
    for (int i = 0; i < 3; ++i) c.skip();
    outcome.any_time = true;
    if (!outcome.after.empty())
      c.report(kinds::unexpected_token, cover(first, c.last().span),
               "`at any time` says that it does not matter what has happened, and `after` that it does",
               "leave out one of them");
  }
  if (suffix != Suffix::none && !row.only_asked && c.at_word("depends") && c.at_word("on", 1)) {
    c.skip();
    c.skip();
    outcome.depends_on = parse_outcome_names(c);
  }
}

void parse_inside(Cursor& c, const OutcomeRow& row, Outcome& outcome) {
  switch (row.takes) {
    case Takes::nothing: break;
    case Takes::optional_names:
      if (c.take_word(row.lead)) outcome.names = parse_outcome_names(c);
      break;
    case Takes::names: outcome.names = parse_outcome_names(c); break;
    case Takes::other: parse_other(c, outcome); break;
    case Takes::binding: outcome.binding = parse_binding(c); break;
    case Takes::condition: outcome.condition = parse_expression(c); break;
    case Takes::may: parse_may(c, outcome); break;
    case Takes::must: parse_must(c, outcome); break;
    case Takes::bring_about: parse_can(c, outcome, "the event"); break;
    case Takes::end: parse_can(c, outcome, "the clause"); break;
  }
}

}  // namespace

bool at_outcome(const Cursor& c, std::size_t ahead) {
  return std::ranges::any_of(kOutcomes, [&](const OutcomeRow& row) { return c.at_word(row.words[0], ahead); });
}

bool parse_outcome(Cursor& c, Expect& expect, OutcomeUse use) {
  const std::uint32_t first = c.begin();
  const OutcomeRow* row = take_outcome_words(c);
  if (row == nullptr) {
    report_unknown_outcome(c, use);
    return false;
  }
  Outcome outcome{};
  outcome.kind = row->kind;
  if (row->only_asked && use == OutcomeUse::expectation)
    c.report(kinds::unknown_outcome, c.since(first),
             fmt::format("`{}` asks a question that is not answered by yes or no", words_of(*row)),
             "ask it with `proviso query`, or expect `allows …`, `forbids …` or `entails …`");
  parse_inside(c, *row, outcome);
  outcome.only = !outcome.names.empty() && c.take_word("only");
  parse_suffixes(c, *row, outcome);
  outcome.span = c.since(first);
  expect.outcomes.push_back(std::move(outcome));
  return true;
}

}  // namespace proviso::syntax
