#include "model/judge/norm.h"

#include "model/expr_walk.h"
#include "model/judge/override.h"

#include <algorithm>

namespace proviso::plain {

ClauseOutcome judge_clause(const World& world, ClauseId id) {
  const Clause& clause = world.spec[id];
  const Term term = term_of(world, id);
  std::vector<ExprId> said;
  const auto say = [&](ExprId expr) { said.push_back(expr); };
  for_each_expr(world.spec, id, say);
  for (const ClauseId by : overriders(world, id)) for_each_expr(world.spec, by, say);
  Days days = world.days(said);
  add_days_of_overriders(world, id, days);
  ClauseOutcome outcome;
  for (std::size_t index = 0; index < clause.norms.size(); ++index) {
    const Norm& norm = clause.norms[index];
    if (norm.kind == syntax::NormKind::may || !is_meant(world, norm)) continue;
    const Duty duty{world, id, index, norm, term, days};
    if (norm.period) {
      judge_periods(duty, outcome);
    } else if (norm.by.valid()) {
      judge_achieved(duty, outcome);
    } else {
      judge_maintained(duty, outcome);
    }
  }
  return outcome;
}

Duty Duty::without(Things things) const {
  Duty same = *this;
  same.left_out = std::move(things);
  return same;
}

Duty Duty::shielded_on(Day day) const { return without(left_out_on(world, clause, day)); }
Duty Duty::shielded_until(Day day) const {
  return without(left_out_until(world, clause, days, day));
}

bool Duty::displaced(const Locals& bound, Day arises, const Date& due) const {
  return due.day && is_displaced(world, clause, bound, arises, *due.day);
}

std::optional<Day> Duty::trigger(const Locals& bound) const {
  const auto from = first_day(term, days);
  if (!from || !norm.each) return from;
  for (const Day day : days.within(*from, term.until)) {
    if (in_force_on(day) && arises(bound, day)) return day;
  }
  return std::nullopt;
}

bool Duty::arises(const Locals& bound, Day day) const {
  if (!norm.each) return true;
  Reader reader(world, on(day), bound);
  return reader.present(*norm.each) && (!norm.each->where.valid() || reader.holds(norm.each->where));
}

bool Duty::met(const Locals& bound, Day day) const {
  if (norm.kind == syntax::NormKind::never) return false;
  const bool holds = Reader(world, on(day), bound).holds(norm.condition);
  return norm.kind == syntax::NormKind::must_not ? !holds : holds;
}

bool Duty::excused(const Locals& bound, Day day) const {
  return norm.unless.valid() && Reader(world, on(day), bound).holds(norm.unless);
}

Date Duty::deadline(ExprId expr, const Locals& bound, Day begin, std::optional<Day> breach) const {
  Reading reading = on(begin);
  reading.breach = breach;
  const Date stated = Reader(world, reading, bound).date(expr);
  return moved_deadline(world, clause, term, days, begin, stated);
}

std::optional<Day> Duty::first_success(ExprId condition, const Locals& bound, Day begin, Day last,
                                       std::optional<Day> breach) const {
  Reading reading = on(last);
  reading.breach = breach;
  if (last < begin) {
    if (Reader(world, reading, bound).holds(condition)) return last;
    return std::nullopt;
  }
  reading.since = begin;  // an old performance does not serve a new duty
  for (const Day day : days.within(begin, Date{last + 1})) {
    reading.day = day;
    if (Reader(world, reading, bound).holds(condition)) return day;
  }
  return std::nullopt;
}

Obligation Duty::obligation(const Locals& bound, ObligationStatus status, Date due) const {
  Obligation result;
  result.clause = clause;
  result.norm = index;
  result.status = status;
  result.due = due;
  result.first = due;
  for (const auto& [local, value] : bound) {
    if (const auto* period = std::get_if<Period>(&value)) {
      result.period = {period->start, Date{period->end}};
    } else {
      result.bound.emplace_back(local, constant_of(value));
    }
  }
  return result;
}

std::optional<ObligationStatus> Duty::outside(const Date& due) const {
  if (order(due, Date{horizon().start}) < 0) return ObligationStatus::not_judged;
  if (!due.day || !horizon().contains(*due.day)) return ObligationStatus::pending;
  return std::nullopt;
}

std::vector<Run> maximal_runs(const Days& days, Day from, const Date& end,
                              const std::function<bool(Day)>& is_in) {
  std::vector<Run> runs;
  bool running = false;
  for (const Day day : days.within(from, end)) {
    const bool now = is_in(day);
    if (now && !running) runs.push_back({day, end});
    if (!now && running) runs.back().end = Date{day};
    running = now;
  }
  return runs;
}

void judge_maintained(const Duty& duty, ClauseOutcome& outcome) {
  const Term span = within(duty.term, duty.horizon());
  const auto from = first_day(span, duty.days);
  if (!from) return;
  for (const Locals& bound : tuples(duty.world, duty.norm.each)) {
    const auto fails = [&](const Duty& read, Day day) {
      return read.in_force_on(day) && read.arises(bound, day) && !read.met(bound, day) &&
             !read.excused(bound, day);
    };
    std::optional<Day> in_play;
    const auto is_broken = [&](Day day) {
      if (!duty.in_force_on(day) || !duty.arises(bound, day)) return false;
      if (duty.displaced(bound, day, Date{day})) return false;
      if (!in_play) in_play = day;
      return fails(duty, day) && fails(duty.shielded_on(day), day);
    };
    const std::vector<Run> runs = maximal_runs(duty.days, *from, span.until, is_broken);
    for (const Run& run : runs) settle_breach(duty, bound, run, outcome);
    if (runs.empty() && in_play) {
      outcome.obligations.push_back(duty.obligation(bound, ObligationStatus::kept, Date{*in_play}));
    }
  }
}

void judge_achieved(const Duty& duty, ClauseOutcome& outcome) {
  for (const Locals& bound : tuples(duty.world, duty.norm.each)) {
    // Owed once, from the first day on which it arises.
    const WindowOf window_of = [&](const Duty& read) -> std::optional<Window> {
      const auto begin = read.trigger(bound);
      if (!begin) return std::nullopt;
      return Window{*begin, read.deadline(read.norm.by, bound, *begin, std::nullopt)};
    };
    const auto window = window_of(duty);
    if (!window) continue;
    const auto& [begin, due] = *window;
    if (duty.displaced(bound, begin, due)) continue;
    const bool lapses = !duty.norm.each && due.day && !contains(duty.term, *due.day);
    const auto outside = duty.outside(due);
    if (lapses || outside) {
      const auto status = lapses ? ObligationStatus::lapsed : *outside;
      outcome.obligations.push_back(duty.obligation(bound, status, due));
    } else {
      judge_deadline(duty, bound, window_of, begin, *due.day, outcome);
    }
  }
}

namespace {

// Nothing is owed in the end, or it is done in time, or excused on the day.
bool is_kept(const Duty& duty, const Locals& bound, const WindowOf& window_of) {
  const auto window = window_of(duty);
  if (!window || !window->second.day) return true;
  const auto& [begin, due] = *window;
  return duty.first_success(duty.norm.condition, bound, begin, *due.day, std::nullopt) ||
         duty.excused(bound, *due.day);
}

}  // namespace

void judge_deadline(const Duty& duty, const Locals& bound, const WindowOf& window_of, Day begin,
                    Day deadline, ClauseOutcome& outcome) {
  const auto success =
      duty.first_success(duty.norm.condition, bound, begin, deadline, std::nullopt);
  if (!success && !duty.excused(bound, deadline) &&
      !is_kept(duty.shielded_until(std::max(begin, deadline)), bound, window_of)) {
    settle_breach(duty, bound, {deadline, Date{deadline + 1}}, outcome);
    return;
  }
  if (success) outcome.kept = earlier(outcome.kept, Date{*success});
  outcome.obligations.push_back(duty.obligation(bound, ObligationStatus::kept, Date{deadline}));
}

}  // namespace proviso::plain
