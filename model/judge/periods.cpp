// `each p: year must …`: the periods of a term, one after the other.
#include "model/judge/norm.h"

#include "model/expr_walk.h"
#include "model/judge/override.h"

#include <algorithm>
#include <cstdlib>
#include <functional>

namespace proviso::plain {

namespace {

using Visit = std::function<void(ExprId, const Expr&)>;

constexpr Day kArrears = 3 * 366;

void walk_clause(const Duty& duty, const Visit& visit) {
  const Spec& spec = duty.world.spec;
  const auto walk_from = [&](ExprId root) { walk(spec, root, visit); };
  for_each_expr(spec, duty.clause, walk_from);
  for (const ClauseId by : overriders(duty.world, duty.clause)) for_each_expr(spec, by, walk_from);
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
      slack += std::abs(whole_day(*days));
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

// A suspension does not end what a period owes, it moves the day.
bool in_force_but_for_suspension(const Duty& duty, Day day) {
  const ExprId condition = duty.world.spec[duty.clause].while_;
  return !condition.valid() || Reader(duty.world, duty.on(day)).holds(condition);
}

// `by D`, moved by suspensions since the last day of the period; else the first day from there on
// that is not suspended.
Date due_day(const Duty& duty, const Locals& bound, Day last) {
  if (duty.norm.by.valid()) return duty.deadline(duty.norm.by, bound, last, std::nullopt);
  return moved_deadline(duty.world, duty.clause, duty.term, duty.days, last, Date{last});
}

// A period without a deadline. The `where` is read on its last day, all else on the day it falls due.
void judge_on(const Duty& duty, const Locals& bound, Day last, Day due, ClauseOutcome& outcome) {
  const auto fails = [&](const Duty& read) {
    return read.arises(bound, last) && !read.met(bound, due) && !read.excused(bound, due);
  };
  if (fails(duty) && fails(duty.shielded_until(due))) {
    settle_breach(duty, bound, {due, Date{due + 1}}, outcome);
    return;
  }
  if (duty.met(bound, due)) outcome.kept = earlier(outcome.kept, Date{due});
  outcome.obligations.push_back(duty.obligation(bound, ObligationStatus::kept, Date{due}));
}

// Judges one period that counts; returns the earliest day on which it falls due.
Date judge_period(const Duty& duty, const Period& period, ClauseOutcome& outcome) {
  const Day last = period.end - 1;
  Date earliest_due{last};
  if (!contains(duty.term, last) || !in_force_but_for_suspension(duty, last)) return earliest_due;
  const bool unknown_past = period.start < duty.horizon().start && !duty.world.universe.has_baseline;
  for (Locals bound : tuples(duty.world, duty.norm.each)) {
    bound.insert(bound.begin(), {duty.norm.period->local, period});
    const WindowOf window_of = [&](const Duty& read) -> std::optional<Window> {
      if (!read.arises(bound, last)) return std::nullopt;
      return Window{last, due_day(read, bound, last)};
    };
    const auto window = window_of(duty);
    if (!window) continue;
    const Date due = window->second;
    earliest_due = earlier(earliest_due, due);
    if (duty.displaced(bound, last, due)) continue;
    auto outside = duty.outside(due);
    if (!outside && unknown_past) outside = ObligationStatus::not_judged;
    if (outside) {
      outcome.obligations.push_back(duty.obligation(bound, *outside, due));
    } else if (duty.norm.by.valid()) {
      judge_deadline(duty, bound, window_of, last, *due.day, outcome);
    } else {
      judge_on(duty, bound, last, *due.day, outcome);
    }
  }
  return earliest_due;
}

// Both texts beside a change judge their own part of the period in which it falls.
bool parts_are_judged(const Duty& duty, ClauseId other) {
  const PeriodBinder& period = *duty.norm.period;
  const std::vector<Norm>& norms = duty.world.spec[other].norms;
  return period.or_part && std::any_of(norms.begin(), norms.end(), [&](const Norm& norm) {
           return norm.period && norm.period->unit == period.unit && norm.period->or_part;
         });
}

bool counts_periods(const Duty& duty, ClauseId other) {
  const std::vector<Norm>& norms = duty.world.spec[other].norms;
  return std::any_of(norms.begin(), norms.end(), [&](const Norm& norm) {
    return norm.period && norm.period->unit == duty.norm.period->unit;
  });
}

// The first day of the clause's periods: that of its term, unless the clause judges the whole period
// in which it replaced another; then it is as if it had begun where the other did, if that was before.
std::optional<Date> first_counted(const Duty& duty, ClauseId id) {
  const ClauseId old = duty.world.spec[id].replaces;
  const Term term = term_of(duty.world, id);
  if (!old.valid() || parts_are_judged(duty, old)) return term.from;
  const std::optional<Date> own = term_before_change(duty.world, id).from;
  const std::optional<Date> before = first_counted(duty, old);
  if (!own && !before) return std::nullopt;
  const Date together = own && before ? later(*own, *before) : own.value_or(before.value_or(Date{}));
  return term.from ? earlier(together, *term.from) : together;
}

// The text that replaces this one judges the period in which it does.
bool is_given_up(const Duty& duty, const Period& period) {
  const Clause& clause = duty.world.spec[duty.clause];
  if (!clause.replaced_by.valid() || !clause.cut.valid()) return false;
  if (!counts_periods(duty, clause.replaced_by) || parts_are_judged(duty, clause.replaced_by)) {
    return false;
  }
  const Date cut = Reader(duty.world, Reading{.day = duty.horizon().start}).date(clause.cut);
  return cut == duty.term.until && cut.day && period.start < *cut.day && *cut.day < period.end;
}

}  // namespace

Grid grid_of(const World& world, ClauseId clause, const PeriodBinder& period) {
  // A text that replaces another goes on counting, if there was anything to count.
  Term term = term_of(world, clause);
  while (world.spec[clause].replaces.valid()) clause = world.spec[clause].replaces;
  const Term first = term_of(world, clause);
  if (!first.from || (term.from && order(*first.from, *term.from) < 0)) term.from = first.from;
  const int months = static_cast<int>(period.unit);
  const Day begin = world.universe.horizon.start;
  // Without a beginning, from early enough for deadlines of periods that are over.
  if (!term.from) return {period.calendar ? calendar_start(begin - kArrears, months) : begin, months};
  const Day from = term.from->day.value_or(begin);
  return {period.calendar ? calendar_start(from, months) : from, months};
}

std::optional<Period> period_on(const World& world, ClauseId clause, const PeriodBinder& binder,
                                Day day) {
  const Grid grid = grid_of(world, clause, binder);
  if (day < grid.base) return std::nullopt;
  Period period = grid_period(grid.base, grid.months, 0);
  while (period.end <= day) period = grid_period(grid.base, grid.months, period.index + 1);
  return period;
}

void judge_periods(const Duty& duty, ClauseOutcome& outcome) {
  const PeriodBinder& binder = *duty.norm.period;
  const Grid grid = grid_of(duty.world, duty.clause, binder);
  const Date from = duty.term.from.value_or(Date{grid.base});
  const Date until = duty.term.until;
  if (!from.day || order(from, until) >= 0) return;

  const Date counted = first_counted(duty, duty.clause).value_or(Date{grid.base});
  const Day begin = counted.day.value_or(*from.day);
  const Day quiet = quiet_after(duty);
  const std::int64_t back = look_back(duty);
  for (std::int64_t index = 0;; ++index) {
    Period period = grid_period(grid.base, grid.months, index);
    if (order(Date{period.start}, until) >= 0) return;
    if (period.end <= *from.day || is_given_up(duty, period)) continue;
    const bool whole = period.start >= begin && order(Date{period.end}, until) <= 0;
    if (!whole && binder.or_part) {
      period.start = std::max(period.start, begin);
      if (until.day) period.end = std::min(period.end, *until.day);
    }
    const std::size_t before = outcome.obligations.size();
    Date due{period.end - 1};
    if (whole || binder.or_part) {
      due = judge_period(duty, period, outcome);
    } else if (!duty.displaced({}, period.end - 1, due)) {
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
