#include "model/resolve/paths.h"
#include "model/resolve/readings.h"
#include "model/resolve/refusals.h"
#include "model/resolve/versions.h"
#include "model/resolve/vocabulary.h"
#include "model/resolve/walk.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {
namespace {

class Expecting {
 public:
  Expecting(Tables& tables, const syntax::Expect& written) : tables_(tables), written_(written) {}

  void run() {
    std::vector<const syntax::Outcome*> outcomes;
    for (const syntax::Outcome& outcome : written_.outcomes) {
      if (!refused(tables_, outcome)) outcomes.push_back(&outcome);
    }
    if (outcomes.empty()) return;
    for (const syntax::Name& subject : written_.subjects) expect(subject, outcomes);
  }

 private:
  void expect(const syntax::Name& subject, const std::vector<const syntax::Outcome*>& outcomes) {
    const DealSource* deal = find_deal(tables_, subject);
    if (!deal || !deal->frame) return;
    if (deal->syntax->kind == syntax::DealKind::baseline) {
      relate(report(tables_, kinds::bad_expectation, subject.span,
                    fmt::format("`{}` is a baseline and has no verdict of its own", subject.text)),
             deal->syntax->name.span, "declared here");
      return;
    }
    Expect expect;
    expect.deal = deal_ = deal->id;
    expect.span = outcomes.front()->span;
    frame_ = *deal->frame;
    if (!stand_under(expect)) return;
    Typing typing(tables_, frame_);
    for (const syntax::Edit& edit : written_.with) {
      const ExprId condition = setting(typing, edit);
      if (condition.valid()) expect.with.push_back(condition);
    }
    if (written_.on && !fix_day(typing, expect)) return;
    for (const syntax::Outcome* written : outcomes) {
      if (written->kind == syntax::ExpectKind::can && !written_.on) {
        report(tables_, kinds::bad_expectation, written->span,
               "what can be done is asked of a day, and none is given")
            .fix = fmt::format("write `expect {} on DATE: can …`", subject.text);
        continue;
      }
      Outcome outcome;
      outcome.kind = written->kind;
      outcome.only = written->only;
      outcome.span = written->span;
      for (const syntax::Path& path : written->names) add_name(typing, path, outcome);
      expect.outcomes.push_back(std::move(outcome));
    }
    tables_.spec.expects.push_back(std::move(expect));
  }

  // `expect D under C` reads the names of C in place of those of D's own contracts.
  bool stand_under(Expect& expect) {
    if (written_.under.empty()) return true;
    frame_.contracts.clear();
    for (const syntax::Name& name : written_.under) {
      bool silenced = false;
      const ContractId id = find_contract(tables_, name, silenced);
      if (!id.valid()) continue;
      expect.under.push_back(id);
      frame_.contracts.push_back(tables_.contracts[id.index].frame);
    }
    return expect.under.size() == written_.under.size();
  }

  bool fix_day(Typing& typing, Expect& expect) {
    const ExprId day = typing.fixed_date(*written_.on, "the day of the expectation");
    if (is_wrong(typing.type_of(day))) return false;
    if (std::holds_alternative<DateConst>(tables_.spec[day].node)) {
      expect.on = day;
      return true;
    }
    report(tables_, kinds::bad_expectation, written_.on->span,
           "what is so on a day is expected of a day that is known")
        .fix = "write a date, such as `on 2026-07-10`";
    return false;
  }

  Found find_clause(const syntax::Path& path) {
    const std::string& name = path.parts.back().text;
    if (path.parts.size() == 1) return look_up(frame_, name, Want::clause);
    if (path.parts.size() != 2) return {};
    const Found owner = look_up(frame_, path.parts.front().text, Want::any);
    const auto* contract = owner.entry ? std::get_if<ContractId>(&owner.entry->meaning) : nullptr;
    if (!contract) return {};
    const Frame& members = *tables_.contracts[contract->index].frame;
    const auto found = members.names.find(name);
    if (found == members.names.end() || !std::holds_alternative<ClauseId>(found->second.meaning)) return {};
    return Found{&found->second, &members, {}};
  }

  // `C.x`: the text of x that C itself wrote, as the deal's contracts have it: in an amendment of C
  // that is the old one.
  std::vector<ClauseId> written_by(const Frame& owner, std::string_view name) const {
    std::vector<ClauseId> result;
    for (const Frame* contract : frame_.contracts)
      for (const ClauseId id : versions_of(tables_, contract->contract, name))
        if (tables_.spec[id].text == owner.contract) result.push_back(id);
    return result;
  }

  // All texts of the clause in its contract.
  std::vector<ClauseId> texts_of(ClauseId id) const {
    const Clause& clause = tables_.spec[id];
    if (!clause.contract.valid()) return {id};
    std::vector<ClauseId> all = versions_of(tables_, clause.contract, clause.name);
    if (all.empty()) all.push_back(id);
    return all;
  }

  static bool wants_clause(syntax::ExpectKind kind) {
    using syntax::ExpectKind;
    return kind == ExpectKind::conflicts || kind == ExpectKind::breaks || kind == ExpectKind::keeps ||
           kind == ExpectKind::pending;
  }

  void add_name(Typing& typing, const syntax::Path& path, Outcome& to) {
    if (path.parts.empty() || path.parts.front().missing()) return;
    ExpectName name;
    name.span = path.span;
    for (const syntax::Name& part : path.parts) {
      name.text += (name.text.empty() ? "" : ".") + part.text;
    }
    if (to.kind == syntax::ExpectKind::can) {
      if (find_event(typing, path, name)) to.names.push_back(std::move(name));
      return;
    }
    const Found clause = find_clause(path);
    if (clause.entry) {
      const auto* id = std::get_if<ClauseId>(&clause.entry->meaning);
      if (!id || ambiguous(clause, path)) return;
      name.clauses = path.parts.size() == 2 ? written_by(*clause.frame, path.parts.back().text)
                                            : std::vector<ClauseId>{};
      if (name.clauses.empty()) name.clauses = texts_of(*id);
      if (to.kind == syntax::ExpectKind::depends) name.term = reading_named(tables_, frame_, path);
      to.names.push_back(std::move(name));
    } else if (wants_clause(to.kind)) {
      unknown_clause(path, name.text);
    } else if (find_variable(typing, path, name)) {
      to.names.push_back(std::move(name));
    }
  }

  bool ambiguous(const Found& clause, const syntax::Path& path) {
    if (clause.ambiguous.empty()) return false;
    const std::string& name = path.parts.back().text;
    std::string both;
    for (const Frame* contract : clause.ambiguous) {
      both += fmt::format("{}`{}.{}`", both.empty() ? "" : " or ", contract->name, name);
    }
    report(tables_, kinds::ambiguous_name, path.span,
           fmt::format("several contracts have a clause `{}`", name))
        .fix = "write " + both;
    return true;
  }

  bool find_event(Typing& typing, const syntax::Path& path, ExpectName& name) {
    if (const Found clause = find_clause(path); clause.entry) {
      relate(report(tables_, kinds::not_an_event, path.span,
                    fmt::format("`{}` is a clause, and only an event can be brought about", name.text)),
             clause.entry->span, "the clause");
      return false;
    }
    const ExprId id = resolve_path(typing, path);
    const Expr resolved = tables_.spec[id];
    if (is_wrong(resolved.type)) return false;
    const auto* field = std::get_if<FieldOf>(&resolved.node);
    const auto* of = field && field->kind == FieldKind::date
                         ? std::get_if<ThingRef>(&tables_.spec[field->of].node)
                         : nullptr;
    if (of) {
      name.thing = of->thing;
      return true;
    }
    report(tables_, kinds::not_an_event, path.span,
           fmt::format("`{}` is no event that anybody could bring about", name.text));
    return false;
  }

  void unknown_clause(const syntax::Path& path, const std::string& text) {
    std::vector<std::string_view> candidates;
    for (const Frame* contract : frame_.contracts) add_clause_names(*contract, candidates);
    add_clause_names(frame_, candidates);
    report(tables_, kinds::unknown_name, path.span,
           fmt::format("no clause is called `{}` here", text))
        .fix = suggestion(path.parts.back().text, candidates);
  }

  // A reading, an open term, an event's date or a flow's presence.
  bool find_variable(Typing& typing, const syntax::Path& path, ExpectName& name) {
    name.term = reading_named(tables_, frame_, path);
    if (name.term.valid() || find_any(path, name)) return true;
    if (path.parts.size() == 1) {
      const Found found = look_up(frame_, path.parts.front().text, Want::value);
      const auto* thing =
          found.entry && found.ambiguous.empty() ? std::get_if<ThingId>(&found.entry->meaning) : nullptr;
      if (thing) return vary(*thing, path, name);
    }
    const ExprId id = resolve_path(typing, path);
    const Expr resolved = tables_.spec[id];
    if (is_wrong(resolved.type)) return false;
    ExprId value = id;
    if (const auto* field = std::get_if<FieldOf>(&resolved.node)) {
      const auto* of = std::get_if<ThingRef>(&tables_.spec[field->of].node);
      if (of) value = part_of(tables_.spec[of->thing], field->kind, field->field);
      if (of && field->kind == FieldKind::date && !value.valid()) {
        name.thing = of->thing;
        return true;
      }
    }
    const auto* open = value.valid() ? std::get_if<OpenRef>(&tables_.spec[value].node) : nullptr;
    if (open) {
      name.term = open->term;
      return true;
    }
    fixed(path, name.text);
    return false;
  }

  // One of any number of flows stands for them all.
  bool find_any(const syntax::Path& path, ExpectName& name) {
    const Found found = path.parts.size() == 1 ? look_up(frame_, path.parts.front().text) : Found{};
    if (!found.entry || !std::holds_alternative<AnyFlows>(found.entry->meaning)) return false;
    for (const AnyNumber& any : tables_.spec[deal_].any) {
      if (any.name == path.parts.front().text) name.thing = any.copies.front();
    }
    return name.thing.valid();
  }

  bool vary(ThingId id, const syntax::Path& path, ExpectName& name) {
    const Thing& thing = tables_.spec[id];
    const bool event = tables_.spec[thing.type].kind == syntax::TypeKind::event;
    if (thing.alternative) name.term = thing.alternative->choice;
    if (event || thing.alternative || thing.presence != syntax::Presence::always) {
      name.thing = id;
      return true;
    }
    fixed(path, name.text);
    return false;
  }

  void fixed(const syntax::Path& path, const std::string& text) {
    report(tables_, kinds::bad_expectation, path.span,
           fmt::format("`{}` is neither open nor a clause: nothing depends on it", text))
        .fix = "name a clause, a reading, an event, a flow that may be left out or an open value "
               "such as `sales.amount`";
  }

  Tables& tables_;
  const syntax::Expect& written_;
  Frame frame_;
  DealId deal_;
};

}  // namespace

void resolve_expects(Tables& tables, const Inventory& inventory) {
  for (const syntax::Expect* expect : inventory.expects) Expecting(tables, *expect).run();
}

}  // namespace proviso::resolving
