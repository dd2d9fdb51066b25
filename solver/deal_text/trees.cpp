#include "solver/deal_text/trees.h"

#include "model/syntax/lexer.h"
#include "model/syntax/overload.h"
#include "model/syntax/parser.h"

#include <algorithm>
#include <filesystem>

namespace proviso {

namespace {

namespace fs = std::filesystem;

std::string joined_path(std::string_view path, std::string_view import) {
  return (fs::path(path).parent_path() / fs::path(import)).lexically_normal().generic_string();
}

}  // namespace

std::string DealStatement::name() const {
  return std::visit(Overload{
                        [](const syntax::TermValue& term) { return term.name.text; },
                        [](const syntax::Define& define) { return define.name.text; },
                        [](const syntax::Rate& rate) { return rate.from.text + " to " + rate.to.text; },
                        [](const auto&) { return std::string(); },
                    },
                    item->node);
}

std::string import_of(std::string_view path, std::string_view target) {
  fs::path folder = fs::path(path).parent_path().lexically_normal();
  fs::path to = fs::path(target).lexically_normal();
  // From the root: what leads out of the working directory needs that one's own name to come back, and between
  // a path from the root and one from the working directory there is no other way.
  const bool leads_out = !folder.empty() && *folder.begin() == "..";
  if (leads_out || folder.is_absolute() != to.is_absolute()) {
    folder = fs::absolute(folder.empty() ? "." : folder).lexically_normal();
    to = fs::absolute(to).lexically_normal();
  }
  const bool same = folder.empty() || folder == ".";
  return (same ? to : to.lexically_relative(folder)).generic_string();
}

Trees::Trees(const Sources& sources) : sources_(sources) {
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    const FileId file{i};
    Diagnostics ignored;
    const auto place = files_.emplace(file, syntax::parse(sources, file, ignored)).first;
    by_path_.emplace(fs::path(sources.path(file)).lexically_normal().generic_string(), file);
    for (const syntax::Item& item : place->second.items) enter(item, nullptr);
  }
}

void Trees::enter(const syntax::Item& item, const syntax::Group* group) {
  if (const auto* deal = std::get_if<syntax::Deal>(&item.node)) deals_[deal->name.text].push_back({deal, group});
  if (const auto* inner = std::get_if<syntax::Group>(&item.node))
    for (const syntax::Item& one : inner->deals) enter(one, inner);
}

// ---------------------------------------------------------------- imports

std::vector<FileId> Trees::imports(FileId file) const {
  std::vector<FileId> result;
  for (const syntax::Item& item : files_.at(file).items) {
    const auto* import = std::get_if<syntax::Import>(&item.node);
    if (!import) continue;
    const auto found = by_path_.find(joined_path(sources_.path(file), import->path.text));
    if (found != by_path_.end()) result.push_back(found->second);
  }
  return result;
}

std::set<FileId> Trees::closure(FileId file) const {
  std::set<FileId> seen{file};
  std::vector<FileId> waiting{file};
  while (!waiting.empty()) {
    const FileId at = waiting.back();
    waiting.pop_back();
    for (const FileId next : imports(at))
      if (seen.insert(next).second) waiting.push_back(next);
  }
  return seen;
}

std::set<FileId> Trees::seen_by_import(std::string_view path, std::string_view import) const {
  const auto found = by_path_.find(joined_path(path, import));
  return found == by_path_.end() ? std::set<FileId>{} : closure(found->second);
}

// ---------------------------------------------------------------- names

std::set<std::string> Trees::words(const std::set<FileId>& files) const {
  std::set<std::string> result;
  for (const FileId file : files) {
    Diagnostics ignored;
    for (const syntax::Token& token : syntax::lex(sources_, file, ignored).tokens)
      if (token.kind == syntax::TokenKind::word) result.emplace(token.text);
  }
  return result;
}

namespace {

class Declared {
 public:
  explicit Declared(const std::set<std::string>& contracts) : contracts_(contracts) {}

  void see(const syntax::Item& item) {
    std::visit(Overload{
                   [](const syntax::Import&) {}, [](const syntax::Fact&) {}, [](const syntax::Rate&) {},
                   [](const syntax::Expect&) {},
                   [&](const syntax::Declaration& d) { things(d); },
                   [&](const syntax::Contract& c) {
                     names.insert(c.name.text);
                     if (contracts_.count(c.name.text)) inside(c);
                   },
                   [&](const syntax::Group& group) {
                     for (const syntax::Item& one : group.deals) see(one);
                   },
                   [&](const auto& named) { names.insert(named.name.text); },
               },
               item.node);
  }
  std::set<std::string> names;

 private:
  void things(const syntax::Declaration& declaration) {
    for (const syntax::Name& name : declaration.names) names.insert(name.text);
  }
  void inside(const syntax::Contract& contract) {
    for (const syntax::ContractItem& item : contract.items) {
      if (const auto* event = std::get_if<syntax::Declaration>(&item.node)) things(*event);
      if (const auto* term = std::get_if<syntax::TermValue>(&item.node)) names.insert(term->name.text);
      if (const auto* define = std::get_if<syntax::Define>(&item.node)) names.insert(define->name.text);
    }
  }
  const std::set<std::string>& contracts_;
};

}  // namespace

std::set<std::string> Trees::taken(const std::set<FileId>& files, const std::set<std::string>& contracts) const {
  Declared declared(contracts);
  for (const FileId file : files)
    for (const syntax::Item& item : files_.at(file).items) declared.see(item);
  return declared.names;
}

// ---------------------------------------------------------------- statements of deals

std::vector<DealStatement> Trees::statements(Span name) const {
  std::vector<DealStatement> result;
  if (name.empty()) return result;
  std::set<const syntax::Deal*> seen;
  for (const auto& [text, places] : deals_)
    for (const Place& place : places)
      if (place.deal->name.span == name) collect(place, result, seen);
  return result;
}

void Trees::collect(const Place& place, std::vector<DealStatement>& to, std::set<const syntax::Deal*>& seen) const {
  if (!seen.insert(place.deal).second) return;
  if (place.deal->is)
    if (const auto base = deals_.find(place.deal->is->text); base != deals_.end())
      collect(base->second.front(), to, seen);
  if (place.group) add(place.group->shared, to, seen);
  add(place.deal->items, to, seen);
}

void Trees::add(const std::vector<syntax::DealItem>& items, std::vector<DealStatement>& to,
                std::set<const syntax::Deal*>& seen) const {
  const auto named = [&](const std::string& name) {
    return std::find_if(to.begin(), to.end(), [&](const DealStatement& s) { return s.name() == name; });
  };
  for (const syntax::DealItem& item : items) {
    if (const auto* includes = std::get_if<syntax::Includes>(&item.node))
      for (const syntax::Name& name : includes->deals)
        if (const auto found = deals_.find(name.text); found != deals_.end())
          collect(found->second.front(), to, seen);
    if (const DealStatement statement{&item, nullptr}; !statement.name().empty()) {
      const auto same = named(statement.name());
      if (same != to.end()) to.erase(same);
      to.push_back(statement);
    }
    if (const auto* edit = std::get_if<syntax::Edit>(&item.node); edit && edit->target.parts.size() == 1)
      if (const auto same = named(edit->target.parts.front().text); same != to.end()) same->value = edit->value.get();
    if (const auto* drop = std::get_if<syntax::Drop>(&item.node))
      for (const syntax::Name& name : drop->names)
        if (const auto same = named(name.text); same != to.end()) to.erase(same);
  }
}

}  // namespace proviso
