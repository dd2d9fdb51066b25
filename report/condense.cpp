// Which part of a finding's graph a picture shows.
#include "report/graph.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace proviso {
namespace {

// An edge of the picture, before it is clear whether there is room for it.
struct Drawn {
  Vertex from = 0;
  Vertex to = 0;
  EdgeProps props;
  int distance = 0;  // how many of its ends the breach does not touch
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

Drawn fold(std::vector<Drawn> group) {
  Drawn all = std::move(group.front());
  for (std::size_t i = 1; i < group.size(); ++i) {
    widen_period(all.props, group[i].props);
    keep_common_fields(all.props, group[i].props);
    if (i == 1) all.props.name += ", " + group[i].props.name;
  }
  if (group.size() > 2) all.props.name += " ...";
  all.props.count = group.size();
  return all;
}

// Flows with the same ends, type and role become one edge where there are too many of them; steps
// of a path and fields stay as they are.
std::vector<Drawn> fold_parallel(const FindingGraph& graph, const PictureLimits& limits) {
  std::vector<std::vector<Drawn>> groups;
  std::map<std::tuple<Vertex, Vertex, std::string, Role, std::optional<Fate>>, std::size_t> group_of;
  for (const Edge edge : boost::make_iterator_range(edges(graph))) {
    Drawn drawn{source(edge, graph), target(edge, graph), graph[edge], 0};
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

bool never_happens(const VertexProps& event) {
  return event.role == Role::context && event.fate.value_or(Fate::kept) == Fate::kept && (event.date.empty() || event.date == "never");
}

}  // namespace

FindingGraph condensed(const FindingGraph& graph, const PictureLimits& limits) {
  std::vector<Drawn> drawn = fold_parallel(graph, limits);
  FindingGraph picture;
  picture[boost::graph_bundle] = graph[boost::graph_bundle];
  for (const Side side : {Side::proposed, Side::nearest}) {
    // What is left out on one side is mostly left out on the other.
    std::size_t& left_out = picture[boost::graph_bundle].left_out;
    left_out = std::max(left_out, drop_context(drawn, graph, side, limits));
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
