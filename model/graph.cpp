#include "model/graph.h"

#include <algorithm>
#include <deque>
#include <map>

namespace proviso {

std::vector<bool> reachable(const Graph& graph, const std::vector<bool>& exists, std::uint32_t start,
                            bool backward) {
  std::vector<bool> found(graph.vertices, false);
  std::deque<std::uint32_t> open{start};
  while (!open.empty()) {
    const std::uint32_t at = open.front();
    open.pop_front();
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
      if (!exists[i]) continue;
      const auto [tail, head] = graph.edges[i];
      const std::uint32_t here = backward ? head : tail;
      const std::uint32_t next = backward ? tail : head;
      if (here != at || found[next]) continue;
      found[next] = true;
      open.push_back(next);
    }
  }
  return found;
}

bool reaches_target(const Graph& graph, const std::vector<bool>& exists) {
  return reachable(graph, exists, graph.source)[graph.target];
}

std::vector<std::size_t> shortest_walk(const Graph& graph, const std::vector<bool>& exists) {
  std::map<std::uint32_t, std::size_t> by;  // the edge by which a vertex was first reached
  std::deque<std::uint32_t> open{graph.source};
  while (!open.empty() && !by.count(graph.target)) {
    const std::uint32_t at = open.front();
    open.pop_front();
    for (std::size_t i = 0; i < graph.edges.size(); ++i)
      if (exists[i] && graph.edges[i].first == at && by.emplace(graph.edges[i].second, i).second)
        open.push_back(graph.edges[i].second);
  }
  std::vector<std::size_t> walk;
  if (!by.count(graph.target)) return walk;
  std::uint32_t at = graph.target;
  do {
    walk.push_back(by.at(at));
    at = graph.edges[walk.back()].first;
  } while (at != graph.source);
  std::reverse(walk.begin(), walk.end());
  return walk;
}

std::vector<std::size_t> cut(const Graph& graph, const std::vector<bool>& exists) {
  std::vector<bool> inside = reachable(graph, exists, graph.source);
  inside[graph.source] = true;
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    const auto [tail, head] = graph.edges[i];
    // A loop back to the source is the only edge that may lead to where one is.
    const bool leaves = !inside[head] || (head == graph.target && head == graph.source);
    if (!exists[i] && inside[tail] && leaves) missing.push_back(i);
  }
  return missing;
}

// ---------------------------------------------------------------- the node

const Graph& Formulas::graph_of(Formula reaches) const {
  return graphs_[static_cast<std::size_t>(nodes_[reaches.index].number)];
}

namespace {

// Leaves out the edges that no walk from source to target can use, joins parallel ones, and numbers
// the vertices anew: source 0, then in the order of the old numbers.
void simplify(Formulas& formulas, Graph& graph, std::vector<Formula>& guards) {
  std::vector<bool> possible;
  for (std::size_t i = 0; i < guards.size(); ++i) {
    // A shortest walk never comes back to where it began, nor goes on from where it ends.
    const auto [tail, head] = graph.edges[i];
    const bool detour = graph.source != graph.target &&
                        (tail == head || head == graph.source || tail == graph.target);
    possible.push_back(guards[i] != kFalse && !detour);
  }
  std::vector<bool> ahead = reachable(graph, possible, graph.source);
  std::vector<bool> behind = reachable(graph, possible, graph.target, true);
  ahead[graph.source] = true;
  behind[graph.target] = true;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Formula>> joined;
  for (std::size_t i = 0; i < guards.size(); ++i) {
    const auto [tail, head] = graph.edges[i];
    if (possible[i] && ahead[tail] && behind[head]) joined[{tail, head}].push_back(guards[i]);
  }
  std::map<std::uint32_t, std::uint32_t> numbers{{graph.source, 0}};
  for (const auto& [ends, unused] : joined)
    for (const std::uint32_t vertex : {ends.first, ends.second})
      numbers.emplace(vertex, static_cast<std::uint32_t>(numbers.size()));
  Graph result;
  std::vector<Formula> edges;
  for (auto& [ends, ways] : joined) {
    result.edges.emplace_back(numbers.at(ends.first), numbers.at(ends.second));
    edges.push_back(formulas.or_(std::move(ways)));
  }
  numbers.emplace(graph.target, static_cast<std::uint32_t>(numbers.size()));
  result.vertices = static_cast<std::uint32_t>(numbers.size());
  result.target = numbers.at(graph.target);
  graph = std::move(result);
  guards = std::move(edges);
}

}  // namespace

Formula Formulas::reaches(Graph graph, std::vector<Formula> edges) {
  simplify(*this, graph, edges);
  if (edges.empty()) return kFalse;
  std::vector<bool> certain;
  for (const Formula edge : edges) certain.push_back(edge == kTrue);
  if (reaches_target(graph, certain)) return kTrue;
  if (edges.size() == 1) return edges.front();
  // A single line of edges needs no graph.
  std::vector<std::size_t> leaving(graph.vertices, 0), entering(graph.vertices, 0);
  for (const auto& [tail, head] : graph.edges) {
    ++leaving[tail];
    ++entering[head];
  }
  const auto single = [](std::size_t n) { return n <= 1; };
  if (std::all_of(leaving.begin(), leaving.end(), single) &&
      std::all_of(entering.begin(), entering.end(), single))
    return and_(std::move(edges));
  const auto known = std::find(graphs_.begin(), graphs_.end(), graph);
  FormulaNode node;
  node.kind = FormulaKind::reaches;
  node.number = known - graphs_.begin();
  if (known == graphs_.end()) graphs_.push_back(std::move(graph));
  node.operands = std::move(edges);
  return intern(std::move(node));
}

}  // namespace proviso
