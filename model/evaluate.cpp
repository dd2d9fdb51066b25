#include "model/evaluate.h"

#include "model/graph.h"

#include <algorithm>

namespace proviso {

Evaluator::Evaluator(const Formulas& formulas, const Assignment& assignment)
    : formulas_(formulas), assignment_(assignment), known_(formulas.size(), -1) {}

bool Evaluator::operator()(Formula formula) {
  if (known_.size() < formulas_.size()) known_.resize(formulas_.size(), -1);
  if (known_[formula.index] < 0) {
    const bool value = compute(formula);
    known_[formula.index] = value ? 1 : 0;
  }
  return known_[formula.index] == 1;
}

Rational Evaluator::operator()(const Sum& sum) {
  Rational total = 0;
  for (const SumTerm& term : sum.terms) {
    if (!(*this)(term.guard)) continue;
    Rational product = term.coefficient;
    for (const VarId factor : term.factors) {
      const Cell& cell = assignment_.cells[factor.index];
      product *= std::holds_alternative<Day>(cell) ? Rational(std::get<Day>(cell))
                                                   : std::get<Rational>(cell);
    }
    total += product;
  }
  return total;
}

bool Evaluator::compute(Formula formula) {
  const FormulaNode& node = formulas_[formula];
  const auto day = [&](VarId id) {
    return id.valid() ? std::get<Day>(assignment_.cells[id.index]) : Day{0};
  };
  const auto holds = [&](Formula operand) { return (*this)(operand); };
  switch (node.kind) {
    case FormulaKind::constant: return node.number != 0;
    case FormulaKind::boolean: return std::get<bool>(assignment_.cells[node.left.index]);
    case FormulaKind::is:
      return std::get<std::uint32_t>(assignment_.cells[node.left.index]) ==
             static_cast<std::uint32_t>(node.number);
    case FormulaKind::day_le: return day(node.left) <= day(node.right) + node.number;
    case FormulaKind::compare: {
      const Rational value = (*this)(formulas_.sum_of(formula));
      if (node.relation == Relation::equal) return value == 0;
      return node.relation == Relation::less ? value < 0 : value <= 0;
    }
    case FormulaKind::not_: return !holds(node.operands.front());
    case FormulaKind::and_: return std::all_of(node.operands.begin(), node.operands.end(), holds);
    case FormulaKind::or_: return std::any_of(node.operands.begin(), node.operands.end(), holds);
    case FormulaKind::reaches: {
      std::vector<bool> exists;
      for (const Formula operand : node.operands) exists.push_back(holds(operand));
      return reaches_target(formulas_.graph_of(formula), exists);
    }
  }
  return false;
}

}  // namespace proviso
