#include "report/mermaid.h"

#include "report/escape_formats.h"
#include "report/finding.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace proviso {
namespace {

constexpr std::size_t kLabel = 48;
constexpr std::string_view kBreak = "<br/>";

// The smaller, the sooner it is drawn.
int rank(const EdgeProps& props) {
  if (props.cut) return 0;
  switch (props.role) {
    case Role::violating:
    case Role::missing: return 0;
    case Role::supporting: return 1;
    case Role::context: break;
  }
  return props.kind == EdgeKind::field ? 2 : 3;
}

class Diagram {
 public:
  explicit Diagram(const FindingGraph& graph) : graph_(graph) {}

  std::string text() {
    choose();
    if (edges_.empty()) return "";
    std::string out = "flowchart LR\n";
    for (const auto& [vertex, number] : numbers_) out += vertex_line(vertex, number);
    for (const Edge edge : edges_) out += edge_line(edge);
    const std::size_t more = left_out_ + graph_[boost::graph_bundle].left_out;
    if (more != 0) out += fmt::format("  more[\"{} not drawn\"]\n", counted(more, "more flow"));
    return out.size() > kMermaidText ? "" : out;
  }

 private:
  // Edges in order of rank as long as there is room for their ends; drawn in the graph's order.
  void choose() {
    std::vector<Edge> candidates;
    for (const Edge edge : boost::make_iterator_range(edges(graph_))) {
      if (graph_[source(edge, graph_)].side == Side::proposed) candidates.push_back(edge);
    }
    std::vector<Edge> by_rank = candidates;
    std::stable_sort(by_rank.begin(), by_rank.end(),
                     [&](const Edge& a, const Edge& b) { return rank(graph_[a]) < rank(graph_[b]); });
    std::map<Vertex, std::size_t> chosen;
    std::vector<Edge> kept;
    for (const Edge& edge : by_rank) {
      const Vertex ends[] = {source(edge, graph_), target(edge, graph_)};
      std::size_t fresh = chosen.count(ends[0]) == 0 ? 1 : 0;
      if (ends[1] != ends[0] && chosen.count(ends[1]) == 0) ++fresh;
      if (kept.size() == kMermaidEdges || chosen.size() + fresh > kMermaidVertices) {
        left_out_ += graph_[edge].kind == EdgeKind::flow ? graph_[edge].count : 0;
        continue;
      }
      for (const Vertex end : ends) chosen.emplace(end, 0);
      kept.push_back(edge);
    }
    for (const Vertex vertex : boost::make_iterator_range(vertices(graph_))) {
      const VertexProps& props = graph_[vertex];
      const bool matters = props.bearer || props.counterparty ||
                           (props.kind == VertexKind::event && props.role != Role::context);
      if (props.side == Side::proposed && matters && chosen.size() < kMermaidVertices) chosen.emplace(vertex, 0);
    }
    std::size_t next = 0;
    for (auto& [vertex, number] : chosen) number = next++;
    numbers_ = std::move(chosen);
    for (const Edge& edge : candidates) {
      if (std::find(kept.begin(), kept.end(), edge) != kept.end()) edges_.push_back(edge);
    }
  }

  static void add(std::string& label, std::string_view text) {
    if (text.empty()) return;
    if (!label.empty()) label += kBreak;
    label += mermaid_text(cut_to(text, kLabel));
  }

  std::string vertex_line(Vertex vertex, std::size_t number) const {
    const VertexProps& props = graph_[vertex];
    std::string label;
    if (props.bearer) add(label, "IN BREACH");
    if (props.counterparty) add(label, "IS OWED");
    add(label, props.name);
    add(label, props.type);
    if (props.kind == VertexKind::event) {
      add(label, props.date.empty() || props.date == "never" ? "never happens" : "on " + props.date);
    }
    if (label.empty()) label = "some";
    switch (props.kind) {
      case VertexKind::thing: return fmt::format("  n{}[\"{}\"]\n", number, label);
      case VertexKind::event: return fmt::format("  n{}([\"{}\"])\n", number, label);
      case VertexKind::open_end: break;
    }
    return fmt::format("  n{}{{{{\"{}\"}}}}\n", number, label);
  }

  std::string part(const EdgeProps& props) const {
    if (props.cut && props.role != Role::missing) return "DOES NOT COUNT";
    if (props.cut) return "MISSING, no path goes on here";
    const std::string clause(short_clause(graph_[boost::graph_bundle].clause));
    if (props.role == Role::violating) return "BREAKS " + clause;
    if (props.role == Role::missing) return "MISSING, demanded by " + clause;
    return "";
  }

  std::string edge_line(Edge edge) const {
    const EdgeProps& props = graph_[edge];
    std::string label;
    std::string_view arrow = "-->";
    if (props.kind == EdgeKind::field) {
      arrow = "-.-";
      add(label, props.name);
    } else {
      if (props.role == Role::violating) arrow = "==>";
      if (props.role == Role::missing || props.cut) arrow = "-.->";
      add(label, part(props));
      add(label, props.count > 1 ? fmt::format("{} of {}", props.count, props.type)
                                 : (props.name.empty() ? props.type : props.name + ", " + props.type));
      for (const ShownField& field : props.fields) {
        if (field.matters) add(label, field_text(field));
      }
      if (props.role != Role::context) add(label, period_text(props.start, props.end));
    }
    const std::size_t from = numbers_.at(source(edge, graph_));
    const std::size_t to = numbers_.at(target(edge, graph_));
    if (label.empty()) return fmt::format("  n{} {} n{}\n", from, arrow, to);
    return fmt::format("  n{} {}|\"{}\"| n{}\n", from, arrow, label, to);
  }

  const FindingGraph& graph_;
  std::map<Vertex, std::size_t> numbers_;
  std::vector<Edge> edges_;
  std::size_t left_out_ = 0;
};

}  // namespace

std::string mermaid_diagram(const FindingGraph& graph) { return Diagram(condensed(graph)).text(); }

}  // namespace proviso
