// A finding's graph as a small Mermaid flowchart.
#pragma once

#include "report/graph.h"

#include <string>

namespace proviso {

// What GitHub draws: at most so many vertices and edges; the breach first, then what it rests on.
constexpr std::size_t kMermaidVertices = 40;
constexpr std::size_t kMermaidEdges = 200;
constexpr std::size_t kMermaidText = 40000;  // characters; beyond it there is no diagram

// The deal as proposed, without the nearest one beside it. Empty where there is nothing to draw.
[[nodiscard]] std::string mermaid_diagram(const FindingGraph& graph);

}  // namespace proviso
