#include "model/formula.h"

#include <algorithm>
#include <boost/container_hash/hash.hpp>
#include <functional>
#include <set>

namespace proviso {

std::size_t Formulas::NodeHash::operator()(const FormulaNode& node) const {
  std::size_t seed = 0;
  boost::hash_combine(seed, static_cast<int>(node.kind));
  boost::hash_combine(seed, node.left.index);
  boost::hash_combine(seed, node.right.index);
  boost::hash_combine(seed, node.number);
  boost::hash_combine(seed, static_cast<int>(node.relation));
  for (const Formula operand : node.operands) boost::hash_combine(seed, operand.index);
  return seed;
}

Formulas::Formulas() {
  nodes_.push_back(FormulaNode{});               // false
  FormulaNode yes;
  yes.number = 1;
  nodes_.push_back(std::move(yes));              // true
}

VarId Formulas::variable(Variable variable) {
  variables_.push_back(std::move(variable));
  const VarId id{static_cast<std::uint32_t>(variables_.size() - 1)};
  days_.emplace_back();
  know_days(id);
  return id;
}

void Formulas::know_days(VarId id) {
  const Variable& variable = variables_[id.index];
  if (variable.sort != VarSort::day) return;
  DayBounds& days = days_[id.index];
  if (variable.low) days.low = whole_day(*variable.low);
  if (variable.high) days.high = whole_day(*variable.high);
}

void Formulas::bound(VarId id, std::optional<Rational> low, std::optional<Rational> high) {
  Variable& variable = variables_[id.index];
  if (low && (!variable.low || *variable.low < *low)) variable.low = std::move(low);
  if (high && (!variable.high || *variable.high > *high)) variable.high = std::move(high);
  know_days(id);
}

Formula Formulas::intern(FormulaNode node) {
  const auto found = index_.find(node);
  if (found != index_.end()) return found->second;
  const Formula id{static_cast<std::uint32_t>(nodes_.size())};
  nodes_.push_back(node);
  index_.emplace(std::move(node), id);
  return id;
}

Formula Formulas::boolean(VarId id) {
  FormulaNode node;
  node.kind = FormulaKind::boolean;
  node.left = id;
  return intern(std::move(node));
}

Formula Formulas::is(VarId id, std::uint32_t value) {
  const std::uint32_t size = variables_[id.index].size;
  if (value >= size) return kFalse;
  if (size == 1) return kTrue;
  FormulaNode node;
  node.kind = FormulaKind::is;
  node.left = id;
  node.number = value;
  return intern(std::move(node));
}

Formula Formulas::day_le(VarId left, VarId right, Day offset) {
  if (left == right) return constant(0 <= offset);
  const auto bounds = [&](VarId id) { return id.valid() ? days_[id.index] : DayBounds{0, 0}; };
  const DayBounds before = bounds(left), after = bounds(right);
  if (before.high && after.low && *before.high <= *after.low + offset) return kTrue;
  if (before.low && after.high && *before.low > *after.high + offset) return kFalse;
  FormulaNode node;
  node.kind = FormulaKind::day_le;
  node.left = left;
  node.right = right;
  node.number = offset;
  return intern(std::move(node));
}

Formula Formulas::not_(Formula operand) {
  if (operand == kTrue) return kFalse;
  if (operand == kFalse) return kTrue;
  const FormulaNode node = nodes_[operand.index];
  switch (node.kind) {
    case FormulaKind::not_: return node.operands.front();
    case FormulaKind::day_le: return day_le(node.right, node.left, -node.number - 1);
    case FormulaKind::is:
      if (variables_[node.left.index].size == 2)
        return is(node.left, node.number == 0 ? 1 : 0);
      break;
    case FormulaKind::compare:
      if (node.relation != Relation::equal)
        return compare(scale(sums_[static_cast<std::size_t>(node.number)], -1),
                       node.relation == Relation::less ? Relation::less_equal : Relation::less);
      break;
    default: break;
  }
  FormulaNode result;
  result.kind = FormulaKind::not_;
  result.operands = {operand};
  return intern(std::move(result));
}

namespace {

// Operands of one junction, flattened, in order and without repetitions.
std::vector<Formula> flat(const Formulas& formulas, FormulaKind kind, const std::vector<Formula>& operands) {
  std::vector<Formula> all;
  for (const Formula operand : operands) {
    const FormulaNode& node = formulas[operand];
    if (node.kind == kind) all.insert(all.end(), node.operands.begin(), node.operands.end());
    else all.push_back(operand);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

// The same days the other way round, if anything has spoken of that.
std::optional<Formula> Formulas::known_negation(const FormulaNode& day_le) const {
  FormulaNode other;
  other.kind = FormulaKind::day_le;
  other.left = day_le.right;
  other.right = day_le.left;
  other.number = -day_le.number - 1;
  const auto found = index_.find(other);
  return found == index_.end() ? std::nullopt : std::optional(found->second);
}

Formula Formulas::junction(FormulaKind kind, std::vector<Formula> operands) {
  const bool conjunction = kind == FormulaKind::and_;
  const Formula unit = constant(conjunction);
  const Formula zero = constant(!conjunction);
  std::vector<Formula> all = flat(*this, kind, operands);
  const auto has = [&](Formula one) { return std::binary_search(all.begin(), all.end(), one); };
  if (has(zero)) return zero;
  std::erase(all, unit);
  // x = 1 ∧ x = 2 is false; x = 0 ∨ … ∨ x = n is true.
  std::map<VarId, std::uint32_t> values;
  for (const Formula operand : all) {
    const FormulaNode& node = nodes_[operand.index];
    if (node.kind == FormulaKind::not_ && has(node.operands.front())) return zero;
    if (node.kind == FormulaKind::day_le) {
      const std::optional<Formula> negation = known_negation(node);
      if (negation && has(*negation)) return zero;
    }
    if (node.kind == FormulaKind::is) {
      const std::uint32_t seen = ++values[node.left];
      if (conjunction && seen > 1) return zero;
      if (!conjunction && seen == variables_[node.left.index].size) return zero;
    }
  }
  if (conjunction && !values.empty()) {
    // x = 1 already says x != 2.
    std::erase_if(all, [&](Formula one) {
      const FormulaNode& node = nodes_[one.index];
      if (node.kind != FormulaKind::not_) return false;
      const FormulaNode& negated = nodes_[node.operands.front().index];
      return negated.kind == FormulaKind::is && values.count(negated.left) > 0;
    });
  }
  if (all.empty()) return unit;
  if (all.size() == 1) return all.front();
  FormulaNode node;
  node.kind = kind;
  node.operands = std::move(all);
  return intern(std::move(node));
}

Formula Formulas::and_(std::vector<Formula> operands) {
  return junction(FormulaKind::and_, std::move(operands));
}
Formula Formulas::or_(std::vector<Formula> operands) {
  return junction(FormulaKind::or_, std::move(operands));
}
Formula Formulas::iff(Formula a, Formula b) {
  if (a == b) return kTrue;
  return and_(implies(a, b), implies(b, a));
}
Formula Formulas::if_(Formula condition, Formula then, Formula otherwise) {
  if (then == otherwise) return then;
  return or_(and_(condition, then), and_(not_(condition), otherwise));
}

const Sum& Formulas::sum_of(Formula compare) const {
  return sums_[static_cast<std::size_t>(nodes_[compare.index].number)];
}

std::vector<VarId> Formulas::variables_of(Formula formula) const {
  std::set<VarId> found;
  std::set<Formula> seen;
  std::vector<Formula> open{formula};
  while (!open.empty()) {
    const Formula at = open.back();
    open.pop_back();
    if (!seen.insert(at).second) continue;
    const FormulaNode& node = nodes_[at.index];
    if (node.left.valid()) found.insert(node.left);
    if (node.right.valid()) found.insert(node.right);
    open.insert(open.end(), node.operands.begin(), node.operands.end());
    if (node.kind == FormulaKind::compare) {
      for (const SumTerm& term : sum_of(at).terms) {
        found.insert(term.factors.begin(), term.factors.end());
        open.push_back(term.guard);
      }
    }
  }
  return {found.begin(), found.end()};
}

Formula Formulas::renamed(Formula formula, const std::map<VarId, VarId>& names) {
  std::map<Formula, Formula> known;
  const auto of = [&](VarId id) {
    const auto found = names.find(id);
    return found == names.end() ? id : found->second;
  };
  const std::function<Formula(Formula)> rename = [&](Formula at) -> Formula {
    const auto found = known.find(at);
    if (found != known.end()) return found->second;
    const FormulaNode node = nodes_[at.index];
    std::vector<Formula> operands;
    for (const Formula operand : node.operands) operands.push_back(rename(operand));
    Formula result = at;
    switch (node.kind) {
      case FormulaKind::constant: break;
      case FormulaKind::boolean: result = boolean(of(node.left)); break;
      case FormulaKind::is:
        result = is(of(node.left), static_cast<std::uint32_t>(node.number));
        break;
      case FormulaKind::day_le: result = day_le(of(node.left), of(node.right), node.number); break;
      case FormulaKind::compare: {
        std::vector<SumTerm> terms = sum_of(at).terms;
        for (SumTerm& term : terms) {
          term.guard = rename(term.guard);
          for (VarId& factor : term.factors) factor = of(factor);
          std::sort(term.factors.begin(), term.factors.end());
        }
        result = compare(normal(std::move(terms)), node.relation);
        break;
      }
      case FormulaKind::not_: result = not_(operands.front()); break;
      case FormulaKind::and_: result = and_(std::move(operands)); break;
      case FormulaKind::or_: result = or_(std::move(operands)); break;
      case FormulaKind::reaches: {
        Graph graph = graph_of(at);
        result = reaches(std::move(graph), std::move(operands));
        break;
      }
    }
    known.emplace(at, result);
    return result;
  };
  return rename(formula);
}

namespace {

std::string show_sum(const Formulas& formulas, const Sum& sum) {
  if (sum.terms.empty()) return "0";
  std::string text = "(+";
  for (const SumTerm& term : sum.terms) {
    std::string product = show_number(term.coefficient);
    for (const VarId factor : term.factors) product += "*" + formulas[factor].name;
    text += term.guard == kTrue ? " " + product
                                : " (if " + formulas.show(term.guard) + " " + product + ")";
  }
  return text + ")";
}

std::string show_junction(const Formulas& formulas, const char* word, const FormulaNode& node) {
  std::string text = std::string("(") + word;
  for (const Formula operand : node.operands) text += " " + formulas.show(operand);
  return text + ")";
}

std::string show_graph(const Formulas& formulas, const Graph& graph, const FormulaNode& node) {
  std::string text = "(reaches " + std::to_string(graph.source) + " " + std::to_string(graph.target);
  for (std::size_t i = 0; i < graph.edges.size(); ++i)
    text += " (" + std::to_string(graph.edges[i].first) + " " +
            std::to_string(graph.edges[i].second) + " if " + formulas.show(node.operands[i]) + ")";
  return text + ")";
}

}  // namespace

std::string Formulas::show(Formula formula) const {
  const FormulaNode& node = nodes_[formula.index];
  const auto name = [&](VarId id) { return id.valid() ? variables_[id.index].name : std::string("0"); };
  switch (node.kind) {
    case FormulaKind::constant: return node.number != 0 ? "true" : "false";
    case FormulaKind::boolean: return name(node.left);
    case FormulaKind::is: return "(= " + name(node.left) + " #" + std::to_string(node.number) + ")";
    case FormulaKind::day_le:
      if (!node.left.valid()) return "(>= " + name(node.right) + " " + show_day(-node.number) + ")";
      if (!node.right.valid()) return "(<= " + name(node.left) + " " + show_day(node.number) + ")";
      return "(<= " + name(node.left) + " (+ " + name(node.right) + " " +
             std::to_string(node.number) + "))";
    case FormulaKind::compare: {
      const char* relation = node.relation == Relation::equal  ? "="
                             : node.relation == Relation::less ? "<"
                                                               : "<=";
      return std::string("(") + relation + " " + show_sum(*this, sum_of(formula)) + " 0)";
    }
    case FormulaKind::not_: return "(not " + show(node.operands.front()) + ")";
    case FormulaKind::and_: return show_junction(*this, "and", node);
    case FormulaKind::or_: return show_junction(*this, "or", node);
    case FormulaKind::reaches: return show_graph(*this, graph_of(formula), node);
  }
  return "";
}

}  // namespace proviso
