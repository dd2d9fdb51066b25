#include "report/graph.h"

#include "report/finding.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace proviso {
namespace {

class Builder {
 public:
  Builder(const DealReport& deal, const Finding& finding) : finding_(finding) {
    GraphProps& about = graph_[boost::graph_bundle];
    about.deal = deal.deal;
    about.verdict = word(deal.verdict);
    about.clause = finding.clause;
    about.title = finding.title;
    about.sentence = breach_sentence(finding);
    about.requirements = finding.requirements;
  }

  FindingGraph build() && {
    for (const ShownThing& thing : finding_.things) add_thing(thing);
    for (const ShownFlow& flow : finding_.flows) {
      if (flow.event) {
        add_event(flow);
      } else {
        add_flow(flow);
      }
    }
    add_field_edges();
    number_path();
    return std::move(graph_);
  }

 private:
  Vertex add_named(VertexProps props) {
    props.bearer = !finding_.bearer.empty() && props.name == finding_.bearer;
    props.counterparty = !finding_.counterparty.empty() && props.name == finding_.counterparty;
    const Vertex vertex = add_vertex(props, graph_);
    vertices_.emplace(props.name, vertex);
    return vertex;
  }

  void add_thing(const ShownThing& thing) {
    VertexProps props;
    props.name = thing.name;
    props.type = thing.type;
    props.fields = thing.fields;
    add_named(std::move(props));
  }

  void add_event(const ShownFlow& event) {
    VertexProps props;
    props.kind = VertexKind::event;
    props.name = event.name.empty() ? "some " + event.type : event.name;
    props.type = event.type;
    props.date = event.start;
    props.fields = event.fields;
    props.role = event.role;
    add_vertex(props, graph_);
  }

  // The one type that things at this end of other flows of the same type have, if there is one.
  std::string usual_type(const ShownFlow& flow, std::string ShownFlow::*end) const {
    std::set<std::string> types;
    for (const ShownFlow& other : finding_.flows) {
      if (other.event || other.type != flow.type) continue;
      const auto thing = std::find_if(finding_.things.begin(), finding_.things.end(),
                                      [&](const ShownThing& t) { return t.name == other.*end; });
      if (thing != finding_.things.end()) types.insert(thing->type);
    }
    return types.size() == 1 ? *types.begin() : std::string();
  }

  Vertex end_vertex(const ShownFlow& flow, std::string ShownFlow::*end) {
    const std::string& name = flow.*end;
    if (const auto known = vertices_.find(name); known != vertices_.end()) return known->second;
    if (!name.empty() && name.rfind("some ", 0) != 0) {
      VertexProps props;
      props.name = name;
      return add_named(std::move(props));
    }
    VertexProps props;
    props.kind = VertexKind::open_end;
    const std::string type = name.empty() ? usual_type(flow, end) : name.substr(5);
    props.name = type.empty() ? "left open" : "some " + type;
    return add_vertex(props, graph_);
  }

  void add_flow(const ShownFlow& flow) {
    EdgeProps props;
    props.name = flow.name;
    props.type = flow.type;
    props.start = flow.start;
    props.end = flow.end;
    props.fields = flow.fields;
    props.role = flow.role;
    const Vertex from = end_vertex(flow, &ShownFlow::from);
    const Vertex to = end_vertex(flow, &ShownFlow::to);
    const Edge edge = add_edge(from, to, props, graph_).first;
    if (flow.on_path) path_.push_back(edge);
  }

  void add_field_edges() {
    for (const Vertex vertex : boost::make_iterator_range(vertices(graph_))) {
      for (const ShownField& field : graph_[vertex].fields) {
        const auto named = vertices_.find(field.value);
        if (!field.matters || named == vertices_.end()) continue;
        EdgeProps props;
        props.kind = EdgeKind::field;
        props.name = field.name;
        add_edge(vertex, named->second, props, graph_);
      }
    }
  }

  bool on_path(Edge edge) const { return std::find(path_.begin(), path_.end(), edge) != path_.end(); }

  // Numbers the steps of the path: from the vertex where it begins (any, if it is a cycle) to the
  // one where it ends, found by search over the edges that are said to be on it.
  void number_path() {
    if (path_.empty()) return;
    std::map<Vertex, int> surplus;
    for (const Edge edge : path_) {
      ++surplus[source(edge, graph_)];
      --surplus[target(edge, graph_)];
    }
    Vertex begin = source(path_.front(), graph_);
    Vertex end = begin;
    for (const auto& [vertex, excess] : surplus) {
      if (excess > 0) begin = vertex;
      if (excess < 0) end = vertex;
    }
    const auto steps = find_path(graph_, begin, end, [this](Edge edge) { return on_path(edge); });
    if (!steps) return;
    std::size_t step = 0;
    for (const Edge edge : *steps) graph_[edge].step = ++step;
  }

  const Finding& finding_;
  FindingGraph graph_;
  std::map<std::string, Vertex> vertices_;  // things, by name
  std::vector<Edge> path_;
};

}  // namespace

FindingGraph finding_graph(const DealReport& deal, const Finding& finding) {
  return Builder(deal, finding).build();
}

std::optional<std::vector<Edge>> find_path(const FindingGraph& graph, Vertex from, Vertex to,
                                           const std::function<bool(Edge)>& admit) {
  std::vector<std::optional<Edge>> reached_by(num_vertices(graph));
  std::deque<Vertex> queue{from};
  while (!queue.empty() && !reached_by[to]) {
    const Vertex vertex = queue.front();
    queue.pop_front();
    for (const Edge edge : boost::make_iterator_range(out_edges(vertex, graph))) {
      const Vertex next = target(edge, graph);
      if (reached_by[next] || !admit(edge)) continue;
      reached_by[next] = edge;
      queue.push_back(next);
    }
  }
  if (!reached_by[to]) return std::nullopt;
  std::vector<Edge> path;
  Vertex vertex = to;
  do {
    path.push_back(*reached_by[vertex]);
    vertex = source(path.back(), graph);
  } while (vertex != from);
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace proviso
