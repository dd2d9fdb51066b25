#include "solver/shown.h"

namespace proviso {

ScenarioValue shown_value(const Spec& spec, const Scenario& scenario, const Origin& origin) {
  ScenarioValue result;
  if (origin.kind == OriginKind::term) {
    const OpenTerm& term = spec[origin.term];
    const OpenKind kind = term.kind == OpenTermKind::reading ? OpenKind::reading
                          : term.ours                        ? OpenKind::choice
                                                             : OpenKind::unknown;
    result = {term.name, kind, "", term.span};
    const auto found = scenario.terms.find(origin.term);
    if (found != scenario.terms.end()) result.value = show(spec, term.type, found->second);
    return result;
  }
  const Thing& thing = spec[origin.thing];
  result.name = thing.name;
  result.span = thing.span;
  if (origin.kind == OriginKind::presence) {
    result.kind = thing.presence == syntax::Presence::optional ? OpenKind::choice : OpenKind::unknown;
    const auto found = scenario.present.find(origin.thing);
    result.value = found != scenario.present.end() && found->second ? "present" : "left out";
  } else {
    result.kind = OpenKind::event;
    const auto found = scenario.dates.find(origin.thing);
    result.value = show_date({found == scenario.dates.end() ? std::nullopt : found->second});
  }
  return result;
}

namespace {

std::vector<ShownField> shown_fields(const WorldView& world, ThingId thing,
                                     const std::set<FieldId>& matter) {
  const Spec& spec = world.spec();
  std::vector<ShownField> result;
  for (const auto& [field, expr] : spec[thing].values) {
    const Constant value = world.value(expr, world.universe().horizon.start, {});
    if (std::holds_alternative<None>(value)) continue;
    result.push_back({spec[field].name, show(spec, spec[field].type, value), matter.count(field) > 0});
  }
  return result;
}

}  // namespace

ShownFlow shown_flow(const WorldView& world, ThingId thing, const std::set<FieldId>& matter) {
  const Spec& spec = world.spec();
  const Thing& t = spec[thing];
  ShownFlow shown;
  shown.name = t.name;
  shown.type = spec[t.type].name;
  shown.span = t.whole;
  shown.event = spec[t.type].kind == syntax::TypeKind::event;
  shown.fields = shown_fields(world, thing, matter);
  if (shown.event) {
    shown.start = show_date(world.date_of_event(thing));
    return shown;
  }
  const auto end_of = [&](ExprId expr) {
    return world.show(expr, world.value(expr, world.universe().horizon.start, {}));
  };
  shown.start = show_date(world.date(t.start));
  shown.end = show_date(world.date(t.end));
  shown.from = end_of(t.from);
  shown.to = end_of(t.to);
  return shown;
}

std::vector<ShownThing> shown_things(const WorldView& world, const std::set<std::string>& wanted,
                                     const std::set<FieldId>& matter) {
  const Spec& spec = world.spec();
  std::vector<ShownThing> result;
  for (const ThingId thing : world.universe().things) {
    const Thing& t = spec[thing];
    if (spec[t.type].kind == syntax::TypeKind::entity && wanted.count(t.name))
      result.push_back({t.name, spec[t.type].name, shown_fields(world, thing, matter), t.span});
  }
  return result;
}

}  // namespace proviso
