// Expressions read at a day: logic, comparison, fields, events.
#include "model/ground/grounder.h"

#include "model/ground/days.h"
#include "model/internal_error.h"
#include "model/stop.h"
#include "model/syntax/overload.h"

namespace proviso::ground {

Context Grounder::timeless(ClauseId clause) const {
  Context at;
  at.clause = clause;
  return at;
}

Context Grounder::on(const DatePoint& day, ClauseId clause) const {
  Context at;
  at.day = day;
  at.clause = clause;
  return at;
}

Value Grounder::value(ExprId id, const Context& at) {
  StopSign::look();
  const Expr& expr = spec_[id];
  return std::visit(
      Overload{
          [&](const BoolConst& e) { return truth_value(Formulas::constant(e.value)); },
          [&](const NumberConst& e) {
            if (expr.type.base != BaseType::days) return number(Formulas::number(e.value));
            const Day days = whole_day(e.value);
            return Value{kFalse, Cases<Gap>{{kTrue, Gap{DatePoint::at(0), DatePoint::at(0), days}}}};
          },
          [&](const DateConst& e) { return dates({{kTrue, DatePoint::at(e.day)}}); },
          [&](const NeverConst&) { return dates({{kTrue, kNever}}); },
          [&](const NoneConst&) { return Value{kTrue, {}}; },
          [&](const EnumConst& e) {
            return Value{kFalse, Cases<std::uint32_t>{{kTrue, e.member}}};
          },
          [&](const ThingRef& e) {
            const Formula here = present(e.thing);
            return Value{formulas_.not_(here), Cases<ThingId>{{here, e.thing}}};
          },
          [&](const LocalRef& e) {
            const auto found = locals_.find(e.local);
            if (found == locals_.end()) throw InternalError("a name that nothing binds");
            return found->second;
          },
          [&](const OpenRef& e) { return open_term(e.term); },
          [&](const FieldOf& e) { return field(e, at, expr.span); },
          [&](const Not& e) { return truth_value(formulas_.not_(truth(e.operand, at))); },
          [&](const Negate& e) {
            Value v = value(e.operand, at);
            if (auto* gaps = std::get_if<Cases<Gap>>(&v.data)) {
              for (auto& [guard, gap] : *gaps) gap = Gap{gap.earlier, gap.later, -gap.offset};
              return v;
            }
            Quantity q = as_quantity(v, expr.span);
            q.numerator = formulas_.scale(q.numerator, -1);
            return Value{v.none, std::move(q)};
          },
          [&](const Connect& e) { return connect(e, at); },
          [&](const Compare& e) { return compare_values(e, at, expr.span); },
          [&](const Arithmetic& e) { return arithmetic(e, at, expr.span); },
          [&](const AddMonths& e) {
            return dates(plus_months(dates_of(e.date, at), e.months, expr.span));
          },
          [&](const In& e) { return membership(e, at); },
          [&](const InPeriod& e) { return in_period(e, at); },
          [&](const IsNone& e) {
            const Value v = value(e.operand, at);
            return truth_value(std::holds_alternative<std::monostate>(v.data) ? kTrue : v.none);
          },
          [&](const IsType& e) {
            const Value v = value(e.operand, at);
            std::vector<Formula> cases;
            if (const auto* things = std::get_if<Cases<ThingId>>(&v.data))
              for (const auto& [guard, thing] : *things)
                if (spec_.is_a(spec_[thing].type, e.type)) cases.push_back(guard);
            return truth_value(formulas_.or_(std::move(cases)));
          },
          [&](const If& e) {
            const Formula condition = truth(e.condition, at);
            const Formula otherwise = formulas_.not_(condition);
            std::vector<std::pair<Formula, Value>> alternatives;
            if (condition != kFalse)
              alternatives.emplace_back(condition, along(condition, [&] { return value(e.then, at); }));
            if (otherwise != kFalse)
              alternatives.emplace_back(otherwise,
                                        along(otherwise, [&] { return value(e.otherwise, at); }));
            return select(std::move(alternatives));
          },
          [&](const SetOf&) { return Value{kFalse, set_of(id, at)}; },
          [&](const Happen& e) { return happen(e, at); },
          [&](const MinMax& e) { return min_max(e, at, expr.span); },
          [&](const Abs& e) {
            Value v = value(e.operand, at);
            if (auto* gaps = std::get_if<Cases<Gap>>(&v.data)) {
              // Of each the way round that is not negative.
              Cases<Gap> sizes;
              for (const auto& [guard, gap] : *gaps) {
                const Formula forward = point_le(gap.earlier, gap.later.plus(gap.offset));
                const Gap turned{gap.earlier, gap.later, -gap.offset};
                if (const Formula f = formulas_.and_(guard, forward); f != kFalse) sizes.emplace_back(f, gap);
                if (const Formula f = formulas_.and_(guard, formulas_.not_(forward)); f != kFalse)
                  sizes.emplace_back(f, turned);
              }
              *gaps = std::move(sizes);
              return v;
            }
            const Quantity q = as_quantity(v, expr.span);
            Quantity minus = q;
            minus.numerator = formulas_.scale(q.numerator, -1);
            const Quantity zero{{}, Formulas::number(1)};
            const Formula below = compare(q, zero, CompareOp::less);
            Value result = select({{below, {kFalse, minus}}, {formulas_.not_(below), {kFalse, q}}});
            result.none = v.none;
            return result;
          },
          [&](const CountDays& e) {
            const Value v = value(e.operand, at);
            std::vector<std::pair<Formula, Value>> alternatives;
            if (const auto* gaps = std::get_if<Cases<Gap>>(&v.data)) {
              for (const auto& [guard, gap] : *gaps) {
                if (gap.later.never || gap.earlier.never) alternatives.emplace_back(guard, Value{kTrue, {}});
                else alternatives.emplace_back(guard, Value{kFalse, in_days(gap, expr.span)});
              }
            }
            alternatives.emplace_back(v.none, Value{kTrue, {}});
            return select(std::move(alternatives));
          },
          [&](const PeriodShift& e) {
            Period p = std::get<Period>(value(e.period, at).data);
            p.index += e.by;
            p.start = DatePoint::at(add_months(p.base, p.index * p.months));
            p.end = DatePoint::at(add_months(p.base, (p.index + 1) * p.months));
            return Value{kFalse, p};
          },
          [&](const TermStart&) {
            const Dates start = latest(froms(at.clause, at.contract_term));
            const bool unbounded = start.size() == 1 && start.front().second == DatePoint::at(kDawn);
            return unbounded ? Value{kTrue, {}} : dates(start);
          },
          [&](const TermEnd&) { return dates(earliest(untils(at.clause, at.contract_term))); },
          [&](const BreachDay&) {
            if (!at.breach) throw InternalError("`breach` outside a reparation");
            return dates({{kTrue, *at.breach}});
          },
          [&](const ClauseEvent& e) { return dates(clause_event(e, expr.span)); },
          [&](const Let& e) {
            std::vector<std::pair<LocalId, Value>> arguments;
            for (const auto& [local, argument] : e.bindings)
              arguments.emplace_back(local, value(argument, at));
            for (auto& [local, argument] : arguments) locals_[local] = std::move(argument);
            return value(e.body, at);
          },
          [&](const Quantifier& e) { return quantifier(e, at); },
          [&](const Aggregate& e) { return aggregate(e, at, expr.span); },
          [&](const Reaches& e) { return reaches(e, at); },
      },
      expr.node);
}

// Absent truth values are false.
Formula Grounder::truth(ExprId expr, const Context& at) {
  if (!expr.valid()) return kTrue;
  const Value v = value(expr, at);
  const auto* formula = std::get_if<Formula>(&v.data);
  return formula ? formulas_.and_(formulas_.not_(v.none), *formula) : kFalse;
}

// Events and clause events stand for their dates. A date that is absent never comes.
Dates Grounder::dates_of(ExprId expr, const Context& at) {
  const Value v = value(expr, at);
  Dates result;
  if (const auto* cases = std::get_if<Dates>(&v.data)) {
    for (const auto& [guard, point] : *cases)
      result.emplace_back(formulas_.and_(guard, formulas_.not_(v.none)), point);
  } else if (const auto* things = std::get_if<Cases<ThingId>>(&v.data)) {
    for (const auto& [guard, thing] : *things)
      for (const auto& [inner, point] : event_date(thing))
        result.emplace_back(formulas_.and_(guard, inner), point);
  }
  const bool absent = std::holds_alternative<std::monostate>(v.data);
  if (absent || v.none != kFalse) result.emplace_back(absent ? kTrue : v.none, kNever);
  return merge(std::move(result));
}

Value Grounder::field(const FieldOf& expr, const Context& at, Span span) {
  // A named event that is left out never happens.
  if (const auto* named = std::get_if<ThingRef>(&spec_[expr.of].node);
      named && expr.kind == FieldKind::date)
    return dates(event_date(named->thing));
  const Value of = value(expr.of, at);
  if (const auto* period = std::get_if<Period>(&of.data))
    return dates({{kTrue, expr.kind == FieldKind::start ? period->start : period->end}});
  if (std::holds_alternative<Dates>(of.data)) return of;  // `.date` of a clause event
  std::vector<std::pair<Formula, Value>> alternatives;
  if (const auto* things = std::get_if<Cases<ThingId>>(&of.data))
    for (const auto& [guard, thing] : *things)
      alternatives.emplace_back(guard, thing_field(thing, expr.kind, expr.field));
  else if (!std::holds_alternative<std::monostate>(of.data))
    throw Refusal{"a field of something that is no thing", span};
  const bool absent = std::holds_alternative<std::monostate>(of.data);
  alternatives.emplace_back(absent ? kTrue : of.none, Value{kTrue, {}});
  return select(std::move(alternatives));
}

Value Grounder::connect(const Connect& expr, const Context& at) {
  const Formula left = truth(expr.left, at);
  // Left to right, so that a divisor on the right may be guarded on the left.
  switch (expr.op) {
    case Connective::and_:
      if (left == kFalse) return truth_value(kFalse);
      return truth_value(
          formulas_.and_(left, along(left, [&] { return truth(expr.right, at); })));
    case Connective::or_: {
      if (left == kTrue) return truth_value(kTrue);
      const Formula otherwise = formulas_.not_(left);
      return truth_value(
          formulas_.or_(left, along(otherwise, [&] { return truth(expr.right, at); })));
    }
    case Connective::implies:
      if (left == kFalse) return truth_value(kTrue);
      return truth_value(
          formulas_.implies(left, along(left, [&] { return truth(expr.right, at); })));
    case Connective::iff: return truth_value(formulas_.iff(left, truth(expr.right, at)));
  }
  return truth_value(kFalse);
}

Value Grounder::compare_values(const Compare& expr, const Context& at, Span span) {
  const Value left = value(expr.left, at);
  const Value right = value(expr.right, at);
  switch (expr.op) {
    case CompareOp::equal: return truth_value(equal(left, right));
    case CompareOp::not_equal: return truth_value(formulas_.not_(equal(left, right)));
    default: return truth_value(order(expr.op, left, right, span));
  }
}

// ------------------------------------------------ sets

Set Grounder::set_of(ExprId expr, const Context& at) {
  const auto* literal = std::get_if<SetOf>(&spec_[expr].node);
  if (!literal) {
    const Value v = value(expr, at);
    const auto* set = std::get_if<Set>(&v.data);
    return set ? *set : Set{};
  }
  std::map<Constant, std::vector<Formula>> members;
  for (const ExprId member : literal->members) {
    const Value v = value(member, at);
    if (const auto* enums = std::get_if<Cases<std::uint32_t>>(&v.data))
      for (const auto& [guard, index] : *enums) members[Member{index}].push_back(guard);
    else if (const auto* things = std::get_if<Cases<ThingId>>(&v.data))
      for (const auto& [guard, thing] : *things) members[thing].push_back(guard);
    else if (!std::holds_alternative<std::monostate>(v.data))
      throw Refusal{"a set of something that is neither an enum nor a thing", spec_[member].span};
    if (v.none != kFalse || std::holds_alternative<std::monostate>(v.data))
      members[None{}].push_back(std::holds_alternative<std::monostate>(v.data) ? kTrue : v.none);
  }
  Set result;
  for (auto& [member, guards] : members) result.emplace_back(member, formulas_.or_(std::move(guards)));
  return result;
}

Formula Grounder::in_set(const Set& set, const Value& member) {
  std::vector<Formula> cases;
  for (const auto& [constant, inside] : set) {
    if (const auto* enums = std::get_if<Cases<std::uint32_t>>(&member.data)) {
      for (const auto& [guard, index] : *enums)
        if (constant == Constant(Member{index})) cases.push_back(formulas_.and_(guard, inside));
    } else if (const auto* things = std::get_if<Cases<ThingId>>(&member.data)) {
      for (const auto& [guard, thing] : *things)
        if (constant == Constant(thing)) cases.push_back(formulas_.and_(guard, inside));
    }
    if (constant == Constant(None{})) {
      const bool absent = std::holds_alternative<std::monostate>(member.data);
      cases.push_back(formulas_.and_(absent ? kTrue : member.none, inside));
    }
  }
  return formulas_.or_(std::move(cases));
}

Value Grounder::membership(const In& expr, const Context& at) {
  const Value member = value(expr.member, at);
  if (const auto* literal = std::get_if<SetOf>(&spec_[expr.set].node)) {
    std::vector<Formula> cases;  // also for sets of numbers or dates written out
    for (const ExprId one : literal->members) cases.push_back(equal(member, value(one, at)));
    return truth_value(formulas_.or_(std::move(cases)));
  }
  return truth_value(in_set(set_of(expr.set, at), member));
}

// ------------------------------------------------ events and periods

Value Grounder::in_period(const InPeriod& expr, const Context& at) {
  const Value in = value(expr.period, at);
  const auto* period = std::get_if<Period>(&in.data);
  if (!period) throw InternalError("`in` a period that is none");
  const Value what = value(expr.what, at);
  const auto within = [&](const Dates& dates) {
    return any_date(dates, [&](const DatePoint& day) {
      return day.never ? kFalse
                       : formulas_.and_(point_le(period->start, day),
                                        formulas_.not_(point_le(period->end, day)));
    });
  };
  if (const auto* dates = std::get_if<Dates>(&what.data)) return truth_value(within(*dates));
  std::vector<Formula> cases;
  if (const auto* things = std::get_if<Cases<ThingId>>(&what.data)) {
    for (const auto& [guard, thing] : *things) {
      const bool flow = spec_[spec_[thing].type].kind == syntax::TypeKind::flow;
      const Value date = thing_field(thing, flow ? FieldKind::start : FieldKind::date, {});
      cases.push_back(formulas_.and_(guard, within(std::get<Dates>(date.data))));
    }
  }
  return truth_value(formulas_.or_(std::move(cases)));
}

// Whether an event dated so has happened at the day of the context. Inside `only if`, events of
// the same day count only where they come before.
Formula Grounder::has_happened(const Dates& date, ThingId event, const Context& at) {
  return any_date(date, [&](const DatePoint& day) {
    if (day.never) return kFalse;
    if (!at.found_by.valid()) return point_le(day, at.day);
    if (!event.valid()) return formulas_.not_(point_le(at.day, day));  // of a clause: no order within a day
    if (event == at.found_by) return kFalse;
    const Formula earlier = formulas_.not_(point_le(at.day, day));
    const Formula same = point_equal(at.day, day);
    if (same == kFalse) return earlier;
    const Sum difference = formulas_.add(Formulas::number(rank(event)),
                                         formulas_.scale(Formulas::number(rank(at.found_by)), -1));
    // Of two with one rank the first declared comes first, so that any ranks are an order.
    const Relation before = event < at.found_by ? Relation::less_equal : Relation::less;
    return formulas_.or_(earlier, formulas_.and_(same, formulas_.compare(difference, before)));
  });
}

Value Grounder::happen(const Happen& expr, const Context& at) {
  const Value event = value(expr.event, at);
  const auto test = [&](const Dates& dates, ThingId thing) {
    if (expr.tense == syntax::HappenTense::happens)
      return any_date(dates, [](const DatePoint& day) { return day.never ? kFalse : kTrue; });
    if (at.day.never) throw Refusal{"`happened` where nothing says on which day", spec_[expr.event].span};
    return has_happened(dates, thing, at);
  };
  if (const auto* dates = std::get_if<Dates>(&event.data)) return truth_value(test(*dates, {}));
  std::vector<Formula> cases;
  if (const auto* things = std::get_if<Cases<ThingId>>(&event.data))
    for (const auto& [guard, thing] : *things)
      cases.push_back(formulas_.and_(guard, test(event_date(thing), thing)));
  return truth_value(formulas_.or_(std::move(cases)));
}

}  // namespace proviso::ground
