// How the canonical form is laid out. Internal to `print`.
#pragma once

#include "model/syntax/layout.h"
#include "model/syntax/tree.h"

#include <string>
#include <string_view>

namespace proviso::syntax {

// Comments are put where the next break stands: `lead` is always followed by a break, so that a
// comment is found before the same token when the text is printed again.
class Printer {
 public:
  Printer() = default;
  Printer(const File& file, const Sources& sources) : file_(&file), sources_(&sources) {}

  void print_file();
  void print(const Expr& expr) { print_expression(expr, false); }
  void print(const Binding& binding);
  [[nodiscard]] std::string render(std::size_t width) const { return out_.render(width); }

 private:
  // ---- comments and breaks (print.cpp); `begin` is where the next token stands in the source
  void lead(std::uint32_t begin);
  void line_before(std::uint32_t begin) { lead(begin), out_.line(); }
  void softline_before(std::uint32_t begin) { lead(begin), out_.softline(); }
  void hardline_before(std::uint32_t begin) { lead(begin), out_.hardline(); }
  // A new statement; an empty line before it is kept, but not at the beginning of a block.
  void statement_at(std::uint32_t begin);
  [[nodiscard]] bool blank_before(std::uint32_t begin) const;
  // ` {`, statements each on its own line, `}` of which `end` is the place behind.
  template <class Inside>
  void block(std::uint32_t end, Inside inside);

  // ---- expressions (print_expression.cpp)
  // `followed`: an operator stands behind it, so a bare quantifier gets brackets.
  void print_expression(const Expr& expr, bool followed);
  void print_binary(const BinaryExpr& e, bool followed);
  void print_quantifier(const QuantifierExpr& e, bool followed);
  void print_aggregate(const AggregateExpr& e, std::uint32_t end);
  void print_open(const OpenExpr& e);
  void print_binder(const Binder& binder);
  // `open`, the expressions and a last binding, `close`; `end` is the place behind it
  void print_list(std::string_view open, const std::vector<const Expr*>& list,
                  const Binding* binding, std::string_view close, std::uint32_t end);
  void names(const std::vector<Name>& names);
  void paths(const std::vector<Path>& paths);
  void path(const Path& path);
  void title(const std::optional<Text>& title);
  void text(std::string_view text) { out_.text(text); }

  // ---- declarations (print_declaration.cpp)
  void print_item(const Item& item);
  void print(const TypeExpr& type);
  void print(const EnumDecl& decl, std::uint32_t end);
  void print(const TypeDecl& decl, std::uint32_t end);
  void print(const Define& define, std::uint32_t end);
  void print(const Fact& fact);
  void print(const Rate& rate);
  void print(const TermValue& term);
  void print(const Declaration& declaration);
  void print(const FieldDecl& field);
  void print(const FieldValue& value);
  void print(const Period& period);

  // ---- contracts (print_contract.cpp)
  void print(const Contract& contract, std::uint32_t end);
  void print(const Clause& clause, std::uint32_t end);
  void print(const TermBound& bound);
  void print(const Power& power);
  void print(const Change& change, std::uint32_t end);
  void print(const Attribute& attribute);
  void print(const Overrides& overrides);
  void print(const Allow& allow);
  void print(const ClauseReading& reading);
  void print_clause_body(const Clause& clause, std::uint32_t end);
  // Its parts each on a line of its own, or as the group round it decides.
  void print(const Norm& norm, bool own_lines);
  void print(const Exception& exception);
  void print(const Otherwise& otherwise);
  void print_under_word(std::string_view word, const Expr& expr);

  // ---- deals (print_deal.cpp)
  void print(const Deal& deal, std::uint32_t end);
  void print_edits(const Deal& deal, std::uint32_t end);
  void print(const Group& group, std::uint32_t end);
  void print(const DealItem& item);
  void print(const OneOf& one_of, std::uint32_t end);
  void print(const Assume& assume);
  void print(const Edit& edit);
  void print(const Expect& expect);
  void print_head(const Expect& expect);
  void print_suffixes(const Outcome& outcome);
  void print(const Outcome& outcome);
  void print_range(std::string_view word, const ExprPtr& start, const ExprPtr& end);

  Layout out_;
  const File* file_ = nullptr;
  const Sources* sources_ = nullptr;
  std::size_t next_comment_ = 0;
  bool fresh_block_ = true;
};

template <class Inside>
void Printer::block(std::uint32_t end, Inside inside) {
  text(" {");
  fresh_block_ = true;
  out_.indented([&] {
    inside();
    lead(end == 0 ? 0 : end - 1);
  });
  if (!fresh_block_) out_.hardline();
  fresh_block_ = false;
  text("}");
}

}  // namespace proviso::syntax
