#include "model/judge/term.h"

#include "model/judge/reader.h"
#include "model/judge/world.h"

namespace proviso::plain {

namespace {

std::optional<Date> latest(const std::optional<Date>& a, const std::optional<Date>& b) {
  if (!a || !b) return a ? a : b;
  return later(*a, *b);
}

// `term` is what `term.start` and `term.end` mean inside the bounds.
Term read_bounds(const World& world, const Bounds& bounds, const std::optional<Term>& term) {
  Reader reader(world, Reading{.day = world.universe.horizon.start, .term = term});
  Term result;
  if (bounds.from.valid()) result.from = reader.date(bounds.from);
  for (const ExprId end : bounds.until) result.until = earlier(result.until, reader.date(end));
  return result;
}

bool is_suspended(const World& world, ClauseId clause, const Term& term, Day day) {
  const ExprId condition = world.spec[clause].suspended_while;
  return condition.valid() && Reader(world, {.day = day, .term = term}).holds(condition);
}

}  // namespace

Term term_of(const World& world, ClauseId id) {
  const Clause& clause = world.spec[id];
  const Horizon& horizon = world.universe.horizon;
  Term outer{Date{horizon.start}, Date{horizon.end}};
  if (clause.contract.valid()) outer = read_bounds(world, world.spec[clause.contract].bounds, {});
  const Term own = read_bounds(world, clause.bounds, outer);
  Date end = outer.until;
  if (clause.survives_until.valid()) {
    end = Reader(world, {.day = horizon.start, .term = outer}).date(clause.survives_until);
  }
  return {latest(outer.from, own.from), earlier(end, own.until)};
}

Term within(const Term& term, const Horizon& horizon) {
  return {latest(term.from, Date{horizon.start}), earlier(term.until, Date{horizon.end})};
}

std::optional<Day> first_day(const Term& term, const Days& days) {
  const Date first = term.from ? *term.from : earlier(Date{days.before_all()}, shift(term.until, -1));
  return order(first, term.until) < 0 ? first.day : std::nullopt;
}

bool in_force(const World& world, ClauseId id, const Term& term, Day day) {
  const bool begun = !term.from || order(*term.from, Date{day}) <= 0;
  if (!begun || order(Date{day}, term.until) >= 0) return false;
  const ExprId condition = world.spec[id].while_;
  if (condition.valid() && !Reader(world, {.day = day, .term = term}).holds(condition)) return false;
  return !is_suspended(world, id, term, day);
}

Date moved_deadline(const World& world, ClauseId clause, const Term& term, const Days& days,
                    Day begin, const Date& deadline) {
  if (!world.spec[clause].suspended_while.valid() || order(deadline, Date{begin}) < 0) {
    return deadline;
  }
  if (!deadline.day) return deadline;
  // The deadline is the last of so many days on which the clause is not suspended.
  Day left = *deadline.day - begin + 1;
  const std::vector<Day> blocks = days.within(begin, {});
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (is_suspended(world, clause, term, blocks[i])) continue;
    const bool is_last = i + 1 == blocks.size();
    if (is_last || blocks[i + 1] - blocks[i] >= left) return {blocks[i] + left - 1};
    left -= blocks[i + 1] - blocks[i];
  }
  return {};
}

}  // namespace proviso::plain
