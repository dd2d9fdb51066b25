#include "report/graph.h"

#include "report/finding.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace proviso {
namespace {

bool is_of(const RepairEdit& edit, const std::string& name) {
  return edit.what == name || (edit.what.rfind(name + ".", 0) == 0);
}

// The vertices and edges of one side.
class Builder {
 public:
  Builder(FindingGraph& graph, const Finding& finding, Side side)
      : graph_(graph), finding_(finding), side_(side) {}

  // `changes`: of a thing of the nearest deal that is not as it was.
  void add_thing(const ShownThing& thing, const std::string& changes = "") {
    VertexProps props;
    props.name = thing.name;
    props.type = thing.type;
    props.fields = thing.fields;
    if (!changes.empty()) props.fate = Fate::changed;
    props.note = changes;
    add_named(std::move(props));
  }

  void add_event(const ShownFlow& event, std::optional<Fate> fate = std::nullopt,
                 const std::string& changes = "") {
    VertexProps props;
    props.kind = VertexKind::event;
    props.side = side_;
    props.name = event.name.empty() ? "some " + event.type : event.name;
    props.type = event.type;
    props.date = event.start;
    props.fields = event.fields;
    props.role = event.role;
    props.fate = fate;
    props.note = changes;
    add_vertex(props, graph_);
  }

  Edge add_flow(const ShownFlow& flow) {
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
    edges_.push_back(edge);
    return edge;
  }

  // Hops of a cut stand among the flows, except where a flow of that name is not shown.
  void add_cut(const std::vector<ShownFlow>& hops) {
    for (const ShownFlow& hop : hops) {
      auto known = std::find_if(edges_.begin(), edges_.end(), [&](Edge edge) {
        const EdgeProps& props = graph_[edge];
        return props.name == hop.name && props.type == hop.type &&
               (!hop.name.empty() || props.role == Role::missing);
      });
      const Edge edge = known == edges_.end() ? add_flow(hop) : *known;
      graph_[edge].cut = true;
      graph_[edge].note = hop.note;
    }
  }

  void add_field_edges() {
    for (const Vertex vertex : boost::make_iterator_range(vertices(graph_))) {
      if (graph_[vertex].side != side_) continue;
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

 private:
  Vertex add_named(VertexProps props) {
    props.side = side_;
    const bool here = side_ == Side::proposed;
    props.bearer = here && !finding_.bearer.empty() && props.name == finding_.bearer;
    props.counterparty = here && !finding_.counterparty.empty() && props.name == finding_.counterparty;
    const Vertex vertex = add_vertex(props, graph_);
    vertices_.emplace(props.name, vertex);
    return vertex;
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
    props.side = side_;
    const std::string type = name.empty() ? usual_type(flow, end) : name.substr(5);
    props.name = type.empty() ? "left open" : "some " + type;
    return add_vertex(props, graph_);
  }

  bool on_path(Edge edge) const { return std::find(path_.begin(), path_.end(), edge) != path_.end(); }

  FindingGraph& graph_;
  const Finding& finding_;
  Side side_;
  std::map<std::string, Vertex> vertices_;  // things, by name
  std::vector<Edge> edges_;
  std::vector<Edge> path_;
};

// The nearest deal as the finding looks at deals: the same fields matter, and what plays no part in
// the breach plays none here.
class Nearest {
 public:
  Nearest(FindingGraph& graph, const Finding& finding, const Repair& repair)
      : graph_(graph), finding_(finding), repair_(repair), builder_(graph, finding, Side::nearest) {}

  void add() {
    for (const RepairEdit& edit : repair_.edits)
      graph_[boost::graph_bundle].edits.push_back(edit_text(repair_, edit));
    add_things();
    for (const NearestFlow& nearest : repair_.nearest) {
      ShownFlow flow = nearest.flow;
      const Fate fate = fate_of(nearest);
      flow.role = role_of(flow, fate);
      mark_fields(flow.fields, flow.type);
      if (flow.event) {
        builder_.add_event(flow, fate, changes_of(flow.name));
        continue;
      }
      const Edge edge = builder_.add_flow(flow);
      graph_[edge].fate = fate;
      graph_[edge].note = changes_of(flow.name);
    }
    builder_.add_field_edges();
  }

 private:
  // Those of the mended deal, then what the finding's fields name.
  void add_things() {
    std::set<std::string> named, added;
    for (const ShownThing& thing : repair_.things) {
      ShownThing shown = thing;
      mark_fields(shown.fields, shown.type);
      for (const ShownField& field : shown.fields)
        if (field.matters) named.insert(field.value);
      builder_.add_thing(shown, changes_of(shown.name));
      added.insert(shown.name);
    }
    for (const ShownThing& thing : finding_.things)
      if (named.count(thing.name) != 0 && added.count(thing.name) == 0) builder_.add_thing(thing);
  }

  void mark_fields(std::vector<ShownField>& fields, const std::string& type) const {
    const auto mark = [&](const auto& shown) {
      for (const auto& other : shown) {
        if (other.type != type) continue;
        for (const ShownField& its : other.fields)
          for (ShownField& field : fields)
            if (its.matters && its.name == field.name) field.matters = true;
      }
    };
    mark(finding_.flows);
    mark(finding_.things);
    for (ShownField& field : fields)
      for (const RepairEdit& edit : repair_.edits)
        if (edit.what.ends_with("." + field.name)) field.matters = true;
  }

  // What is chosen counts as changed: nothing was settled before.
  Fate fate_of(const NearestFlow& nearest) const {
    const bool edited = std::any_of(repair_.edits.begin(), repair_.edits.end(), [&](const RepairEdit& edit) {
      return edit.kind == EditKind::change && is_of(edit, nearest.flow.name);
    });
    return nearest.fate == Fate::kept && edited ? Fate::changed : nearest.fate;
  }

  Role role_of(const ShownFlow& flow, Fate fate) const {
    if (fate != Fate::kept) return Role::supporting;
    const auto same = std::find_if(finding_.flows.begin(), finding_.flows.end(),
                                   [&](const ShownFlow& other) { return other.name == flow.name; });
    return same == finding_.flows.end() || same->role == Role::context ? Role::context : Role::supporting;
  }

  std::string changes_of(const std::string& name) const {
    std::string text;
    for (const RepairEdit& edit : repair_.edits) {
      if (edit.kind != EditKind::change || !is_of(edit, name) || edit.what == name) continue;
      const bool choice = edit.old_value.rfind("choose", 0) == 0;
      text += (text.empty() ? "" : "; ") + edit.what.substr(name.size() + 1);
      text += choice ? " chosen: " + edit.new_value : ": " + edit.old_value + " \u2192 " + edit.new_value;
    }
    return text;
  }

  FindingGraph& graph_;
  const Finding& finding_;
  const Repair& repair_;
  Builder builder_;
};

// Worth drawing: some flow or event of the deal itself is another.
bool changes_the_deal(const Repair& repair) {
  const bool edited = std::any_of(repair.edits.begin(), repair.edits.end(), [&](const RepairEdit& edit) {
    return repair.negotiates.empty() || edit.what != repair.negotiates;
  });
  return edited && !repair.nearest.empty();
}

}  // namespace

const char* word(Side side) { return side == Side::proposed ? "proposed" : "nearest"; }

FindingGraph finding_graph(const DealReport& deal, const Finding& finding) {
  FindingGraph graph;
  GraphProps& about = graph[boost::graph_bundle];
  about.deal = deal.deal;
  about.verdict = word(deal.verdict);
  about.clause = finding.clause;
  about.title = finding.title;
  about.sentence = breach_sentence(finding);
  about.requirements = finding.requirements;

  Builder builder(graph, finding, Side::proposed);
  for (const ShownThing& thing : finding.things) builder.add_thing(thing);
  for (const ShownFlow& flow : finding.flows) {
    if (flow.event) builder.add_event(flow);
    else builder.add_flow(flow);
  }
  builder.add_cut(finding.cut);
  builder.add_field_edges();
  builder.number_path();
  if (!deal.repairs.empty() && changes_the_deal(deal.repairs.front())) {
    Nearest(graph, finding, deal.repairs.front()).add();
  }
  return graph;
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
