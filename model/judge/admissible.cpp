#include "model/judge/admissible.h"

#include "model/judge/reader.h"

#include <algorithm>

namespace proviso::plain {

namespace {

using syntax::AssumeForm;
using syntax::TypeKind;

// ---------------------------------------------------------------- open terms

// A set of members, or of things that are there: in order, each once.
bool is_set_of(const World& world, const Type& type, const Constant& value) {
  const auto* set = std::get_if<Members>(&value);
  if (set == nullptr || !std::is_sorted(set->all.begin(), set->all.end())) return false;
  if (std::adjacent_find(set->all.begin(), set->all.end()) != set->all.end()) return false;
  const std::vector<Value>& instances = world.instances(type);
  return std::all_of(set->all.begin(), set->all.end(), [&](const auto& member) {
    const Value one = std::visit([](auto known) -> Value { return known; }, member);
    return std::any_of(instances.begin(), instances.end(),
                       [&](const Value& instance) { return equal(instance, one); });
  });
}

bool fits(const World& world, const Type& type, const Constant& value) {
  const Spec& spec = world.spec;
  // The name of a flow that is left out reads as none.
  if (std::holds_alternative<None>(value))
    return type.optional || (!type.set && type.base == BaseType::thing && spec[type.thing].kind != TypeKind::entity);
  if (type.set) return is_set_of(world, type, value);
  switch (type.base) {
    case BaseType::boolean: return std::holds_alternative<bool>(value);
    case BaseType::number:
    case BaseType::money: return std::holds_alternative<Rational>(value);
    case BaseType::integer:
    case BaseType::days: {
      const auto* number = std::get_if<Rational>(&value);
      return number != nullptr && denominator(*number) == 1;
    }
    case BaseType::date: return std::holds_alternative<Date>(value);
    case BaseType::enumeration: {
      const auto* member = std::get_if<Member>(&value);
      return member != nullptr && member->index < spec[type.enumeration].members.size();
    }
    case BaseType::thing: {
      const auto* thing = std::get_if<ThingId>(&value);
      return thing != nullptr && spec.is_a(spec[*thing].type, type.thing);
    }
    case BaseType::period:
    case BaseType::clause_event:
    case BaseType::nothing:
    case BaseType::error: return false;
  }
  return false;
}

bool in_range(const World& world, const OpenTerm& term, const Constant& constant) {
  if (!fits(world, term.type, constant)) return false;
  Reader reader(world, Reading{.day = world.universe.horizon.start});
  const Value value = value_of(constant);
  if (term.finite) {
    return std::any_of(term.values.begin(), term.values.end(),
                       [&](ExprId one) { return equal(reader.value(one), value); });
  }
  return (!term.low.valid() || compare(CompareOp::greater_equal, value, reader.value(term.low))) &&
         (!term.high.valid() || compare(CompareOp::less_equal, value, reader.value(term.high)));
}

// ---------------------------------------------------------------- facts and assumptions

// A plain fact on every day; with `each`, whenever what it binds is present.
bool is_true(const World& world, const Fact& fact) {
  std::vector<ExprId> mentioned{fact.condition};
  if (fact.each) mentioned.push_back(fact.each->where);
  const Days days = world.days(mentioned);
  const std::vector<Locals> all = tuples(world, fact.each);
  for (const Day day : days.within(days.before_all(), {})) {
    for (const Locals& bound : all) {
      Reader reader(world, Reading{.day = day}, bound);
      const bool arises = !fact.each || (reader.present(*fact.each) &&
                                         (!fact.each->where.valid() || reader.holds(fact.each->where)));
      if (arises && !reader.holds(fact.condition)) return false;
    }
  }
  return true;
}

bool holds_throughout(const World& world, ExprId condition) {
  const Horizon& horizon = world.universe.horizon;
  const std::vector<Day> days = world.days({condition}).within(horizon.start, Date{horizon.end});
  return std::all_of(days.begin(), days.end(), [&](Day day) {
    return Reader(world, Reading{.day = day}).holds(condition);
  });
}

bool is_true(const World& world, const Assume& assume) {
  if (assume.form == AssumeForm::condition) return holds_throughout(world, assume.condition);
  const Date& date = world.life(assume.event).start;
  Reader reader(world, Reading{.day = world.universe.horizon.start});
  switch (assume.form) {
    case AssumeForm::never: return !date.day;
    case AssumeForm::on: return date == reader.date(assume.date);
    case AssumeForm::after: return !date.day || order(date, reader.date(assume.date)) > 0;
    case AssumeForm::open:
    case AssumeForm::condition: break;
  }
  return true;
}

// ---------------------------------------------------------------- events

bool is_open(const World& world, ThingId event) {
  const auto& assumes = world.deal().assumes;
  return std::any_of(assumes.begin(), assumes.end(), [&](const Assume& assume) {
    return assume.form == AssumeForm::open && assume.event == event;
  });
}

bool of_deal(const World& world, ThingId event) {
  const auto& own = world.deal().things;
  return std::find(own.begin(), own.end(), event) != own.end();
}

// Nobody has said when: then what a contract declares has not happened when the horizon begins.
bool comes_before_horizon(const World& world, ThingId event) {
  if (of_deal(world, event) || world.spec[event].date.valid()) return false;
  if (world.fixed_by(event) != nullptr || is_open(world, event)) return false;
  return order(world.life(event).start, Date{world.universe.horizon.start}) < 0;
}

bool may_happen(const World& world, ThingId event, ExprId only_if, const Locals& bound) {
  const Date& date = world.life(event).start;
  if (!date.day || !only_if.valid()) return true;
  return Reader(world, Reading{.day = *date.day, .as_found_by = event}, bound).holds(only_if);
}

void check_powers(const World& world, std::vector<Span>& violated) {
  for (const ContractId contract : world.universe.contracts) {
    for (const Power& power : world.spec[contract].powers) {
      const bool used_well = std::all_of(
          world.universe.things.begin(), world.universe.things.end(), [&](ThingId event) {
            const bool is_such = world.kind(event) == TypeKind::event && of_deal(world, event) &&
                                 world.spec.is_a(world.spec[event].type, power.type);
            return !is_such || may_happen(world, event, power.only_if, {{power.local, event}});
          });
      if (!used_well) violated.push_back(power.span);
    }
  }
}

void check_things(const World& world, std::vector<Span>& violated) {
  for (const ThingId id : world.universe.things) {
    const Thing& thing = world.spec[id];
    if (world.kind(id) == TypeKind::entity || !world.exists(id)) continue;
    const Life& life = world.life(id);
    const bool fine = world.kind(id) == TypeKind::flow
                          ? order(life.start, life.end) < 0
                          : !comes_before_horizon(world, id) && may_happen(world, id, thing.only_if, {});
    if (!fine) violated.push_back(thing.span);
  }
}

void check_facts(const World& world, const std::vector<Fact>& facts, std::vector<Span>& violated) {
  for (const Fact& fact : facts) {
    if (!is_true(world, fact)) violated.push_back(fact.span);
  }
}

}  // namespace

std::vector<Span> violations(const World& world, const std::vector<ExprId>& with) {
  std::vector<Span> violated;
  for (const auto& [id, value] : world.scenario.terms) {
    if (!in_range(world, world.spec[id], value)) violated.push_back(world.spec[id].span);
  }
  check_things(world, violated);
  check_powers(world, violated);
  check_facts(world, world.spec.facts, violated);
  for (const ContractId contract : world.universe.contracts) {
    check_facts(world, world.spec[contract].facts, violated);
  }
  check_facts(world, world.deal().facts, violated);
  for (const Assume& assume : world.deal().assumes) {
    if (!is_true(world, assume)) violated.push_back(assume.span);
  }
  for (const ExprId condition : with) {
    if (!holds_throughout(world, condition)) violated.push_back(world.spec[condition].span);
  }
  return violated;
}

}  // namespace proviso::plain
