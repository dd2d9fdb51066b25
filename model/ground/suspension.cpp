// Deadlines that suspensions move.
#include "model/ground/grounder.h"

namespace proviso::ground {

namespace {

constexpr std::size_t kMostChanges = 24;  // on so many days suspensions may begin or end
constexpr std::size_t kMostTerms = 400;   // of the sums that such a deadline is compared in

}  // namespace

// A day after `from` on which a suspension begins or ends. Of several that are the same day one counts.
struct Grounder::Change {
  DatePoint day;
  Formula begins = kFalse, ends = kFalse;
};

std::vector<Grounder::Change> Grounder::changes_of_suspension(const Duty& duty, const DatePoint& from,
                                                              Formula where) {
  const ExprId suspended = duty.clause->suspended_while;
  const Points days = change_points({suspended});
  std::vector<Change> result;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const auto& [exists, day] = days[i];
    std::vector<Formula> once{exists, formulas_.not_(point_le(day, from))};
    for (std::size_t j = 0; j < i; ++j)
      once.push_back(formulas_.not_(formulas_.and_(days[j].first, point_equal(days[j].second, day))));
    const Formula here = formulas_.and_(std::move(once));
    const Formula read = formulas_.and_(where, here);
    if (read == kFalse) continue;
    const auto off = [&, day = day](Day later) {
      return along(read, [&] { return truth(suspended, on(day.plus(later), duty.id)); });
    };
    const Formula before = off(-1);
    const Formula then = off(0);
    const auto possible = [&](Formula change) {
      return formulas_.and_(where, change) == kFalse ? kFalse : change;
    };
    Change change{day, possible(formulas_.and_({here, formulas_.not_(before), then})),
                  possible(formulas_.and_({here, before, formulas_.not_(then)}))};
    if (change.begins != kFalse || change.ends != kFalse) result.push_back(std::move(change));
  }
  if (result.size() > kMostChanges)
    throw Refusal{"a deadline under suspensions that begin or end on more than 24 days", duty.norm->span};
  return result;
}

// Beyond every change: whether the clause stays suspended for ever.
Formula Grounder::suspended_in_the_end(const Duty& duty, const std::vector<Change>& changes,
                                       const DatePoint& from, Formula where) {
  Rational last = 0;
  const auto see = [&](const DatePoint& day) {
    const Interval range = interval_of(day);
    if (!range.high) throw Refusal{"a deadline under a suspension whose end nothing limits", duty.norm->span};
    last = std::max(last, *range.high);
  };
  see(from);
  for (const auto& [exists, day] : change_points({duty.clause->suspended_while})) see(day);
  for (const Change& change : changes) see(change.day);
  const DatePoint end = DatePoint::at(whole_day(last) + 1);
  return along(where, [&] { return truth(duty.clause->suspended_while, on(end, duty.id)); });
}

// A suspension delays the deadline if no more free days lie between `from` and it than between `from`
// and `due`. How many are free before a day is a sum over the changes before it (docs/semantics.md,
// section 8). All days are counted from one, `origin`, which may be any.
Dates Grounder::moved_deadline(const Duty& duty, const DatePoint& from, const DatePoint& due,
                               Formula where) {
  if (!duty.clause->suspended_while.valid() || due.never) return {{kTrue, due}};
  const Formula in_time = point_le(from, due);  // else nothing moves
  if (formulas_.and_(where, in_time) == kFalse) return {{kTrue, due}};
  const std::vector<Change> changes = changes_of_suspension(duty, from, where);
  const DatePoint origin = from.sum.valid() ? DatePoint::at(problem_.universe.horizon.start) : from;
  const auto day_of = [&](const DatePoint& point) { return days_between(origin, point); };
  const auto minus = [&](const Sum& a, const Sum& b) { return formulas_.add(a, formulas_.scale(b, -1)); };
  Formula suspended = kFalse;  // from the first day on
  if (from.sum.valid()) {
    suspended = along(where, [&] { return truth(duty.clause->suspended_while, on(from, duty.id)); });
    if (formulas_.and_(where, suspended) == kFalse) suspended = kFalse;
  }
  const auto counted = [&](const Change* before) {
    Sum sum = formulas_.when(suspended, day_of(from));
    for (const Change& change : changes) {
      const Formula earlier = before ? formulas_.not_(point_le(before->day, change.day)) : kTrue;
      const Sum day = day_of(change.day);
      sum = formulas_.add(sum, formulas_.when(formulas_.and_(earlier, change.begins), day));
      sum = minus(sum, formulas_.when(formulas_.and_(earlier, change.ends), day));
    }
    if (sum.terms.size() > kMostTerms)
      throw Refusal{"a deadline under suspensions, counted from one that they move", duty.norm->span};
    return sum;
  };
  const auto within = [&](const Sum& free) {
    return formulas_.compare(minus(free, day_of(due)), Relation::less_equal);
  };
  Sum moved = minus(sum_of(due), formulas_.when(formulas_.and_(suspended, in_time), day_of(from)));
  for (const Change& change : changes) {
    const Sum free = counted(&change);
    const Sum day = day_of(change.day);
    const Formula begins = formulas_.and_(change.begins, within(formulas_.add(free, day)));
    const Formula ends = formulas_.and_(change.ends, within(free));
    moved = formulas_.add(moved, formulas_.when(ends, day));
    moved = minus(moved, formulas_.when(begins, day));
  }
  const Formula lasts = suspended_in_the_end(duty, changes, from, where);
  const Formula never = lasts == kFalse ? kFalse : formulas_.and_(lasts, within(counted(nullptr)));
  Dates result;
  if (never != kTrue) {
    const DatePoint later = point_of(moved, duty.norm->span);
    if (dates_are_limited_ && later.known() && later.offset > last_named_)
      throw Refusal{"a deadline that a suspension moves beyond all dates, " + beside_what(),
                    duty.norm->span};
    result.emplace_back(formulas_.not_(never), later);
  }
  if (never != kFalse) result.emplace_back(never, kNever);
  return result;
}

}  // namespace proviso::ground
