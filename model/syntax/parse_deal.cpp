// Deals, baselines and groups.
#include "model/syntax/diagnostics.h"
#include "model/syntax/grammar.h"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace proviso::syntax {
namespace {

using DealNode = decltype(DealItem::node);

// `E on D`, `E never`, `E after D`, `E open`, or any condition.
Assume parse_assume(Cursor& c) {
  Assume assume{AssumeForm::condition, parse_expression(c), nullptr};
  // Where commas separate statements, `never, x: T` ends one and begins the next.
  const bool ends = c.commas_between_items && (c.at_word("never") || c.at_word("open")) &&
                    c.peek(1).kind == TokenKind::comma;
  if (!ends && !c.stands_as_keyword()) return assume;
  const auto dated = [&](AssumeForm form) {
    c.skip();
    assume.form = form;
    assume.date = parse_value(c);
  };
  if (c.at_word("on")) dated(AssumeForm::on);
  else if (c.at_word("after")) dated(AssumeForm::after);
  else if (c.take_word("never")) assume.form = AssumeForm::never;
  else if (c.take_word("open")) assume.form = AssumeForm::open;
  return assume;
}

// `unknown one of { a: T … | b: U … }`, behind `unknown`
OneOf parse_one_of(Cursor& c) {
  OneOf result;
  c.expect_word("one", "`unknown`");
  c.expect_word("of", "`unknown one`");
  const Span opening = c.open(TokenKind::left_brace, "`unknown one of`");
  if (opening.empty()) return result;
  do {
    std::vector<Declaration> declarations;
    while (c.begins_binder() ||
           (c.at(TokenKind::word) && c.begins_binder(1) && is_keyword(c.peek().text)))
      declarations.push_back(parse_declaration(c));
    if (declarations.empty()) c.report_expected("a declaration", "`{` or `|`");
    result.alternatives.push_back(std::move(declarations));
  } while (c.take(TokenKind::bar));
  c.close(TokenKind::right_brace, opening);
  return result;
}

// A presence word stands before a declaration, which reads it itself.
Declaration parse_qualified(Cursor& c, std::string_view word, Span place) {
  Declaration declaration = parse_declaration(c);
  if (word == "optional") declaration.presence = Presence::optional;
  if (word == "possible") declaration.presence = Presence::possible;
  if (word == "any") declaration.any = true;
  declaration.span = cover(place, declaration.span);
  return declaration;
}

struct ItemOfDeal {
  std::string_view word;
  DealNode (*parse)(Cursor&);
};
constexpr std::array kDealItems{
    ItemOfDeal{"under", [](Cursor& c) -> DealNode { return Under{c.take_names("the contract")}; }},
    ItemOfDeal{"includes", [](Cursor& c) -> DealNode { return Includes{c.take_names("the deal")}; }},
    ItemOfDeal{"during",
        [](Cursor& c) -> DealNode {
          auto [start, end] = parse_date_range(c);
          return During{std::move(start), std::move(end)};
        }},
    ItemOfDeal{"judged",
        [](Cursor& c) -> DealNode {
          auto [start, end] = parse_date_range(c);
          return Judged{std::move(start), std::move(end)};
        }},
    ItemOfDeal{"assume", [](Cursor& c) -> DealNode { return parse_assume(c); }},
    ItemOfDeal{"allow", [](Cursor& c) -> DealNode { return parse_allow(c, true); }},
    ItemOfDeal{"clause", [](Cursor& c) -> DealNode { return parse_clause(c); }},
    ItemOfDeal{"term", [](Cursor& c) -> DealNode { return parse_term_value(c); }},
    ItemOfDeal{"define", [](Cursor& c) -> DealNode { return parse_define(c); }},
    ItemOfDeal{"fact", [](Cursor& c) -> DealNode { return parse_fact(c); }},
    ItemOfDeal{"rate", [](Cursor& c) -> DealNode { return parse_rate(c); }},
    ItemOfDeal{"unknown", [](Cursor& c) -> DealNode { return parse_one_of(c); }},
    ItemOfDeal{"drop", [](Cursor& c) -> DealNode { return Drop{c.take_names("what is dropped")}; }},
};

Edit parse_edit(Cursor& c) {
  Edit edit{c.take_path("what is changed"), nullptr};
  const bool has_value = c.expect(TokenKind::equals, "what is changed");
  edit.value = has_value ? parse_value(c) : make_expr(Hole{}, c.gap());
  return edit;
}

// A deal's item behind its keyword, or one without any.
void add_item(Cursor& c, std::vector<DealItem>& items, std::string_view word, std::uint32_t first,
              Span word_span) {
  DealItem item{DealNode{Under{}}, {}};
  if (word.empty() && c.begins_binder())
    item.node = parse_declaration(c);
  else if (word.empty())
    item.node = parse_edit(c);
  else if (word == "optional" || word == "possible" || word == "any")
    item.node = parse_qualified(c, word, word_span);
  for (const ItemOfDeal& row : kDealItems)
    if (row.word == word) item.node = row.parse(c);
  item.span = c.since(first);
  items.push_back(std::move(item));
}

void parse_deal_item(Cursor& c, std::vector<DealItem>& items) {
  const std::uint32_t first = c.begin();
  const Span word_span = c.peek().span;
  const std::string_view word = item_keyword(c);
  if (word.empty() && !c.at_item(c.block())) return;
  add_item(c, items, word, first, word_span);
  if (!c.at(TokenKind::comma)) return;
  if (!c.commas_between_items)
    c.report(kinds::unexpected_token, c.peek().span, "statements are not separated by commas",
             "delete it; the next statement begins with its own word");
  c.skip();
}

void parse_group_item(Cursor& c, Group& group) {
  const std::uint32_t first = c.begin();
  const Span word_span = c.peek().span;
  const std::string_view word = item_keyword(c);
  if (word.empty() && !c.at_item(BlockKind::group)) return;
  if (word == "deal" || word == "baseline")
    group.deals.push_back({decltype(Item::node){parse_deal(c)}, c.since(first)});
  else if (word == "expect")
    group.deals.push_back({decltype(Item::node){parse_expect(c)}, c.since(first)});
  else
    return add_item(c, group.shared, word, first, word_span);
}

}  // namespace

Deal parse_deal(Cursor& c) {
  Deal deal;
  deal.kind = c.last().text == "baseline" ? DealKind::baseline : DealKind::deal;
  deal.name = c.take_name("the deal");
  deal.title = parse_title(c);
  if (c.take_word("is")) {
    deal.is = c.take_name("the deal that it is like");
    if (!c.take_word("with") && c.take_misspelt({"with"}).empty()) {
      if (!c.at(TokenKind::left_brace)) return deal;
      c.report_expected("`with`", fmt::format("`{}`", deal.is->text));
    }
  }
  const bool commas = std::exchange(c.commas_between_items, deal.is.has_value());
  const std::string after = deal.is      ? "`with`"
                            : deal.title ? "its title"
                                         : fmt::format("`{}`", deal.name.text);
  parse_block(c, BlockKind::deal, after, [&] { parse_deal_item(c, deal.items); });
  c.commas_between_items = commas;
  return deal;
}

Group parse_group(Cursor& c) {
  Group group;
  parse_block(c, BlockKind::group, "`group`", [&] { parse_group_item(c, group); });
  return group;
}

}  // namespace proviso::syntax
