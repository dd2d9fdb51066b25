#include "model/resolve/amendments.h"

#include "model/resolve/frames.h"
#include "model/resolve/typing.h"
#include "model/resolve/versions.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace proviso::resolving {
namespace {

using syntax::ChangeKind;

const std::string& name_of(const Tables& tables, ContractId contract) {
  return tables.contracts[contract.index].syntax->name.text;
}

bool meet(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& name) { return b.contains(name); });
}

template <class Node, class Visit>
void for_each_item(const syntax::Contract& contract, Visit visit) {
  for (const syntax::ContractItem& item : contract.items) {
    if (const auto* node = std::get_if<Node>(&item.node)) visit(*node, item.span);
  }
}

// What an amendment says about one clause.
struct WrittenChange {
  const syntax::Change* change = nullptr;
  const syntax::Name* name = nullptr;
  Span whole;
};

class Amending {
 public:
  Amending(Tables& tables, ContractSource& source)
      : tables_(tables), source_(source), base_(tables.contracts[source.base.index]) {}

  void run() {
    fix_date();
    take_terms();
    take_changes();
    for (const Version& old : base_.versions) carry_over(old);
    add_new();
    link();
    make_views();
    place();
  }

 private:
  // ---- date

  void fix_date() {
    Contract& contract = tables_.spec.contracts[source_.id.index];
    const syntax::Contract& written = *source_.syntax;
    if (!written.effective) {
      report(tables_, kinds::amendment_date, written.name.span,
             fmt::format("`{}` does not say from which day on it amends `{}`", written.name.text,
                         name_of(tables_, base_.id)))
          .fix = fmt::format("write `amendment {} of {} from DATE {{ … }}`", written.name.text,
                             name_of(tables_, base_.id));
      return;
    }
    Typing typing(tables_, *base_.frame);
    const ExprId date = typing.fixed_date(*written.effective, "the date of an amendment");
    contract.effective = date;
    if (is_wrong(typing.type_of(date))) return;
    if (std::holds_alternative<DateConst>(tables_.spec[date].node)) return;
    report(tables_, kinds::amendment_date, written.effective->span,
           "the day from which on an amendment counts is known, but this one is not")
        .fix = "write a date, and let the new clauses begin later: `from EVENT`";
    contract.effective = {};
  }

  ExprId effective(ContractId contract) const { return tables_.spec[contract].effective; }

  // ---- terms

  // A term that rests on a changed one is read anew; all others are those of the base.
  void take_terms() {
    std::set<std::string> own;
    for_each_item<syntax::TermValue>(*source_.syntax,
                                     [&](const auto& term, Span) { own.insert(term.name.text); });
    for_each_item<syntax::Define>(*source_.syntax,
                                  [&](const auto& define, Span) { own.insert(define.name.text); });
    for (const std::string& name : own) {
      if (base_.frame->names.contains(name)) changed_.insert(name);
    }
    for_each_item<syntax::Rate>(*source_.syntax,
                                [&](const auto& rate, Span) { changed_.insert(rate_key(rate)); });
    for (const auto& [name, entry] : base_.frame->names) {
      const auto* term = std::get_if<Term*>(&entry.meaning);
      if (!term || own.contains(name)) continue;
      Term* mine = *term;
      if (meet(mine->uses, changed_)) {
        tables_.terms.push_back(Term{mine->syntax, mine->value, source_.frame, mine->full_name,
                                     Progress::waiting, {}});
        mine = &tables_.terms.back();
      }
      source_.frame->names.insert_or_assign(name, Entry{mine, entry.span});
    }
  }

  // ---- changes

  void take_changes() {
    for_each_item<syntax::Change>(*source_.syntax, [&](const syntax::Change& change, Span span) {
      for (const syntax::Name& name : change.clauses) take(change, name, span);
    });
  }

  void take(const syntax::Change& change, const syntax::Name& name, Span whole) {
    if (name.missing()) return;
    std::vector<const Version*> texts;
    for (const Version& version : base_.versions) {
      if (version.name == name.text) texts.push_back(&version);
    }
    if (texts.empty()) return unknown(name);
    if (texts.back()->cut_by.empty() || change.kind == ChangeKind::repeal) {
      const auto [place, fresh] =
          changes_.try_emplace(name.text, WrittenChange{&change, &name, whole});
      if (!fresh) {
        relate(report(tables_, kinds::given_twice, name.span,
                      fmt::format("what becomes of `{}` is said twice", name.text)),
               place->second.name->span, "first said here");
        return;
      }
      if (texts.back()->cut_by.empty()) return;
      if (earlier(effective(source_.id), first_cut(*texts.back()))) return;
    }
    relate(report(tables_, kinds::bad_edit, name.span,
                  fmt::format("`{}` is no longer in force on that day: `{}` ended it", name.text,
                              name_of(tables_, texts.back()->cut_by.front()))),
           tables_.spec[texts.back()->cut_by.front()].span, "the earlier amendment");
  }

  void unknown(const syntax::Name& name) {
    std::vector<std::string_view> candidates;
    for (const Version& version : base_.versions) candidates.push_back(version.name);
    report(tables_, kinds::unknown_name, name.span,
           fmt::format("no clause of `{}` is called `{}`", name_of(tables_, base_.id), name.text))
        .fix = suggestion(name.text, candidates);
  }

  // ---- texts

  // Copies one text of the base, and what comes in its place behind it.
  void carry_over(const Version& old) {
    const auto found = changes_.find(old.name);
    const WrittenChange* change = found == changes_.end() ? nullptr : &found->second;
    const bool live = old.cut_by.empty();
    const bool front = change && change->change->with &&
                       change->change->with->name.text == old.name;
    if (live && change && change->change->kind == ChangeKind::restate) {
      restate(old, *change, front);
      return;
    }
    Version& kept = add(old);
    if (change && change->change->kind == ChangeKind::repeal) kept.cut_by.push_back(source_.id);
    if (!live) return;
    if (change && change->change->kind == ChangeKind::replace) {
      kept.cut_by.push_back(source_.id);
      if (front) {
        replace(kept.id, *change->change->with, change->whole);
      } else if (change->change->with) {
        joined_.emplace_back(kept.id, change->change->with->name.text);
      }
    } else if (!change && meet(old.uses, changed_)) {
      kept.cut_by.push_back(source_.id);
      replace(kept.id, *old.syntax, old.whole);
    }
  }

  // The words change and nothing else: no cut. Further clauses whose words it takes in are gone.
  void restate(const Version& old, const WrittenChange& change, bool front) {
    if (!front) {
      joined_ids_.emplace_back(old.id, change.change->with->name.text);
      return;
    }
    Version& kept = add(old);
    kept.syntax = change.change->with.get();
    kept.whole = change.whole;
    kept.text = source_.id;
  }

  Version& add(const Version& old) {
    const ClauseId before = old.id;
    Version& version = source_.versions.emplace_back(old);
    version.uses.clear();
    version.id = new_row(old.name);
    now_.emplace(before, version.id);
    return version;
  }

  void replace(ClauseId old, const syntax::Clause& with, Span whole) {
    Version& version = source_.versions.emplace_back();
    version.syntax = &with;
    version.whole = whole;
    version.name = with.name.text;
    version.text = source_.id;
    version.since = source_.id;
    version.id = new_row(version.name);
    version.replaces = old;
    latest_.insert_or_assign(version.name, version.id);
    for (Version& other : source_.versions) {
      if (other.id == old) other.replaced_by = version.id;
    }
  }

  ClauseId new_row(const std::string& name) {
    const ClauseId id{static_cast<std::uint32_t>(tables_.spec.clauses.size())};
    tables_.spec.clauses.emplace_back().name = name;
    return id;
  }

  // Clauses that the amendment adds.
  void add_new() {
    for_each_item<syntax::Clause>(*source_.syntax, [&](const syntax::Clause& clause, Span span) {
      const auto entry = source_.frame->names.find(clause.name.text);
      const auto* id = entry == source_.frame->names.end() || entry->second.span != clause.name.span
                           ? nullptr
                           : std::get_if<ClauseId>(&entry->second.meaning);
      if (!id || !is_new(clause.name)) return;
      Version version{&clause, span, clause.name.text, source_.id, *id};
      version.since = source_.id;
      source_.versions.push_back(std::move(version));
    });
  }

  bool is_new(const syntax::Name& name) {
    const auto live = [&](const Version& version) {
      return version.name == name.text && version.cut_by.empty();
    };
    const auto old = std::find_if(base_.versions.begin(), base_.versions.end(), live);
    if (old == base_.versions.end()) return true;
    Diagnostic& diagnostic =
        report(tables_, kinds::declared_twice, name.span,
               fmt::format("`{}` has a clause `{}` already", name_of(tables_, base_.id), name.text));
    relate(diagnostic, old->syntax->name.span, "declared here");
    diagnostic.fix = fmt::format("write `replace {0} with {{ … }}` for other terms, or `restate {0} "
                                 "with {{ … }}` for the same ones in other words",
                                 name.text);
    return false;
  }

  // Links of the base's texts are those of their copies.
  void link() {
    for (const auto& [id, name] : joined_ids_) {
      if (const auto into = restated(name); into.valid()) now_.emplace(id, into);
    }
    const auto now = [&](ClauseId id) {
      const auto found = now_.find(id);
      return found == now_.end() ? id : found->second;
    };
    for (Version& version : source_.versions) {
      version.replaces = now(version.replaces);
      version.replaced_by = now(version.replaced_by);
    }
    for (const auto& [id, name] : joined_) {
      for (Version& version : source_.versions) {
        const auto into = latest_.find(name);
        if (version.id == id && into != latest_.end()) version.replaced_by = into->second;
      }
    }
  }

  ClauseId restated(const std::string& name) const {
    for (const Version& version : source_.versions) {
      if (version.name == name && version.text == source_.id) return version.id;
    }
    return {};
  }

  // ---- views

  void make_views() {
    source_.views.emplace(source_.id, source_.frame);
    for (const auto& [contract, theirs] : base_.views) {
      tables_.frames.push_back(Frame{theirs->name, theirs->names, {}, &tables_.global,
                                     theirs->rates, source_.id});
      Frame& view = tables_.frames.back();
      for (auto& [name, entry] : view.names) {
        if (const auto* definition = std::get_if<Definition*>(&entry.meaning)) {
          entry.meaning = define_again(tables_, **definition, view);
        } else if (const auto* clause = std::get_if<ClauseId>(&entry.meaning)) {
          if (const auto found = now_.find(*clause); found != now_.end()) entry.meaning = found->second;
        }
      }
      source_.views.emplace(contract, &view);
    }
    for (const Version& version : source_.versions) {
      source_.frame->names.insert_or_assign(version.name,
                                            Entry{version.id, version.syntax->name.span});
    }
  }

  void place() {
    for (const Version& version : source_.versions) {
      Clause& clause = tables_.spec.clauses[version.id.index];
      clause.contract = source_.id;
      clause.text = version.text;
      if (version.since.valid()) clause.since = effective(version.since);
      clause.cut = first_cut(version);
      clause.replaces = version.replaces;
      clause.replaced_by = version.replaced_by;
    }
  }

  ExprId first_cut(const Version& version) const {
    ExprId first;
    for (const ContractId by : version.cut_by) {
      if (!first.valid() || earlier(effective(by), first)) first = effective(by);
    }
    return first;
  }

  bool earlier(ExprId a, ExprId b) const {
    return a.valid() && b.valid() && compare_constants(tables_.spec, a, b) < 0;
  }

  Tables& tables_;
  ContractSource& source_;
  const ContractSource& base_;
  std::set<std::string> changed_;                     // terms, defines and rates
  std::map<std::string, WrittenChange> changes_;      // by clause
  std::map<ClauseId, ClauseId> now_;                  // a text of the base and its copy
  std::map<std::string, ClauseId> latest_;            // replacements
  std::vector<std::pair<ClauseId, std::string>> joined_;      // replaced by the text of that name
  std::vector<std::pair<ClauseId, std::string>> joined_ids_;  // … restated by it
};

}  // namespace

void amend(Tables& tables, ContractSource& source) { Amending(tables, source).run(); }

}  // namespace proviso::resolving
