// Which part of a finding's graph a picture shows.
#include "report/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace proviso {
namespace {

// An edge of the picture, before it is clear whether there is room for it.
struct Drawn {
  Vertex from = 0;
  Vertex to = 0;
  EdgeProps props;
  std::vector<std::string> names;  // of the flows it stands for
  int distance = 0;                // how many of its ends the breach does not touch
};

// Dates are ISO, so they compare as text; "never" compares above all of them, empty ones below.
void widen_period(EdgeProps& whole, const EdgeProps& part) {
  whole.start = std::min(whole.start, part.start);
  whole.end = std::max(whole.end, part.end);
}

void keep_common_fields(EdgeProps& whole, const EdgeProps& part) {
  std::erase_if(whole.fields, [&](const ShownField& field) {
    return std::none_of(part.fields.begin(), part.fields.end(), [&](const ShownField& other) {
      return other.name == field.name && other.value == field.value;
    });
  });
}

std::size_t fold_threshold(const PictureLimits& limits, Role role) {
  switch (role) {
    case Role::violating:
    case Role::missing: return limits.fold_breach;
    case Role::supporting: return limits.fold_supporting;
    case Role::context: return limits.fold_context;
  }
  return 2;
}

std::string few_of(const std::vector<std::string>& names) {
  std::string text = names.front();
  if (names.size() > 1) text += ", " + names[1];
  return names.size() > 2 ? text + " ..." : text;
}

Drawn fold(std::vector<Drawn> group) {
  Drawn all = std::move(group.front());
  for (std::size_t i = 1; i < group.size(); ++i) {
    widen_period(all.props, group[i].props);
    keep_common_fields(all.props, group[i].props);
    all.names.insert(all.names.end(), group[i].names.begin(), group[i].names.end());
    all.props.count += group[i].props.count;
  }
  if (group.size() > 1) all.props.name = few_of(all.names);
  return all;
}

// Flows with the same ends, type and role become one edge where there are too many of them; steps
// of a path and fields stay as they are.
std::vector<Drawn> fold_parallel(const FindingGraph& graph, const PictureLimits& limits) {
  std::vector<std::vector<Drawn>> groups;
  std::map<std::tuple<Vertex, Vertex, std::string, Role, std::optional<Fate>>, std::size_t> group_of;
  for (const Edge edge : boost::make_iterator_range(edges(graph))) {
    Drawn drawn{source(edge, graph), target(edge, graph), graph[edge], {graph[edge].name}, 0};
    if (drawn.props.kind == EdgeKind::field || drawn.props.step != 0 || drawn.props.cut) {
      groups.push_back({std::move(drawn)});
      continue;
    }
    const auto [known, is_new] = group_of.try_emplace(
        {drawn.from, drawn.to, drawn.props.type, drawn.props.role, drawn.props.fate}, groups.size());
    if (is_new) groups.emplace_back();
    groups[known->second].push_back(std::move(drawn));
  }
  std::vector<Drawn> result;
  for (std::vector<Drawn>& group : groups) {
    if (group.size() >= fold_threshold(limits, group.front().props.role)) {
      result.push_back(fold(std::move(group)));
    } else {
      std::move(group.begin(), group.end(), std::back_inserter(result));
    }
  }
  return result;
}

bool is_context(const Drawn& drawn) {
  return drawn.props.kind == EdgeKind::flow && drawn.props.role == Role::context &&
         drawn.props.step == 0 && !drawn.props.cut;
}

// For each vertex whether a flow of the breach ends there.
std::vector<bool> touched_by_breach(const std::vector<Drawn>& drawn, std::size_t vertex_count) {
  std::vector<bool> touched(vertex_count, false);
  for (const Drawn& edge : drawn) {
    if (is_context(edge) || edge.props.kind == EdgeKind::field) continue;
    touched[edge.from] = touched[edge.to] = true;
  }
  return touched;
}

// Drops context beyond the limits, on each side for itself, and returns how many flows that were.
std::size_t drop_context(std::vector<Drawn>& drawn, const FindingGraph& graph, Side side,
                         const PictureLimits& limits) {
  const std::vector<bool> touched = touched_by_breach(drawn, num_vertices(graph));
  std::vector<Drawn*> context;
  for (Drawn& edge : drawn) {
    edge.distance = (touched[edge.from] ? 0 : 1) + (touched[edge.to] ? 0 : 1);
    if (is_context(edge) && graph[edge.from].side == side) context.push_back(&edge);
  }
  std::stable_sort(context.begin(), context.end(),
                   [](const Drawn* a, const Drawn* b) { return a->distance < b->distance; });
  std::size_t left_out = 0;
  std::size_t kept = 0;
  std::size_t kept_far = 0;
  for (Drawn* edge : context) {
    const bool far = edge->distance == 2;
    if (kept < limits.context_edges && (!far || kept_far < limits.far_context_edges)) {
      ++kept;
      if (far) ++kept_far;
      continue;
    }
    left_out += edge->props.count;
    edge->props.count = 0;
  }
  std::erase_if(drawn, [](const Drawn& edge) { return edge.props.count == 0; });
  return left_out;
}

// Things that stand alike, by refinement of classes: at first all of one type are alike, then those
// are told apart whose flows lead to, or come from, things that are not. What the breach singles out
// stays alone.
class Alike {
 public:
  Alike(const FindingGraph& graph, const std::vector<Drawn>& drawn, Side side)
      : graph_(graph), drawn_(drawn), side_(side), class_of_(num_vertices(graph), kAlone) {
    begin();
    for (std::size_t before = 0; before != classes_;) {
      before = classes_;
      refine();
    }
  }

  // By the first of them; only groups worth drawing as one.
  [[nodiscard]] std::map<Vertex, std::vector<Vertex>> groups() const {
    std::map<std::size_t, std::vector<Vertex>> members;
    for (Vertex v = 0; v < class_of_.size(); ++v)
      if (class_of_[v] != kAlone) members[class_of_[v]].push_back(v);
    std::map<Vertex, std::vector<Vertex>> result;
    for (auto& [number, group] : members)
      if (group.size() >= kWorthGrouping) result.emplace(group.front(), std::move(group));
    return result;
  }

 private:
  static constexpr std::size_t kAlone = 0;
  static constexpr std::size_t kWorthGrouping = 3;
  static constexpr std::size_t kFewBreaches = 6;

  [[nodiscard]] static bool singles_out(const EdgeProps& props, bool few) {
    const bool breach = props.role == Role::violating || props.role == Role::missing;
    return props.step != 0 || props.cut || (few && breach && props.kind == EdgeKind::flow);
  }

  void begin() {
    const auto breaches = std::count_if(drawn_.begin(), drawn_.end(), [&](const Drawn& edge) {
      return graph_[edge.from].side == side_ && singles_out(edge.props, true);
    });
    const bool few = static_cast<std::size_t>(breaches) <= kFewBreaches;
    std::set<Vertex> alone, joined;
    for (const Drawn& edge : drawn_) {
      if (singles_out(edge.props, few)) alone.insert({edge.from, edge.to});
      if (edge.props.kind == EdgeKind::flow) joined.insert({edge.from, edge.to});
    }
    std::map<std::pair<VertexKind, std::string>, std::size_t> numbers;
    for (Vertex v = 0; v < class_of_.size(); ++v) {
      const VertexProps& props = graph_[v];
      const bool may = props.side == side_ && props.kind != VertexKind::event && !props.bearer &&
                       !props.counterparty && !props.fate && joined.count(v) != 0 && alone.count(v) == 0;
      if (!may) continue;
      const std::string kind = props.kind == VertexKind::open_end ? props.name : props.type;
      class_of_[v] = numbers.try_emplace({props.kind, kind}, numbers.size() + 1).first->second;
    }
    classes_ = numbers.size();
  }

  // One way in which a vertex is joined to another; alone ones count as themselves.
  using Bond = std::tuple<bool, std::size_t, Vertex, EdgeKind, std::string, Role, std::optional<Fate>>;

  void refine() {
    std::map<Vertex, std::set<Bond>> bonds;
    for (const Drawn& edge : drawn_) {
      const std::string& what = edge.props.kind == EdgeKind::field ? edge.props.name : edge.props.type;
      const auto bond = [&](bool out, Vertex other) {
        return Bond{out, class_of_[other], class_of_[other] == kAlone ? other : 0, edge.props.kind, what,
                    edge.props.role, edge.props.fate};
      };
      bonds[edge.from].insert(bond(true, edge.to));
      bonds[edge.to].insert(bond(false, edge.from));
    }
    std::map<std::pair<std::size_t, std::set<Bond>>, std::size_t> numbers;
    std::vector<std::size_t> next(class_of_.size(), kAlone);
    for (Vertex v = 0; v < class_of_.size(); ++v)
      if (class_of_[v] != kAlone)
        next[v] = numbers.try_emplace({class_of_[v], bonds[v]}, numbers.size() + 1).first->second;
    class_of_ = std::move(next);
    classes_ = numbers.size();
  }

  const FindingGraph& graph_;
  const std::vector<Drawn>& drawn_;
  Side side_;
  std::vector<std::size_t> class_of_;
  std::size_t classes_ = 0;
};

std::size_t edges_on(const std::vector<Drawn>& drawn, const FindingGraph& graph, Side side) {
  return static_cast<std::size_t>(std::count_if(drawn.begin(), drawn.end(), [&](const Drawn& edge) {
    return graph[edge.from].side == side && edge.props.kind == EdgeKind::flow;
  }));
}

// Draws things that stand alike as one, and flows between such groups as one edge.
void group_alike(std::vector<Drawn>& drawn, FindingGraph& graph, Side side) {
  std::map<Vertex, Vertex> stands_for;
  for (const auto& [first, group] : Alike(graph, drawn, side).groups()) {
    std::vector<std::string> names;
    VertexProps& props = graph[first];
    props.fields.clear();
    props.count = group.size();
    for (const Vertex member : group) {
      stands_for.emplace(member, first);
      names.push_back(graph[member].name);
    }
    if (props.kind == VertexKind::thing) props.name = few_of(names);
  }
  if (stands_for.empty()) return;
  using Key = std::tuple<Vertex, Vertex, EdgeKind, std::string, Role, std::optional<Fate>>;
  std::map<Key, std::size_t> place;
  std::vector<std::vector<Drawn>> joined;
  for (Drawn& edge : drawn) {
    const bool moved = stands_for.count(edge.from) + stands_for.count(edge.to) != 0;
    if (const auto known = stands_for.find(edge.from); known != stands_for.end()) edge.from = known->second;
    if (const auto known = stands_for.find(edge.to); known != stands_for.end()) edge.to = known->second;
    const std::string& what = edge.props.kind == EdgeKind::field ? edge.props.name : edge.props.type;
    const Key key{edge.from, edge.to, edge.props.kind, what, edge.props.role, edge.props.fate};
    const auto known = moved ? place.find(key) : place.end();
    if (known != place.end()) {
      joined[known->second].push_back(std::move(edge));
      continue;
    }
    if (moved) place.emplace(key, joined.size());
    joined.emplace_back().push_back(std::move(edge));
  }
  drawn.clear();
  for (std::vector<Drawn>& edges : joined) drawn.push_back(fold(std::move(edges)));
}

// How much of the breach an edge shows; less is more.
int importance(const EdgeProps& props) {
  if (props.step != 0 || props.cut) return 0;
  if (props.fate && *props.fate != Fate::kept) return 1;
  switch (props.role) {
    case Role::violating:
    case Role::missing: return 1;
    case Role::supporting: return 2;
    case Role::context: break;
  }
  return 3;
}

// Keeps the flows that show most, and counts the others.
void drop_beyond(std::vector<Drawn>& drawn, const FindingGraph& graph, Side side, std::size_t most,
                 GraphProps& about) {
  std::vector<Drawn*> flows;
  for (Drawn& edge : drawn)
    if (graph[edge.from].side == side && edge.props.kind == EdgeKind::flow) flows.push_back(&edge);
  if (flows.size() <= most) return;
  std::stable_sort(flows.begin(), flows.end(), [](const Drawn* a, const Drawn* b) {
    return importance(a->props) < importance(b->props);
  });
  std::size_t context = 0, breach = 0;
  for (std::size_t i = most; i < flows.size(); ++i) {
    (is_context(*flows[i]) ? context : breach) += flows[i]->props.count;
    flows[i]->props.count = 0;
  }
  std::erase_if(drawn, [](const Drawn& edge) { return edge.props.count == 0; });
  about.left_out += side == Side::proposed ? context : 0;
  about.left_out_breach = std::max(about.left_out_breach, breach);
}

bool never_happens(const VertexProps& event) {
  return event.role == Role::context && event.fate.value_or(Fate::kept) == Fate::kept && (event.date.empty() || event.date == "never");
}

}  // namespace

FindingGraph condensed(const FindingGraph& whole, const PictureLimits& limits) {
  FindingGraph graph = whole;
  std::vector<Drawn> drawn = fold_parallel(graph, limits);
  FindingGraph picture;
  GraphProps& about = picture[boost::graph_bundle];
  about = graph[boost::graph_bundle];
  for (const Side side : {Side::proposed, Side::nearest}) {
    if (edges_on(drawn, graph, side) > limits.group_beyond) group_alike(drawn, graph, side);
    // What is left out on one side is mostly left out on the other.
    about.left_out = std::max(about.left_out, drop_context(drawn, graph, side, limits));
    drop_beyond(drawn, graph, side, limits.edges, about);
  }

  std::vector<bool> touched(num_vertices(graph), false);
  for (const Drawn& edge : drawn) {
    if (edge.props.kind == EdgeKind::flow) touched[edge.from] = touched[edge.to] = true;
  }
  const auto wanted = [&](Vertex vertex) {
    const VertexProps& props = graph[vertex];
    if (props.kind == VertexKind::event) return !never_happens(props);
    return touched[vertex] || props.bearer || props.counterparty;
  };
  // What a field of something drawn names is drawn too; the order of edges makes chains work only
  // forwards, so go round until nothing is added.
  for (bool grown = true; grown;) {
    grown = false;
    for (const Drawn& edge : drawn) {
      if (edge.props.kind != EdgeKind::field || !wanted(edge.from) || wanted(edge.to)) continue;
      touched[edge.to] = grown = true;
    }
  }
  std::map<Vertex, Vertex> place;
  for (const Vertex vertex : boost::make_iterator_range(vertices(graph))) {
    if (wanted(vertex)) place.emplace(vertex, add_vertex(graph[vertex], picture));
  }
  for (const Drawn& edge : drawn) {
    const auto from = place.find(edge.from);
    const auto to = place.find(edge.to);
    if (from == place.end() || to == place.end()) continue;
    add_edge(from->second, to->second, edge.props, picture);
  }
  return picture;
}

}  // namespace proviso
