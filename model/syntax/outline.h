// The pieces of `dump_syntax`. Internal to it.
#pragma once

#include "model/syntax/dump.h"
#include "model/syntax/tree.h"

#include <string>
#include <string_view>

namespace proviso::syntax {

// Lines with their levels.
class Outline {
 public:
  explicit Outline(Brackets brackets) : brackets_(brackets) {}
  void line(std::string_view text) {
    text_.append(2 * level_, ' ');
    text_ += text;
    text_ += '\n';
  }
  // A line, and what `inside` adds one level deeper.
  template <class Inside>
  void node(std::string_view text, Inside inside) {
    line(text);
    ++level_;
    inside();
    --level_;
  }
  [[nodiscard]] Brackets brackets() const { return brackets_; }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  Brackets brackets_;
  std::size_t level_ = 0;
  std::string text_;
};

// `-` for what is missing.
[[nodiscard]] std::string outline(const Expr* expr, Brackets brackets);
[[nodiscard]] std::string outline(const Binding& binding, Brackets brackets);
[[nodiscard]] std::string outline(const Name& name);
[[nodiscard]] std::string outline(const Path& path);
[[nodiscard]] std::string outline(const std::vector<Name>& names);  // each with a space before it
[[nodiscard]] std::string outline(const TypeExpr& type);
[[nodiscard]] std::string outline_title(const std::optional<Text>& title);  // with a space before it

// dump_contract.cpp
void add_clause(Outline& out, std::string_view head, const Clause& clause);
void add_contract(Outline& out, const Contract& contract);
void add_bound(Outline& out, const TermBound& bound);
void add_allow(Outline& out, const Allow& allow);
// dump_deal.cpp
void add_deal(Outline& out, const Deal& deal);
void add_group(Outline& out, const Group& group);
void add_expect(Outline& out, const Expect& expect);
// dump.cpp
void add_declaration(Outline& out, const Declaration& declaration);
void add_define(Outline& out, const Define& define);
void add_fact(Outline& out, const Fact& fact);
void add_rate(Outline& out, const Rate& rate);
void add_term_value(Outline& out, const TermValue& term);
void add_item(Outline& out, const Item& item);

}  // namespace proviso::syntax
