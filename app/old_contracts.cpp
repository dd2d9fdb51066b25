#include "app/old_contracts.h"

#include "model/syntax/lexer.h"
#include "model/syntax/overload.h"
#include "model/syntax/parser.h"
#include "model/syntax/print.h"
#include "solver/deal_text/trees.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace proviso {

namespace {

using FileTrees = std::vector<const syntax::File*>;

std::string words_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += c;
    }
  }
  return out;
}

// What a statement declares: a name and its kind; facts and rates go by their words.
std::string key_of(const syntax::Item& item, const std::string& words) {
  return std::visit(
      Overload{
          [](const syntax::EnumDecl& e) { return e.name.text; },
          [](const syntax::TypeDecl& t) { return (t.extends ? "extend " : "") + t.name.text; },
          [](const syntax::Declaration& d) { return d.names.empty() ? std::string() : d.names.front().text; },
          [](const syntax::Define& d) { return d.name.text; },
          [](const syntax::Contract& c) { return c.name.text; },
          [&](const syntax::Fact&) { return words; },
          [&](const syntax::Rate&) { return words; },
          [](const auto&) { return std::string(); },
      },
      item.node);
}

bool is_contract(const syntax::Item& item) { return std::holds_alternative<syntax::Contract>(item.node); }
bool is_define(const syntax::Item& item) { return std::holds_alternative<syntax::Define>(item.node); }

struct Statement {
  const syntax::Item* item = nullptr;
  std::string words;
};

// Statements at the top of files by what they declare, without deals, expectations and imports.
struct Statements {
  std::map<std::string, Statement> by_key;
  std::vector<std::string> order;
};
Statements statements_of(const Sources& sources, const FileTrees& trees) {
  Statements result;
  // Imports come after what imports them; what is declared first is to stand first.
  for (auto tree = trees.rbegin(); tree != trees.rend(); ++tree) {
    for (const syntax::Item& item : (*tree)->items) {
      Statement statement{&item, words_of(sources.text(item.span))};
      const std::string key = key_of(item, statement.words);
      if (!key.empty() && result.by_key.emplace(key, statement).second) result.order.push_back(key);
    }
  }
  return result;
}

std::set<std::string> fields_of(const syntax::TypeDecl& type) {
  std::set<std::string> names;
  for (const syntax::FieldDecl& field : type.fields) names.insert(field.name.text);
  return names;
}

class Comparison {
 public:
  Comparison(const Statements& after, const Statements& before) : after_(after), before_(before) {}

  // Names of old contracts and defines that stand for something else now.
  std::map<std::string, std::string> renamed() const {
    std::map<std::string, std::string> result;
    for (const auto& [key, statement] : before_.by_key) {
      const auto other = after_.by_key.find(key);
      const bool same = other != after_.by_key.end() && other->second.words == statement.words;
      if (is_contract(*statement.item) || (is_define(*statement.item) && !same))
        result.emplace(key, other == after_.by_key.end() ? key : free_name(key));
    }
    return result;
  }

  std::vector<std::string> notes() const {
    std::vector<std::string> result;
    for (const auto& [key, statement] : before_.by_key) {
      if (is_contract(*statement.item) || is_define(*statement.item)) continue;
      const auto other = after_.by_key.find(key);
      if (other == after_.by_key.end()) {
        result.push_back(fmt::format("`{}` is not there any more", shortened(key)));
      } else if (other->second.words != statement.words) {
        add_difference(key, statement, other->second, result);
      }
    }
    for (const std::string& key : after_.order) {
      const syntax::Item& item = *after_.by_key.at(key).item;
      const bool fact = std::holds_alternative<syntax::Fact>(item.node) || std::holds_alternative<syntax::Rate>(item.node);
      if (fact && before_.by_key.count(key) == 0) result.push_back(fmt::format("`{}` is new and is taken to hold before, too", shortened(key)));
    }
    return result;
  }

 private:
  std::string free_name(const std::string& name) const {
    std::string wished = name + "_old";
    while (after_.by_key.count(wished) > 0 || before_.by_key.count(wished) > 0) wished += "_";
    return wished;
  }
  static std::string shortened(const std::string& text) { return text.size() <= 80 ? text : text.substr(0, 77) + "..."; }

  void add_difference(const std::string& key, const Statement& before, const Statement& after,
                      std::vector<std::string>& notes) const {
    const auto* old_type = std::get_if<syntax::TypeDecl>(&before.item->node);
    const auto* new_type = std::get_if<syntax::TypeDecl>(&after.item->node);
    bool told = false;
    if (old_type && new_type) {
      const std::set<std::string> old_fields = fields_of(*old_type), new_fields = fields_of(*new_type);
      for (const std::string& field : new_fields)
        if (old_fields.count(field) == 0) {
          notes.push_back(fmt::format("`{}` has a further field `{}`", key, field));
          told = true;
        }
      for (const std::string& field : old_fields)
        if (new_fields.count(field) == 0) {
          notes.push_back(fmt::format("`{}` has no field `{}` any more", key, field));
          told = true;
        }
    }
    if (!told) notes.push_back(fmt::format("`{}` is declared in another way; both contracts are read with the new one", key));
  }

  const Statements& after_;
  const Statements& before_;
};

// The text with the names in it that have changed. After a dot a name is a field or a clause.
std::string with_new_names(const Sources& sources, Span span, const std::map<std::string, std::string>& names,
                           const std::vector<syntax::Token>& tokens) {
  std::string out;
  std::uint32_t at = span.begin;
  const syntax::Token* last = nullptr;
  for (const syntax::Token& token : tokens) {
    if (token.span.begin < span.begin || token.span.end > span.end) continue;
    const bool field = last && last->kind == syntax::TokenKind::dot;
    last = &token;
    if (token.kind != syntax::TokenKind::word || field) continue;
    const auto found = names.find(std::string(token.text));
    if (found == names.end()) continue;
    out += sources.text(Span{span.file, at, token.span.begin});
    out += found->second;
    at = token.span.end;
  }
  out += sources.text(Span{span.file, at, span.end});
  return out;
}

std::string formatted(const std::string& text) {
  Sources sources;
  Diagnostics found;
  const FileId file = sources.add("old", text);
  const syntax::File tree = syntax::parse(sources, file, found);
  return has_errors(found) ? text : syntax::print(tree, sources);
}

}  // namespace

BothVersions beside_each_other(Program& now, Loader& loader, FileId new_root, const Program& old,
                               const Loader& old_loader, FileId old_root, const std::string& path) {
  BothVersions result;
  const Statements after = statements_of(now.sources, loader.trees_of(new_root));
  const Statements before = statements_of(old.sources, old_loader.trees_of(old_root));
  const Comparison comparison(after, before);
  result.names = comparison.renamed();
  result.notes = comparison.notes();
  std::string text = fmt::format("import {}\n", syntax::quote(import_of(path, now.sources.path(new_root))));
  std::map<FileId, syntax::Lexed> lexed;
  for (const std::string& key : before.order) {
    if (result.names.count(key) == 0) continue;
    const Span span = before.by_key.at(key).item->span;
    if (lexed.count(span.file) == 0) {
      Diagnostics ignored;
      lexed.emplace(span.file, syntax::lex(old.sources, span.file, ignored));
    }
    text += "\n" + with_new_names(old.sources, span, result.names, lexed.at(span.file).tokens) + "\n";
  }
  result.text = formatted(text);
  result.spec = loader.resolve_beside(new_root, path, result.text, result.found);
  return result;
}

}  // namespace proviso
