#include "model/resolve/plan.h"

#include "model/resolve/walk.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {
namespace {

class Planning {
 public:
  Planning(Tables& tables, const DealSource& source) : tables_(tables), source_(source) {}

  Plan run() {
    if (source_.syntax->is) start_from(*source_.syntax->is);
    // A deal that changes another of its group has the group's items from that one already.
    const bool shares = source_.group && !(base_ && base_->group == source_.group);
    if (shares) add_list(source_.group->shared, true);
    add_list(source_.syntax->items, false);
    report_clashes();
    if (shares) edit_list(source_.group->shared);
    edit_list(source_.syntax->items);
    for (PlannedItem& item : plan_.items) {
      if (!item.included) item.during = plan_.during;
    }
    return std::move(plan_);
  }

 private:
  // `deal A is B with { … }`: all of B, resolved again, until something here replaces it.
  void start_from(const syntax::Name& name) {
    DealSource* base = find_deal(tables_, name);
    if (!base || !enter(*base, name)) {
      plan_.broken = true;
      return;
    }
    plan_ = plan_deal(tables_, *base);
    base->planning = false;
    plan_.replaced.clear();
    for (PlannedItem& item : plan_.items) item.inherited = true;
    base_under_ = !plan_.under.empty();
    base_ = base;
  }

  bool enter(DealSource& deal, const syntax::Name& name) {
    if (!deal.planning) {
      deal.planning = true;
      return true;
    }
    relate(report(tables_, kinds::circular_inheritance, name.span,
                  fmt::format("`{}` is made of itself", name.text)),
           deal.syntax->name.span, "declared here");
    return false;
  }

  // ---- items

  void add_list(const std::vector<syntax::DealItem>& items, bool shared) {
    shared_ = shared;
    declared_ = false;
    for (const syntax::DealItem& item : items) {
      item_ = &item;
      std::visit([&](const auto& node) { add(node); }, item.node);
    }
  }

  void in_order(std::string_view word) {
    if (!declared_) return;
    report(tables_, kinds::statement_order, item_->span,
           fmt::format("`{}` stands before the first declaration of a deal", word))
        .fix = "move it up";
  }

  void add(const syntax::Under& under) {
    in_order("under");
    if (base_under_) plan_.under.clear();
    base_under_ = false;
    for (const syntax::Name& name : under.contracts) {
      const auto same = [&](const syntax::Name& other) { return other.text == name.text; };
      if (std::none_of(plan_.under.begin(), plan_.under.end(), same)) plan_.under.push_back(name);
    }
  }
  void add(const syntax::Includes& includes) {
    in_order("includes");
    for (const syntax::Name& name : includes.deals) include(name);
  }
  void add(const syntax::During& during) {
    in_order("during");
    plan_.during = &during;
  }
  void add(const syntax::Judged& judged) {
    in_order("judged");
    plan_.judged = &judged;
  }
  void add(const syntax::Declaration& declaration) {
    declared_ = true;
    for (const syntax::Name& name : declaration.names) add_named(name);
  }
  void add(const syntax::OneOf& choice) {
    declared_ = true;
    for (std::size_t i = 0; i < choice.alternatives.size(); ++i) {
      for (const syntax::Declaration& declaration : choice.alternatives[i]) {
        for (const syntax::Name& name : declaration.names) {
          if (!name.missing()) add_item({item_, &name, &declaration, i, nullptr, false, shared_, {}});
        }
      }
    }
  }
  void add(const syntax::Assume&) { add_nameless(); }
  void add(const syntax::Allow&) { add_nameless(); }
  void add(const syntax::Fact&) { add_nameless(); }
  void add(const syntax::Rate&) { add_nameless(); }
  void add(const syntax::Clause& clause) { add_named(clause.name); }
  void add(const syntax::TermValue& term) { add_named(term.name); }
  void add(const syntax::Define& define) { add_named(define.name); }
  void add(const syntax::Edit&) {}
  void add(const syntax::Drop&) {}

  void add_named(const syntax::Name& name) {
    if (!name.missing()) add_item({item_, &name, nullptr, 0, nullptr, false, shared_, {}});
  }
  void add_nameless() { add_item({item_, nullptr, nullptr, 0, nullptr, false, shared_, {}}); }

  void include(const syntax::Name& name) {
    DealSource* other = find_deal(tables_, name);
    if (!other || !enter(*other, name)) {
      plan_.broken = true;
      return;
    }
    Plan included = plan_deal(tables_, *other);
    other->planning = false;
    plan_.broken = plan_.broken || included.broken;
    plan_.has_baseline = plan_.has_baseline || included.has_baseline ||
                         other->syntax->kind == syntax::DealKind::baseline;
    for (PlannedItem& item : included.items) {
      item.included = item.inherited = true;
      add_item(std::move(item));
    }
    plan_.outside.insert(plan_.outside.begin(), included.outside.begin(), included.outside.end());
  }

  void add_item(PlannedItem item) {
    const auto same = [&](const PlannedItem& other) {
      if (!item.name || !other.name) return item.item == other.item && item.name == other.name;
      return item.name->text == other.name->text;
    };
    const auto found = std::find_if(plan_.items.begin(), plan_.items.end(), same);
    if (found == plan_.items.end()) {
      plan_.items.push_back(std::move(item));
    } else if (found->item == item.item && found->name == item.name) {
      return;  // included by two roads
    } else if (item.inherited && found->inherited) {
      clashes_.emplace_back(found->name, item.name);
    } else if (found->inherited) {
      replace(found, std::move(item));
    } else if (!item.inherited) {
      twice(*found->name, *item.name);
    } else {
      note_replaced(item.name->text);  // declared before the `includes`: reported as out of order
    }
  }

  void replace(std::vector<PlannedItem>::iterator at, PlannedItem item) {
    note_replaced(item.name->text);
    plan_.items.erase(at);
    plan_.items.push_back(std::move(item));
  }

  void note_replaced(const std::string& name) {
    if (std::find(plan_.replaced.begin(), plan_.replaced.end(), name) == plan_.replaced.end()) {
      plan_.replaced.push_back(name);
    }
  }

  void twice(const syntax::Name& first, const syntax::Name& second) {
    relate(report(tables_, kinds::declared_twice, second.span,
                  fmt::format("`{}` is declared twice", second.text)),
           first.span, "first declared here");
  }

  // Two included deals may not differ on a name, unless this deal declares it again.
  void report_clashes() {
    for (const auto& [first, second] : clashes_) {
      const auto& replaced = plan_.replaced;
      if (std::find(replaced.begin(), replaced.end(), second->text) == replaced.end()) {
        twice(*first, *second);
      }
    }
  }

  // ---- edits

  void edit_list(const std::vector<syntax::DealItem>& items) {
    for (const syntax::DealItem& item : items) {
      if (const auto* one = std::get_if<syntax::Edit>(&item.node)) edit(*one);
      if (const auto* drop = std::get_if<syntax::Drop>(&item.node)) {
        for (const syntax::Name& name : drop->names) drop_name(name);
      }
    }
  }

  PlannedItem* find(const std::string& name) {
    const auto same = [&](const PlannedItem& item) { return item.name && item.name->text == name; };
    const auto found = std::find_if(plan_.items.begin(), plan_.items.end(), same);
    return found == plan_.items.end() ? nullptr : &*found;
  }

  void edit(const syntax::Edit& written) {
    const auto& parts = written.target.parts;
    if (parts.empty() || parts.front().missing() || !written.value) return;
    PlannedItem* item = find(parts.front().text);
    if (!item) {
      plan_.outside.push_back(&written);
      return;
    }
    const bool thing =
        item->declaration || std::holds_alternative<syntax::Declaration>(item->item->node);
    const bool term = std::holds_alternative<syntax::TermValue>(item->item->node);
    if ((thing && parts.size() <= 2) || (term && parts.size() == 1)) {
      item->edits.push_back(ThingEdit{parts.size() == 2 ? &parts[1] : nullptr,
                                      written.value.get(), written.target.span});
      return;
    }
    report(tables_, kinds::bad_edit, written.target.span,
           "only the parts of a flow or event and the value of a term can be set")
        .fix = "declare it again under the same name";
  }

  void drop_name(const syntax::Name& name) {
    if (name.missing()) return;
    PlannedItem* item = find(name.text);
    if (item && item->inherited) {
      plan_.items.erase(plan_.items.begin() + (item - plan_.items.data()));
      return;
    }
    std::vector<std::string_view> candidates;
    for (const PlannedItem& other : plan_.items) {
      if (other.name && other.inherited) candidates.push_back(other.name->text);
    }
    report(tables_, kinds::bad_edit, name.span,
           item ? fmt::format("`{}` is declared here: leave it out instead of dropping it", name.text)
                : fmt::format("nothing called `{}` comes with the deal, so it cannot be dropped",
                              name.text))
        .fix = item ? "" : suggestion(name.text, candidates);
  }

  Tables& tables_;
  const DealSource& source_;
  Plan plan_;
  const syntax::DealItem* item_ = nullptr;
  const DealSource* base_ = nullptr;
  bool shared_ = false;
  bool declared_ = false;
  bool base_under_ = false;
  std::vector<std::pair<const syntax::Name*, const syntax::Name*>> clashes_;
};

}  // namespace

Plan plan_deal(Tables& tables, DealSource& source) { return Planning(tables, source).run(); }

}  // namespace proviso::resolving
