// Clauses that override others: what they describe, and what becomes of the duties they touch.
#include "model/ground/grounder.h"

#include "model/expr_walk.h"

#include <algorithm>

namespace proviso::ground {

namespace {

bool related(const Spec& spec, const Type& a, const Type& b) {
  if (a.base != BaseType::thing || b.base != BaseType::thing) return false;
  return spec.is_a(a.thing, b.thing) || spec.is_a(b.thing, a.thing);
}

void for_each_bound(const Clause& clause, const std::function<void(const Binder&)>& visit) {
  for (const Norm& norm : clause.norms)
    if (norm.each)
      for (const Binder& binder : norm.each->binders) visit(binder);
}

// Whether both clauses bind things of a common type.
bool binds_in_common(const Spec& spec, const Clause& a, const Clause& b) {
  bool found = false;
  for_each_bound(a, [&](const Binder& x) {
    for_each_bound(b, [&](const Binder& y) { found = found || related(spec, x.type, y.type); });
  });
  return found;
}

}  // namespace

const LeftOut& Grounder::described(ClauseId by, const DatePoint& day, OverrideKind kind) {
  const bool permissions_only = kind == OverrideKind::left_out;
  const auto key = std::tuple{by, day, permissions_only};
  if (const auto found = described_.find(key); found != described_.end()) return found->second;
  std::map<ThingId, std::vector<Formula>> where;
  for (std::size_t i = 0; i < spec_[by].norms.size(); ++i) {
    const Norm& norm = spec_[by].norms[i];
    if (permissions_only && norm.kind != syntax::NormKind::may) continue;
    if (norm.period && norm.each && mentions(norm.each->where, norm.period->local))
      throw Refusal{"an override by what is bound in a period", norm.span};
    for_each_duty(by, norm, i, [&](const Duty& duty) {
      if (duty.bound.empty()) return;
      Context at = on(day, by);
      at.so_far = norm.period.has_value();
      const Formula here = guard_of(duty, at);
      if (here == kFalse) return;
      for (const auto& [local, bound] : duty.bound)
        if (const auto* thing = std::get_if<ThingId>(&bound)) where[*thing].push_back(here);
    });
  }
  LeftOut result;
  for (auto& [thing, ways] : where) {
    // What is overridden itself does not override.
    Formula holds = formulas_.and_(formulas_.or_(std::move(ways)), formulas_.not_(out_of_play(by, day)));
    for (const Override& one : spec_[by].overridden) {
      if (!takes_part(one) || one.kind == OverrideKind::stands_in) continue;
      const LeftOut& above = described(one.by, day, one.kind);
      if (const auto found = above.find(thing); found != above.end())
        holds = formulas_.and_(holds, formulas_.not_(found->second));
    }
    if (holds != kFalse) result.emplace(thing, holds);
  }
  return described_.emplace(key, std::move(result)).first->second;
}

LeftOut Grounder::described_until(ClauseId by, const DatePoint& day) {
  std::map<ThingId, std::vector<Formula>> where;
  Points days = description_points(by);
  days.emplace_back(kTrue, day);
  for (const auto& [exists, one] : unique(std::move(days))) {
    const Formula before = formulas_.and_(exists, point_le(one, day));
    if (before == kFalse) continue;
    for (const auto& [thing, holds] : described(by, one, OverrideKind::left_out))
      where[thing].push_back(formulas_.and_(before, holds));
  }
  LeftOut result;
  for (auto& [thing, ways] : where)
    if (const Formula holds = formulas_.or_(std::move(ways)); holds != kFalse)
      result.emplace(thing, holds);
  return result;
}

bool Grounder::may_leave_out(const Duty& duty) const {
  const auto& overridden = duty.clause->overridden;
  return std::any_of(overridden.begin(), overridden.end(), [&](const Override& one) {
    return one.kind == OverrideKind::left_out && takes_part(one);
  });
}

void Grounder::add_to(LeftOut& all, const LeftOut& more) {
  for (const auto& [thing, holds] : more) {
    const auto [place, fresh] = all.emplace(thing, holds);
    if (!fresh) place->second = formulas_.or_(place->second, holds);
  }
}

LeftOut Grounder::left_out(const Duty& duty, const DatePoint& day, bool on_any_day_before) {
  LeftOut result;
  for (const Override& one : duty.clause->overridden) {
    if (one.kind != OverrideKind::left_out || !takes_part(one)) continue;
    const LeftOut these = on_any_day_before ? described_until(one.by, day)
                                            : described(one.by, day, OverrideKind::left_out);
    add_to(result, these);
  }
  return result;
}

Formula Grounder::in_force(ClauseId id, const DatePoint& day) {
  std::vector<Formula> meant;
  for (const Norm& norm : spec_[id].norms)
    meant.push_back(norm.reading.valid() ? truth(norm.reading, timeless(id)) : kTrue);
  return formulas_.and_({in_term(id, on(day, id)), formulas_.or_(std::move(meant)),
                         formulas_.not_(out_of_play(id, day))});
}

// Another clause is in its place on the day, whatever either is about.
Formula Grounder::out_of_play(ClauseId id, const DatePoint& day) {
  std::vector<Formula> ways;
  for (const Override& one : spec_[id].overridden) {
    if (!takes_part(one)) continue;
    if (one.kind == OverrideKind::stands_in) ways.push_back(in_bounds(one.by, day, true));
    if (one.kind == OverrideKind::displaced && !binds_in_common(spec_, spec_[one.by], spec_[id]))
      ways.push_back(in_force(one.by, day));
  }
  return formulas_.or_(std::move(ways));
}

bool Grounder::mentions(ExprId expr, LocalId local) const {
  bool found = false;
  walk(spec_, expr, [&](ExprId, const Expr& e) {
    const auto* name = std::get_if<LocalRef>(&e.node);
    found = found || (name && name->local == local);
  });
  return found;
}

Formula Grounder::displaced(const Duty& duty, const DatePoint& arises, const DatePoint& due) {
  std::vector<Formula> ways;
  if (!duty.clause->overridden.empty()) ways.push_back(out_of_play(duty.id, due));
  for (const Override& one : duty.clause->overridden) {
    if (!takes_part(one) || one.kind != OverrideKind::displaced ||
        !binds_in_common(spec_, spec_[one.by], *duty.clause))
      continue;
    for (const DatePoint& day : {arises, due}) {
      const LeftOut& above = described(one.by, day, one.kind);
      for (const auto& [local, bound] : duty.bound)
        if (const auto* thing = std::get_if<ThingId>(&bound))
          if (const auto found = above.find(*thing); found != above.end()) ways.push_back(found->second);
    }
  }
  return formulas_.or_(std::move(ways));
}

// Lives of what the clause binds, what its conditions read, the bounds of its term.
Grounder::Points Grounder::description_points(ClauseId by) {
  const Clause& clause = spec_[by];
  std::vector<ExprId> exprs;
  for (const ExprId read : {clause.while_, clause.suspended_while})
    if (read.valid()) exprs.push_back(read);
  Points points;
  for (const Norm& norm : clause.norms) {
    if (!norm.each) continue;
    if (norm.each->where.valid()) exprs.push_back(norm.each->where);
    for (const Binder& binder : norm.each->binders) {
      if (binder.type.base != BaseType::thing) continue;
      for (const ThingId thing : things_of(binder.type.thing)) {
        switch (spec_[spec_[thing].type].kind) {
          case syntax::TypeKind::entity: break;
          case syntax::TypeKind::event: {
            const Dates date = event_date(thing);
            add_points(points, kTrue, date);
            for (const auto& [guard, day] : date)  // present on its day only
              if (!day.never) points.emplace_back(guard, day.plus(1));
            break;
          }
          case syntax::TypeKind::flow: {
            for (const FieldKind end : {FieldKind::start, FieldKind::end})
              add_points(points, present(thing), std::get<Dates>(thing_field(thing, end, {}).data));
            if (!binder.is_new) break;
            const Value begins = thing_field(thing, FieldKind::start, {});
            for (const auto& [guard, day] : std::get<Dates>(begins.data))
              if (!day.never) points.emplace_back(formulas_.and_(guard, present(thing)), day.plus(1));
            break;
          }
        }
      }
    }
  }
  const Points read = change_points(exprs);
  points.insert(points.end(), read.begin(), read.end());
  for (const bool contract_only : {false, true}) {
    for (const Dates& from : froms(by, contract_only)) add_points(points, kTrue, from);
    for (const Dates& until : untils(by, contract_only)) add_points(points, kTrue, until);
  }
  std::set<ClauseId> seen;
  add_override_points(by, points, seen);
  return unique(std::move(points));
}

void Grounder::add_override_points(ClauseId clause, Points& points, std::set<ClauseId>& seen) {
  for (const Override& one : spec_[clause].overridden) {
    if (!takes_part(one) || !seen.insert(one.by).second) continue;
    const Points more = description_points(one.by);
    points.insert(points.end(), more.begin(), more.end());
  }
}

}  // namespace proviso::ground
