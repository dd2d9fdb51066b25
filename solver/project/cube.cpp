#include "solver/project/cube.h"

#include "model/graph.h"
#include "model/internal_error.h"

#include <algorithm>
#include <map>
#include <set>

namespace proviso {

namespace {

constexpr std::uint64_t kMost = 1'000'000'000;  // costs stop growing here
constexpr std::uint64_t kCostly = 16;           // of one costly variable in a literal

// Gives the reasons for the value, true or false, that formulas have under one assignment.
class Justifier {
 public:
  Justifier(Formulas& formulas, const Assignment& assignment, const std::vector<VarId>& costly)
      : formulas_(formulas), holds_(formulas, assignment), costly_(costly) {}

  void require(Formula formula) {
    if (!holds_(formula)) throw InternalError("a cube of a formula that does not hold");
    justify(formula);
  }
  [[nodiscard]] Cube take() const { return {literals_.begin(), literals_.end()}; }

 private:
  std::uint64_t weight(VarId id) const {
    const bool costly = id.valid() && std::binary_search(costly_.begin(), costly_.end(), id);
    return costly ? kCostly : 0;
  }

  std::uint64_t cost(Formula formula) {
    const auto found = costs_.find(formula);
    if (found != costs_.end()) return found->second;
    const std::uint64_t result = std::min(kMost, compute_cost(formula));
    costs_.emplace(formula, result);
    return result;
  }
  std::uint64_t cost(const std::vector<Formula>& all) {
    std::uint64_t total = 0;
    for (const Formula one : all) total = std::min(kMost, total + cost(one));
    return total;
  }

  std::uint64_t compute_cost(Formula formula) {
    const FormulaNode& node = formulas_[formula];
    if (node.kind == FormulaKind::compare) {
      std::uint64_t total = 1;
      for (const SumTerm& term : formulas_.sum_of(formula).terms) {
        total = std::min(kMost, total + cost(term.guard));
        if (!holds_(term.guard)) continue;
        for (const VarId factor : term.factors) total += weight(factor);
      }
      return total;
    }
    if (node.operands.empty())
      return node.kind == FormulaKind::constant ? 0 : 1 + weight(node.left) + weight(node.right);
    return cost(reasons(formula));
  }

  // Operands whose values settle the value of a junction, a negation or a graph.
  std::vector<Formula> reasons(Formula formula) {
    const FormulaNode& node = formulas_[formula];
    const bool value = holds_(formula);
    if (node.kind == FormulaKind::reaches) return value ? path(formula) : missing_edges(formula);
    if (node.kind == FormulaKind::not_ || value == (node.kind == FormulaKind::and_))
      return node.operands;
    std::optional<Formula> best;
    for (const Formula operand : node.operands)
      if (holds_(operand) == value && (!best || cost(operand) < cost(*best))) best = operand;
    return {best.value()};
  }

  // The cheapest walk over edges that exist, by Dijkstra's method.
  std::vector<Formula> path(Formula formula) {
    const Graph& graph = formulas_.graph_of(formula);
    const std::vector<Formula>& edges = formulas_[formula].operands;
    std::map<std::uint32_t, std::uint64_t> distance{{graph.source, 0}};
    std::map<std::uint32_t, std::size_t> by;
    std::set<std::uint32_t> settled;
    std::optional<std::size_t> last;  // the edge that arrives; the target may be the source itself
    std::uint64_t arrival = 0;
    while (true) {
      std::optional<std::uint32_t> at;
      for (const auto& [vertex, length] : distance)
        if (!settled.count(vertex) && (!at || length < distance.at(*at))) at = vertex;
      if (!at) break;
      settled.insert(*at);
      for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto [tail, head] = graph.edges[i];
        if (tail != *at || !holds_(edges[i])) continue;
        const std::uint64_t length = distance.at(tail) + cost(edges[i]);
        if (head == graph.target && (!last || length < arrival)) {
          last = i;
          arrival = length;
        }
        const auto known = distance.find(head);
        if (known != distance.end() && known->second <= length) continue;
        distance[head] = length;
        by[head] = i;
      }
    }
    std::vector<Formula> result;
    for (std::size_t i = last.value();; i = by.at(graph.edges[i].first)) {
      result.push_back(edges[i]);
      if (graph.edges[i].first == graph.source) return result;
    }
  }

  // The missing edges out of what the source reaches, or those into what reaches the target.
  std::vector<Formula> missing_edges(Formula formula) {
    const Graph& graph = formulas_.graph_of(formula);
    const std::vector<Formula>& edges = formulas_[formula].operands;
    std::vector<bool> exists;
    for (const Formula edge : edges) exists.push_back(holds_(edge));
    std::vector<Formula> ahead, behind;
    for (const std::size_t i : cut(graph, exists)) ahead.push_back(edges[i]);
    std::vector<bool> inside = reachable(graph, exists, graph.target, true);
    inside[graph.target] = true;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const auto [tail, head] = graph.edges[i];
      if (inside[head] && (!inside[tail] || tail == graph.source)) behind.push_back(edges[i]);
    }
    return cost(behind) < cost(ahead) ? behind : ahead;
  }

  void justify(Formula formula) {
    if (!done_.insert(formula).second) return;
    const FormulaNode node = formulas_[formula];  // a copy: literals below make new nodes
    switch (node.kind) {
      case FormulaKind::constant: return;
      case FormulaKind::boolean:
      case FormulaKind::is:
      case FormulaKind::day_le: return literal(holds_(formula) ? formula : formulas_.not_(formula));
      case FormulaKind::compare: return comparison(formula, node.relation);
      case FormulaKind::not_:
      case FormulaKind::and_:
      case FormulaKind::or_:
      case FormulaKind::reaches:
        for (const Formula reason : reasons(formula)) justify(reason);
    }
  }

  void comparison(Formula formula, Relation relation) {
    const Sum guarded = formulas_.sum_of(formula);
    Sum active;
    for (const SumTerm& term : guarded.terms) {
      justify(term.guard);
      if (holds_(term.guard)) active.terms.push_back({kTrue, term.factors, term.coefficient});
    }
    const Sum sum = formulas_.add(active, {});
    if (holds_(formula)) return literal(formulas_.compare(sum, relation));
    if (relation != Relation::equal)
      return literal(formulas_.not_(formulas_.compare(sum, relation)));
    literal(formulas_.compare(holds_(sum) < 0 ? sum : formulas_.scale(sum, -1), Relation::less));
  }

  void literal(Formula formula) {
    if (formula == kTrue) return;
    if (formula == kFalse) throw InternalError("a literal that holds was folded to false");
    if (formulas_[formula].kind == FormulaKind::and_) {  // two bounds of one difference of days
      for (const Formula part : std::vector<Formula>(formulas_[formula].operands)) literal(part);
    } else {
      literals_.insert(formula);
    }
  }

  Formulas& formulas_;
  Evaluator holds_;
  const std::vector<VarId>& costly_;
  std::map<Formula, std::uint64_t> costs_;
  std::set<Formula> done_;
  std::set<Formula> literals_;
};

}  // namespace

Cube implicant(Formulas& formulas, const std::vector<Formula>& all, const Assignment& assignment,
               const std::vector<VarId>& costly) {
  Justifier justifier(formulas, assignment, costly);
  for (const Formula one : all) justifier.require(one);
  return justifier.take();
}

}  // namespace proviso
