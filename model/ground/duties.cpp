// Clauses as duties: each norm with everything its `each` can bind.
#include "model/ground/days.h"
#include "model/ground/grounder.h"

#include "model/internal_error.h"

#include <algorithm>

namespace proviso::ground {

const GroundClause& Grounder::clause(ClauseId id) {
  const auto found = clause_index_.find(id);
  if (found == clause_index_.end()) throw InternalError("a clause outside the universe");
  GroundClause& ground = problem_.clauses[found->second];
  if (ground.clause.valid()) return ground;
  if (!grounding_.insert(id).second) throw Refusal{"a clause that depends on itself", spec_[id].span};
  GroundClause result;
  result.clause = id;
  const std::vector<Formula> path = std::move(path_);
  path_.clear();
  try {
    ground_clause(id, result);
  } catch (const Refusal& refusal) {
    result.refused = refusal.what;
    result.refused_at = refusal.span.empty() ? spec_[id].span : refusal.span;
  }
  path_ = path;
  grounding_.erase(id);
  problem_.clauses[found->second] = std::move(result);
  return problem_.clauses[found->second];
}

void Grounder::ground_clause(ClauseId id, GroundClause& into) {
  const Clause& clause = spec_[id];
  for (std::size_t i = 0; i < clause.norms.size(); ++i) {
    const Norm& norm = clause.norms[i];
    for_each_duty(id, norm, i, [&](const Duty& duty) {
      if (norm.period) {
        periods(duty, into);
      } else if (norm.by.valid()) {
        deadline(duty, into);
      } else {
        maintenance(duty, into);
      }
    });
  }
  std::vector<Formula> broken;
  for (const Instance& instance : into.breaches) broken.push_back(instance.holds);
  into.broken = formulas_.or_(std::move(broken));
}

void Grounder::for_each_duty(ClauseId id, const Norm& norm, std::size_t index,
                             const std::function<void(const Duty&)>& body) {
  Duty duty;
  duty.clause = &spec_[id];
  duty.id = id;
  duty.norm = &norm;
  duty.index = index;
  if (norm.reading.valid()) duty.counts = truth(norm.reading, timeless(id));
  if (duty.counts == kFalse) return;
  bind_duty(norm, 0, 0, duty, body);
}

void Grounder::bind_duty(const Norm& norm, std::size_t binder_index, std::size_t local_index,
                         Duty& duty, const std::function<void(const Duty&)>& body) {
  if (!norm.each || binder_index == norm.each->binders.size()) {
    body(duty);
    return;
  }
  const Binder& binder = norm.each->binders[binder_index];
  if (local_index == binder.locals.size()) {
    bind_duty(norm, binder_index + 1, 0, duty, body);
    return;
  }
  const LocalId local = binder.locals[local_index];
  const std::size_t first_of_binder = duty.bound.size() - local_index;
  const auto bind = [&](const Constant& constant, Value value, ThingId thing) {
    for (std::size_t i = first_of_binder; i < duty.bound.size(); ++i)
      if (duty.bound[i].second == constant) return;  // `x, y: T` binds different things
    locals_[local] = std::move(value);
    duty.bound.emplace_back(local, constant);
    if (thing.valid()) duty.things.emplace_back(&binder, thing);
    bind_duty(norm, binder_index, local_index + 1, duty, body);
    if (thing.valid()) duty.things.pop_back();
    duty.bound.pop_back();
  };
  if (binder.type.base == BaseType::enumeration) {
    for (std::uint32_t m = 0; m < spec_[binder.type.enumeration].members.size(); ++m)
      bind(Member{m}, Value{kFalse, Cases<std::uint32_t>{{kTrue, m}}}, {});
  } else {
    for (const ThingId thing : things_of(binder.type.thing))
      bind(thing, Value{kFalse, Cases<ThingId>{{kTrue, thing}}}, thing);
  }
}

// What `each` binds is present: flows while active, events on their own day, `new` flows on their
// first day; with `so far` or `any time`, what that lets in.
Formula Grounder::duty_present(const Duty& duty, const Context& at) {
  std::vector<Formula> all;
  for (const auto& [binder, thing] : duty.things) {
    const syntax::TypeKind kind = spec_[spec_[thing].type].kind;
    all.push_back(in_sight(thing, at));
    if (binder->is_new) {
      const auto start = std::get<Dates>(thing_field(thing, FieldKind::start, {}).data);
      all.push_back(present(thing));
      all.push_back(any_date(start, [&](const DatePoint& d) {
        return d.never ? kFalse : point_equal(d, at.day);
      }));
    } else if (kind == syntax::TypeKind::event && binder->range == syntax::Range::standard &&
               !at.so_far) {
      all.push_back(any_date(event_date(thing), [&](const DatePoint& d) {
        return d.never ? kFalse : point_equal(d, at.day);
      }));
    } else {
      all.push_back(in_time(thing, binder->range, at));
    }
    if (all.back() == kFalse) return kFalse;
  }
  return formulas_.and_(std::move(all));
}

// In term, present, and the `where` true: something is owed. (Not yet: within the horizon.)
Formula Grounder::guard_of(const Duty& duty, const Context& at) {
  const Formula here = duty_present(duty, at);
  if (here == kFalse) return kFalse;
  const Formula term = along(here, [&] { return in_term(duty.id, at); });
  if (term == kFalse) return kFalse;
  const Formula both = formulas_.and_({here, term, duty.counts});
  if (!duty.norm->each) return both;
  return formulas_.and_(both, along(both, [&] { return truth(duty.norm->each->where, at); }));
}

// What the norm asks for on a day.
Formula Grounder::demand(const Duty& duty, const Context& at) {
  switch (duty.norm->kind) {
    case syntax::NormKind::must: return truth(duty.norm->condition, at);
    case syntax::NormKind::must_not: return formulas_.not_(truth(duty.norm->condition, at));
    case syntax::NormKind::never: return kFalse;
    case syntax::NormKind::may: return kTrue;
  }
  return kTrue;
}

void Grounder::add_breach(const Duty& duty, Formula broken, const DatePoint& day,
                          GroundClause& into) {
  if (broken == kFalse) return;
  into.breaches.push_back({duty.index, duty.bound, broken, day});
}

// Days on which what this duty reads, or the things it binds, change; the first days of its term.
Grounder::Points Grounder::duty_points(const Duty& duty, bool with_demand) {
  const Norm& norm = *duty.norm;
  std::vector<ExprId> exprs;
  const auto read = [&](ExprId id) {
    if (id.valid()) exprs.push_back(id);
  };
  if (norm.each) read(norm.each->where);
  read(duty.clause->while_);
  read(duty.clause->suspended_while);
  if (with_demand) {
    read(norm.condition);
    read(norm.unless);
    for (const Reparation& reparation : norm.otherwise)
      if (!reparation.by.valid()) read(reparation.condition);
  }
  Points points = change_points(exprs);
  for (const Dates& from : froms(duty.id)) add_points(points, kTrue, from);
  if (with_demand) {
    std::set<ClauseId> seen;
    add_override_points(duty.id, points, seen);
  }
  for (const auto& [binder, thing] : duty.things) {
    switch (spec_[spec_[thing].type].kind) {
      case syntax::TypeKind::entity: break;
      case syntax::TypeKind::event: add_points(points, kTrue, event_date(thing)); break;
      case syntax::TypeKind::flow:
        add_points(points, present(thing),
                   std::get<Dates>(thing_field(thing, FieldKind::start, {}).data));
        break;
    }
  }
  return unique(std::move(points));
}

// ------------------------------------------------ reparations

// Inside the demand of a window, events are those of the window.
Formula Grounder::window_success(const Duty& duty, ExprId demanded, const DatePoint& from,
                                 const DatePoint& to, const Context& base, GroundClause* kept,
                                 Formula guard) {
  if (to.never) return kTrue;
  const auto holds_on = [&](const DatePoint& day, bool windowed) {
    Context at = base;
    at.day = day;
    if (windowed) at.window = from;
    return demanded.valid() ? truth(demanded, at) : demand(duty, at);
  };
  const ExprId read = demanded.valid() ? demanded : duty.norm->condition;
  Points days = read.valid() ? change_points({read}) : Points{};
  days.emplace_back(kTrue, from);
  days = unique(std::move(days));
  std::vector<Formula> successes;
  for (const auto& [exists, day] : days) {
    const Formula inside = formulas_.and_({exists, point_le(from, day), point_le(day, to)});
    if (inside == kFalse) continue;
    const Formula success =
        formulas_.and_(inside, along(inside, [&] { return holds_on(day, true); }));
    if (success == kFalse) continue;
    successes.push_back(success);
    if (kept) kept->kept.push_back({duty.index, duty.bound, formulas_.and_(guard, success), day});
  }
  // A deadline before the window: the demand is read on that day.
  const Formula early = formulas_.not_(point_le(from, to));
  if (early != kFalse) {
    const Formula success = formulas_.and_(early, along(early, [&] { return holds_on(to, false); }));
    successes.push_back(success);
    if (kept && success != kFalse)
      kept->kept.push_back({duty.index, duty.bound, formulas_.and_(guard, success), to});
  }
  return formulas_.or_(std::move(successes));
}

namespace {

// What was permitted on some earlier day counts too where a whole time is judged.
bool cumulative(const Norm& norm) { return norm.by.valid() || norm.period.has_value(); }

}  // namespace

void Grounder::add_pending(Formula owed, const DatePoint& arisen, const DatePoint& due,
                           GroundClause& into) {
  if (!until_ || owed == kFalse) return;
  const DatePoint last = DatePoint::at(*until_ - 1);
  const Formula later = formulas_.and_(
      {owed, point_le(arisen, last), formulas_.not_(point_le(due, last))});
  into.pending = formulas_.or_(into.pending, later);
}

void Grounder::reparations(const Duty& duty, std::size_t index, Formula broken,
                           const DatePoint& due, const Context& base, GroundClause& into) {
  if (broken == kFalse || due.never) return;
  const auto& chain = duty.norm->otherwise;
  if (index == chain.size()) {
    add_breach(duty, formulas_.and_(broken, in_horizon(due)), due, into);
    return;
  }
  const Reparation& reparation = chain[index];
  Context at = base;
  at.day = due;
  at.breach = due;
  if (!reparation.by.valid()) {
    const LeftOut out = left_out(duty, due, cumulative(*duty.norm));
    Context without = at;
    without.left_out = &out;
    const Formula mended = along(broken, [&] {
      const Formula plainly = truth(reparation.condition, at);
      return out.empty() ? plainly : formulas_.or_(plainly, truth(reparation.condition, without));
    });
    reparations(duty, index + 1, formulas_.and_(broken, formulas_.not_(mended)), due, base, into);
    return;
  }
  Context timeless_at = at;
  timeless_at.day = kNever;
  for (const auto& [guard, stated] : dates_of(reparation.by, timeless_at)) {
    const Formula here = formulas_.and_(broken, guard);
    if (here == kFalse || stated.never) continue;
    for (const auto& [when, next] : moved_deadline(duty, due, stated, here)) {
      const Formula open = formulas_.and_(here, when);
      if (open == kFalse || next.never) continue;
      add_pending(open, due, next, into);
      const LeftOut out = left_out(duty, next, true);
      Context without = at;
      without.left_out = &out;
      const Formula mended = along(open, [&, next = next] {
        const auto by = [&](const Context& read) {
          return window_success(duty, reparation.condition, due, next, read, nullptr, kTrue);
        };
        return out.empty() ? by(at) : formulas_.or_(by(at), by(without));
      });
      reparations(duty, index + 1, formulas_.and_(open, formulas_.not_(mended)), next, base, into);
    }
  }
}

}  // namespace proviso::ground
