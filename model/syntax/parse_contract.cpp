// Contracts and amendments.
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"

#include <array>
#include <fmt/format.h>

namespace proviso::syntax {
namespace {

using ContractNode = decltype(ContractItem::node);

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

struct ItemOfContract {
  std::string_view word;
  ContractNode (*parse)(Cursor&);
};
constexpr std::array kContractItems{
    ItemOfContract{"parties", [](Cursor& c) -> ContractNode { return Parties{c.take_names("the party")}; }},
    ItemOfContract{"prevails", [](Cursor& c) -> ContractNode { return parse_prevails(c); }},
    ItemOfContract{"power", [](Cursor& c) -> ContractNode { return parse_power(c); }},
    ItemOfContract{"term", [](Cursor& c) -> ContractNode { return parse_term_value(c); }},
    ItemOfContract{"clause", [](Cursor& c) -> ContractNode { return parse_clause(c); }},
    ItemOfContract{"repeal", [](Cursor& c) -> ContractNode { return parse_change(c, ChangeKind::repeal); }},
    ItemOfContract{"replace", [](Cursor& c) -> ContractNode { return parse_change(c, ChangeKind::replace); }},
    ItemOfContract{"restate", [](Cursor& c) -> ContractNode { return parse_change(c, ChangeKind::restate); }},
    ItemOfContract{"claims", [](Cursor& c) -> ContractNode { return parse_claims(c); }},
    ItemOfContract{"allow", [](Cursor& c) -> ContractNode { return parse_allow(c, false); }},
    ItemOfContract{"define", [](Cursor& c) -> ContractNode { return parse_define(c); }},
    ItemOfContract{"fact", [](Cursor& c) -> ContractNode { return parse_fact(c); }},
    ItemOfContract{"rate", [](Cursor& c) -> ContractNode { return parse_rate(c); }},
    ItemOfContract{"from", [](Cursor& c) -> ContractNode { return parse_term_bound(c); }},
    ItemOfContract{"until", [](Cursor& c) -> ContractNode { return parse_term_bound(c); }},
    ItemOfContract{"through", [](Cursor& c) -> ContractNode { return parse_term_bound(c); }},
    ItemOfContract{"on", [](Cursor& c) -> ContractNode { return parse_term_bound(c); }},
};

void parse_item(Cursor& c, Contract& contract) {
  const std::uint32_t first = c.begin();
  const std::string_view word = item_keyword(c);
  if (word.empty()) {
    if (!c.begins_binder()) return;
    contract.items.push_back({ContractNode{parse_declaration(c)}, {}});
  } else {
    for (const ItemOfContract& row : kContractItems)
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
