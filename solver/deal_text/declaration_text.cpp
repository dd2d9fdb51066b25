#include "solver/deal_text/declaration_text.h"

#include "model/expr_walk.h"
#include "model/syntax/overload.h"

#include <algorithm>

namespace proviso {

namespace {

ExprId default_of(const Spec& spec, TypeId type, FieldId field) {
  for (; type.valid(); type = spec[type].base)
    for (const auto& [given, value] : spec[type].defaults)
      if (given == field) return value;
  return spec[field].value;
}

void add_things(const Constant& value, std::set<ThingId>& to) {
  if (const auto* thing = std::get_if<ThingId>(&value)) to.insert(*thing);
  if (const auto* members = std::get_if<Members>(&value))
    for (const auto& member : members->all)
      if (const auto* thing = std::get_if<ThingId>(&member)) to.insert(*thing);
}

std::vector<ExprId> places_of(const Thing& thing) {
  std::vector<ExprId> result;
  for (const ExprId place : {thing.from, thing.to, thing.start, thing.end, thing.date})
    if (place.valid()) result.push_back(place);
  return result;
}

}  // namespace

Standing DeclarationText::standing(ThingId id) const {
  if (!keep_open_) return world_.present(id) ? Standing::there : Standing::left_out;
  Standing result = Standing::there;
  const Thing& thing = spec_[id];
  if (thing.alternative) {
    const auto chosen = scenario_.terms.find(thing.alternative->choice);
    if (chosen == scenario_.terms.end()) result = Standing::open;
    else if (chosen->second != Constant(Member{thing.alternative->member})) return Standing::left_out;
  }
  if (thing.presence == syntax::Presence::always) return result;
  const auto found = scenario_.present.find(id);
  if (found == scenario_.present.end()) return Standing::open;
  return found->second ? result : Standing::left_out;
}

// ---------------------------------------------------------------- values

Constant DeclarationText::constant_of(ExprId expr) const {
  return world_.value(expr, world_.universe().horizon.start, {});
}

bool DeclarationText::written_out(ExprId expr) const {
  return std::visit(Overload{
                        [](const BoolConst&) { return true; },
                        [](const NumberConst&) { return true; },
                        [](const DateConst&) { return true; },
                        [](const NeverConst&) { return true; },
                        [](const NoneConst&) { return true; },
                        [](const EnumConst&) { return true; },
                        [&](const SetOf& set) {
                          return std::all_of(set.members.begin(), set.members.end(), [&](ExprId m) {
                            return written_out(m) && !std::holds_alternative<ThingRef>(spec_[m].node);
                          });
                        },
                        [](const auto&) { return false; },
                    },
                    spec_[expr].node);
}

bool DeclarationText::fixed(ExprId expr) const {
  if (!keep_open_ || written_out(expr)) return true;
  const auto* open = std::get_if<OpenRef>(&spec_[expr].node);
  return open && scenario_.terms.count(open->term) > 0;
}

bool DeclarationText::is_default(const Thing& thing, FieldId field, ExprId value) const {
  const ExprId given = default_of(spec_, thing.type, field);
  if (given == value) return true;
  if (!given.valid() && std::holds_alternative<NoneConst>(spec_[value].node)) return true;
  if (keep_open_) return false;
  const Constant now = constant_of(value);
  return given.valid() ? constant_of(given) == now : std::holds_alternative<None>(now);
}

std::string DeclarationText::constant(const DealNames& names, const Type& type, const Constant& value,
                                      Span written) const {
  const bool percent = !written.empty() && sources_.text(written).find('%') != std::string_view::npos;
  return value_text(spec_, names, type, value, percent);
}

std::string DeclarationText::open_words(const DealNames& names, const OpenTerm& term) const {
  if (!term.span.empty()) {
    const std::string text = world_.text(term.span);
    if (text.starts_with("choose") || text.starts_with("unknown")) return text;
  }
  std::string text = term.ours ? "choose" : "unknown";
  if (term.finite) {
    std::string all;
    for (const ExprId one : term.values) all += (all.empty() ? "" : ", ") + value(names, one, term.type);
    return text + " {" + all + "}";
  }
  if (term.low.valid() && term.high.valid())
    text += " " + value(names, term.low, term.type) + " .. " + value(names, term.high, term.type);
  return text;
}

std::string DeclarationText::value(const DealNames& names, ExprId id, const Type& type) const {
  const Expr& expr = spec_[id];
  const auto* open = std::get_if<OpenRef>(&expr.node);
  const auto* thing = std::get_if<ThingRef>(&expr.node);
  if (fixed(id)) return constant(names, type, constant_of(id), open ? spec_[open->term].span : expr.span);
  if (thing) return names.of(thing->thing);
  if (open && (expr.span.empty() || expr.span == spec_[open->term].span)) return open_words(names, spec_[open->term]);
  if (const auto* set = std::get_if<SetOf>(&expr.node)) {
    std::string all;
    Type one = type;
    one.set = false;
    for (const ExprId member : set->members) all += (all.empty() ? "" : ", ") + value(names, member, one);
    return "{" + all + "}";
  }
  if (!expr.span.empty()) return world_.text(expr.span);
  return constant(names, type, constant_of(id), {});
}

// ---------------------------------------------------------------- what things need

std::set<ThingId> DeclarationText::named_by(ThingId id) const {
  const Thing& thing = spec_[id];
  std::set<ThingId> result(thing.by.begin(), thing.by.end());
  std::vector<ExprId> all = places_of(thing);
  for (const FieldId field : fields_given(id)) all.push_back(part_of(thing, FieldKind::declared, field));
  const auto see = [&](ExprId root) {
    walk(spec_, root, [&](ExprId, const Expr& e) {
      if (const auto* ref = std::get_if<ThingRef>(&e.node)) result.insert(ref->thing);
      if (const auto* open = std::get_if<OpenRef>(&e.node))
        for (const ExprId one : spec_[open->term].values)
          if (const auto* ref = std::get_if<ThingRef>(&spec_[one].node)) result.insert(ref->thing);
    });
  };
  for (const ExprId place : all) {
    if (fixed(place)) add_things(constant_of(place), result);
    else see(place);
  }
  if (keep_open_ && thing.only_if.valid()) see(thing.only_if);
  return result;
}

std::set<FieldId> DeclarationText::fields_given(ThingId id) const {
  std::set<FieldId> result;
  for (const auto& [field, value] : spec_[id].values)
    if (!is_default(spec_[id], field, value)) result.insert(field);
  return result;
}

std::optional<Day> DeclarationText::begins(ThingId id) const {
  const Thing& thing = spec_[id];
  if (spec_[thing.type].kind == syntax::TypeKind::flow)
    return fixed(thing.start) ? world_.date(thing.start).day : std::nullopt;
  if (spec_[thing.type].kind != syntax::TypeKind::event) return std::nullopt;
  const bool known = thing.date.valid() ? fixed(thing.date) : !keep_open_ || scenario_.dates.count(id) > 0;
  return known ? world_.date_of_event(id).day : std::nullopt;
}

// ---------------------------------------------------------------- declarations

// Of `any x: T` what nothing says: unknown.
bool DeclarationText::unstated(const Thing& thing, ExprId expr) const {
  const auto* open = std::get_if<OpenRef>(&spec_[expr].node);
  return open && spec_[open->term].span == thing.span;
}

std::string DeclarationText::flow_period(const DealNames& names, const Thing& thing) const {
  const Type date = basic(BaseType::date);
  const bool known = fixed(thing.start) && fixed(thing.end);
  const auto* next = std::get_if<Arithmetic>(&spec_[thing.end].node);
  const bool next_day = next && next->op == ArithmeticOp::add && next->left == thing.start;
  if (!known) {
    const std::string start = value(names, thing.start, date);
    if (next_day) return " on " + start;
    const bool endless = std::holds_alternative<NeverConst>(spec_[thing.end].node);
    return " starting " + start + (endless ? "" : " ending " + value(names, thing.end, date));
  }
  const Date start = world_.date(thing.start), end = world_.date(thing.end);
  const std::string from = show_date(start);
  if (!end.day) return " starting " + from;
  if (start.day && *end.day == *start.day + 1) return " on " + from;
  return " during " + from + " .. " + show_date(end);
}

std::string DeclarationText::event_day(const DealNames& names, ThingId id) const {
  const Thing& thing = spec_[id];
  if (thing.date.valid() && !fixed(thing.date)) return " on " + value(names, thing.date, basic(BaseType::date));
  if (!thing.date.valid() && keep_open_ && scenario_.dates.count(id) == 0) return "";
  return " on " + show_date(world_.date_of_event(id));
}

std::string DeclarationText::braces(const DealNames& names, const Thing& thing, bool any) const {
  std::string text;
  for (const auto& [field, expr] : thing.values) {
    if (is_default(thing, field, expr) || (any && unstated(thing, expr))) continue;
    text += (text.empty() ? "" : ", ") + spec_[field].name + " = " + value(names, expr, spec_[field].type);
  }
  return text.empty() ? "" : " { " + text + " }";
}

std::string DeclarationText::head(const DealNames& names, const Thing& thing, const std::string& name,
                                  bool any) const {
  const ThingType& type = spec_[thing.type];
  std::string text = name + ": " + type.name;
  if (type.kind == syntax::TypeKind::flow) {
    if (!any || !unstated(thing, thing.from)) text += " from " + value(names, thing.from, thing_type(type.from));
    if (!any || !unstated(thing, thing.to)) text += " to " + value(names, thing.to, thing_type(type.to));
  }
  std::string by;
  for (const ThingId party : thing.by) by += (by.empty() ? " by " : ", ") + names.of(party);
  text += by;
  if (keep_open_ && thing.only_if.valid() && !spec_[thing.only_if].span.empty())
    text += " only if " + world_.text(spec_[thing.only_if].span);
  return text;
}

std::string DeclarationText::declaration(const DealNames& names, ThingId id, const std::string& presence) const {
  const Thing& thing = spec_[id];
  std::string text = (presence.empty() ? "" : presence + " ") + head(names, thing, names.of(id), false);
  switch (spec_[thing.type].kind) {
    case syntax::TypeKind::flow: text += flow_period(names, thing); break;
    case syntax::TypeKind::event: text += event_day(names, id); break;
    case syntax::TypeKind::entity: break;
  }
  return text + braces(names, thing, false);
}

std::string DeclarationText::any_number(const DealNames& names, const AnyNumber& any) const {
  const Thing& first = spec_[any.copies.front()];
  std::string text = "any " + head(names, first, any.name, true);
  if (spec_[first.type].kind == syntax::TypeKind::flow) text += flow_period(names, first);
  if (spec_[first.type].kind == syntax::TypeKind::event && first.date.valid())
    text += event_day(names, any.copies.front());
  return text + braces(names, first, true);
}

}  // namespace proviso
