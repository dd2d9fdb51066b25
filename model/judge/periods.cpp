// `each p: year must …`: the periods of a term, one after the other.
#include "model/judge/norm.h"

#include "model/expr_walk.h"

#include <algorithm>
#include <cstdlib>
#include <functional>

namespace proviso::plain {

namespace {

using Visit = std::function<void(ExprId, const Expr&)>;

void walk_clause(const Duty& duty, const Visit& visit) {
  const Spec& spec = duty.world.spec;
  for_each_expr(spec, duty.clause, [&](ExprId root) { walk(spec, root, visit); });
}

// Says the same wherever it is read: mentions no bound name, no term, no breach.
bool is_closed(const Spec& spec, ExprId root) {
  bool closed = true;
  walk(spec, root, [&](ExprId, const Expr& expr) {
    closed = closed && !std::holds_alternative<LocalRef>(expr.node) &&
             !std::holds_alternative<TermStart>(expr.node) &&
             !std::holds_alternative<TermEnd>(expr.node) &&
             !std::holds_alternative<BreachDay>(expr.node);
  });
  return closed;
}

// After this day nothing that the clause can see or name is different, also where it is compared
// with a date so many days away: whole periods that begin later are all alike.
Day quiet_after(const Duty& duty) {
  const Spec& spec = duty.world.spec;
  Day latest = *duty.days.changes.rbegin();
  Day slack = 0;
  const auto include = [&](const Value& value) {
    if (const auto* date = std::get_if<Date>(&value)) {
      if (date->day) latest = std::max(latest, *date->day);
    } else if (const auto* days = std::get_if<Rational>(&value)) {
      slack += std::abs(static_cast<Day>(numerator(*days)));
    }
  };
  include(duty.term.from.value_or(Date{}));
  include(duty.term.until);
  Reader reader(duty.world, Reading{.day = duty.horizon().start});
  const auto include_field = [&](const FieldOf& field) {
    for (const ThingId thing : duty.world.universe.things) {
      for (const auto& [name, value] : spec[thing].values) {
        if (name == field.field && value.valid()) include(reader.value(value));
      }
    }
  };
  walk_clause(duty, [&](ExprId id, const Expr& expr) {
    if (const auto* months = std::get_if<AddMonths>(&expr.node)) {
      slack += 31 * std::abs(months->months);
    }
    if (expr.type.base != BaseType::date && expr.type.base != BaseType::days) return;
    if (is_closed(spec, id)) include(reader.value(id));
    const auto* field = std::get_if<FieldOf>(&expr.node);
    if (field != nullptr && field->kind == FieldKind::declared) include_field(*field);
  });
  return latest + slack;
}

// How many periods back the norm looks.
std::int64_t look_back(const Duty& duty) {
  std::int64_t back = 0;
  walk_clause(duty, [&](ExprId, const Expr& expr) {
    const auto* shift = std::get_if<PeriodShift>(&expr.node);
    if (shift != nullptr && shift->by < 0) back -= shift->by;
  });
  return back;
}

// Judges one period that counts; returns the earliest day on which it falls due.
Date judge_period(const Duty& duty, const Period& period, ClauseOutcome& outcome) {
  const Day last = period.end - 1;
  Date earliest_due{last};
  if (!duty.in_force_on(last)) return earliest_due;
  const bool unknown_past = period.start < duty.horizon().start && !duty.world.universe.has_baseline;
  for (Locals bound : tuples(duty.world, duty.norm.each)) {
    bound.insert(bound.begin(), {duty.norm.period->local, period});
    if (!duty.arises(bound, last)) continue;
    const bool has_deadline = duty.norm.by.valid();
    const Date due =
        has_deadline ? duty.deadline(duty.norm.by, bound, last, std::nullopt) : Date{last};
    earliest_due = earlier(earliest_due, due);
    auto outside = duty.outside(due);
    if (!outside && unknown_past) outside = ObligationStatus::not_judged;
    if (outside) {
      outcome.obligations.push_back(duty.obligation(bound, *outside, due));
    } else if (has_deadline) {
      judge_deadline(duty, bound, last, *due.day, outcome);
    } else if (!duty.met(bound, last) && !duty.excused(bound, last)) {
      settle_breach(duty, bound, {last, Date{period.end}}, outcome);
    } else {
      if (duty.met(bound, last)) outcome.kept = earlier(outcome.kept, due);
      outcome.obligations.push_back(duty.obligation(bound, ObligationStatus::kept, due));
    }
  }
  return earliest_due;
}

}  // namespace

Grid grid_of(const Term& term, const PeriodBinder& period, const Horizon& horizon) {
  const Day from = term.from && term.from->day ? *term.from->day : horizon.start;
  const int months = static_cast<int>(period.unit);
  return {period.calendar ? calendar_start(from, months) : from, months};
}

void judge_periods(const Duty& duty, ClauseOutcome& outcome) {
  const PeriodBinder& binder = *duty.norm.period;
  const Date from = duty.term.from.value_or(Date{duty.horizon().start});
  const Date until = duty.term.until;
  if (!from.day || order(from, until) >= 0) return;

  const Grid grid = grid_of(duty.term, binder, duty.horizon());
  const Day quiet = quiet_after(duty);
  const std::int64_t back = look_back(duty);
  for (std::int64_t index = 0;; ++index) {
    Period period = grid_period(grid.base, grid.months, index);
    if (order(Date{period.start}, until) >= 0) return;
    const bool whole = period.start >= *from.day && order(Date{period.end}, until) <= 0;
    if (!whole && binder.or_part) {
      period.start = std::max(period.start, *from.day);
      if (until.day) period.end = std::min(period.end, *until.day);
    }
    const std::size_t before = outcome.obligations.size();
    Date due{period.end - 1};
    if (whole || binder.or_part) {
      due = judge_period(duty, period, outcome);
    } else {
      const Locals bound{{binder.local, period}};
      outcome.obligations.push_back(duty.obligation(bound, ObligationStatus::left_out, due));
    }
    // Later periods are beyond the horizon too, or like this one.
    const Date end{duty.horizon().end};
    const bool beyond = order(Date{period.start}, end) >= 0;
    const bool alike = whole && grid_period(grid.base, grid.months, index - back).start > quiet;
    if (beyond && order(due, end) >= 0) {
      outcome.obligations.resize(before);
      return;
    }
    if (alike && (beyond || !end.day)) return;
  }
}

}  // namespace proviso::plain
