#include "model/resolve/alternatives.h"
#include "model/resolve/any_flows.h"
#include "model/resolve/allowed_breaches.h"
#include "model/resolve/amendments.h"
#include "model/resolve/clauses.h"
#include "model/resolve/deal_values.h"
#include "model/resolve/frames.h"
#include "model/resolve/paths.h"
#include "model/resolve/plan.h"
#include "model/resolve/vocabulary.h"
#include "model/resolve/walk.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace proviso::resolving {
namespace {

// First the names of a deal, then what is said about them.
class Composing {
 public:
  Composing(Tables& tables, DealSource& source, std::vector<AnySource>& any)
      : tables_(tables), source_(source), plan_(plan_deal(tables, source)), any_(any) {}

  Deal run() {
    deal_.kind = source_.syntax->kind;
    deal_.name = source_.syntax->name.text;
    if (source_.syntax->title) deal_.title = source_.syntax->title->text;
    deal_.imported = source_.imported;
    deal_.span = source_.syntax->name.span;
    deal_.has_baseline = plan_.has_baseline;
    deal_.replaced = plan_.replaced;
    tables_.frames.push_back(Frame{deal_.name, {}, {}, &tables_.global, {}});
    frame_ = &tables_.frames.back();
    source_.frame = frame_;
    alternatives_.emplace(tables_, *frame_, plan_);
    stand_under();
    for (const PlannedItem& item : plan_.items) {
      planned_ = &item;
      std::visit([&](const auto& node) { enter(node); }, item.item->node);
    }
    check_hiding(tables_, *frame_);
    resolve_frame(tables_, *frame_);
    fix_horizon();
    warn_of_amendments(tables_, deal_, plan_.under);
    for (const PlannedItem& item : plan_.items) {
      planned_ = &item;
      std::visit([&](const auto& node) { fill(node); }, item.item->node);
    }
    for (const syntax::Edit* edit : plan_.outside) edit_outside(*edit);
    check_values(tables_, deal_);
    check_date();
    return std::move(deal_);
  }

 private:
  void stand_under() {
    for (const syntax::Name& name : plan_.under) {
      bool silenced = false;
      const ContractId id = find_contract(tables_, name, silenced);
      if (!id.valid()) continue;
      deal_.under.push_back(id);
      frame_->contracts.push_back(tables_.contracts[id.index].frame);
    }
    if (!plan_.under.empty() || plan_.broken || deal_.kind == syntax::DealKind::baseline) return;
    report(tables_, kinds::no_contract, deal_.span,
           fmt::format("`{}` is under no contract, so there is nothing to check it against",
                       deal_.name))
        .fix = "write `under CONTRACT` first, or make it a `baseline`";
  }

  // ---- names

  void enter(const syntax::Declaration& declaration) {
    if (declaration.any) return enter_any(declaration);
    const ThingId id = announce(tables_, declaration, *planned_->name, Home::deal);
    if (!id.valid()) {
      declare(tables_, *frame_, *planned_->name, Silenced{});
    } else if (declare(tables_, *frame_, *planned_->name, id)) {
      deal_.things.push_back(id);
    }
  }
  void enter_any(const syntax::Declaration& declaration) {
    const ThingId id = announce_one_of_any(tables_, declaration, *planned_->name, 1);
    if (!id.valid()) {
      declare(tables_, *frame_, *planned_->name, Silenced{});
    } else if (declare(tables_, *frame_, *planned_->name, AnyFlows{})) {
      any_.push_back(AnySource{source_.id, deal_.any.size(), planned_->name, frame_,
                               Statement{&declaration, planned_->during, planned_->edits, Home::deal, true}});
      deal_.any.push_back(AnyNumber{planned_->name->text, tables_.spec[id].type, {id}, false, "",
                                    planned_->name->span});
      deal_.things.push_back(id);
    }
  }
  void enter(const syntax::OneOf&) {
    const syntax::Declaration& declaration = *planned_->declaration;
    const auto alternative = alternatives_->of(*planned_);
    if (declaration.any) {
      report(tables_, kinds::bad_alternative, planned_->name->span,
             "any number of flows is no alternative")
          .fix = "declare it outside the alternatives";
      declare(tables_, *frame_, *planned_->name, Silenced{});
      return;
    }
    enter(declaration);
    const auto* id = own<ThingId>();
    if (!id) return;
    Thing& thing = tables_.spec.things[id->index];
    thing.alternative = alternative;
    if (tables_.spec[thing.type].kind != syntax::TypeKind::entity) return;
    report(tables_, kinds::bad_alternative, thing.span,
           fmt::format("`{}` is an entity, and entities are there in any case", thing.name));
  }
  void enter(const syntax::TermValue& term) {
    const syntax::Expr* value = planned_->edits.empty() ? nullptr : planned_->edits.back().value;
    declare_term(tables_, *frame_, term, term.name.text, value);
  }
  void enter(const syntax::Clause& clause) {
    declare_clause(tables_, *frame_, clause, {}, source_.id);
  }
  void enter(const syntax::Define& define) { declare_define(tables_, *frame_, define); }
  void enter(const syntax::Rate& rate) { declare_rate(tables_, *frame_, rate); }
  void enter(const syntax::Under&) {}
  void enter(const syntax::Includes&) {}
  void enter(const syntax::During&) {}
  void enter(const syntax::Judged&) {}
  void enter(const syntax::Assume&) {}
  void enter(const syntax::Allow&) {}
  void enter(const syntax::Fact&) {}
  void enter(const syntax::Edit&) {}
  void enter(const syntax::Drop&) {}

  // ---- what is said

  Typing open_typing() { return Typing(tables_, *frame_, Allowed{false, false, true}); }

  template <class Id>
  const Id* own() const {
    const Meaning* meaning = entered(*frame_, *planned_->name);
    return meaning ? std::get_if<Id>(meaning) : nullptr;
  }

  void fill(const syntax::Declaration& declaration) {
    Typing typing = open_typing();
    if (const auto* thing = own<ThingId>()) {
      describe_thing(typing, *thing,
                     Statement{&declaration, planned_->during, planned_->edits, Home::deal, false});
    } else if (own<AnyFlows>()) {
      for (const AnySource& any : any_) {
        if (any.frame != frame_ || any.name != planned_->name) continue;
        const AnyNumber& number = deal_.any[any.index];
        describe_one_of_any(typing, number.copies.front(), any.statement, number.name);
      }
    }
  }
  void fill(const syntax::Clause& clause) {
    const auto* id = own<ClauseId>();
    if (!id) return;
    resolve_clause(tables_, *frame_, *id, clause, planned_->item->span);
    deal_.clauses.push_back(*id);
  }
  void fill(const syntax::Fact& fact) {
    resolve_fact(tables_, *frame_, fact, planned_->item->span, deal_.facts);
  }
  void fill(const syntax::Assume& written) {
    if (!written.subject) return;
    Typing typing = open_typing();
    Assume assume;
    assume.form = written.form;
    assume.span = planned_->item->span;
    if (written.form == syntax::AssumeForm::condition) {
      assume.condition = typing.condition(*written.subject);
    } else {
      assume.event = event_of(typing, *written.subject);
      if (!assume.event.valid()) return;
      const std::string name = tables_.spec[assume.event].name;
      if (written.date) {
        assume.date = typing.value(*written.date, basic(BaseType::date),
                                   fmt::format("the date of `{}`", name), name);
      }
    }
    deal_.assumes.push_back(assume);
  }
  bool stands_in(const std::vector<syntax::DealItem>& items) const {
    const auto same = [&](const syntax::DealItem& item) { return &item == planned_->item; };
    return std::any_of(items.begin(), items.end(), same);
  }
  void fill(const syntax::Allow& written) {
    const bool own = stands_in(source_.syntax->items) ||
                     (source_.group && stands_in(source_.group->shared));
    allow_breach(tables_, *frame_, written, planned_->item->span, !own, deal_.allows);
  }
  void fill(const syntax::OneOf&) { fill(*planned_->declaration); }
  void fill(const syntax::TermValue&) {}
  void fill(const syntax::Define&) {}
  void fill(const syntax::Rate&) {}
  void fill(const syntax::Under&) {}
  void fill(const syntax::Includes&) {}
  void fill(const syntax::During&) {}
  void fill(const syntax::Judged&) {}
  void fill(const syntax::Edit&) {}
  void fill(const syntax::Drop&) {}

  ThingId event_of(Typing& typing, const syntax::Expr& subject) {
    const ExprId id = typing.infer(subject);
    const Type type = typing.type_of(id);
    if (is_wrong(type)) return {};
    const auto* named = std::get_if<ThingRef>(&tables_.spec[id].node);
    if (named && is_event(tables_.spec, type)) return named->thing;
    report(tables_, kinds::not_an_event, subject.span,
           fmt::format("`on`, `after`, `never` and `open` are assumed of a named event, not of "
                       "`{}`",
                       show(tables_.spec, type)));
    return {};
  }

  // `AgiVerified = DATE` takes the place of what was assumed about the event; a term of a contract
  // gets its value by an assumption.
  void edit_outside(const syntax::Edit& edit) {
    const auto& parts = edit.target.parts;
    Typing typing = open_typing();
    if (sets_reading(typing, edit)) {
      Assume meant;
      meant.span = cover(edit.target.span, edit.value->span);
      meant.condition = setting(typing, edit);
      if (meant.condition.valid()) deal_.assumes.push_back(meant);
      return;
    }
    const ExprId target = resolve_path(typing, edit.target);
    if (is_wrong(typing.type_of(target))) return;
    const Expr resolved = tables_.spec[target];
    Assume assume;
    assume.span = cover(edit.target.span, edit.value->span);
    const auto* field = std::get_if<FieldOf>(&resolved.node);
    const auto* event = field && field->kind == FieldKind::date
                            ? std::get_if<ThingRef>(&tables_.spec[field->of].node)
                            : nullptr;
    if (event) {
      assume.form = syntax::AssumeForm::on;
      assume.event = event->thing;
      const std::string name = tables_.spec[assume.event].name;
      assume.date = typing.value(*edit.value, basic(BaseType::date),
                                 fmt::format("the date of `{}`", name), name);
      auto& all = deal_.assumes;
      all.erase(std::remove_if(all.begin(), all.end(),
                               [&](const Assume& other) { return other.event == assume.event; }),
                all.end());
    } else if (std::holds_alternative<OpenRef>(resolved.node)) {
      assume.condition = setting(typing, edit);
      if (!assume.condition.valid()) return;
    } else {
      report(tables_, kinds::bad_edit, edit.target.span,
             fmt::format("`{}` is not open and does not come with the deal, so it cannot be set",
                         parts.back().text));
      return;
    }
    deal_.assumes.push_back(assume);
  }

  // ---- horizon

  void fix_horizon() {
    const syntax::Expr* start = nullptr;
    const syntax::Expr* end = nullptr;
    if (plan_.during) {
      start = plan_.during->start.get();
      end = plan_.during->end.get();
    }
    if (plan_.judged) {
      start = plan_.judged->start.get();
      end = plan_.judged->end.get();
    }
    if (!start) return;
    Typing typing(tables_, *frame_);
    deal_.judged_start = typing.fixed_date(*start, "the first day");
    deal_.judged_end = end ? typing.fixed_date(*end, "the last day")
                           : typing.make(NeverConst{}, basic(BaseType::date), start->span);
    const bool dated = std::holds_alternative<DateConst>(tables_.spec[deal_.judged_start].node);
    const bool ended = std::holds_alternative<DateConst>(tables_.spec[deal_.judged_end].node);
    if (dated && ended &&
        compare_constants(tables_.spec, deal_.judged_start, deal_.judged_end) >= 0) {
      report(tables_, kinds::bad_range, cover(start->span, end->span),
             "the period ends before it begins (its last day is left out)");
    }
  }

  void check_date() {
    if (deal_.kind == syntax::DealKind::baseline || plan_.broken) return;
    if (deal_.judged_start.valid()) return;
    const bool dated_thing =
        std::any_of(deal_.things.begin(), deal_.things.end(), [&](ThingId id) {
          return tables_.spec[id].start.valid() || tables_.spec[id].date.valid();
        });
    const bool assumed = std::any_of(deal_.assumes.begin(), deal_.assumes.end(),
                                     [](const Assume& assume) { return assume.date.valid(); });
    if (dated_thing || assumed) return;
    report(tables_, kinds::no_date, deal_.span,
           fmt::format("nothing in `{}` has a date, so it is not clear when it is judged",
                       deal_.name))
        .fix = "write `judged DATE .. DATE`";
  }

  Tables& tables_;
  DealSource& source_;
  Plan plan_;
  std::vector<AnySource>& any_;
  std::optional<Alternatives> alternatives_;
  Deal deal_;
  Frame* frame_ = nullptr;
  const PlannedItem* planned_ = nullptr;
};

}  // namespace

void resolve_deals(Tables& tables, std::vector<AnySource>& any, bool imported) {
  for (DealSource& source : tables.deals) {
    if (source.imported && !imported) continue;
    source.id = DealId{static_cast<std::uint32_t>(tables.spec.deals.size())};
    tables.spec.deals.emplace_back().name = source.syntax->name.text;
    source.planning = true;
    Composing composing(tables, source, any);
    source.planning = false;
    Deal deal = composing.run();
    tables.spec.deals[source.id.index] = std::move(deal);
  }
}

}  // namespace proviso::resolving
