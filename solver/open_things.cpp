#include "solver/open_things.h"

#include <algorithm>

namespace proviso {

namespace {

bool same_thing(const Origin& a, const Origin& b) {
  return a.kind == b.kind && a.term == b.term && a.thing == b.thing;
}

}  // namespace

std::vector<OpenThing> open_things(const Problem& problem) {
  std::vector<OpenThing> result;
  for (std::uint32_t i = 0; i < problem.origins.size(); ++i) {
    const Origin& origin = problem.origins[i];
    if (origin.kind == OriginKind::rank) continue;  // the order of a day belongs to its events
    const auto found = std::find_if(result.begin(), result.end(), [&](const OpenThing& thing) {
      return same_thing(thing.origin, origin);
    });
    if (found == result.end()) {
      result.push_back({origin, {VarId{i}}});
    } else {
      found->variables.push_back(VarId{i});
    }
  }
  return result;
}

std::string name_of(const Spec& spec, const Origin& origin) {
  return origin.kind == OriginKind::term ? spec[origin.term].name : spec[origin.thing].name;
}

bool is_value_of(const Spec& spec, const Origin& origin, ThingId thing) {
  return origin.kind == OriginKind::term && spec[origin.term].name.starts_with(spec[thing].name + ".");
}

bool is_ours(const Spec& spec, const Origin& origin) {
  switch (origin.kind) {
    case OriginKind::term: return spec[origin.term].ours;
    case OriginKind::presence: return spec[origin.thing].presence == syntax::Presence::optional;
    case OriginKind::date:
    case OriginKind::rank: break;
  }
  return false;
}

std::vector<VarId> our_variables(const Spec& spec, const Problem& problem) {
  std::vector<VarId> ours;
  for (const OpenThing& thing : open_things(problem))
    if (is_ours(spec, thing.origin)) ours.insert(ours.end(), thing.variables.begin(), thing.variables.end());
  return ours;
}

}  // namespace proviso
