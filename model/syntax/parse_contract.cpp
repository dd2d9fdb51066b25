// Contracts and amendments.
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"

#include <array>
#include <fmt/format.h>

namespace proviso::syntax {
namespace {

using ItemNode = decltype(ContractItem::node);

Power parse_power(Cursor& c) {
  Power power;
  if (c.begins_binder()) {
    power.name = c.take_name("the power");
    c.expect(TokenKind::colon, fmt::format("`{}`", power.name->text));
  }
  power.type = c.take_name("the type of event");
  if (c.at_word("by") && c.stands_as_keyword()) {
    c.skip();
    power.by = c.take_names("who has the power");
  }
  if (c.at_word("only") && c.at_word("if", 1)) {
    c.skip();
    c.skip();
    power.only_if = parse_expression(c);
  }
  return power;
}

PrevailsOver parse_prevails(Cursor& c) {
  c.expect_word("over", "`prevails`");
  return {c.take_names("the contract")};
}

// `replace X, Y with { … }`, `restate Z with { … }`: the new text keeps the first one's name.
Change parse_change(Cursor& c, ChangeKind kind) {
  Change change{kind, c.take_names("the clause"), nullptr};
  if (kind == ChangeKind::repeal) return change;
  if (!c.expect_word("with", "the name of the clause")) return change;
  change.with = std::make_unique<Clause>();
  change.with->name = change.clauses.front();
  change.with->title = parse_title(c);
  parse_clause_body(c, *change.with);
  return change;
}

Claims parse_claims(Cursor& c) {
  c.expect_word("no", "`claims`");
  c.expect_word("change", "`claims no`");
  if (!c.take_word("to")) return {};
  return {c.take_names("the clause")};
}

struct Row {
  std::string_view word;
  ItemNode (*parse)(Cursor&);
};
constexpr std::array kRows{
    Row{"parties", [](Cursor& c) -> ItemNode { return Parties{c.take_names("the party")}; }},
    Row{"prevails", [](Cursor& c) -> ItemNode { return parse_prevails(c); }},
    Row{"power", [](Cursor& c) -> ItemNode { return parse_power(c); }},
    Row{"term", [](Cursor& c) -> ItemNode { return parse_term_value(c); }},
    Row{"clause", [](Cursor& c) -> ItemNode { return parse_clause(c); }},
    Row{"repeal", [](Cursor& c) -> ItemNode { return parse_change(c, ChangeKind::repeal); }},
    Row{"replace", [](Cursor& c) -> ItemNode { return parse_change(c, ChangeKind::replace); }},
    Row{"restate", [](Cursor& c) -> ItemNode { return parse_change(c, ChangeKind::restate); }},
    Row{"claims", [](Cursor& c) -> ItemNode { return parse_claims(c); }},
    Row{"allow", [](Cursor& c) -> ItemNode { return parse_allow(c, false); }},
    Row{"define", [](Cursor& c) -> ItemNode { return parse_define(c); }},
    Row{"fact", [](Cursor& c) -> ItemNode { return parse_fact(c); }},
    Row{"rate", [](Cursor& c) -> ItemNode { return parse_rate(c); }},
    Row{"from", [](Cursor& c) -> ItemNode { return parse_term_bound(c); }},
    Row{"until", [](Cursor& c) -> ItemNode { return parse_term_bound(c); }},
    Row{"through", [](Cursor& c) -> ItemNode { return parse_term_bound(c); }},
    Row{"on", [](Cursor& c) -> ItemNode { return parse_term_bound(c); }},
};

void parse_item(Cursor& c, Contract& contract) {
  const std::uint32_t first = c.begin();
  const std::string_view word = item_keyword(c);
  if (word.empty()) {
    if (!c.begins_binder()) return;
    contract.items.push_back({ItemNode{parse_declaration(c)}, {}});
  } else {
    for (const Row& row : kRows)
      if (row.word == word) contract.items.push_back({row.parse(c), {}});
  }
  contract.items.back().span = c.since(first);
}

}  // namespace

Contract parse_contract(Cursor& c) {
  Contract contract{};
  contract.amendment = c.last().text == "amendment";
  contract.name = c.take_name(contract.amendment ? "the amendment" : "the contract");
  contract.title = parse_title(c);
  if (contract.amendment) {
    if (c.expect_word("of", "the name of the amendment"))
      contract.of = c.take_name("the contract that is amended");
    if (c.take_word("from")) contract.effective = parse_expression(c);
  }
  const std::string after =
      contract.title ? "its title" : fmt::format("`{}`", contract.name.text);
  parse_block(c, BlockKind::contract, after, [&] { parse_item(c, contract); });
  return contract;
}

}  // namespace proviso::syntax
