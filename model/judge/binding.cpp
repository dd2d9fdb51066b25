// Binders: what they range over, what is present, and all that binds names.
#include "model/judge/reader.h"

#include <algorithm>
#include <set>

namespace proviso::plain {

using syntax::AggregateKind;
using syntax::QuantifierKind;
using syntax::Range;
using syntax::TypeKind;

// ---------------------------------------------------------------- ranges

bool Reader::happened(const Value& event) const {
  const Date day = date(event);
  if (!day.day || *day.day > reading_.day) return false;
  if (*day.day < reading_.day || !reading_.as_found_by) return true;
  // On the very day, only what comes before in the order of the day. A breach or a deadline met
  // counts when its day is over.
  const auto* thing = std::get_if<ThingId>(&event);
  const auto rank = [&](ThingId of) {
    const auto found = world_.scenario.rank.find(of);
    return found == world_.scenario.rank.end() ? 0 : found->second;
  };
  if (thing == nullptr) return false;
  // Of two with one rank the first declared comes first.
  return std::pair(rank(*thing), *thing) < std::pair(rank(*reading_.as_found_by), *reading_.as_found_by);
}

bool Reader::started(ThingId flow) const {
  const Date& start = world_.life(flow).start;
  return start.day && *start.day <= reading_.day;
}

bool Reader::active(ThingId flow) const {
  const Date& end = world_.life(flow).end;
  return started(flow) && (!end.day || reading_.day < *end.day);
}

bool Reader::in_range(const Value& candidate, Range range) const {
  const auto* thing = std::get_if<ThingId>(&candidate);
  if (thing == nullptr) return true;
  if (reading_.left_out.count(*thing) != 0) return false;
  const bool so_far = range == Range::so_far || (range == Range::standard && reading_.so_far);
  switch (world_.kind(*thing)) {
    case TypeKind::entity: return true;
    case TypeKind::flow:
      if (range == Range::any_time) return true;
      return so_far ? started(*thing) : active(*thing);
    case TypeKind::event: {
      const Date& day = world_.life(*thing).start;
      if (range == Range::any_time) return day.day.has_value();
      return happened(candidate) && (so_far || !reading_.since || *reading_.since <= *day.day);
    }
  }
  return false;
}

bool Reader::present(const Value& bound, const Binder& binder) const {
  const auto* thing = std::get_if<ThingId>(&bound);
  if (thing == nullptr) return true;
  if (reading_.left_out.count(*thing) != 0) return false;
  const bool on_its_day = world_.kind(*thing) == TypeKind::event && !reading_.so_far;
  if (binder.is_new || (on_its_day && binder.range == Range::standard)) {
    return world_.life(*thing).start == Date{reading_.day};
  }
  return in_range(bound, binder.range);
}

bool Reader::present(const Binding& each) {
  for (const Binder& binder : each.binders) {
    for (const LocalId local : binder.locals) {
      if (!present(read(LocalRef{local}), binder)) return false;
    }
  }
  return true;
}

// ---------------------------------------------------------------- binding

bool Reader::bound_before(const Value& candidate, std::size_t locals) const {
  return std::any_of(locals_.end() - static_cast<std::ptrdiff_t>(locals), locals_.end(),
                     [&](const auto& bound) { return equal(bound.second, candidate); });
}

bool Reader::bind(const Binding& binding, const Visit& visit) {
  return bind(binding, 0, 0, visit);
}

bool Reader::bind(const Binding& binding, std::size_t binder, std::size_t local,
                  const Visit& visit) {
  if (binder == binding.binders.size()) {
    return binding.where.valid() && !holds(binding.where) ? true : visit();
  }
  const Binder& names = binding.binders[binder];
  if (local == names.locals.size()) return bind(binding, binder + 1, 0, visit);
  for (const Value& candidate : world_.instances(names.type)) {
    // `x, y: T` are different things.
    if (!in_range(candidate, names.range) || bound_before(candidate, local)) continue;
    locals_.emplace_back(names.locals[local], candidate);
    const bool go_on = bind(binding, binder, local + 1, visit);
    locals_.pop_back();
    if (!go_on) return false;
  }
  return true;
}

std::vector<Locals> tuples(const World& world, const std::optional<Binding>& each) {
  std::vector<Locals> all{{}};
  if (!each) return all;
  for (const Binder& binder : each->binders) {
    for (std::size_t local = 0; local < binder.locals.size(); ++local) {
      std::vector<Locals> longer;
      for (const Locals& tuple : all) {
        for (const Value& candidate : world.instances(binder.type)) {
          const bool taken = std::any_of(
              tuple.end() - static_cast<std::ptrdiff_t>(local), tuple.end(),
              [&](const auto& bound) { return equal(bound.second, candidate); });
          if (taken) continue;
          longer.push_back(tuple);
          longer.back().emplace_back(binder.locals[local], candidate);
        }
      }
      all = std::move(longer);
    }
  }
  return all;
}

// ---------------------------------------------------------------- what binds

Value Reader::read(const Quantifier& e) {
  std::size_t all = 0;
  std::size_t with_body = 0;
  bind(e.binding, [&] {
    const bool holds_here = !e.body.valid() || holds(e.body);
    ++all;
    if (holds_here) ++with_body;
    // Whether looking further can change the answer.
    if (e.kind == QuantifierKind::one) return with_body < 2;
    return holds_here == (e.kind == QuantifierKind::all || e.kind == QuantifierKind::only);
  });
  switch (e.kind) {
    case QuantifierKind::some: return with_body > 0;
    case QuantifierKind::no: return with_body == 0;
    case QuantifierKind::one: return with_body == 1;
    case QuantifierKind::all: return with_body == all;
    case QuantifierKind::only: return all > 0 && with_body == all;
  }
  return None{};
}

Value Reader::read(const Aggregate& e) {
  std::vector<Value> values;
  bind(e.binding, [&] {
    values.push_back(e.value.valid() ? value(e.value) : None{});
    return true;
  });
  switch (e.kind) {
    case AggregateKind::count: return Rational(values.size());
    case AggregateKind::min: return extremum(true, values);
    case AggregateKind::max: return extremum(false, values);
    case AggregateKind::sum: break;
  }
  Value sum = Rational(0);
  for (const Value& one : values) sum = arithmetic(ArithmeticOp::add, sum, one);
  return sum;
}

Value Reader::read(const Reaches& e) {
  const Value from = value(e.from);
  const Value to = value(e.to);
  const auto* first = std::get_if<ThingId>(&from);
  const auto* last = std::get_if<ThingId>(&to);
  if (first == nullptr || last == nullptr) return false;

  std::vector<std::pair<Value, Value>> edges;
  const LocalId edge = e.binding.binders.front().locals.front();
  bind(e.binding, [&] {
    const Value flow = read(LocalRef{edge});
    const ThingId thing = std::get<ThingId>(flow);
    edges.emplace_back(field(thing, {{}, FieldKind::from, {}}), field(thing, {{}, FieldKind::to, {}}));
    return true;
  });
  // One edge or more: `from` itself is reached only if an edge leads back to it.
  std::set<ThingId> reached;
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& [tail, head] : edges) {
      const auto* source = std::get_if<ThingId>(&tail);
      const auto* target = std::get_if<ThingId>(&head);
      if (source == nullptr || target == nullptr) continue;
      if (*source != *first && reached.count(*source) == 0) continue;
      grows = reached.insert(*target).second || grows;
    }
  }
  return reached.count(*last) != 0;
}

}  // namespace proviso::plain
