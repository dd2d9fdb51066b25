#include "model/resolve/clauses.h"
#include "model/resolve/frames.h"
#include "model/resolve/refusals.h"
#include "model/resolve/things.h"
#include "model/resolve/vocabulary.h"
#include "model/syntax/diagnostics.h"

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
  void add(const syntax::PrevailsOver&) {
    refuse(tables_, span_, "contracts that prevail over others (`prevails over`)");
  }
  void add(const syntax::Declaration& declaration) {
    if (refused(tables_, declaration)) return;
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
    declare_clause(tables_, *source_.frame, clause, source_.id, {});
  }
  void add(const syntax::Change&) { refuse(tables_, span_, "amendments"); }
  void add(const syntax::Claims&) { refuse(tables_, span_, "claims"); }
  void add(const syntax::Define& define) { declare_define(tables_, *source_.frame, define); }
  void add(const syntax::Fact&) {}
  void add(const syntax::Rate& rate) { declare_rate(tables_, *source_.frame, rate); }

  Tables& tables_;
  ContractSource& source_;
  Span span_;
};

class Filling {
 public:
  Filling(Tables& tables, const ContractSource& source)
      : tables_(tables), frame_(*source.frame), contract_(tables.spec.contracts[source.id.index]) {}

  void item(const syntax::ContractItem& item) {
    span_ = item.span;
    std::visit([&](const auto& node) { add(node); }, item.node);
  }

 private:
  void add(const syntax::Parties& parties) {
    for (const syntax::Name& name : parties.names) {
      const ThingId id = find_thing(tables_, frame_, name, syntax::TypeKind::entity, "a party");
      if (id.valid()) contract_.parties.push_back(id);
    }
  }
  void add(const syntax::TermBound& bound) {
    Typing typing(tables_, frame_);
    add_bound(typing, bound, contract_.bounds);
  }
  void add(const syntax::PrevailsOver&) {}
  void add(const syntax::Declaration& declaration) {
    for (const syntax::Name& name : declaration.names) {
      const Meaning* meaning = entered(frame_, name);
      const auto* thing = meaning ? std::get_if<ThingId>(meaning) : nullptr;
      if (!thing) continue;
      Typing typing(tables_, frame_);
      describe_thing(typing, *thing, Statement{&declaration, nullptr, {}, Home::contract});
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
    Typing typing(tables_, frame_);
    const syntax::Name unnamed{"", written.type.span};
    power.local = typing.bind_local(written.name ? *written.name : unnamed, thing_type(power.type));
    for (const syntax::Name& name : written.by) {
      const ThingId id = find_thing(tables_, frame_, name, syntax::TypeKind::entity, "a party");
      if (id.valid()) power.by.push_back(id);
    }
    if (written.only_if) power.only_if = typing.condition(*written.only_if);
    contract_.powers.push_back(std::move(power));
  }
  void add(const syntax::TermValue&) {}
  void add(const syntax::Clause& clause) {
    const Meaning* meaning = entered(frame_, clause.name);
    const auto* id = meaning ? std::get_if<ClauseId>(meaning) : nullptr;
    if (!id) return;
    resolve_clause(tables_, frame_, *id, clause, span_);
    contract_.clauses.push_back(*id);
  }
  void add(const syntax::Change&) {}
  void add(const syntax::Claims&) {}
  void add(const syntax::Define&) {}
  void add(const syntax::Fact& fact) {
    resolve_fact(tables_, frame_, fact, span_, contract_.facts);
  }
  void add(const syntax::Rate&) {}

  Tables& tables_;
  const Frame& frame_;
  Contract& contract_;
  Span span_;
};

}  // namespace

void declare_contracts(Tables& tables) {
  for (ContractSource& source : tables.contracts) {
    tables.frames.push_back(Frame{source.syntax->name.text, {}, {}, &tables.global, {}});
    source.frame = &tables.frames.back();
    Contract& contract = tables.spec.contracts[source.id.index];
    contract.name = source.syntax->name.text;
    if (source.syntax->title) contract.title = source.syntax->title->text;
    contract.span = source.syntax->name.span;
    Declaring declaring(tables, source);
    for (const syntax::ContractItem& item : source.syntax->items) declaring.item(item);
    check_hiding(tables, *source.frame);
  }
}

void resolve_contracts(Tables& tables) {
  for (const ContractSource& source : tables.contracts) {
    resolve_frame(tables, *source.frame);
    Filling filling(tables, source);
    for (const syntax::ContractItem& item : source.syntax->items) filling.item(item);
  }
}

}  // namespace proviso::resolving
