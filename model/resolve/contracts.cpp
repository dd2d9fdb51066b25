// Contracts: names first, then bounds and clauses, then what they declare beside clauses.
#include "model/resolve/amendments.h"
#include "model/resolve/clauses.h"
#include "model/resolve/frames.h"
#include "model/resolve/things.h"
#include "model/resolve/versions.h"
#include "model/resolve/vocabulary.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <utility>

namespace proviso::resolving {
namespace {

class Declaring {
 public:
  Declaring(Tables& tables, ContractSource& source) : tables_(tables), source_(source) {}

  void item(const syntax::ContractItem& item) {
    span_ = item.span;
    std::visit([&](const auto& node) { add(node); }, item.node);
  }

 private:
  void add(const syntax::Parties&) {}
  void add(const syntax::TermBound&) {}
  void add(const syntax::PrevailsOver&) {}
  void add(const syntax::Declaration& declaration) {
    for (const syntax::Name& name : declaration.names) {
      const ThingId id = announce(tables_, declaration, name, Home::contract);
      if (!id.valid()) {
        declare(tables_, *source_.frame, name, Silenced{});
        continue;
      }
      tables_.spec.things[id.index].contract = source_.id;
      if (!declare(tables_, *source_.frame, name, id)) continue;
      const bool event = tables_.spec[tables_.spec[id].type].kind == syntax::TypeKind::event;
      // What a contract names beside events is there for every deal.
      auto& list = event ? tables_.spec.contracts[source_.id.index].events : tables_.spec.globals;
      list.push_back(id);
    }
  }
  void add(const syntax::Power&) {}
  void add(const syntax::TermValue& term) {
    declare_term(tables_, *source_.frame, term, source_.frame->name + "." + term.name.text, nullptr);
  }
  void add(const syntax::Clause& clause) {
    const ClauseId id = declare_clause(tables_, *source_.frame, clause, source_.id, {});
    if (!id.valid() || source_.base.valid()) return;
    source_.versions.push_back(Version{&clause, span_, clause.name.text, source_.id, id});
  }
  void add(const syntax::Change& change) {
    using syntax::ChangeKind;
    only_in_amendments(change.kind == ChangeKind::repeal    ? "repeal"
                       : change.kind == ChangeKind::replace ? "replace"
                                                            : "restate");
  }
  void add(const syntax::Claims&) { only_in_amendments("claims"); }
  void add(const syntax::Allow&) {}
  void add(const syntax::Define& define) { declare_define(tables_, *source_.frame, define); }
  void add(const syntax::Fact&) {}
  void add(const syntax::Rate& rate) { declare_rate(tables_, *source_.frame, rate); }

  void only_in_amendments(std::string_view word) {
    if (source_.syntax->amendment) return;
    report(tables_, kinds::misplaced_part, span_,
           fmt::format("`{}` stands only in an amendment: it speaks of the clauses of another "
                       "contract",
                       word))
        .fix = fmt::format("write `amendment {} of CONTRACT from DATE {{ … }}`",
                           source_.syntax->name.text);
  }

  Tables& tables_;
  ContractSource& source_;
  Span span_;
};

// Bounds, parties, clauses, claims and rank of one contract; of an amendment, with what it takes
// over from the one before.
class Filling {
 public:
  Filling(Tables& tables, ContractSource& source)
      : tables_(tables), source_(source), contract_(tables.spec.contracts[source.id.index]) {}

  void run() {
    for (const ContractId layer : layers_of(tables_, source_.id)) {
      const ContractSource& theirs = tables_.contracts[layer.index];
      frame_ = source_.views.at(layer);
      own_ = layer == source_.id;
      bounds_ = {};
      allows_.clear();
      for (const syntax::ContractItem& item : theirs.syntax->items) {
        span_ = item.span;
        std::visit([&](const auto& node) { add(node); }, item.node);
      }
      if (bounds_.from.valid()) contract_.bounds.from = bounds_.from;
      if (!bounds_.until.empty()) contract_.bounds.until = bounds_.until;
      allow();
    }
    clauses();
  }

 private:
  // What an amendment allows again, it allows for its own reason.
  void allow() {
    for (Allowance& allowance : allows_) {
      const auto same = [&](const Allowance& other) { return other.what == allowance.what; };
      std::erase_if(contract_.allows, same);
      contract_.allows.push_back(std::move(allowance));
    }
  }

  void clauses() {
    for (Version& version : source_.versions) {
      std::set<std::string> around = std::exchange(tables_.uses, {});
      resolve_clause(tables_, *source_.views.at(version.text), version.id, *version.syntax,
                     version.whole);
      version.uses = std::exchange(tables_.uses, std::move(around));
      contract_.clauses.push_back(version.id);
    }
  }

  void add(const syntax::Parties& parties) {
    std::vector<ThingId> found;
    for (const syntax::Name& name : parties.names) {
      const ThingId id = find_thing(tables_, *frame_, name, syntax::TypeKind::entity, "a party");
      if (id.valid()) found.push_back(id);
    }
    if (std::exchange(parties_of_, frame_) == frame_) {
      contract_.parties.insert(contract_.parties.end(), found.begin(), found.end());
    } else {
      contract_.parties = std::move(found);
    }
  }
  void add(const syntax::TermBound& bound) {
    Typing typing(tables_, *frame_);
    add_bound(typing, bound, bounds_);
  }
  void add(const syntax::PrevailsOver& written) {
    for (const syntax::Name& name : written.contracts) {
      bool silenced = false;
      const ContractId other = find_contract(tables_, name, silenced);
      if (!other.valid()) continue;
      contract_.prevails_over.push_back(other);
      tables_.ranks.push_back(WrittenRank{source_.id, other, name.span});
    }
  }
  void add(const syntax::Power& written) {
    Power power;
    power.span = span_;
    power.type = find_type(tables_, written.type);
    if (!power.type.valid()) return;
    if (tables_.spec[power.type].kind != syntax::TypeKind::event) {
      report(tables_, kinds::not_an_event, written.type.span,
             "a power is over events of a type, and this is no event type");
      return;
    }
    Typing typing(tables_, *frame_);
    const syntax::Name unnamed{"", written.type.span};
    power.local = typing.bind_local(written.name ? *written.name : unnamed, thing_type(power.type));
    for (const syntax::Name& name : written.by) {
      const ThingId id = find_thing(tables_, *frame_, name, syntax::TypeKind::entity, "a party");
      if (id.valid()) power.by.push_back(id);
    }
    if (written.only_if) power.only_if = typing.condition(*written.only_if);
    contract_.powers.push_back(std::move(power));
  }
  void add(const syntax::Fact& fact) {
    resolve_fact(tables_, *frame_, fact, span_, contract_.facts);
  }
  void add(const syntax::Change& change) {
    if (!own_ || change.kind != syntax::ChangeKind::restate) return;
    claim(change.clauses, false);
  }
  void add(const syntax::Claims& claims) {
    if (own_) claim(claims.clauses, true);
  }
  void add(const syntax::Allow& written) {
    add_allowance(tables_, written, span_, allows_);
  }
  void add(const syntax::Declaration&) {}
  void add(const syntax::TermValue&) {}
  void add(const syntax::Clause&) {}
  void add(const syntax::Define&) {}
  void add(const syntax::Rate&) {}

  // That clauses are not changed is said of clauses that were there before.
  void claim(const std::vector<syntax::Name>& names, bool checked) {
    if (!source_.base.valid()) return;
    const ContractSource& base = tables_.contracts[source_.base.index];
    Claim claim;
    claim.span = span_;
    for (const syntax::Name& name : names) {
      if (name.missing()) continue;
      if (!versions_of(tables_, base.id, name.text).empty()) {
        claim.clauses.push_back(name.text);
        continue;
      }
      if (!checked) continue;
      std::vector<std::string_view> candidates;
      for (const Version& version : base.versions) candidates.push_back(version.name);
      report(tables_, kinds::unknown_name, name.span,
             fmt::format("no clause of `{}` is called `{}`, so it cannot stay the same",
                         base.frame->name, name.text))
          .fix = suggestion(name.text, candidates);
    }
    if (!names.empty() && claim.clauses.empty()) return;
    contract_.claims.push_back(std::move(claim));
  }

  Tables& tables_;
  ContractSource& source_;
  Contract& contract_;
  const Frame* frame_ = nullptr;        // in which the names of the present items stand
  const Frame* parties_of_ = nullptr;   // … and of the last `parties`
  bool own_ = true;
  Bounds bounds_;
  std::vector<Allowance> allows_;
  Span span_;
};

// What a contract declares is there for all its amendments, so it sees the clauses of them all.
void describe_things(Tables& tables, const ContractSource& source) {
  for (const syntax::ContractItem& item : source.syntax->items) {
    const auto* declaration = std::get_if<syntax::Declaration>(&item.node);
    if (!declaration) continue;
    for (const syntax::Name& name : declaration->names) {
      const Meaning* meaning = entered(*source.frame, name);
      const auto* thing = meaning ? std::get_if<ThingId>(meaning) : nullptr;
      if (!thing) continue;
      Typing typing(tables, *source.frame);
      typing.allowed().amendments = true;
      describe_thing(typing, *thing, Statement{declaration, nullptr, {}, Home::contract});
    }
  }
}

}  // namespace

void declare_contracts(Tables& tables) {
  for (ContractSource& source : tables.contracts) {
    tables.frames.push_back(
        Frame{source.syntax->name.text, {}, {}, &tables.global, {}, source.id});
    source.frame = &tables.frames.back();
    Contract& contract = tables.spec.contracts[source.id.index];
    contract.name = source.syntax->name.text;
    if (source.syntax->title) contract.title = source.syntax->title->text;
    contract.span = source.syntax->name.span;
  }
  find_bases(tables);
  for (const ContractId id : base_first(tables)) {
    ContractSource& source = tables.contracts[id.index];
    Contract& contract = tables.spec.contracts[id.index];
    contract.amends = source.base;
    if (source.base.valid()) contract.events = tables.spec[source.base].events;
    Declaring declaring(tables, source);
    for (const syntax::ContractItem& item : source.syntax->items) declaring.item(item);
    check_hiding(tables, *source.frame);
    if (source.base.valid()) inherit_names(tables, source);
    source.views.emplace(source.id, source.frame);
  }
}

void resolve_contracts(Tables& tables) {
  for (const ContractId id : base_first(tables)) {
    ContractSource& source = tables.contracts[id.index];
    if (source.base.valid()) amend(tables, source);
    resolve_frame(tables, *source.frame);
    if (source.base.valid()) check_restated(tables, source);
    Filling(tables, source).run();
  }
  for (const ContractSource& source : tables.contracts) describe_things(tables, source);
}

}  // namespace proviso::resolving
