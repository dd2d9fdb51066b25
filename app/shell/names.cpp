#include "app/shell/names.h"

#include "model/resolve/types.h"
#include "solver/world_view.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::shell {

namespace {

std::string written(const Session& session, const Spec& spec, ExprId expr) {
  return expr.valid() ? one_line(session.program().sources.text(spec[expr].span)) : std::string();
}

std::string description(const Session& session, const Spec& spec, ThingId id) {
  const Thing& thing = spec[id];
  const ThingType& type = spec[thing.type];
  if (type.kind != syntax::TypeKind::flow) return type.name;
  return fmt::format("{} from {} to {}", type.name, written(session, spec, thing.from),
                     written(session, spec, thing.to));
}

std::vector<ThingId> seen_things(const Made& made) {
  const Spec& spec = *made.spec;
  std::vector<ThingId> all = made.named().things;
  for (const ContractId contract : made.named().under) {
    const auto& events = spec[contract].events;
    all.insert(all.end(), events.begin(), events.end());
  }
  all.insert(all.end(), spec.globals.begin(), spec.globals.end());
  return all;
}

std::vector<Named> described(const Session& session, const Spec& spec, const std::vector<ThingId>& things) {
  std::vector<Named> result;
  for (const ThingId thing : things) {
    const std::string& name = spec[thing].name;
    const bool again = std::any_of(result.begin(), result.end(), [&](const Named& n) { return n.name == name; });
    if (!again && name.find('#') == std::string::npos) result.push_back({name, description(session, spec, thing)});
  }
  return result;
}

const OpenTerm* term_called(const Spec& spec, std::string_view name, bool reading) {
  for (const OpenTerm& term : spec.open_terms) {
    if ((term.kind == OpenTermKind::reading) != reading) continue;
    if (term.name == name || term.name.ends_with("." + std::string(name))) return &term;
  }
  return nullptr;
}

std::string listed(const std::vector<std::string>& all) { return fmt::format("{}", fmt::join(all, ", ")); }

}  // namespace

ThingId find_thing(const Made& made, std::string_view name) {
  for (const ThingId thing : seen_things(made))
    if ((*made.spec)[thing].name == name) return thing;
  return {};
}

std::vector<Named> own_things(const Session& session, const Made& made) {
  return described(session, *made.spec, made.named().things);
}

std::vector<Named> all_things(const Session& session, const Made& made) {
  return described(session, *made.spec, seen_things(made));
}

std::vector<Named> parts_of(const Session& session, const Made& made, ThingId thing) {
  const Spec& spec = *made.spec;
  std::vector<Named> parts;
  const auto add = [&](const std::string& name) {
    const auto place = place_at(session, made, spec[thing].name + "." + name);
    if (place) parts.push_back({name, place->type_text});
  };
  const ThingType& type = spec[spec[thing].type];
  if (type.kind == syntax::TypeKind::flow)
    for (const char* name : {"from", "to", "start", "end"}) add(name);
  if (type.kind == syntax::TypeKind::event) parts.push_back({"date", "date"});
  for (const FieldId field : type.fields) add(spec[field].name);
  return parts;
}

std::vector<Named> readings(const Made& made) {
  std::vector<Named> result;
  for (const OpenTerm& term : made.spec->open_terms) {
    if (term.kind != OpenTermKind::reading) continue;
    const std::string name = term.name.substr(term.name.rfind('.') + 1);
    const bool again = std::any_of(result.begin(), result.end(), [&](const Named& n) { return n.name == name; });
    if (!again) result.push_back({name, listed((*made.spec)[term.type.enumeration].members)});
  }
  return result;
}

std::vector<std::string> members_of_reading(const Made& made, std::string_view name) {
  const OpenTerm* term = term_called(*made.spec, name, true);
  return term ? (*made.spec)[term->type.enumeration].members : std::vector<std::string>();
}

std::vector<Named> clauses(const Made& made) {
  const Spec& spec = *made.spec;
  std::vector<ClauseId> all = made.named().clauses;
  for (const ContractId contract : made.named().under)
    all.insert(all.end(), spec[contract].clauses.begin(), spec[contract].clauses.end());
  std::vector<Named> result;
  for (const ClauseId id : all) {
    const bool again = std::any_of(result.begin(), result.end(),
                                   [&](const Named& n) { return n.name == spec[id].name; });
    if (!again) result.push_back({spec[id].name, spec[id].title});
  }
  return result;
}

std::vector<Named> types(const Made& made, bool entities) {
  std::vector<Named> result;
  for (const ThingType& type : made.spec->types) {
    const bool entity = type.kind == syntax::TypeKind::entity;
    if (entity && !entities) continue;
    std::string what = entity ? "entity" : "event";
    if (type.kind == syntax::TypeKind::flow)
      what = fmt::format("flow from {} to {}", (*made.spec)[type.from].name, (*made.spec)[type.to].name);
    result.push_back({type.name, what});
  }
  return result;
}

namespace {

std::optional<Place> place_in_thing(const Session& session, const Made& made, ThingId id,
                                    std::string_view part) {
  const Spec& spec = *made.spec;
  const Thing& thing = spec[id];
  const ThingType& type = spec[thing.type];
  const bool flow = type.kind == syntax::TypeKind::flow;
  const auto place = [&](const Type& t, ExprId now) {
    return Place{t, resolving::show(spec, t), written(session, spec, now)};
  };
  if (part.empty() || part == "date") {
    if (type.kind == syntax::TypeKind::event) return place(basic(BaseType::date), thing.date);
    return std::nullopt;
  }
  if (flow && part == "from") return place(thing_type(type.from), thing.from);
  if (flow && part == "to") return place(thing_type(type.to), thing.to);
  if (flow && part == "start") return place(basic(BaseType::date), thing.start);
  if (flow && part == "end") return place(basic(BaseType::date), thing.end);
  for (const FieldId field : type.fields)
    if (spec[field].name == part) return place(spec[field].type, part_of(thing, FieldKind::declared, field));
  return std::nullopt;
}

}  // namespace

std::optional<Place> place_at(const Session& session, const Made& made, std::string_view path) {
  const Spec& spec = *made.spec;
  const std::string_view first = first_part(path);
  if (const ThingId thing = find_thing(made, first); thing.valid()) {
    const std::string_view rest = first.size() == path.size() ? "" : path.substr(first.size() + 1);
    return place_in_thing(session, made, thing, rest);
  }
  for (const bool reading : {true, false})
    if (const OpenTerm* term = term_called(spec, path, reading))
      return Place{term->type, reading ? listed(spec[term->type.enumeration].members)
                                       : resolving::show(spec, term->type), ""};
  return std::nullopt;
}

std::vector<std::string> values_of(const Made& made, const Type& type) {
  const Spec& spec = *made.spec;
  std::vector<std::string> values;
  if (type.base == BaseType::boolean) values = {"true", "false"};
  if (type.base == BaseType::enumeration) values = spec[type.enumeration].members;
  if (type.base == BaseType::thing)
    for (const ThingId thing : seen_things(made))
      if (spec.is_a(spec[thing].type, type.thing)) values.push_back(spec[thing].name);
  if (type.base == BaseType::date) values.emplace_back("never");
  if (type.optional) values.emplace_back("none");
  return values;
}

// ---------------------------------------------------------------- examples

namespace {

// The first flow of the deal's own with a part for which `wanted` holds.
template <class Wanted>
std::string path_where(Session& session, const Wanted& wanted) {
  const auto made = session.make({});
  if (!made) return "";
  for (const bool flows : {true, false}) {
    for (const ThingId thing : made->named().things) {
      if (((*made->spec)[(*made->spec)[thing].type].kind == syntax::TypeKind::flow) != flows) continue;
      for (const Named& part : parts_of(session, *made, thing)) {
        const std::string path = (*made->spec)[thing].name + "." + part.name;
        const auto place = place_at(session, *made, path);
        if (place && wanted(*place)) return path;
      }
    }
  }
  return "";
}

}  // namespace

std::string example_path(Session& session) {
  const std::string path = path_where(session, [](const Place& place) {
    return place.type.base == BaseType::thing && !place.now.empty();
  });
  return path.empty() ? "sale.from" : path;
}

std::string example_number(Session& session) {
  std::string path = path_where(session, [](const Place& place) {
    return place.type.base == BaseType::money && !place.now.empty();
  });
  if (path.empty())
    path = path_where(session, [](const Place& place) { return resolving::is_ordered(place.type) && !place.now.empty(); });
  return path.empty() ? "sale.amount" : path;
}

std::string example_setting(Session& session) {
  const std::string path = example_path(session);
  const auto made = session.make({});
  const auto place = made ? place_at(session, *made, path) : std::nullopt;
  if (place)
    for (const std::string& value : values_of(*made, place->type))
      if (value != place->now) return fmt::format("{} = {}", path, value);
  return path + " = unknown";
}

std::string example_flow(Session& session) {
  const auto made = session.make({});
  if (made) {
    for (const ThingId thing : made->named().things)
      if ((*made->spec)[(*made->spec)[thing].type].kind == syntax::TypeKind::flow)
        return (*made->spec)[thing].name;
  }
  return "sale";
}

}  // namespace proviso::shell
