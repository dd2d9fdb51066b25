// When a clause is in force, and on which days anything can change.
#include "model/ground/days.h"
#include "model/ground/grounder.h"

#include "model/expr_walk.h"

#include <algorithm>

namespace proviso::ground {

Context Grounder::inside_contract_term(ClauseId clause) const {
  Context at = timeless(clause);
  at.contract_term = true;
  return at;
}

std::vector<Dates> Grounder::froms(ClauseId id, bool contract_only, bool with_since) {
  const Clause& clause = spec_[id];
  std::vector<Dates> result;
  if (clause.contract.valid()) {
    if (const ExprId from = spec_[clause.contract].bounds.from; from.valid())
      result.push_back(dates_of(from, timeless()));
  } else {
    result.push_back({{kTrue, DatePoint::at(problem_.universe.horizon.start)}});
  }
  if (clause.bounds.from.valid() && !contract_only)
    result.push_back(dates_of(clause.bounds.from, inside_contract_term(id)));
  if (clause.since.valid() && with_since && !contract_only)
    result.push_back(dates_of(clause.since, timeless()));
  if (result.empty()) result.push_back({{kTrue, DatePoint::at(kDawn)}});
  return result;
}

// A clause narrows the term of its contract; `survives until` takes the place of the contract's end.
std::vector<Dates> Grounder::untils(ClauseId id, bool contract_only) {
  const Clause& clause = spec_[id];
  std::vector<Dates> result;
  if (clause.survives_until.valid() && !contract_only) {
    result.push_back(dates_of(clause.survives_until, inside_contract_term(id)));
  } else if (clause.contract.valid()) {
    for (const ExprId until : spec_[clause.contract].bounds.until)
      result.push_back(dates_of(until, timeless()));
  } else if (problem_.universe.horizon.end) {
    result.push_back({{kTrue, DatePoint::at(*problem_.universe.horizon.end)}});
  }
  if (!contract_only)
    for (const ExprId until : clause.bounds.until)
      result.push_back(dates_of(until, inside_contract_term(id)));
  if (clause.cut.valid() && !contract_only) result.push_back(dates_of(clause.cut, timeless()));
  if (result.empty()) result.push_back({{kTrue, kNever}});
  return result;
}

Formula Grounder::in_bounds(ClauseId clause, const DatePoint& day, bool contract_only) {
  std::vector<Formula> all;
  for (const Dates& from : froms(clause, contract_only))
    all.push_back(any_date(from, [&](const DatePoint& start) { return point_le(start, day); }));
  for (const Dates& until : untils(clause, contract_only))
    all.push_back(any_date(until, [&](const DatePoint& end) {
      return formulas_.not_(point_le(end, day));
    }));
  return formulas_.and_(std::move(all));
}

Formula Grounder::in_term(ClauseId id, const Context& at) {
  const Clause& clause = spec_[id];
  const Formula bounds = in_bounds(id, at.day);
  if (bounds == kFalse) return kFalse;
  Formula result = formulas_.and_(bounds, truth(clause.while_, at));
  if (clause.suspended_while.valid() && at.suspension)
    result = formulas_.and_(result, formulas_.not_(truth(clause.suspended_while, at)));
  return result;
}

Formula Grounder::in_horizon(const DatePoint& day) {
  const Horizon& horizon = problem_.universe.horizon;
  if (day.never) return kFalse;
  const Formula begun = point_le(DatePoint::at(horizon.start), day);
  if (!horizon.end) return begun;
  return formulas_.and_(begun, point_le(day, DatePoint::at(*horizon.end - 1)));
}

void Grounder::add_points(Points& points, Formula guard, const Dates& dates) {
  for (const auto& [inner, point] : dates)
    if (!point.never)
      if (const Formula both = formulas_.and_(guard, inner); both != kFalse)
        points.emplace_back(both, point);
}

Grounder::Points Grounder::unique(Points points) {
  std::map<DatePoint, std::vector<Formula>> by_point;
  for (const auto& [guard, point] : points)
    if (guard != kFalse && !point.never) by_point[point].push_back(guard);
  Points result;
  for (auto& [point, guards] : by_point) result.emplace_back(formulas_.or_(std::move(guards)), point);
  return result;
}

namespace {

// What a body of expressions can see change.
struct Seen {
  std::set<TypeId> flow_starts, flow_ends, events;
  std::set<ThingId> named;
  std::vector<ClauseEvent> clause_events;
};

void see_binder(const Spec& spec, const Binder& binder, Seen& seen) {
  if (binder.type.base != BaseType::thing || binder.range == syntax::Range::any_time) return;
  const TypeId type = binder.type.thing;
  switch (spec[type].kind) {
    case syntax::TypeKind::entity: break;
    case syntax::TypeKind::event: seen.events.insert(type); break;
    case syntax::TypeKind::flow:
      seen.flow_starts.insert(type);
      if (binder.range == syntax::Range::standard) seen.flow_ends.insert(type);
      break;
  }
}

void see(const Spec& spec, ExprId expr, Seen& seen) {
  walk(spec, expr, [&](ExprId, const Expr& e) {
    if (const Binding* binding = binding_of(e.node))
      for (const Binder& binder : binding->binders) see_binder(spec, binder, seen);
    if (const auto* h = std::get_if<Happen>(&e.node)) {
      const Expr& event = spec[h->event];
      if (const auto* named = std::get_if<ThingRef>(&event.node)) {
        seen.named.insert(named->thing);
      } else if (const auto* of_clause = std::get_if<ClauseEvent>(&event.node)) {
        seen.clause_events.push_back(*of_clause);
      } else if (event.type.base == BaseType::thing) {
        seen.events.insert(event.type.thing);
      }
    }
  });
}

}  // namespace

Grounder::Points Grounder::change_points(const std::vector<ExprId>& exprs) {
  Seen seen;
  for (const ExprId expr : exprs) see(spec_, expr, seen);
  Points points;
  const auto flows = [&](const std::set<TypeId>& types, FieldKind kind) {
    for (const TypeId type : types)
      for (const ThingId flow : things_of(type))
        add_points(points, present(flow), std::get<Dates>(thing_field(flow, kind, {}).data));
  };
  flows(seen.flow_starts, FieldKind::start);
  flows(seen.flow_ends, FieldKind::end);
  for (const TypeId type : seen.events)
    for (const ThingId event : things_of(type)) add_points(points, kTrue, event_date(event));
  for (const ThingId event : seen.named) add_points(points, kTrue, event_date(event));
  for (const ClauseEvent& event : seen.clause_events)
    add_points(points, kTrue, clause_event(event, {}));
  return unique(std::move(points));
}

// ------------------------------------------------ the far future

// Calls `visit` for every part of every expression that the deal, its contracts and the facts hold.
void Grounder::walk_everything(const std::function<void(const Expr&)>& visit) {
  const auto each = [&](ExprId root) {
    walk(spec_, root, [&](ExprId, const Expr& e) { visit(e); });
  };
  for_each_expr(spec_, problem_.universe, each);
  for (const ExprId condition : restrictions_) each(condition);
}

// The last day that a point can be; nothing where that is without limit.
std::optional<Day> Grounder::latest_of(const DatePoint& point) {
  if (point.never || point.sum.valid()) return std::nullopt;
  if (!point.var.valid()) return point.offset;
  const Day top = whole_day(*formulas_[point.var].high);
  return top < kLastDay ? std::optional(top + point.offset) : std::nullopt;
}

// Of all days that a date can be; nothing, too, where that cannot be said before dates are limited.
std::optional<Day> Grounder::latest_of(ExprId date) {
  std::optional<Day> last = kDawn;
  try {
    for (const auto& [guard, point] : dates_of(date, timeless())) {
      const auto top = latest_of(point);
      last = last && top ? std::optional(std::max(*last, *top)) : std::nullopt;
    }
  } catch (const Refusal&) {
    return std::nullopt;
  }
  return last;
}

// By then the term of the clause is over, as far as that can be told without other clauses and terms.
std::optional<Day> Grounder::known_end_of(ClauseId id) {
  const Clause& clause = spec_[id];
  std::vector<ExprId> ends = clause.bounds.until;
  if (clause.cut.valid()) ends.push_back(clause.cut);
  if (clause.survives_until.valid()) {
    ends.push_back(clause.survives_until);
  } else if (clause.contract.valid()) {
    const auto& outer = spec_[clause.contract].bounds.until;
    ends.insert(ends.end(), outer.begin(), outer.end());
  }
  std::optional<Day> result;
  for (const ExprId end : ends) {
    bool alone = true;
    walk(spec_, end, [&](ExprId, const Expr& e) {
      alone = alone && !std::holds_alternative<ClauseEvent>(e.node) &&
              !std::holds_alternative<TermStart>(e.node) && !std::holds_alternative<TermEnd>(e.node);
    });
    if (!alone) continue;
    const std::optional<Day> last = latest_of(end);
    if (last) result = result ? std::min(*result, *last) : *last;
  }
  return result;
}

// The dates of things, and every date literal.
void Grounder::each_date(const std::function<void(const Dates&)>& visit) {
  for (const ThingId thing : problem_.universe.things) {
    const syntax::TypeKind kind = spec_[spec_[thing].type].kind;
    if (kind == syntax::TypeKind::event) visit(event_date(thing));
    if (kind != syntax::TypeKind::flow) continue;
    visit(std::get<Dates>(thing_field(thing, FieldKind::start, {}).data));
    visit(std::get<Dates>(thing_field(thing, FieldKind::end, {}).data));
  }
  walk_everything([&](const Expr& e) {
    if (const auto* date = std::get_if<DateConst>(&e.node)) visit({{kTrue, DatePoint::at(date->day)}});
  });
}

// The last day that anything known names.
Day Grounder::latest_known_day() {
  Day last = problem_.universe.horizon.start;
  each_date([&](const Dates& dates) {
    for (const auto& [guard, point] : dates)
      if (const auto top = latest_of(point)) last = std::max(last, *top);
  });
  return last;
}

// The first day that anything known names.
Day Grounder::earliest_known_day() {
  Day first = problem_.universe.horizon.start;
  each_date([&](const Dates& dates) {
    if (const auto low = lowest(dates)) first = std::min(first, *low);
  });
  return first;
}

// Open days whose lower, or upper, bound is the calendar's.
std::vector<VarId> Grounder::days_up_to(std::optional<Rational> Variable::* bound, Day end) const {
  std::vector<VarId> result;
  for (std::uint32_t i = 0; i < formulas_.variable_count(); ++i) {
    const Variable& variable = formulas_[VarId{i}];
    if (variable.sort == VarSort::day && *(variable.*bound) == end) result.push_back(VarId{i});
  }
  return result;
}

// How far beyond the dates themselves anything can look: every number of days and months there is.
Day Grounder::total_offset() {
  Day total = 0;
  walk_everything([&](const Expr& e) {
    if (const auto* n = std::get_if<NumberConst>(&e.node); n && e.type.base == BaseType::days)
      total += std::abs(whole_day(n->value));
    if (const auto* months = std::get_if<AddMonths>(&e.node)) total += 31 * std::abs(months->months);
  });
  return total;
}

// Where nothing ends the terms of period norms, there are endlessly many periods. Beyond the last
// known day only events of open date can tell them apart, and between two of those periods are alike;
// so wider gaps between open dates than these show nothing new, and open dates may be limited
// accordingly. That would be wrong of dates that are added up. The same is done where calendar months
// are added to an open date: dates that move by four years take their months with them.
void Grounder::limit_open_dates() {
  const std::optional<Day> end_of_all = problem_.universe.horizon.end;
  if (end_of_all && !limits_dates_) return;
  std::optional<Day> last_period;
  for (const ClauseId id : problem_.universe.clauses)
    for (const Norm& norm : spec_[id].norms) {
      if (!norm.period || end_of_all) continue;
      const auto end = known_end_of(id);
      endless_periods_ = endless_periods_ || !end;
      last_period = std::max(last_period, end);
    }
  if (!endless_periods_) quiet_after_ = last_period;
  if (!endless_periods_ && !limits_dates_) return;
  dates_are_limited_ = true;
  refuse_sums_beside_endless_periods();
  Day looking_back = 0;
  walk_everything([&](const Expr& e) {
    if (std::holds_alternative<PeriodShift>(e.node)) ++looking_back;
  });
  const Day gap = (5 + looking_back) * 366;
  const Day offsets = total_offset();
  last_named_ = std::max(latest_known_day(), end_of_all.value_or(kDawn)) + offsets;
  const std::vector<VarId> unlimited = days_up_to(&Variable::high, kLastDay);
  const Day last = last_named_ + static_cast<Day>(unlimited.size() + 1) * (gap + offsets);
  for (const VarId id : unlimited) {
    formulas_.bound(id, std::nullopt, Rational(last));
    limited_.insert(id);
  }
  if (endless_periods_) quiet_after_ = last + offsets;
  if (limits_dates_) limit_past(gap + offsets);
  for (const auto& [var, span] : added_up_) check_limits(var, span);
}

// Before the first known day as after the last one.
void Grounder::limit_past(Day gap) {
  const std::vector<VarId> unlimited = days_up_to(&Variable::low, kFirstDay);
  const Day first = earliest_known_day() - static_cast<Day>(unlimited.size() + 2) * gap;
  for (const VarId id : unlimited) {
    formulas_.bound(id, Rational(std::max(first, kFirstDay)), std::nullopt);
    limited_.insert(id);
  }
}

void Grounder::check_limits(VarId var, Span span) const {
  if (limited_.count(var))
    throw Refusal{"the days between dates that nothing limits, " + beside_what(), span};
}

// Days are no more compared one by one: more than a difference to a known number counts.
void Grounder::add_up(const Sum& days, Span span) {
  for (const SumTerm& term : days.terms)
    for (const VarId var : term.factors) {
      check_limits(var, span);
      added_up_.emplace(var, span);
    }
}

}  // namespace proviso::ground
