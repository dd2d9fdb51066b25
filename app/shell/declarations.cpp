#include "app/shell/declarations.h"

#include "model/syntax/overload.h"

namespace proviso::shell {

namespace {

class Collecting {
 public:
  std::vector<Declared> take() { return std::move(found_); }

  void add(const syntax::Item& item) {
    span_ = item.span;
    std::visit([&](const auto& node) { item_node(node); }, item.node);
  }

 private:
  void name(const syntax::Name& one) {
    if (!one.missing()) found_.push_back({prefix_ + one.text, span_});
  }

  void item_node(const syntax::Contract& contract) {
    name(contract.name);
    const Span outer = span_;
    prefix_ = contract.name.text + ".";
    for (const syntax::ContractItem& item : contract.items) {
      span_ = item.span;
      std::visit([&](const auto& node) { inner(node); }, item.node);
    }
    prefix_.clear();
    span_ = outer;
  }
  void item_node(const syntax::Deal& deal) {
    name(deal.name);
    const Span outer = span_;
    prefix_ = deal.name.text + ".";
    for (const syntax::DealItem& item : deal.items) {
      span_ = item.span;
      std::visit([&](const auto& node) { inner(node); }, item.node);
    }
    prefix_.clear();
    span_ = outer;
  }
  void item_node(const syntax::Group& group) {
    for (const syntax::DealItem& item : group.shared) {
      span_ = item.span;
      std::visit([&](const auto& node) { inner(node); }, item.node);
    }
    for (const syntax::Item& item : group.deals) add(item);
  }
  template <class Node>
  void item_node(const Node& node) {
    inner(node);
  }

  void inner(const syntax::Change& change) {
    for (const syntax::Name& one : change.clauses) name(one);
  }
  void inner(const syntax::OneOf& choice) {
    for (const auto& alternative : choice.alternatives)
      for (const syntax::Declaration& declaration : alternative) inner(declaration);
  }
  void inner(const syntax::Declaration& declaration) {
    for (const syntax::Name& one : declaration.names) name(one);
  }
  void inner(const syntax::TypeDecl& type) { name(type.name); }
  void inner(const syntax::EnumDecl& type) { name(type.name); }
  void inner(const syntax::Clause& clause) { name(clause.name); }
  void inner(const syntax::Define& define) { name(define.name); }
  void inner(const syntax::TermValue& term) { name(term.name); }
  template <class Node>
  void inner(const Node&) {}

  std::vector<Declared> found_;
  std::string prefix_;
  Span span_;
};

}  // namespace

std::vector<Declared> declarations(const syntax::File& file) {
  Collecting collecting;
  for (const syntax::Item& item : file.items) collecting.add(item);
  return collecting.take();
}

bool is_called(const Declared& declared, std::string_view name) {
  const std::string_view path = declared.path;
  if (path == name) return true;
  return path.size() > name.size() && path.ends_with(name) && path[path.size() - name.size() - 1] == '.';
}

}  // namespace proviso::shell
