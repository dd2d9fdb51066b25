#include "report/graph_formats.h"
#include "report/finding.h"
#include "report/lines.h"

#include "report/escape.h"

#include <boost/graph/graphml.hpp>
#include <boost/property_map/function_property_map.hpp>

#include <memory>

namespace proviso {
namespace {

const char* kind_word(VertexKind kind) {
  switch (kind) {
    case VertexKind::thing: return "thing";
    case VertexKind::open_end: return "open_end";
    case VertexKind::event: return "event";
  }
  return "";
}

const char* part(const VertexProps& props) {
  if (props.bearer) return props.counterparty ? "bearer and counterparty" : "bearer";
  return props.counterparty ? "counterparty" : "";
}

std::string field_list(const std::vector<ShownField>& fields) {
  std::string list;
  for (const ShownField& field : fields) {
    if (!list.empty()) list += "; ";
    list += field_text(field);
  }
  return list;
}

std::string requirement_list(const std::vector<Requirement>& requirements) {
  std::string list;
  for (const Requirement& requirement : requirements) {
    if (!list.empty()) list += "; ";
    list += requirement.text;
    if (!requirement.instead.empty()) list += " (instead: " + requirement.instead + ")";
  }
  return list;
}

// A read-only property map over descriptors, from a function of the bundled properties.
template <class Key, class Function>
auto property_of(Function function) {
  using Value = std::decay_t<std::invoke_result_t<Function, Key>>;
  return boost::make_function_property_map<Key, Value>(std::move(function));
}

}  // namespace

void write_graphml(const FindingGraph& graph, std::ostream& out) {
  const GraphProps& about = graph[boost::graph_bundle];
  boost::dynamic_properties properties;
  const auto of_graph = [&](const char* name, const std::string& value) {
    properties.property(name, boost::make_constant_property<FindingGraph*>(visible(value)));
  };
  const auto of_vertex = [&](const char* name, auto read) {
    properties.property(name, property_of<Vertex>([&graph, read](Vertex v) {
                          return visible(read(graph[v]));
                        }));
  };
  const auto of_edge = [&](const char* name, auto read) {
    properties.property(
        name, property_of<Edge>([&graph, read](Edge e) { return visible(read(graph[e])); }));
  };
  of_graph("deal", about.deal);
  of_graph("verdict", about.verdict);
  of_graph("clause", about.clause);
  of_graph("title", about.title);
  of_graph("breach", about.sentence);
  of_graph("requirements", requirement_list(about.requirements));
  of_graph("nearest", listed(about.edits, "; "));

  of_vertex("name", [](const VertexProps& v) { return v.name; });
  of_vertex("type", [](const VertexProps& v) { return v.type; });
  of_vertex("kind", [](const VertexProps& v) { return kind_word(v.kind); });
  of_vertex("side", [](const VertexProps& v) { return word(v.side); });
  of_vertex("fate", [](const VertexProps& v) { return v.fate ? word(*v.fate) : ""; });
  of_vertex("note", [](const VertexProps& v) { return v.note; });
  of_vertex("part", [](const VertexProps& v) { return part(v); });
  of_vertex("date", [](const VertexProps& v) { return v.date; });
  of_vertex("fields", [](const VertexProps& v) { return field_list(v.fields); });

  of_edge("name", [](const EdgeProps& e) { return e.name; });
  of_edge("type", [](const EdgeProps& e) { return e.type; });
  of_edge("kind", [](const EdgeProps& e) { return e.kind == EdgeKind::flow ? "flow" : "field"; });
  of_edge("role", [](const EdgeProps& e) {
    return e.kind == EdgeKind::flow ? word(e.role) : "";
  });
  of_edge("fate", [](const EdgeProps& e) { return e.fate ? word(*e.fate) : ""; });
  of_edge("cut", [](const EdgeProps& e) { return e.cut ? "yes" : ""; });
  of_edge("note", [](const EdgeProps& e) { return e.note; });
  of_edge("start", [](const EdgeProps& e) { return e.start; });
  of_edge("end", [](const EdgeProps& e) { return e.end; });
  of_edge("fields", [](const EdgeProps& e) { return field_list(e.fields); });
  properties.property("step", property_of<Edge>([&graph](Edge e) {
                        return static_cast<unsigned long>(graph[e].step);
                      }));
  properties.property("count", property_of<Edge>([&graph](Edge e) {
                        return static_cast<unsigned long>(graph[e].count);
                      }));
  boost::write_graphml(out, graph, properties, true);
}

}  // namespace proviso
