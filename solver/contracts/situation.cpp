#include "solver/contracts/situation.h"

#include "model/expr_walk.h"
#include "solver/contracts/terms.h"
#include "solver/made_expressions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace proviso {

namespace {

constexpr std::size_t kDeepest = 2;      // entities whose fields ask for entities, of the same type again
constexpr Day kMostDays = 366;           // of an open number of days

class Making {
 public:
  Making(Spec spec, const SituationOptions& options) : options_(options) {
    result_.spec = std::move(spec);
  }

  Situation run() {
    begin();
    find_subtypes();
    announce();
    for (const ThingId thing : result_.made) describe(thing);
    cut_periods();
    result_.searched.complete = result_.searched.why.empty();
    return std::move(result_);
  }

 private:
  Spec& spec() { return result_.spec; }
  Deal& deal() { return spec().deals[result_.deal.index]; }

  void begin() {
    first_ = first_day(spec(), options_.contracts);
    Deal deal;
    deal.name = "Situation";
    deal.under = options_.contracts;
    deal.clauses = options_.questions;
    deal.judged_start = date(options_.judged_from.value_or(first_));
    deal.judged_end = spec().add(NeverConst{}, basic(BaseType::date));
    if (options_.with_past || options_.judged_from) deal.assumes = may_have_happened();
    result_.deal = DealId{static_cast<std::uint32_t>(spec().deals.size())};
    spec().deals.push_back(std::move(deal));
  }

  // Events that no day is known of may lie before the days that are judged.
  std::vector<Assume> may_have_happened() {
    std::vector<ThingId> events = spec().globals;
    for (const ContractId contract : options_.contracts) {
      const std::vector<ThingId>& own = spec()[contract].events;
      events.insert(events.end(), own.begin(), own.end());
    }
    std::vector<Assume> result;
    for (const ThingId event : events) {
      if (spec()[spec()[event].type].kind != syntax::TypeKind::event || spec()[event].date.valid()) continue;
      Assume assume;
      assume.event = event;
      assume.form = syntax::AssumeForm::open;
      result.push_back(std::move(assume));
    }
    return result;
  }

  ExprId date(Day day) { return spec().add(DateConst{day}, basic(BaseType::date)); }

  // ---- names and types

  // Subtypes of entities that anything tells apart from their base.
  void find_subtypes() {
    const auto see = [&](TypeId type) {
      if (type.valid() && spec()[type].kind == syntax::TypeKind::entity) told_apart_.insert(type);
    };
    for (const ThingType& type : spec().types) {
      see(type.from);
      see(type.to);
    }
    for (const Field& field : spec().fields)
      if (field.type.base == BaseType::thing) see(field.type.thing);
    const auto bound_by = [&](const Binding& binding) {
      for (const Binder& binder : binding.binders)
        if (binder.type.base == BaseType::thing) see(binder.type.thing);
    };
    const auto in = [&](ExprId root) {
      walk(spec(), root, [&](ExprId, const Expr& e) {
        if (const auto* is = std::get_if<IsType>(&e.node)) see(is->type);
        if (const Binding* bound = binding_of(e.node)) bound_by(*bound);
      });
    };
    for_each_expr(spec(), options_.contracts, in);
    std::vector<ClauseId> clauses = options_.questions;
    for (const ContractId contract : options_.contracts)
      clauses.insert(clauses.end(), spec()[contract].clauses.begin(), spec()[contract].clauses.end());
    for (const ClauseId clause : clauses) {
      for_each_expr(spec(), clause, in);
      for (const Norm& norm : spec()[clause].norms)
        if (norm.each) bound_by(*norm.each);
    }
  }

  std::string free_name(std::string base, bool capital) {
    if (!base.empty())
      base[0] = static_cast<char>(capital ? std::toupper(static_cast<unsigned char>(base[0]))
                                          : std::tolower(static_cast<unsigned char>(base[0])));
    for (;;) {
      const std::string name = (capital ? "New" : "") + base + std::to_string(++numbers_[base]);
      const bool taken = std::any_of(spec().things.begin(), spec().things.end(),
                                     [&](const Thing& t) { return t.name == name; });
      if (!taken) return name;
    }
  }

  ThingId enter(TypeId type, syntax::Presence presence) {
    Thing thing;
    thing.type = type;
    thing.presence = presence;
    thing.name = free_name(spec()[type].name, spec()[type].kind == syntax::TypeKind::entity);
    const ThingId id{static_cast<std::uint32_t>(spec().things.size())};
    spec().things.push_back(std::move(thing));
    deal().things.push_back(id);
    result_.made.push_back(id);
    return id;
  }

  // ---- how many

  // A flow that must name another flow needs one to name.
  void announce() {
    std::map<TypeId, std::size_t> count = options_.things;
    for (bool grown = true; grown;) {
      grown = false;
      for (const auto& [type, n] : std::map<TypeId, std::size_t>(count))
        for (const FieldId field : spec()[type].fields) {
          const Type& of = spec()[field].type;
          if (of.base != BaseType::thing || of.optional || of.set || n == 0) continue;
          if (spec()[of.thing].kind == syntax::TypeKind::entity || count[of.thing] > 0) continue;
          count[of.thing] = n;
          grown = true;
        }
    }
    for (const auto& [type, n] : count)
      for (std::size_t i = 0; i < n; ++i) enter(type, syntax::Presence::possible);
    for (const auto& [type, window] : options_.dated) {
      dated_.emplace(enter(type, syntax::Presence::possible), window);
      ++count[type];
    }
    for (const auto& [type, n] : count)
      if (n > 0) result_.searched.things.emplace_back(spec()[type].name, n);
    if (options_.entities) {
      for (const auto& [type, n] : *options_.entities)
        for (std::size_t i = 0; i < n; ++i) enter(type, syntax::Presence::always);
    }
    // Entities for their slots: the list grows while it is walked.
    for (std::size_t i = 0; i < result_.made.size(); ++i) {
      if (options_.entities) add_missing(result_.made[i]);
      else add_entities(result_.made[i]);
    }
  }

  // What has to name an entity needs one to name, even where nobody reads which.
  void add_missing(ThingId thing) {
    const ThingType type = spec()[spec()[thing].type];
    if (type.kind == syntax::TypeKind::flow)
      for (const TypeId end : {type.from, type.to}) add_if_none(end);
    for (const FieldId field : type.fields) {
      const Type& of = spec()[field].type;
      if (of.base == BaseType::thing && !of.optional && !of.set) add_if_none(of.thing);
    }
  }

  void add_if_none(TypeId slot) {
    if (spec()[slot].kind != syntax::TypeKind::entity) return;
    const auto fits = [&](ThingId thing) { return spec().is_a(spec()[thing].type, slot); };
    const std::vector<ThingId>& globals = spec().globals;
    if (std::any_of(globals.begin(), globals.end(), fits)) return;
    if (std::any_of(result_.made.begin(), result_.made.end(), fits)) return;
    enter(slot, syntax::Presence::always);
  }

  void add_entities(ThingId thing) {
    const ThingType type = spec()[spec()[thing].type];
    if (type.kind == syntax::TypeKind::flow) {
      add_entity(type.from, 0);
      add_entity(type.to, 0);
    }
    const std::size_t depth = depth_.count(thing) ? depth_.at(thing) : 0;
    for (const FieldId field : type.fields) {
      const Type& of = spec()[field].type;
      if (of.base != BaseType::thing || spec()[of.thing].kind != syntax::TypeKind::entity) continue;
      add_entity(of.thing, depth);
    }
  }

  void add_entity(TypeId slot, std::size_t depth) {
    if (!slot.valid() || spec()[slot].kind != syntax::TypeKind::entity) return;
    for (std::uint32_t i = 0; i < spec().types.size(); ++i) {
      const TypeId type{i};
      if (spec()[type].kind != syntax::TypeKind::entity || !spec().is_a(type, slot)) continue;
      if (type != slot && told_apart_.count(type) == 0) continue;
      if (depth >= kDeepest) {
        if (leads_to_itself(type, type))
          refuse(fmt::format("entities of type `{}` that name each other", spec()[type].name));
        continue;
      }
      const ThingId id = enter(type, syntax::Presence::always);
      depth_[id] = depth + 1;
    }
  }

  bool leads_to_itself(TypeId from, TypeId to, std::size_t steps = 8) const {
    if (steps == 0) return true;
    for (const FieldId field : result_.spec[from].fields) {
      const Type& of = result_.spec[field].type;
      if (of.base != BaseType::thing || result_.spec[of.thing].kind != syntax::TypeKind::entity) continue;
      if (result_.spec.is_a(to, of.thing) || leads_to_itself(of.thing, to, steps - 1)) return true;
    }
    return false;
  }

  void refuse(std::string why) {
    if (result_.searched.why.empty()) result_.searched.why = std::move(why);
  }

  // ---- everything open

  void describe(ThingId id) {
    const Thing thing = spec()[id];
    const ThingType type = spec()[thing.type];
    std::vector<std::pair<FieldId, ExprId>> values;
    for (const FieldId field : type.fields)
      values.emplace_back(field, any(id, spec()[field].type, spec()[field].name, FieldKind::declared, field));
    Thing made = thing;
    made.values = std::move(values);
    if (type.kind == syntax::TypeKind::flow) {
      made.from = any(id, thing_type(type.from), "from", FieldKind::from, {});
      made.to = any(id, thing_type(type.to), "to", FieldKind::to, {});
      made.start = any_day(id, thing.name + ".start");
      made.end = spec().add(OpenRef{open_term(spec(), thing.name + ".end", basic(BaseType::date))},
                            basic(BaseType::date));
    }
    if (type.kind == syntax::TypeKind::event) made.date = any_day(id, thing.name + ".date");
    spec().things[id.index] = std::move(made);
  }

  // A known day, not before the first term.
  ExprId any_day(ThingId owner, const std::string& name) {
    const OpenTermId term = open_term(spec(), name, basic(BaseType::date));
    const auto window = dated_.find(owner);
    if (window != dated_.end()) {
      spec().open_terms[term.index].low = date(window->second.first);
      spec().open_terms[term.index].high = date(window->second.second);
    } else if (!options_.with_past) {
      spec().open_terms[term.index].low = date(first_);
    }
    return open_value(spec(), term);
  }

  ExprId any(ThingId owner, const Type& type, const std::string& name, FieldKind kind, FieldId field) {
    const OpenTermId id = open_term(spec(), spec()[owner].name + "." + name, type);
    if (type.base == BaseType::days && !type.set) {
      OpenTerm& term = spec().open_terms[id.index];
      const auto days = [&](Day n) { return spec().add(NumberConst{Rational(n)}, basic(BaseType::days)); };
      term.low = days(0);
      term.high = days(kMostDays);
      refuse(fmt::format("`{}` of more than {} days", name, kMostDays));
    } else if (type.base == BaseType::thing && !type.set) {
      const bool entity = spec()[type.thing].kind == syntax::TypeKind::entity;
      if (entity) list_entities(owner, id, type);
      else if (!type.optional) must_be_there(owner, kind, field);
    }
    return open_value(spec(), id);
  }

  // The named ones, and of the unnamed of each type one that no earlier slot can have, at most: they are
  // all alike. An entity that has slots of its own is told apart by these, and comes last in them.
  void list_entities(ThingId owner, OpenTermId id, const Type& type) {
    std::vector<ThingId> all;
    for (const ThingId thing : spec().globals) all.push_back(thing);
    for (const ThingId thing : deal().things)
      if (thing != owner) all.push_back(thing);
    if (spec().is_a(spec()[owner].type, type.thing)) all.push_back(owner);
    const bool own = spec()[spec()[owner].type].kind == syntax::TypeKind::entity;
    std::vector<ExprId> values;
    std::map<TypeId, std::size_t> unnamed;
    for (const ThingId thing : all) {
      if (!spec().is_a(spec()[thing].type, type.thing)) continue;
      const bool made = std::find(result_.made.begin(), result_.made.end(), thing) != result_.made.end();
      if (made && !own && unnamed[spec()[thing].type]++ > slots_[spec()[thing].type]) continue;
      values.push_back(constant_expression(spec(), type, thing));
    }
    for (const auto& [kind, count] : unnamed) ++slots_[kind];
    if (type.optional) values.insert(values.begin(), constant_expression(spec(), type, None{}));
    OpenTerm& term = spec().open_terms[id.index];
    term.finite = true;
    term.values = std::move(values);
  }

  // What a field names exists where the flow does.
  void must_be_there(ThingId owner, FieldKind kind, FieldId field) {
    const ExprId named =
        spec().add(FieldOf{thing_name(spec(), owner), kind, field}, spec()[field].type);
    const ExprId there =
        spec().add(Not{spec().add(IsNone{named}, basic(BaseType::boolean))}, basic(BaseType::boolean));
    result_.conditions.push_back(spec().add(Connect{Connective::or_, is_missing(spec(), owner), there},
                                            basic(BaseType::boolean)));
  }

  // ---- periods without end

  // A clause by periods of which no known day is the last would ask for flows without end. Beyond
  // the last day that anything names its periods are alike: two more of them are judged.
  void cut_periods() {
    std::vector<ClauseId> all = options_.questions, endless;
    for (const ContractId contract : options_.contracts)
      all.insert(all.end(), spec()[contract].clauses.begin(), spec()[contract].clauses.end());
    for (const ClauseId id : all)
      if (counts_periods(spec()[id]) && !known_end(spec(), id)) endless.push_back(id);
    if (endless.empty()) return;
    const Day end = end_of_periods(spec(), options_.contracts);
    const ExprId until = date(end);
    for (const ClauseId id : endless) spec().clauses[id.index].bounds.until.push_back(until);
    result_.periods_end = end;
  }

  const SituationOptions& options_;
  Situation result_;
  Day first_ = 0;
  std::set<TypeId> told_apart_;
  std::map<std::string, int> numbers_;
  std::map<ThingId, std::size_t> depth_;
  std::map<ThingId, Window> dated_;
  std::map<TypeId, std::size_t> slots_;  // of flows and events, that can name an entity of a type
};

}  // namespace

Situation make_situation(Spec spec, const SituationOptions& options) {
  return Making(std::move(spec), options).run();
}

Spec close_situation(const Situation& situation, const Scenario& scenario, std::optional<Day> end,
                     GroundOptions& options) {
  Spec spec = situation.spec;
  Deal& deal = spec.deals[situation.deal.index];
  const auto there = [&](ThingId thing) {
    const auto found = scenario.present.find(thing);
    return found == scenario.present.end() || found->second;
  };
  const auto close = [&](ExprId& place) {
    if (!place.valid()) return;
    const auto* open = std::get_if<OpenRef>(&spec[place].node);
    const auto found = open ? scenario.terms.find(open->term) : scenario.terms.end();
    if (found != scenario.terms.end())
      place = constant_expression(spec, spec[open->term].type, found->second);
  };
  std::vector<ThingId> left;
  for (const ThingId id : deal.things) {
    if (!there(id)) continue;
    left.push_back(id);
    Thing thing = spec[id];
    thing.presence = syntax::Presence::always;
    for (auto& [field, value] : thing.values) close(value);
    for (ExprId* place : {&thing.from, &thing.to, &thing.start, &thing.end, &thing.date}) close(*place);
    spec.things[id.index] = std::move(thing);
  }
  deal.things = left;
  deal.assumes.clear();
  for (const auto& [event, day] : scenario.dates) {
    const bool own = std::find(situation.made.begin(), situation.made.end(), event) != situation.made.end();
    if (own) continue;
    Assume assume;
    assume.event = event;
    assume.form = day ? syntax::AssumeForm::on : syntax::AssumeForm::never;
    if (day) assume.date = spec.add(DateConst{*day}, basic(BaseType::date));
    deal.assumes.push_back(std::move(assume));
  }
  deal.judged_end = end ? spec.add(DateConst{*end}, basic(BaseType::date))
                        : spec.add(NeverConst{}, basic(BaseType::date));
  // What nobody can state in a deal: terms of contracts and readings.
  std::set<OpenTermId> own;
  for (std::uint32_t i = 0; i < situation.spec.open_terms.size(); ++i) own.insert(OpenTermId{i});
  for (const ThingId id : situation.made)
    for (const auto& [field, value] : situation.spec[id].values)
      if (const auto* open = std::get_if<OpenRef>(&situation.spec[value].node)) own.erase(open->term);
  for (const ThingId id : situation.made)
    for (const ExprId value : {situation.spec[id].from, situation.spec[id].to, situation.spec[id].start,
                               situation.spec[id].end, situation.spec[id].date})
      if (const auto* open = value.valid() ? std::get_if<OpenRef>(&situation.spec[value].node) : nullptr)
        own.erase(open->term);
  for (const auto& [term, value] : scenario.terms) {
    if (own.count(term) == 0) continue;
    if (spec[term].kind == OpenTermKind::reading) {
      if (const auto* member = std::get_if<Member>(&value)) options.readings.emplace_back(term, member->index);
    } else {
      options.with.push_back(has_value(spec, term, value));
    }
  }
  return spec;
}

}  // namespace proviso
