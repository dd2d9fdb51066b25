// Things, their fields and dates, and the open terms that these may hold.
#include "model/ground/days.h"
#include "model/ground/grounder.h"

#include "model/internal_error.h"

#include <algorithm>

namespace proviso::ground {

namespace {

constexpr Day kMostDayValues = 400;  // so many values of an open number of days are listed one by one

std::uint32_t as_index(std::size_t n) { return static_cast<std::uint32_t>(n); }

}  // namespace

VarId Grounder::new_variable(Variable variable, Origin origin) {
  problem_.origins.push_back(origin);
  return formulas_.variable(std::move(variable));
}

std::vector<ThingId> Grounder::things_of(TypeId type) const {
  const auto found = by_type_.find(type);
  if (found != by_type_.end()) return found->second;
  return {};
}

Formula Grounder::present(ThingId thing) {
  const Thing& t = spec_[thing];
  Formula chosen = kTrue;
  if (t.alternative) {
    const Value choice = open_term(t.alternative->choice);
    chosen = kFalse;
    for (const auto& [guard, member] : std::get<Cases<std::uint32_t>>(choice.data))
      if (member == t.alternative->member) chosen = guard;
  }
  if (t.presence == syntax::Presence::always || chosen == kFalse) return chosen;
  const auto found = problem_.presence.find(thing);
  if (found != problem_.presence.end())
    return formulas_.and_(chosen, formulas_.boolean(found->second));
  Variable variable;
  variable.name = t.name;
  const VarId id = new_variable(std::move(variable), {OriginKind::presence, {}, thing});
  problem_.presence.emplace(thing, id);
  return formulas_.and_(chosen, formulas_.boolean(id));
}

VarId Grounder::rank(ThingId event) {
  const auto found = problem_.ranks.find(event);
  if (found != problem_.ranks.end()) return found->second;
  Variable variable;
  variable.name = "order of " + spec_[event].name;
  variable.sort = VarSort::integer;
  variable.low = 0;
  variable.high = Rational(problem_.universe.things.size());
  const VarId id = new_variable(std::move(variable), {OriginKind::rank, {}, event});
  problem_.ranks.emplace(event, id);
  return id;
}

Value Grounder::thing_field(ThingId thing, FieldKind kind, FieldId field) {
  const auto key = std::pair{thing, std::pair{kind, field}};
  const auto found = fields_.find(key);
  if (found != fields_.end()) return found->second;
  if (kind == FieldKind::date) return dates(event_date(thing));
  const Thing& t = spec_[thing];
  const ExprId expr = part_of(t, kind, field);
  Value result{kTrue, {}};
  if (expr.valid()) {
    if (!reading_dates_.insert(thing).second && kind != FieldKind::declared)
      throw Refusal{"a value of `" + t.name + "` that depends on itself", t.span};
    const bool is_date = kind == FieldKind::start || kind == FieldKind::end;
    result = is_date ? dates(dates_of(expr, timeless())) : value(expr, timeless());
    reading_dates_.erase(thing);
  }
  fields_.emplace(key, result);
  return result;
}

// ------------------------------------------------ dates of events

Dates Grounder::event_date(ThingId event) {
  const auto found = event_dates_.find(event);
  if (found != event_dates_.end()) return found->second;
  if (!reading_dates_.insert(event).second)
    throw Refusal{"the date of `" + spec_[event].name + "`, which depends on itself",
                  spec_[event].span};
  const Thing& t = spec_[event];
  Dates result;
  ExprId fixed = t.date;
  bool never = false;
  for (const Assume& assume : spec_[problem_.universe.deal].assumes) {
    if (assume.event != event || fixed.valid()) continue;
    if (assume.form == syntax::AssumeForm::on) fixed = assume.date;
    if (assume.form == syntax::AssumeForm::never) never = true;
  }
  if (fixed.valid()) {
    result = dates_of(fixed, timeless());
  } else if (never) {
    result = {{kTrue, kNever}};
  } else {
    result = open_date(event);
  }
  if (const Formula here = present(event); here != kTrue)
    result = std::get<Dates>(
        select({{here, dates(result)},
                {formulas_.not_(here), dates({{kTrue, kNever}})}})
            .data);
  reading_dates_.erase(event);
  event_dates_.emplace(event, result);
  return result;
}

Dates Grounder::open_date(ThingId event) {
  const Thing& t = spec_[event];
  Variable happens;
  happens.name = t.name;
  const VarId flag = new_variable(std::move(happens), {OriginKind::date, {}, event});
  Variable day;
  day.name = t.name + ".date";
  day.sort = VarSort::day;
  day.low = Rational(kFirstDay);
  day.high = Rational(kLastDay);
  const VarId when = new_variable(std::move(day), {OriginKind::date, {}, event});
  const Formula yes = formulas_.boolean(flag);
  Dates result{{yes, DatePoint{false, when, 0, {}}}, {formulas_.not_(yes), kNever}};
  problem_.open_dates.emplace(event, result);
  return result;
}

Dates Grounder::clause_event(const ClauseEvent& event, Span span) {
  // An event that versions of a contract share names the clauses of all of them.
  if (clause_index_.count(event.clause) == 0) return {{kTrue, kNever}};
  if (grounding_.count(event.clause))
    throw Refusal{"a breach that depends on itself", span};
  const GroundClause& ground = clause(event.clause);
  if (!ground.refused.empty()) throw Refusal{ground.refused, ground.refused_at};
  const auto& instances =
      event.kind == ClauseEventKind::breach ? ground.breaches : ground.kept;
  std::vector<std::pair<Formula, DatePoint>> candidates;
  std::vector<Formula> some;
  for (const Instance& instance : instances) {
    candidates.emplace_back(instance.holds, instance.day);
    some.push_back(instance.holds);
  }
  Dates result = pick(unique(std::move(candidates)), true);
  const Formula never = formulas_.not_(formulas_.or_(std::move(some)));
  if (never != kFalse) result.emplace_back(never, kNever);
  return result;
}

// ------------------------------------------------ open terms

Value Grounder::open_term(OpenTermId id) {
  const auto found = problem_.terms.find(id);
  if (found != problem_.terms.end()) return found->second;
  const OpenTerm& term = spec_[id];
  Value result;
  if (term.finite) {
    result = finite_term(term, id);
  } else if (term.type.set) {
    result = any_set(term, id);
  } else if (term.low.valid() || term.high.valid()) {
    result = range_term(term, id);
  } else {
    result = any_value(term, id);
  }
  problem_.terms.emplace(id, result);
  return result;
}

Value Grounder::finite_term(const OpenTerm& term, OpenTermId id) {
  Variable variable;
  variable.name = term.name;
  variable.sort = VarSort::choice;
  variable.size = as_index(term.values.size());
  const VarId var = new_variable(std::move(variable), {OriginKind::term, id, {}});
  std::vector<std::pair<Formula, Value>> alternatives;
  for (std::uint32_t i = 0; i < term.values.size(); ++i)
    alternatives.emplace_back(formulas_.is(var, i), value(term.values[i], timeless()));
  return select(std::move(alternatives));
}

Value Grounder::range_term(const OpenTerm& term, OpenTermId id) {
  const Origin origin{OriginKind::term, id, {}};
  Variable variable;
  variable.name = term.name;
  if (term.type.base == BaseType::date) {
    variable.sort = VarSort::day;
    const auto bound = [&](ExprId expr, Day otherwise) {
      if (!expr.valid()) return otherwise;
      const Dates cases = dates_of(expr, timeless());
      if (cases.size() != 1) throw Refusal{"a range whose end is open", term.span};
      if (cases.front().second.never) return otherwise;
      if (!cases.front().second.known()) throw Refusal{"a range whose end is open", term.span};
      return cases.front().second.offset;
    };
    variable.low = Rational(bound(term.low, kFirstDay));
    variable.high = Rational(bound(term.high, kLastDay));
    const VarId var = new_variable(std::move(variable), origin);
    return dates({{kTrue, DatePoint{false, var, 0, {}}}});
  }
  if (term.type.base == BaseType::days) {
    const auto bound = [&](ExprId expr) -> std::optional<Day> {
      if (!expr.valid()) return std::nullopt;
      const Value v = value(expr, timeless());
      const auto* cases = std::get_if<Cases<Gap>>(&v.data);
      if (!cases || cases->size() != 1 || !cases->front().second.known())
        throw Refusal{"a range whose end is open", term.span};
      return cases->front().second.days();
    };
    return some_days(term, id, bound(term.low), bound(term.high));
  }
  variable.sort = term.type.base == BaseType::integer ? VarSort::integer : VarSort::real;
  const auto bound = [&](ExprId expr) -> std::optional<Rational> {
    if (!expr.valid()) return std::nullopt;
    const Quantity q = as_quantity(value(expr, timeless()), term.span);
    if (!q.numerator.is_constant() || !q.denominator.is_constant())
      throw Refusal{"a range whose end is open", term.span};
    return q.numerator.constant() / q.denominator.constant();
  };
  variable.low = bound(term.low);
  variable.high = bound(term.high);
  const VarId var = new_variable(std::move(variable), origin);
  return number(Formulas::number(var));
}

// Few are written out by cases, so that nothing has to be added up.
Value Grounder::some_days(const OpenTerm& term, OpenTermId id, std::optional<Day> low,
                          std::optional<Day> high) {
  const Origin origin{OriginKind::term, id, {}};
  Variable variable;
  variable.name = term.name;
  if (!low || !high || *high - *low > kMostDayValues) {
    variable.sort = VarSort::integer;
    if (low) variable.low = Rational(*low);
    if (high) variable.high = Rational(*high);
    const Sum days = Formulas::number(new_variable(std::move(variable), origin));
    return {kFalse, Cases<Gap>{{kTrue, Gap{point_of(days, term.span), DatePoint::at(0), 0}}}};
  }
  variable.sort = VarSort::choice;
  variable.size = as_index(static_cast<std::size_t>(std::max<Day>(*high - *low + 1, 1)));
  const VarId var = new_variable(std::move(variable), origin);
  Cases<Gap> cases;
  for (Day days = *low; days <= *high; ++days)
    cases.emplace_back(formulas_.is(var, as_index(static_cast<std::size_t>(days - *low))),
                       Gap{DatePoint::at(0), DatePoint::at(0), days});
  return {kFalse, std::move(cases)};
}

// Any subset: each member is in it or not.
Value Grounder::any_set(const OpenTerm& term, OpenTermId id) {
  Set set;
  const auto add = [&](const Constant& member, Formula exists, const std::string& name) {
    Variable variable;
    variable.name = term.name + " has " + name;
    const VarId var = new_variable(std::move(variable), {OriginKind::term, id, {}});
    set.emplace_back(member, formulas_.and_(exists, formulas_.boolean(var)));
  };
  if (term.type.base == BaseType::enumeration) {
    const Enum& members = spec_[term.type.enumeration];
    for (std::uint32_t i = 0; i < members.members.size(); ++i)
      add(Member{i}, kTrue, members.members[i]);
  } else {
    for (const ThingId thing : things_of(term.type.thing))
      add(thing, present(thing), spec_[thing].name);
  }
  return {kFalse, std::move(set)};
}

// Any value of its type, and none where the type allows that.
Value Grounder::any_value(const OpenTerm& term, OpenTermId id) {
  const Origin origin{OriginKind::term, id, {}};
  std::vector<Value> values;
  switch (term.type.base) {
    case BaseType::boolean:
      values = {truth_value(kFalse), truth_value(kTrue)};
      break;
    case BaseType::enumeration:
      for (std::uint32_t i = 0; i < spec_[term.type.enumeration].members.size(); ++i)
        values.push_back({kFalse, Cases<std::uint32_t>{{kTrue, i}}});
      break;
    case BaseType::thing:
      for (const ThingId thing : things_of(term.type.thing)) {
        const Formula here = present(thing);
        values.push_back({formulas_.not_(here), Cases<ThingId>{{here, thing}}});
      }
      break;
    case BaseType::date: {
      Variable day;
      day.name = term.name;
      day.sort = VarSort::day;
      day.low = Rational(kFirstDay);
      day.high = Rational(kLastDay);
      const Dates some{{kTrue, DatePoint{false, new_variable(std::move(day), origin), 0, {}}}};
      const bool may_be_never = !term.name.ends_with(".start") && !term.name.ends_with(".date");
      if (!may_be_never && !term.type.optional) return dates(some);
      values = {dates(some), dates({{kTrue, kNever}})};
      break;
    }
    case BaseType::days: values = {some_days(term, id, std::nullopt, std::nullopt)}; break;
    case BaseType::integer:
    case BaseType::number:
    case BaseType::money: {
      Variable variable;
      variable.name = term.name;
      variable.sort = term.type.base == BaseType::integer ? VarSort::integer : VarSort::real;
      values = {number(Formulas::number(new_variable(std::move(variable), origin)))};
      break;
    }
    default: throw Refusal{"an open value of this type", term.span};
  }
  if (term.type.optional) values.push_back({kTrue, {}});
  if (values.empty()) throw Refusal{"an open value of a type that has no values", term.span};
  if (values.size() == 1) return values.front();
  Variable choice;
  choice.name = term.name;
  choice.sort = VarSort::choice;
  choice.size = as_index(values.size());
  const VarId var = new_variable(std::move(choice), origin);
  std::vector<std::pair<Formula, Value>> alternatives;
  for (std::uint32_t i = 0; i < values.size(); ++i)
    alternatives.emplace_back(formulas_.is(var, i), values[i]);
  return select(std::move(alternatives));
}

}  // namespace proviso::ground
