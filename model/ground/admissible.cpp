// Which scenarios are admissible: facts, assumptions, powers, and flows that last at least a day.
#include "model/ground/days.h"
#include "model/ground/grounder.h"

#include "model/expr_walk.h"

#include <utility>

namespace proviso::ground {

void Grounder::constrain(ConstraintKind kind, Formula formula, Span span, ThingId event) {
  if (formula != kTrue) problem_.constraints.push_back({kind, formula, span, event});
  for (; divisions_seen_ < problem_.divisions.size(); ++divisions_seen_)
    if (formula != kTrue)
      problem_.divisions[divisions_seen_].constraint = problem_.constraints.size() - 1;
}

void Grounder::flow_periods() {
  for (const ThingId thing : problem_.universe.things) {
    if (spec_[spec_[thing].type].kind != syntax::TypeKind::flow) continue;
    const auto start = std::get<Dates>(thing_field(thing, FieldKind::start, {}).data);
    const auto end = std::get<Dates>(thing_field(thing, FieldKind::end, {}).data);
    const Formula lasts = any_date(start, [&](const DatePoint& a) {
      if (a.never) return kFalse;
      return any_date(end, [&](const DatePoint& b) { return formulas_.not_(point_le(b, a)); });
    });
    constrain(ConstraintKind::flow_period, formulas_.implies(present(thing), lasts),
              spec_[thing].whole);
  }
}

// A condition that holds on every day: between two change points it cannot change.
void Grounder::on_every_day(ConstraintKind kind, ExprId condition, Span span, bool horizon_only) {
  Points days = change_points({condition});
  days.emplace_back(kTrue, DatePoint::at(horizon_only ? problem_.universe.horizon.start : kDawn));
  std::vector<Formula> all;
  for (const auto& [exists, day] : unique(std::move(days))) {
    const Formula here = horizon_only ? formulas_.and_(exists, in_horizon(day)) : exists;
    if (here == kFalse) continue;
    all.push_back(along(here, [&] {
      return formulas_.implies(here, truth(condition, on(day)));
    }));
  }
  constrain(kind, formulas_.and_(std::move(all)), span);
}

void Grounder::fact(const Fact& fact) {
  if (!fact.each) {
    on_every_day(ConstraintKind::fact, fact.condition, fact.span, false);
    return;
  }
  // Read whenever what it binds is present, as a norm without a term would be.
  Clause everywhere;
  Norm norm;
  norm.each = fact.each;
  norm.condition = fact.condition;
  norm.span = fact.span;
  Duty duty;
  duty.clause = &everywhere;
  duty.norm = &norm;
  std::vector<Formula> all;
  bind_duty(norm, 0, 0, duty, [&](const Duty& bound) {
    std::vector<ExprId> exprs{fact.condition};
    if (fact.each->where.valid()) exprs.push_back(fact.each->where);
    Points days = change_points(exprs);
    for (const auto& [binder, thing] : bound.things) {
      const syntax::TypeKind kind = spec_[spec_[thing].type].kind;
      if (kind == syntax::TypeKind::event) add_points(days, kTrue, event_date(thing));
      if (kind == syntax::TypeKind::flow)
        add_points(days, present(thing),
                   std::get<Dates>(thing_field(thing, FieldKind::start, {}).data));
    }
    days.emplace_back(kTrue, DatePoint::at(kDawn));
    for (const auto& [exists, day] : unique(std::move(days))) {
      const Context at = on(day);
      const Formula here = formulas_.and_(exists, duty_present(bound, at));
      if (here == kFalse) continue;
      all.push_back(along(here, [&] {
        const Formula guard = formulas_.and_(here, truth(fact.each->where, at));
        return formulas_.implies(guard, along(guard, [&] { return truth(fact.condition, at); }));
      }));
    }
  });
  constrain(ConstraintKind::fact, formulas_.and_(std::move(all)), fact.span);
}

void Grounder::facts(const std::vector<Fact>& facts) {
  for (const Fact& one : facts) fact(one);
}

void Grounder::assume(const Assume& assume) {
  switch (assume.form) {
    case syntax::AssumeForm::condition:
      on_every_day(ConstraintKind::assumption, assume.condition, assume.span, true);
      break;
    case syntax::AssumeForm::on: {
      const Dates stated = dates_of(assume.date, timeless());
      const Formula same = any_date(event_date(assume.event), [&](const DatePoint& a) {
        return any_date(stated, [&](const DatePoint& b) { return point_equal(a, b); });
      });
      constrain(ConstraintKind::assumption, formulas_.implies(present(assume.event), same),
                assume.span);
      break;
    }
    case syntax::AssumeForm::never:
      constrain(ConstraintKind::assumption,
                any_date(event_date(assume.event),
                         [](const DatePoint& a) { return a.never ? kTrue : kFalse; }),
                assume.span);
      break;
    case syntax::AssumeForm::after: {
      const Dates stated = dates_of(assume.date, timeless());
      const Formula later = any_date(event_date(assume.event), [&](const DatePoint& a) {
        if (a.never) return kTrue;
        return any_date(stated, [&](const DatePoint& b) { return formulas_.not_(point_le(a, b)); });
      });
      constrain(ConstraintKind::assumption, later, assume.span);
      break;
    }
    case syntax::AssumeForm::open: break;  // it only lifts the bound of an open date
  }
}

void Grounder::assumptions(const GroundOptions& options) {
  for (const Assume& one : spec_[problem_.universe.deal].assumes) assume(one);
  for (const ExprId condition : options.with)
    on_every_day(ConstraintKind::restriction, condition, spec_[condition].span, true);
  for (const auto& [term, member] : options.readings) {
    if (problem_.terms.count(term) == 0) continue;  // no part of this deal
    const Value meant = value(spec_[term].values.at(member), timeless());
    constrain(ConstraintKind::restriction, equal(open_term(term), meant), spec_[term].span);
  }
}

void Grounder::for_each_power(ThingId event, const std::function<void(ExprId, Span)>& visit) {
  const Thing& t = spec_[event];
  if (t.only_if.valid()) visit(t.only_if, spec_[t.only_if].span);
  if (t.contract.valid()) return;
  for (const ContractId contract : problem_.universe.contracts) {
    for (const Power& rule : spec_[contract].powers) {
      if (!rule.only_if.valid() || !spec_.is_a(t.type, rule.type)) continue;
      if (rule.local.valid()) locals_[rule.local] = Value{kFalse, Cases<ThingId>{{kTrue, event}}};
      visit(rule.only_if, rule.span);
    }
  }
}

PowerOnDay Grounder::may_come(ThingId event, Day day) {
  const DatePoint then = DatePoint::at(day);
  PowerOnDay result;
  result.before = any_date(event_date(event), [&](const DatePoint& date) {
    return date.never ? kFalse : point_le(date, then.plus(-1));
  });
  Variable last;
  last.name = "last of its day";
  last.sort = VarSort::integer;
  last.low = last.high = Rational(problem_.universe.things.size() + 1);
  // Meanwhile its date and its place in the order of the day are these.
  const auto dates_before = event_dates_;
  const auto ranks_before = problem_.ranks;
  const auto fields_before = std::exchange(fields_, {});
  event_dates_[event] = {{kTrue, then}};
  problem_.ranks[event] = new_variable(std::move(last), {OriginKind::rank, {}, event});
  Context at = on(then);
  at.found_by = event;
  std::vector<Formula> all;
  for_each_power(event, [&](ExprId only_if, Span) { all.push_back(truth(only_if, at)); });
  event_dates_ = dates_before;
  fields_ = fields_before;
  problem_.ranks = ranks_before;
  result.allowed = formulas_.and_(std::move(all));
  return result;
}

// `only if`: true on the event's day, as the event finds it.
void Grounder::powers() {
  for (const ThingId event : problem_.universe.things) {
    if (spec_[spec_[event].type].kind != syntax::TypeKind::event) continue;
    for_each_power(event, [&](ExprId only_if, Span span) {
      const Formula allowed = any_date(event_date(event), [&](const DatePoint& day) {
        if (day.never) return kTrue;
        Context at = on(day);
        at.found_by = event;
        return truth(only_if, at);
      });
      constrain(ConstraintKind::power, allowed, span, event);
    });
  }
}

}  // namespace proviso::ground
