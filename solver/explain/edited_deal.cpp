#include "solver/explain/edited_deal.h"

#include "solver/made_expressions.h"
#include "solver/shown.h"
#include "solver/world_view.h"

#include <algorithm>

namespace proviso {

namespace {

// A value as the one that it replaces was written: 15% in place of 20%.
std::string shown_like(const std::string& written, const Spec& spec, const Type& type, const Constant& value) {
  const auto* number = std::get_if<Rational>(&value);
  const bool percent = number && type.base == BaseType::number && written.ends_with("%");
  return percent ? show(spec, type, Constant(Rational(*number * 100))) + "%" : show(spec, type, value);
}

class Editing {
 public:
  Editing(const Spec& spec, const Sources& sources, const Relaxation& relaxation,
          const Scenario& scenario, const CheckOptions& options)
      : original_(spec), sources_(sources), relaxation_(relaxation), scenario_(scenario) {
    result_.spec = spec;
    result_.options = options;
  }

  EditedDeal run(const std::vector<std::size_t>& freed) {
    for (const std::size_t i : freed) edit(relaxation_.statements[i]);
    fix_choices();
    return std::move(result_);
  }

 private:
  Spec& spec() { return result_.spec; }

  [[nodiscard]] bool present(ThingId thing) const {
    const auto found = scenario_.present.find(thing);
    return found == scenario_.present.end() || found->second;
  }
  [[nodiscard]] std::optional<Constant> value_of(OpenTermId term) const {
    const auto found = scenario_.terms.find(term);
    if (found == scenario_.terms.end() || std::holds_alternative<None>(found->second)) return std::nullopt;
    return found->second;
  }

  void edit(const Statement& statement) {
    switch (statement.kind) {
      case StatementKind::presence:
        if (!present(statement.thing)) leave_out(statement);
        break;
      case StatementKind::value:
        if (present(statement.thing)) change(statement);
        break;
      case StatementKind::absence:
        if (present(statement.thing)) add(statement);
        break;
      case StatementKind::wording: reword(statement); break;
      case StatementKind::assumption:
      case StatementKind::rule: break;
    }
  }

  void leave_out(const Statement& statement) {
    result_.removed.push_back(statement.thing);
    // Others may name it: it stays, but is none.
    spec().things[statement.thing.index].presence = syntax::Presence::possible;
    result_.options.scenarios.with.push_back(is_missing(spec(), statement.thing));
    result_.edits.push_back(
        {EditKind::leave_out, original_[statement.thing].name, "", "", statement.span});
  }

  void change(const Statement& statement) {
    std::vector<std::string> now;
    for (std::size_t i = 0; i < statement.freed.size(); ++i) {
      const auto value = value_of(statement.freed[i]);
      if (!value) continue;
      const Type type = relaxation_.spec[statement.freed[i]].type;
      const ExprId constant = constant_expression(spec(), type, *value, statement.span);
      // `on D` is one statement about the start and the end.
      const FieldKind part = i == 0 ? statement.part : FieldKind::end;
      *place_of(spec().things[statement.thing.index], part, statement.field) = constant;
      now.push_back(shown_like(statement.text, original_, type, *value));
    }
    if (now.empty()) return;
    result_.changed.push_back(statement.thing);
    const auto equal_sign = statement.text.find(" = ");
    RepairEdit edit{EditKind::change, statement.text.substr(0, equal_sign),
                    statement.text.substr(equal_sign + 3), now.front(), statement.span};
    // `on D`: its end is the day after, unless it lasts longer now.
    const auto first = value_of(statement.freed.front());
    const auto last = value_of(statement.freed.back());
    if (now.size() == 2 && first && last) {
      const auto* start = std::get_if<Date>(&*first);
      const auto* end = std::get_if<Date>(&*last);
      const bool one_day = start && end && start->day && end->day && *end->day == *start->day + 1;
      if (!one_day) edit.new_value += " .. " + now.back();
    }
    result_.edits.push_back(std::move(edit));
  }

  void reword(const Statement& statement) {
    const auto value = value_of(statement.freed.front());
    if (!value) return;
    for (std::uint32_t i = 0; i < original_.exprs.size(); ++i)
      if (const auto* open = std::get_if<OpenRef>(&relaxation_.spec.exprs[i].node);
          open && open->term == statement.freed.front()) {
        Spec scratch;
        const Type type = original_.exprs[i].type;
        const ExprId constant = constant_expression(scratch, type, *value, {});
        spec().exprs[i].node = scratch[constant].node;
      }
    result_.negotiates = original_.full_name(statement.clause);
    const std::string written = one_line(sources_.text(statement.span));
    result_.edits.push_back(
        {EditKind::change, result_.negotiates, written,
         shown_like(written, original_, relaxation_.spec[statement.freed.front()].type, *value), statement.span});
  }

  // A flow of the relaxed deal with the values of the scenario.
  void add(const Statement& statement) {
    Thing thing = relaxation_.spec[statement.thing];
    thing.presence = syntax::Presence::always;
    thing.name = free_name();
    std::string text = thing.name + ": " + original_[thing.type].name;
    const auto close = [&](ExprId& place) -> std::string {
      if (!place.valid() || place.index >= relaxation_.spec.exprs.size()) return "";
      const auto* open = std::get_if<OpenRef>(&relaxation_.spec[place].node);
      const auto found = open ? scenario_.terms.find(open->term) : scenario_.terms.end();
      if (found == scenario_.terms.end()) return "";
      const Type type = relaxation_.spec[open->term].type;
      place = constant_expression(spec(), type, found->second, {});
      return show(original_, type, found->second);
    };
    const std::string from = close(thing.from), to = close(thing.to);
    if (!from.empty()) text += " from " + from + " to " + to;
    std::string values;
    for (auto& [field, value] : thing.values) {
      const std::string shown = close(value);
      if (!shown.empty() && shown != "none")
        values += (values.empty() ? "" : ", ") + original_[field].name + " = " + shown;
    }
    if (!values.empty()) text += " { " + values + " }";
    const std::string start = close(thing.start), end = close(thing.end), date = close(thing.date);
    if (!date.empty()) text += " on " + date;
    if (!start.empty()) text += end == "never" ? " starting " + start : " during " + start + " .. " + end;
    const ThingId id{static_cast<std::uint32_t>(spec().things.size())};
    spec().things.push_back(std::move(thing));
    spec().deals[relaxation_.deal.index].things.push_back(id);
    result_.added.push_back(id);
    result_.edits.push_back({EditKind::add, text, "", "", {}});
  }

  std::string free_name() const {
    for (int n = 1;; ++n) {
      const std::string name = n == 1 ? "added" : "added" + std::to_string(n);
      const bool taken = std::any_of(result_.spec.things.begin(), result_.spec.things.end(),
                                     [&](const Thing& t) { return t.name == name; });
      if (!taken) return name;
    }
  }

  void fix_choices() {
    for (const auto& [term, value] : scenario_.terms) {
      if (term.index >= original_.open_terms.size() || !original_[term].ours) continue;
      result_.options.scenarios.with.push_back(has_value(spec(), term, value));
      result_.edits.push_back({EditKind::change, original_[term].name, one_line(sources_.text(original_[term].span)),
                               show(original_, original_[term].type, value), original_[term].span});
    }
    for (const auto& [thing, there] : scenario_.present) {
      if (thing.index >= original_.things.size() || original_[thing].presence != syntax::Presence::optional) continue;
      result_.options.scenarios.with.push_back(there ? is_there(spec(), thing) : is_missing(spec(), thing));
      result_.edits.push_back({EditKind::change, original_[thing].name, "optional",
                               there ? "present" : "left out", original_[thing].span});
    }
  }

  const Spec& original_;
  const Sources& sources_;
  const Relaxation& relaxation_;
  const Scenario& scenario_;
  EditedDeal result_;
};

}  // namespace

EditedDeal edit_deal(const Spec& spec, const Sources& sources, const Relaxation& relaxation,
                     const std::vector<std::size_t>& freed, const Scenario& scenario,
                     const CheckOptions& options) {
  return Editing(spec, sources, relaxation, scenario, options).run(freed);
}

void show_nearest(const Spec& before, const Sources& sources, const EditedDeal& deal,
                  const Universe& universe, const Scenario& scenario, Repair& repair) {
  const auto in = [](const std::vector<ThingId>& list, ThingId thing) {
    return std::find(list.begin(), list.end(), thing) != list.end();
  };
  const WorldView after(deal.spec, sources, universe, scenario);
  const WorldView earlier(before, sources, universe, scenario);
  std::set<std::string> ends;
  for (const ThingId thing : universe.things) {
    if (deal.spec[deal.spec[thing].type].kind == syntax::TypeKind::entity) continue;
    NearestFlow shown;
    if (in(deal.removed, thing)) {
      shown.fate = Fate::removed;
      shown.flow = shown_flow(earlier, thing, {});
    } else {
      if (!after.present(thing)) continue;
      shown.fate = in(deal.added, thing)     ? Fate::added
                   : in(deal.changed, thing) ? Fate::changed
                                             : Fate::kept;
      shown.flow = shown_flow(after, thing, {});
    }
    ends.insert(shown.flow.from);
    ends.insert(shown.flow.to);
    repair.nearest.push_back(std::move(shown));
  }
  repair.things = shown_things(after, ends, {});
}

}  // namespace proviso
