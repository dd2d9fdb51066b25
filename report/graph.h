// A finding's counterexample as a graph: parties and things are vertices, flows are edges. Beside it,
// as vertices of their own, the nearest deal that complies, where one is known.
#pragma once

#include "solver/verdict.h"

#include <boost/graph/adjacency_list.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace proviso {

enum class VertexKind {
  thing,
  open_end,  // an end that a missing flow leaves open ("some Cloud")
  event,
};

enum class Side { proposed, nearest };
[[nodiscard]] const char* word(Side side);

struct VertexProps {
  VertexKind kind = VertexKind::thing;
  Side side = Side::proposed;
  std::string name;
  std::string type;
  std::string date;  // of an event
  std::vector<ShownField> fields;
  Role role = Role::context;  // of an event
  std::optional<Fate> fate;   // of an event or a changed thing of the nearest deal
  std::string note;           // what was changed
  bool bearer = false;        // owes what is broken
  bool counterparty = false;  // is owed it
  std::size_t count = 1;      // how many things this vertex stands for
};

enum class EdgeKind {
  flow,
  field,  // `name` is the field of the source that names the target
};

struct EdgeProps {
  EdgeKind kind = EdgeKind::flow;
  std::string name;
  std::string type;
  std::string start;  // of several flows drawn as one: the earliest
  std::string end;    // the latest
  std::vector<ShownField> fields;
  Role role = Role::context;
  std::size_t step = 0;   // 1 for the first edge of the path that `reaches` found, 0 off the path
  std::size_t count = 1;  // how many flows this edge stands for
  std::optional<Fate> fate;  // of a flow of the nearest deal
  bool cut = false;          // a hop at which no path goes on
  std::string note;          // why a hop does not count, or what was changed
};

struct GraphProps {
  std::string deal;
  std::string verdict;
  std::string clause;
  std::string title;     // of the clause
  std::string sentence;  // who breaks what towards whom since when
  std::vector<Requirement> requirements;
  std::vector<std::string> edits;  // that make the nearest deal; empty: there is none to show
  std::size_t left_out = 0;         // flows of context that `condensed` dropped
  std::size_t left_out_breach = 0;  // flows that take part, beyond what a picture can hold
};

using FindingGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS,
                                           VertexProps, EdgeProps, GraphProps>;
using Vertex = boost::graph_traits<FindingGraph>::vertex_descriptor;
using Edge = boost::graph_traits<FindingGraph>::edge_descriptor;

// Everything the finding shows. Vertices in the order of `things`, then open ends and events in
// the order of `flows`; flow edges in the order of `flows`, then those of the cut and of fields that
// matter. The nearest deal, that of the first repair, comes last, in the same order.
[[nodiscard]] FindingGraph finding_graph(const DealReport& deal, const Finding& finding);

// From how many parallel flows (same type, ends and role) on one edge stands for all of them; how
// many edges of context are kept at most: all, and of those that do not touch the breach; beyond how
// many edges a side groups things that stand alike, and how many edges it has at most in the end.
struct PictureLimits {
  std::size_t fold_breach = 5;
  std::size_t fold_supporting = 4;
  std::size_t fold_context = 2;
  std::size_t context_edges = 14;
  std::size_t far_context_edges = 6;
  std::size_t group_beyond = 16;
  std::size_t edges = 32;
};

// What fits into a picture; `left_out` and `left_out_breach` count the flows that did not. Things of
// one type that stand alike (the same flows, of the same roles, to and from the same others) become
// one where there is too much to draw. Things that no edge touches
// are dropped, except the parties of the clause, and so are events of context that never happen.
[[nodiscard]] FindingGraph condensed(const FindingGraph& graph, const PictureLimits& limits = {});

// "12 more flows that play no part are not drawn"; empty where all are.
[[nodiscard]] std::string left_out_text(const GraphProps& about);

// A shortest path of one or more edges that `admit` accepts (a cycle where both ends are one);
// among the shortest, the one whose edges were added first.
[[nodiscard]] std::optional<std::vector<Edge>> find_path(const FindingGraph& graph, Vertex from,
                                                         Vertex to,
                                                         const std::function<bool(Edge)>& admit);

}  // namespace proviso
