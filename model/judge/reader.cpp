#include "model/judge/reader.h"

#include "model/stop.h"

#include <algorithm>

namespace proviso::plain {

Value Reader::value(ExprId expr) {
  StopSign::look();
  return std::visit([this](const auto& node) { return read(node); }, world_.spec[expr].node);
}

Date Reader::date(ExprId expr) {
  if (!expr.valid()) return {};
  return date(value(expr));
}

Date Reader::date(const Value& value) const {
  if (const auto* known = std::get_if<Date>(&value)) return *known;
  if (const auto* event = std::get_if<ClauseEvent>(&value)) return world_.date(*event);
  if (const auto* thing = std::get_if<ThingId>(&value)) return world_.life(*thing).start;
  return {};
}

// ---------------------------------------------------------------- constants and names

Value Reader::read(const BoolConst& e) { return e.value; }
Value Reader::read(const NumberConst& e) { return e.value; }
Value Reader::read(const DateConst& e) { return Date{e.day}; }
Value Reader::read(const NeverConst&) { return Date{}; }
Value Reader::read(const NoneConst&) { return None{}; }
Value Reader::read(const EnumConst& e) { return Member{e.member}; }
Value Reader::read(const ClauseEvent& e) { return e; }

Value Reader::read(const ThingRef& e) {
  if (!world_.exists(e.thing)) return None{};
  return e.thing;
}

Value Reader::read(const LocalRef& e) {
  const auto found = std::find_if(locals_.rbegin(), locals_.rend(),
                                  [&](const auto& bound) { return bound.first == e.local; });
  return found == locals_.rend() ? None{} : found->second;
}

Value Reader::read(const OpenRef& e) {
  const auto found = world_.scenario.terms.find(e.term);
  return found == world_.scenario.terms.end() ? None{} : value_of(found->second);
}

Value Reader::read(const TermStart&) {
  if (!reading_.term || !reading_.term->from) return None{};
  return *reading_.term->from;
}

Value Reader::read(const TermEnd&) {
  if (!reading_.term) return None{};
  return reading_.term->until;
}

Value Reader::read(const BreachDay&) {
  if (!reading_.breach) return None{};
  return Date{*reading_.breach};
}

Value Reader::read(const FieldOf& e) {
  // A named event that is left out never happens: its date is never, not none.
  const auto* named = std::get_if<ThingRef>(&world_.spec[e.of].node);
  if (named != nullptr && e.kind == FieldKind::date) return world_.life(named->thing).start;
  const Value of = value(e.of);
  if (const auto* thing = std::get_if<ThingId>(&of)) return field(*thing, e);
  if (const auto* period = std::get_if<Period>(&of)) {
    return Date{e.kind == FieldKind::start ? period->start : period->end};
  }
  if (const auto* event = std::get_if<ClauseEvent>(&of)) return world_.date(*event);
  return None{};
}

Value Reader::field(ThingId thing, const FieldOf& e) {
  const Thing& of = world_.spec[thing];
  Reader reader(world_, Reading{.day = reading_.day});  // a value knows nothing of its reader
  switch (e.kind) {
    case FieldKind::from: return reader.value(of.from);
    case FieldKind::to: return reader.value(of.to);
    case FieldKind::start:
    case FieldKind::date: return world_.life(thing).start;
    case FieldKind::end: return world_.life(thing).end;
    case FieldKind::declared: break;
  }
  for (const auto& [name, value] : of.values) {
    if (name == e.field) return value.valid() ? reader.value(value) : None{};
  }
  return None{};
}

// ---------------------------------------------------------------- logic and arithmetic

Value Reader::read(const Not& e) { return !holds(e.operand); }

Value Reader::read(const Connect& e) {
  switch (e.op) {
    case Connective::and_: return holds(e.left) && holds(e.right);
    case Connective::or_: return holds(e.left) || holds(e.right);
    case Connective::implies: return !holds(e.left) || holds(e.right);
    case Connective::iff: return holds(e.left) == holds(e.right);
  }
  return None{};
}

Value Reader::read(const If& e) { return value(holds(e.condition) ? e.then : e.otherwise); }
Value Reader::read(const Compare& e) { return compare(e.op, value(e.left), value(e.right)); }
Value Reader::read(const Negate& e) { return negated(value(e.operand)); }
Value Reader::read(const Abs& e) { return absolute(value(e.operand)); }
Value Reader::read(const CountDays& e) {
  const Value days = value(e.operand);
  const auto* gap = std::get_if<Gap>(&days);
  if (gap == nullptr) return days;
  if (!gap->later.day || !gap->earlier.day) return None{};
  return Rational(*gap->later.day - *gap->earlier.day);
}
Value Reader::read(const AddMonths& e) { return add_months(value(e.date), e.months); }

Value Reader::read(const Arithmetic& e) { return arithmetic(e.op, value(e.left), value(e.right)); }

Value Reader::read(const MinMax& e) {
  std::vector<Value> values;
  for (const ExprId argument : e.arguments) values.push_back(value(argument));
  return extremum(e.min, values);
}

Value Reader::read(const In& e) { return contains(value(e.set), value(e.member)); }
Value Reader::read(const IsNone& e) { return is_none(value(e.operand)); }

Value Reader::read(const IsType& e) {
  const Value of = value(e.operand);
  const auto* thing = std::get_if<ThingId>(&of);
  return thing != nullptr && world_.spec.is_a(world_.spec[*thing].type, e.type);
}

Value Reader::read(const SetOf& e) {
  Set set;
  for (const ExprId member : e.members) set.members.push_back(constant_of(value(member)));
  return set;
}

Value Reader::read(const Let& e) {
  Locals arguments;
  for (const auto& [local, argument] : e.bindings) arguments.emplace_back(local, value(argument));
  const std::size_t outer = locals_.size();
  locals_.insert(locals_.end(), arguments.begin(), arguments.end());
  Value result = value(e.body);
  locals_.resize(outer);
  return result;
}

// ---------------------------------------------------------------- time

Value Reader::read(const Happen& e) {
  const Value event = value(e.event);
  if (e.tense == syntax::HappenTense::happened) return happened(event);
  return date(event).day.has_value();
}

Value Reader::read(const InPeriod& e) {
  const Value period = value(e.period);
  const auto* in = std::get_if<Period>(&period);
  const Date day = date(value(e.what));
  return in != nullptr && day.day && in->start <= *day.day && *day.day < in->end;
}

Value Reader::read(const PeriodShift& e) {
  const Value period = value(e.period);
  const auto* known = std::get_if<Period>(&period);
  if (known == nullptr) return None{};
  return grid_period(known->base, known->months, known->index + e.by);
}

}  // namespace proviso::plain
