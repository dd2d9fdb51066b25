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

bool is_suspended(const World& world, ClauseId clause, const Term& term, Day day,
                  const Things& left_out = {}) {
  const ExprId condition = world.spec[clause].suspended_while;
  return condition.valid() &&
         Reader(world, {.day = day, .term = term, .left_out = left_out}).holds(condition);
}

}  // namespace

Term outer_term(const World& world, ClauseId id) {
  const Clause& clause = world.spec[id];
  const Horizon& horizon = world.universe.horizon;
  if (clause.contract.valid()) return read_bounds(world, world.spec[clause.contract].bounds, {});
  return {Date{horizon.start}, Date{horizon.end}};
}

Term term_before_change(const World& world, ClauseId id) {
  const Clause& clause = world.spec[id];
  const Term outer = outer_term(world, id);
  const Term own = read_bounds(world, clause.bounds, outer);
  Reader reader(world, {.day = world.universe.horizon.start, .term = outer});
  Date end = clause.survives_until.valid() ? reader.date(clause.survives_until) : outer.until;
  end = earlier(end, own.until);
  if (clause.cut.valid()) end = earlier(end, reader.date(clause.cut));
  return {latest(outer.from, own.from), end};
}

Term term_of(const World& world, ClauseId id) {
  Term term = term_before_change(world, id);
  const ExprId since = world.spec[id].since;
  if (!since.valid()) return term;
  Reader reader(world, {.day = world.universe.horizon.start});
  term.from = latest(term.from, reader.date(since));
  return term;
}

bool contains(const Term& term, Day day) {
  const bool begun = !term.from || order(*term.from, Date{day}) <= 0;
  return begun && order(Date{day}, term.until) < 0;
}

Term within(const Term& term, const Horizon& horizon) {
  return {latest(term.from, Date{horizon.start}), earlier(term.until, Date{horizon.end})};
}

std::optional<Day> first_day(const Term& term, const Days& days) {
  const Date first = term.from ? *term.from : earlier(Date{days.before_all()}, shift(term.until, -1));
  return order(first, term.until) < 0 ? first.day : std::nullopt;
}

bool in_force(const World& world, ClauseId id, const Term& term, Day day, const Things& left_out) {
  if (!contains(term, day)) return false;
  const ExprId condition = world.spec[id].while_;
  Reader reader(world, {.day = day, .term = term, .left_out = left_out});
  if (condition.valid() && !reader.holds(condition)) return false;
  return !is_suspended(world, id, term, day, left_out);
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
