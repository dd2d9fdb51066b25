// Clauses: attributes, then norms, or readings that share what stands before them.
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"

#include <array>
#include <fmt/format.h>

namespace proviso::syntax {
namespace {

using AttributeNode = decltype(Attribute::node);

Tag parse_tag(Cursor& c) {
  Tag tag{{c.take_text("a tag")}};
  while (c.list_continues()) {
    c.skip();
    tag.tags.push_back(c.take_text("a tag"));
  }
  return tag;
}

Overrides parse_overrides(Cursor& c) {
  Overrides result;
  do {
    if (c.at_word("tag") && c.peek(1).kind == TokenKind::text) c.skip();
    if (c.at(TokenKind::text))
      result.tags.push_back(c.take_text("a tag"));
    else
      result.clauses.push_back(c.take_path("the clause"));
  } while (c.list_continues() && (c.skip(), true));
  return result;
}

struct AttributeRow {
  std::string_view word;
  AttributeNode (*parse)(Cursor&);
};
constexpr std::array kAttributes{
    AttributeRow{"cite", [](Cursor& c) -> AttributeNode { return Cite{c.take_text("a citation")}; }},
    AttributeRow{"from", [](Cursor& c) -> AttributeNode { return parse_term_bound(c); }},
    AttributeRow{"until", [](Cursor& c) -> AttributeNode { return parse_term_bound(c); }},
    AttributeRow{"through", [](Cursor& c) -> AttributeNode { return parse_term_bound(c); }},
    AttributeRow{"on", [](Cursor& c) -> AttributeNode { return parse_term_bound(c); }},
    AttributeRow{"while", [](Cursor& c) -> AttributeNode { return While{parse_expression(c)}; }},
    AttributeRow{"suspended",
        [](Cursor& c) -> AttributeNode {
          c.expect_word("while", "`suspended`");
          return SuspendedWhile{parse_expression(c)};
        }},
    AttributeRow{"survives",
        [](Cursor& c) -> AttributeNode {
          c.expect_word("until", "`survives`");
          return SurvivesUntil{parse_expression(c)};
        }},
    AttributeRow{"overrides", [](Cursor& c) -> AttributeNode { return parse_overrides(c); }},
    AttributeRow{"tag", [](Cursor& c) -> AttributeNode { return parse_tag(c); }},
    AttributeRow{"negotiable", [](Cursor&) -> AttributeNode { return Negotiable{}; }},
    AttributeRow{"allow", [](Cursor& c) -> AttributeNode { return parse_allow(c, false); }},
};

bool has_norms(const Clause& clause) { return !clause.norms.empty() || !clause.readings.empty(); }

void add_attribute(Cursor& c, Clause& clause, AttributeNode node, std::uint32_t first) {
  const Span span = c.since(first);
  if (has_norms(clause) || clause.shared)
    c.report(kinds::misplaced_statement, span,
             fmt::format("`{}` stands after the norm it belongs to",
                         c.text(span).substr(0, c.text(span).find_first_of(" \t\r\n"))),
             "move it before the norm");
  clause.attributes.push_back({std::move(node), span});
}

ClauseReading parse_reading(Cursor& c) {
  const std::uint32_t first = c.last().span.begin;
  ClauseReading reading{parse_reading_head(c), nullptr, {}, {}, {}};
  parse_block(c, BlockKind::reading, "the name and title of the reading", [&] {
    const std::uint32_t begin = c.begin();
    if (!c.at_item(BlockKind::reading)) c.put_right(keywords_of(BlockKind::reading));
    if (c.at_word("each") && c.stands_as_keyword()) {
      c.skip();
      Binding each = parse_binding(c);
      reading.norms.push_back(parse_norm(c, std::move(each), begin));
    } else if (at_norm(c)) {
      reading.norms.push_back(parse_norm(c, std::nullopt, begin));
    } else if (c.at_word("where")) {
      if (reading.where)
        c.report(kinds::repeated_part, c.peek().span, "`where` is given twice",
                 "join both conditions with `and`");
      c.skip();
      reading.where = parse_expression(c);
    } else if (at_term_bound(c)) {
      c.skip();
      reading.bounds.push_back(parse_term_bound(c));
    }
  });
  reading.span = c.since(first);
  return reading;
}

// `each …`, which stands before a norm, or before readings that share it.
void parse_each(Cursor& c, Clause& clause) {
  const std::uint32_t first = c.begin();
  c.skip();
  Binding each = parse_binding(c);
  each.span = c.since(first);
  const bool shared = c.at_word("reading") && c.stands_as_keyword() && !clause.shared;
  if (shared)
    clause.shared = std::move(each);
  else
    clause.norms.push_back(parse_norm(c, std::move(each), first));
}

void parse_shared_end(Cursor& c, Clause& clause) {
  const bool belongs = !clause.readings.empty();
  if (!belongs)
    c.report(kinds::misplaced_statement, c.peek().span,
             fmt::format("`{}` has no norm before it", c.peek().text),
             "write it behind the norm that it qualifies");
  if (c.at_word("unless"))
    clause.shared_unless.push_back(parse_exception(c));
  else
    clause.shared_otherwise.push_back(parse_otherwise(c));
}

void parse_clause_item(Cursor& c, Clause& clause) {
  const std::uint32_t first = c.begin();
  if (c.at(TokenKind::word) && c.at_word("owes", 1) && c.peek(2).kind == TokenKind::word) {
    Name bearer = c.take_name("who owes");
    c.skip();
    Owes owes{std::move(bearer), c.take_name("to whom it is owed")};
    return add_attribute(c, clause, std::move(owes), first);
  }
  if (!c.at_item(BlockKind::clause)) c.put_right(keywords_of(BlockKind::clause));
  if (c.stands_as_keyword()) {
    if (c.at_word("each")) return parse_each(c, clause);
    if (at_norm(c)) {
      clause.norms.push_back(parse_norm(c, std::nullopt, first));
      return;
    }
    if (c.at_word("unless") || c.at_word("otherwise")) return parse_shared_end(c, clause);
  }
  const std::string_view word = item_keyword(c);
  if (word == "reading") clause.readings.push_back(parse_reading(c));
  for (const AttributeRow& row : kAttributes)
    if (row.word == word) return add_attribute(c, clause, row.parse(c), first);
}

}  // namespace

Allow parse_allow(Cursor& c, bool in_deal) {
  Allow allow;
  if (in_deal) {
    allow.what = c.take_path("the clause");
  } else {
    const Name name = c.take_name("what may be found");
    allow.what = {{name}, name.span};
  }
  allow.reason = parse_title(c);
  if (in_deal && c.take_word("until")) allow.until = parse_expression(c);
  return allow;
}

bool at_term_bound(const Cursor& c) {
  return c.stands_as_keyword() &&
         (c.at_word("from") || c.at_word("until") || c.at_word("through") || c.at_word("on"));
}

// Behind its word. `until A or B` names several dates, of which the first counts.
TermBound parse_term_bound(Cursor& c) {
  const std::uint32_t first = c.last().span.begin;
  const std::string_view word = c.last().text;
  TermBound bound{BoundKind::on, {}, {}};
  if (word == "from") bound.kind = BoundKind::from;
  if (word == "until") bound.kind = BoundKind::until;
  if (word == "through") bound.kind = BoundKind::through;
  const auto add = [&](ExprPtr date) { bound.dates.push_back(std::move(date)); };
  ExprPtr date = parse_value(c);
  // The `or`s of the expression are those between dates.
  std::vector<ExprPtr> behind;
  while (auto* binary = std::get_if<BinaryExpr>(&date->node)) {
    if (binary->op != BinaryOp::or_) break;
    behind.push_back(std::move(binary->right));
    ExprPtr left = std::move(binary->left);
    date = std::move(left);
  }
  add(std::move(date));
  while (!behind.empty()) {
    add(std::move(behind.back()));
    behind.pop_back();
  }
  bound.span = c.since(first);
  return bound;
}

void parse_clause_body(Cursor& c, Clause& clause) {
  const std::string after = clause.title ? "its title" : fmt::format("`{}`", clause.name.text);
  const std::size_t troubles = c.troubles();
  parse_block(c, BlockKind::clause, after, [&] { parse_clause_item(c, clause); });
  if (!has_norms(clause) && c.troubles() == troubles)
    c.report(kinds::empty_clause, clause.name.span,
             fmt::format("clause `{}` demands, forbids and permits nothing", clause.name.text),
             "write its norm: `must …`, `each x: T where … must …`, `never x: T …` or `may x: T …`");
}

Clause parse_clause(Cursor& c) {
  Clause clause;
  clause.name = c.take_name("the clause");
  clause.title = parse_title(c);
  parse_clause_body(c, clause);
  return clause;
}

}  // namespace proviso::syntax
