// What quantifiers and aggregates range over on a day.
#include "model/ground/grounder.h"

#include "model/internal_error.h"

#include <algorithm>

namespace proviso::ground {

Formula Grounder::in_sight(ThingId thing, const Context& at) {
  if (!at.left_out) return kTrue;
  const auto out = at.left_out->find(thing);
  return out == at.left_out->end() ? kTrue : formulas_.not_(out->second);
}

Formula Grounder::in_range(ThingId thing, syntax::Range range, const Context& at) {
  return formulas_.and_(in_sight(thing, at), in_time(thing, range, at));
}

Formula Grounder::in_time(ThingId thing, syntax::Range range, const Context& at) {
  const Formula here = present(thing);
  const syntax::TypeKind kind = spec_[spec_[thing].type].kind;
  if (kind == syntax::TypeKind::entity) return here;
  const bool so_far = range == syntax::Range::so_far ||
                      (range == syntax::Range::standard && at.so_far);
  if (kind == syntax::TypeKind::flow) {
    if (range == syntax::Range::any_time) return here;
    if (at.day.never) throw Refusal{"flows where nothing says on which day", spec_[thing].span};
    const auto start = std::get<Dates>(thing_field(thing, FieldKind::start, {}).data);
    const Formula started = any_date(start, [&](const DatePoint& day) { return point_le(day, at.day); });
    if (so_far) return formulas_.and_(here, started);
    const auto end = std::get<Dates>(thing_field(thing, FieldKind::end, {}).data);
    const Formula running =
        any_date(end, [&](const DatePoint& day) { return formulas_.not_(point_le(day, at.day)); });
    return formulas_.and_({here, started, running});
  }
  const Dates date = event_date(thing);
  if (range == syntax::Range::any_time)
    return any_date(date, [](const DatePoint& day) { return day.never ? kFalse : kTrue; });
  if (at.day.never) throw Refusal{"events where nothing says on which day", spec_[thing].span};
  Formula happened = has_happened(date, thing, at);
  if (range == syntax::Range::standard && !so_far && at.window)
    happened = formulas_.and_(happened, any_date(date, [&](const DatePoint& day) {
                                return day.never ? kFalse : point_le(*at.window, day);
                              }));
  return happened;
}

std::vector<std::pair<Formula, Value>> Grounder::range(const Binder& binder, const Context& at) {
  std::vector<std::pair<Formula, Value>> result;
  if (binder.type.base == BaseType::enumeration) {
    const std::size_t size = spec_[binder.type.enumeration].members.size();
    for (std::uint32_t member = 0; member < size; ++member)
      result.emplace_back(kTrue, Value{kFalse, Cases<std::uint32_t>{{kTrue, member}}});
  } else if (binder.type.base == BaseType::thing) {
    for (const ThingId thing : things_of(binder.type.thing)) {
      const Formula guard = in_range(thing, binder.range, at);
      if (guard != kFalse)
        result.emplace_back(guard, Value{kFalse, Cases<ThingId>{{kTrue, thing}}});
    }
  } else {
    throw InternalError("a binder over something that has no members");
  }
  return result;
}

void Grounder::for_each(const Binding& binding, const Context& at, const Body& body) {
  for_each_binder(binding, 0, at, kTrue, body);
}

void Grounder::for_each_binder(const Binding& binding, std::size_t index, const Context& at,
                               Formula guard, const Body& body) {
  if (index == binding.binders.size()) {
    const Formula where = along(guard, [&] { return truth(binding.where, at); });
    const Formula both = formulas_.and_(guard, where);
    if (both != kFalse) along(both, [&] { return body(both), 0; });
    return;
  }
  const Binder& binder = binding.binders[index];
  const auto values = range(binder, at);
  // `x, y: T` binds different things.
  std::vector<std::size_t> chosen;
  const std::function<void(std::size_t, Formula)> bind = [&](std::size_t name, Formula so_far) {
    if (name == binder.locals.size()) {
      for_each_binder(binding, index + 1, at, so_far, body);
      return;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (std::find(chosen.begin(), chosen.end(), i) != chosen.end()) continue;
      const Formula next = formulas_.and_(so_far, values[i].first);
      if (next == kFalse) continue;
      chosen.push_back(i);
      locals_[binder.locals[name]] = values[i].second;
      bind(name + 1, next);
      chosen.pop_back();
    }
  };
  bind(0, guard);
}

Value Grounder::quantifier(const Quantifier& expr, const Context& at) {
  std::vector<Formula> witnesses, failures;
  Sum count;
  for_each(expr.binding, at, [&](Formula guard) {
    witnesses.push_back(guard);
    if (expr.kind == syntax::QuantifierKind::one)
      count = formulas_.add(count, formulas_.when(guard, Formulas::number(1)));
    if (expr.body.valid())
      failures.push_back(formulas_.and_(guard, formulas_.not_(truth(expr.body, at))));
  });
  switch (expr.kind) {
    case syntax::QuantifierKind::some: return truth_value(formulas_.or_(std::move(witnesses)));
    case syntax::QuantifierKind::no:
      return truth_value(formulas_.not_(formulas_.or_(std::move(witnesses))));
    case syntax::QuantifierKind::all:
      return truth_value(formulas_.not_(formulas_.or_(std::move(failures))));
    case syntax::QuantifierKind::only:
      return truth_value(formulas_.and_(formulas_.or_(std::move(witnesses)),
                                        formulas_.not_(formulas_.or_(std::move(failures)))));
    case syntax::QuantifierKind::one:
      return truth_value(
          formulas_.compare(formulas_.add(count, Formulas::number(-1)), Relation::equal));
  }
  return truth_value(kFalse);
}

Value Grounder::aggregate(const Aggregate& expr, const Context& at, Span span) {
  if (expr.kind == syntax::AggregateKind::min || expr.kind == syntax::AggregateKind::max) {
    Extremum result{expr.kind == syntax::AggregateKind::min, {}};
    std::vector<Formula> none;
    for_each(expr.binding, at, [&](Formula guard) {
      Value item = value(expr.value, at);
      const Formula exists = std::holds_alternative<std::monostate>(item.data)
                                 ? kFalse
                                 : formulas_.and_(guard, formulas_.not_(item.none));
      none.push_back(formulas_.and_(guard, formulas_.not_(exists)));
      if (exists != kFalse) result.items.emplace_back(exists, std::move(item));
    });
    return {formulas_.or_(std::move(none)), std::move(result)};
  }
  Quantity total{{}, Formulas::number(1)};
  std::vector<Formula> none;
  for_each(expr.binding, at, [&](Formula guard) {
    if (expr.kind == syntax::AggregateKind::count) {
      total.numerator = formulas_.add(total.numerator, formulas_.when(guard, Formulas::number(1)));
      return;
    }
    const Value item = value(expr.value, at);
    if (std::holds_alternative<std::monostate>(item.data)) {
      none.push_back(guard);
      return;
    }
    none.push_back(formulas_.and_(guard, item.none));
    Quantity part = as_quantity(item, span);
    part.numerator = formulas_.when(guard, part.numerator);
    if (part.denominator == total.denominator) {
      total.numerator = formulas_.add(total.numerator, part.numerator);
    } else {
      total.numerator = formulas_.add(formulas_.multiply(total.numerator, part.denominator),
                                      formulas_.multiply(part.numerator, total.denominator));
      total.denominator = formulas_.multiply(total.denominator, part.denominator);
    }
  });
  return {formulas_.or_(std::move(none)), std::move(total)};
}

// One graph of all edges that may exist on the day; what is concrete about it folds.
Value Grounder::reaches(const Reaches& expr, const Context& at) {
  const Value from = value(expr.from, at);
  const Value to = value(expr.to, at);
  const auto* sources = std::get_if<Cases<ThingId>>(&from.data);
  const auto* targets = std::get_if<Cases<ThingId>>(&to.data);
  if (!sources || !targets) return truth_value(kFalse);
  const Binder& binder = expr.binding.binders.front();
  const LocalId local = binder.locals.front();
  Graph graph;
  std::vector<Formula> edges;
  std::map<ThingId, std::uint32_t> numbers;
  const auto vertex = [&](ThingId thing) {
    return numbers.emplace(thing, static_cast<std::uint32_t>(numbers.size())).first->second;
  };
  for_each(expr.binding, at, [&](Formula guard) {
    const auto flow = std::get<Cases<ThingId>>(locals_.at(local).data).front().second;
    const Value tail = thing_field(flow, FieldKind::from, {});
    const Value head = thing_field(flow, FieldKind::to, {});
    const auto* tails = std::get_if<Cases<ThingId>>(&tail.data);
    const auto* heads = std::get_if<Cases<ThingId>>(&head.data);
    if (!tails || !heads) return;  // an end that is always absent joins nothing
    for (const auto& [g, a] : *tails) {
      for (const auto& [h, b] : *heads) {
        const Formula edge = formulas_.and_({guard, g, h});
        if (edge == kFalse) continue;
        graph.edges.emplace_back(vertex(a), vertex(b));
        edges.push_back(edge);
      }
    }
  });
  std::vector<Formula> result;
  for (const auto& [from_guard, source] : *sources) {
    for (const auto& [to_guard, target] : *targets) {
      const Formula asked = formulas_.and_(from_guard, to_guard);
      if (asked == kFalse) continue;
      graph.source = vertex(source);
      graph.target = vertex(target);
      graph.vertices = static_cast<std::uint32_t>(numbers.size());
      result.push_back(formulas_.and_(asked, formulas_.reaches(graph, edges)));
    }
  }
  return truth_value(formulas_.or_(std::move(result)));
}

}  // namespace proviso::ground
