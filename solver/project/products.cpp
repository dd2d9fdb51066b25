#include "solver/project/products.h"

#include <algorithm>
#include <set>

namespace proviso {

namespace {

// Factors of products anywhere in the formulas.
std::set<VarId> factors(const Formulas& formulas, const std::vector<Formula>& all) {
  std::set<VarId> found;
  std::set<Formula> seen;
  std::vector<Formula> open = all;
  while (!open.empty()) {
    const Formula at = open.back();
    open.pop_back();
    if (!seen.insert(at).second) continue;
    const FormulaNode& node = formulas[at];
    open.insert(open.end(), node.operands.begin(), node.operands.end());
    if (node.kind != FormulaKind::compare) continue;
    for (const SumTerm& term : formulas.sum_of(at).terms) {
      open.push_back(term.guard);
      if (term.factors.size() > 1) found.insert(term.factors.begin(), term.factors.end());
    }
  }
  return found;
}

}  // namespace

Formula at_corners(Formulas& formulas, const std::vector<Formula>& all, const std::vector<VarId>& kept) {
  std::vector<Formula> corners;
  for (const VarId id : factors(formulas, all)) {
    if (std::binary_search(kept.begin(), kept.end(), id)) continue;
    std::vector<Formula> ends;
    for (const auto& end : {formulas[id].low, formulas[id].high})
      if (end)
        ends.push_back(formulas.compare(
            formulas.add(Formulas::number(id), Formulas::number(-*end)), Relation::equal));
    if (!ends.empty()) corners.push_back(formulas.or_(std::move(ends)));
  }
  return formulas.and_(std::move(corners));
}

bool is_unwieldy(const Assignment& assignment) {
  const Integer most = Integer(1) << 1000;
  return std::any_of(assignment.cells.begin(), assignment.cells.end(), [&](const Cell& cell) {
    const Rational* value = std::get_if<Rational>(&cell);
    return value != nullptr && (abs(boost::multiprecision::numerator(*value)) > most ||
                                boost::multiprecision::denominator(*value) > most);
  });
}

}  // namespace proviso
