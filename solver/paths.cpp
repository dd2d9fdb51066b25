#include "solver/paths.h"

#include "solver/requirements.h"
#include "solver/shown.h"

#include <algorithm>
#include <map>
#include <optional>

namespace proviso {

namespace {

std::optional<ThingId> thing_at(const WorldView& world, ExprId expr, Day day, const Bindings& bindings) {
  if (!expr.valid()) return std::nullopt;
  const Constant value = world.value(expr, day, bindings);
  const auto* thing = std::get_if<ThingId>(&value);
  return thing ? std::optional(*thing) : std::nullopt;
}

struct Hop {
  ThingId flow, from, to;
  std::string why_not;  // empty: it counts
};

class Cutting {
 public:
  Cutting(const WorldView& world, const Reaches& expr, Day day, const Bindings& bindings)
      : world_(world), spec_(world.spec()), expr_(expr), day_(day), bindings_(bindings) {}

  Cut run() {
    const auto from = thing_at(world_, expr_.from, day_, bindings_);
    const auto to = thing_at(world_, expr_.to, day_, bindings_);
    if (!from || !to) {
      const ExprId end = from ? expr_.to : expr_.from;
      return {{}, "`" + world_.text(end) + "` is none"};
    }
    find_hops();
    const auto all = [](const Hop&) { return true; };
    const auto counting = [](const Hop& hop) { return hop.why_not.empty(); };
    const std::vector<ThingId> reached = spread(*from, true, counting);
    const std::vector<ThingId> leading = spread(*to, false, counting);
    Cut cut;
    for (const Hop& hop : hops_) {
      const bool at_the_edge = !counting(hop) && (hop.from == *from || in(reached, hop.from)) &&
                               !in(reached, hop.to);
      if (!at_the_edge) continue;
      ShownFlow shown = shown_flow(world_, hop.flow, {});
      shown.note = hop.why_not;
      cut.hops.push_back(std::move(shown));
    }
    if (!in(spread(*from, true, all), *to)) {
      ShownFlow missing;
      missing.type = spec_[binder().type.thing].name;
      missing.from = name(reached.empty() ? *from : reached.back());
      missing.to = name(leading.empty() ? *to : leading.back());
      missing.role = Role::missing;
      cut.hops.push_back(std::move(missing));
    }
    cut.words = words(*from, *to, reached, leading);
    return cut;
  }

 private:
  [[nodiscard]] const Binder& binder() const { return expr_.binding.binders.front(); }
  [[nodiscard]] std::string name(ThingId thing) const { return spec_[thing].name; }
  static bool in(const std::vector<ThingId>& list, ThingId thing) {
    return std::find(list.begin(), list.end(), thing) != list.end();
  }

  void find_hops() {
    for (const ThingId thing : world_.universe().things) {
      const Thing& t = spec_[thing];
      if (!spec_.is_a(t.type, binder().type.thing) || !world_.present(thing)) continue;
      const auto from = thing_at(world_, t.from, day_, {});
      const auto to = thing_at(world_, t.to, day_, {});
      if (from && to) hops_.push_back({thing, *from, *to, why_not(thing)});
    }
  }

  std::string why_not(ThingId flow) const {
    const Date start = world_.date(spec_[flow].start);
    const Date end = world_.date(spec_[flow].end);
    const bool begun = start.day && *start.day <= day_;
    const syntax::Range range = binder().range;
    if (range != syntax::Range::any_time && !begun) return "it begins on " + show_date(start);
    if (range == syntax::Range::standard && end.day && *end.day <= day_)
      return "it ended on " + show_date(end);
    Bindings bound = bindings_;
    bound.locals.emplace_back(binder().locals.front(), Constant(flow));
    if (world_.holds(expr_.binding.where, day_, bound)) return "";
    std::string reasons;
    for (const Requirement& r : shortfall(world_, expr_.binding.where, true, day_, bound).requirements) {
      const bool says = r.instead.find('`') != std::string::npos;
      reasons += (reasons.empty() ? "" : "; ") + (says ? r.instead : "not `" + r.text + "`");
    }
    return reasons.empty() ? "it is excluded" : reasons;
  }

  // What is reached over hops that `admit` accepts, nearest first; backwards: what it is reached from.
  template <class Admit>
  std::vector<ThingId> spread(ThingId start, bool forwards, const Admit& admit) const {
    std::vector<ThingId> found;
    std::vector<ThingId> queue{start};
    for (std::size_t at = 0; at < queue.size(); ++at) {
      for (const Hop& hop : hops_) {
        const ThingId here = forwards ? hop.from : hop.to;
        const ThingId next = forwards ? hop.to : hop.from;
        if (!(here == queue[at]) || !admit(hop) || in(found, next)) continue;
        found.push_back(next);
        queue.push_back(next);
      }
    }
    return found;
  }

  std::string list(const std::vector<ThingId>& things) const {
    std::string text;
    for (std::size_t i = 0; i < things.size(); ++i)
      text += (i == 0 ? "" : i + 1 == things.size() ? " and " : ", ") + name(things[i]);
    return text;
  }

  std::string words(ThingId from, ThingId to, const std::vector<ThingId>& reached,
                    const std::vector<ThingId>& leading) const {
    const std::string flow = spec_[binder().type.thing].name;
    std::string text = reached.empty() ? "no " + flow + " leads on from " + name(from)
                                       : "it leads from " + name(from) + " to " + list(reached) +
                                             ", not to " + name(to);
    if (!leading.empty()) text += "; to " + name(to) + " it leads from " + list(leading);
    return text;
  }

  const WorldView& world_;
  const Spec& spec_;
  const Reaches& expr_;
  Day day_;
  const Bindings& bindings_;
  std::vector<Hop> hops_;
};

}  // namespace

// Flows are left out one by one as long as it still reaches; what remains is one path.
std::vector<ThingId> path_of(const WorldView& view, ExprId id, const Reaches& expr, Day day,
                             const Bindings& bindings) {
  WorldView world = view;
  std::map<ThingId, ThingId> leaving;  // by the thing it starts from
  for (const ThingId thing : view.universe().things) {
    const TypeId type = view.spec()[thing].type;
    if (!view.spec().is_a(type, expr.binding.binders.front().type.thing) || !view.present(thing)) continue;
    const WorldView less = world.without(thing);
    if (less.holds(id, day, bindings)) {
      world = less;
    } else if (const auto from = thing_at(view, view.spec()[thing].from, day, {})) {
      leaving.emplace(*from, thing);
    }
  }
  std::vector<ThingId> path;
  auto here = thing_at(view, expr.from, day, bindings);
  while (here && leaving.count(*here)) {
    const ThingId flow = leaving.at(*here);
    leaving.erase(*here);
    path.push_back(flow);
    here = thing_at(view, view.spec()[flow].to, day, {});
  }
  return path;
}

Cut cut_of(const WorldView& world, const Reaches& expr, Day day, const Bindings& bindings) {
  return Cutting(world, expr, day, bindings).run();
}

}  // namespace proviso
