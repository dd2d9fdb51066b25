#include "model/judge/override.h"

#include "model/judge/norm.h"

#include <algorithm>

namespace proviso::plain {

namespace {

// The overrides of the clause by clauses that take part in the check themselves.
std::vector<Override> overrides_of(const World& world, ClauseId clause) {
  std::vector<Override> taking_part;
  const auto& all = world.universe.clauses;
  for (const Override& one : world.spec[clause].overridden) {
    if (std::find(all.begin(), all.end(), one.by) != all.end()) taking_part.push_back(one);
  }
  return taking_part;
}

std::vector<TypeId> types_bound(const World& world, ClauseId clause) {
  std::vector<TypeId> types;
  for (const Norm& norm : world.spec[clause].norms) {
    if (!norm.each) continue;
    for (const Binder& binder : norm.each->binders) {
      if (binder.type.base == BaseType::thing) types.push_back(binder.type.thing);
    }
  }
  return types;
}

// Whether the two bind things of which one type includes the other. It is a matter of their words,
// all readings together.
bool share_a_type(const World& world, ClauseId a, ClauseId b) {
  const std::vector<TypeId> others = types_bound(world, b);
  for (const TypeId one : types_bound(world, a)) {
    for (const TypeId other : others) {
      if (world.spec.is_a(one, other) || world.spec.is_a(other, one)) return true;
    }
  }
  return false;
}

// Another clause is in the place of this one on the day, whatever either is about.
bool is_out_of_play(const World& world, ClauseId clause, Day day);

bool is_operative(const World& world, ClauseId clause, Day day) {
  const std::vector<Norm>& norms = world.spec[clause].norms;
  const auto meant = [&](const Norm& norm) { return is_meant(world, norm); };
  return in_force(world, clause, term_of(world, clause), day) &&
         std::any_of(norms.begin(), norms.end(), meant) && !is_out_of_play(world, clause, day);
}

bool is_out_of_play(const World& world, ClauseId clause, Day day) {
  for (const Override& one : overrides_of(world, clause)) {
    if (one.kind == OverrideKind::stands_in && contains(outer_term(world, one.by), day)) return true;
    if (one.kind == OverrideKind::displaced && !share_a_type(world, one.by, clause) &&
        is_operative(world, one.by, day)) {
      return true;
    }
  }
  return false;
}

// What the norm binds on the day. Beside a period, that is the one in which the day falls.
void add_bound(const World& world, ClauseId clause, const Norm& norm, Day day, Things& described) {
  if (!norm.each || !is_meant(world, norm)) return;
  const Reading reading{
      .day = day, .term = term_of(world, clause), .so_far = norm.period.has_value()};
  for (Locals bound : tuples(world, norm.each)) {
    if (norm.period) {
      const auto period = period_on(world, clause, *norm.period, day);
      if (!period) return;
      bound.insert(bound.begin(), {norm.period->local, *period});
    }
    Reader reader(world, reading, bound);
    if (!reader.present(*norm.each)) continue;
    if (norm.each->where.valid() && !reader.holds(norm.each->where)) continue;
    for (const auto& [local, value] : bound) {
      if (const auto* thing = std::get_if<ThingId>(&value)) described.insert(*thing);
    }
  }
}

bool meets(const Locals& bound, const Things& things) {
  return std::any_of(bound.begin(), bound.end(), [&](const auto& name) {
    const auto* thing = std::get_if<ThingId>(&name.second);
    return thing != nullptr && things.count(*thing) != 0;
  });
}

void add_days_of(const World& world, const Norm& norm, Days& days) {
  if (!norm.each) return;
  for (const Binder& binder : norm.each->binders) {
    for (const Value& value : world.instances(binder.type)) {
      const auto* thing = std::get_if<ThingId>(&value);
      if (thing == nullptr || world.kind(*thing) == syntax::TypeKind::entity) continue;
      // Lives are among the days already. An event, or a new flow, is gone the day after.
      const Date& first = world.life(*thing).start;
      if (first.day) days.changes.insert(*first.day + 1);
    }
  }
}

}  // namespace

bool is_meant(const World& world, const Norm& norm) {
  if (!norm.reading.valid()) return true;
  return Reader(world, Reading{.day = world.universe.horizon.start}).holds(norm.reading);
}

std::vector<ClauseId> overriders(const World& world, ClauseId clause) {
  std::vector<ClauseId> all;
  std::vector<ClauseId> open{clause};
  while (!open.empty()) {
    const ClauseId next = open.back();
    open.pop_back();
    for (const Override& one : overrides_of(world, next)) {
      if (std::find(all.begin(), all.end(), one.by) != all.end()) continue;
      all.push_back(one.by);
      open.push_back(one.by);
    }
  }
  return all;
}

void add_days_of_overriders(const World& world, ClauseId clause, Days& days) {
  const auto add = [&](const Term& term) {
    for (const Date& bound : {term.from.value_or(Date{}), term.until}) {
      if (bound.day) days.changes.insert(*bound.day);
    }
  };
  for (const ClauseId by : overriders(world, clause)) {
    add(term_of(world, by));
    add(outer_term(world, by));
    for (const Norm& norm : world.spec[by].norms) add_days_of(world, norm, days);
  }
}

Things find_described(const World& world, const Override& override, Day day) {
  const ClauseId clause = override.by;
  Things described;
  if (!is_operative(world, clause, day)) return described;
  for (const Norm& norm : world.spec[clause].norms) {
    const bool permits = norm.kind == syntax::NormKind::may;
    if (permits || override.kind != OverrideKind::left_out) {
      add_bound(world, clause, norm, day, described);
    }
  }
  for (const Override& one : overrides_of(world, clause)) {
    if (one.kind == OverrideKind::stands_in) continue;
    for (const ThingId thing : world.described(one, day)) described.erase(thing);
  }
  return described;
}

bool is_displaced(const World& world, ClauseId clause, const Locals& bound, Day arises, Day due) {
  if (is_out_of_play(world, clause, due)) return true;
  for (const Override& one : overrides_of(world, clause)) {
    if (one.kind != OverrideKind::displaced) continue;
    if (meets(bound, world.described(one, arises))) return true;
    if (meets(bound, world.described(one, due))) return true;
  }
  return false;
}

Things left_out_on(const World& world, ClauseId clause, Day day) {
  Things all;
  for (const Override& one : overrides_of(world, clause)) {
    if (one.kind != OverrideKind::left_out) continue;
    const Things& some = world.described(one, day);
    all.insert(some.begin(), some.end());
  }
  return all;
}

Things left_out_until(const World& world, ClauseId clause, const Days& days, Day last) {
  Things all;
  const Day from = std::min(days.before_all(), last);
  for (const Day day : days.within(from, Date{last + 1})) {
    const Things some = left_out_on(world, clause, day);
    all.insert(some.begin(), some.end());
  }
  return all;
}

}  // namespace proviso::plain
