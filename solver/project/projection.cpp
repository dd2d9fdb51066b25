#include "solver/project/projection.h"

#include "model/internal_error.h"

#include <algorithm>
#include <set>

namespace proviso {

namespace {

using Monomial = std::vector<VarId>;

void accumulate(Row& row, const Monomial& monomial, const Rational& coefficient) {
  if (monomial.empty()) {
    row.constant += coefficient;
    return;
  }
  const auto [it, fresh] = row.terms.emplace(monomial, coefficient);
  if (!fresh) it->second += coefficient;
  if (it->second == 0) row.terms.erase(it);
}

// to + factor × of
void add_multiple(Row& to, const Row& of, const Rational& factor) {
  for (const auto& [monomial, coefficient] : of.terms)
    accumulate(to, monomial, coefficient * factor);
  to.constant += of.constant * factor;
}

void scale(Row& row, const Rational& factor) {
  for (auto& [monomial, coefficient] : row.terms) coefficient *= factor;
  row.constant *= factor;
}

Integer ceiling(const Rational& value) {
  const Integer n = boost::multiprecision::numerator(value);
  const Integer d = boost::multiprecision::denominator(value);
  Integer q = n / d;
  if (n > 0 && q * d != n) ++q;
  return q;
}

class Projector {
 public:
  Projector(Formulas& formulas, const Assignment& assignment, const std::vector<VarId>& kept)
      : formulas_(formulas), assignment_(assignment), kept_(kept) {}

  Projection run(const Cube& cube) {
    for (const Formula literal : cube) read(literal);
    linearise();
    add_bounds();
    tidy();
    while (const auto next = cheapest(false)) eliminate(*next);
    while (true) {
      if (const auto next = cheapest(true)) {
        eliminate(*next);
      } else if (const std::set<VarId> rest = leaving(); !rest.empty()) {
        put_in(*rest.begin());
      } else {
        break;
      }
      tidy();
    }
    return finish();
  }

 private:
  [[nodiscard]] bool keeps(VarId id) const {
    return std::binary_search(kept_.begin(), kept_.end(), id);
  }
  [[nodiscard]] Rational value(VarId id) const {
    const Cell& cell = assignment_.cells[id.index];
    return std::holds_alternative<Day>(cell) ? Rational(std::get<Day>(cell)) : std::get<Rational>(cell);
  }
  [[nodiscard]] Rational value(const Row& row) const {
    Rational total = row.constant;
    for (const auto& [monomial, coefficient] : row.terms) {
      Rational product = coefficient;
      for (const VarId factor : monomial) product *= value(factor);
      total += product;
    }
    return total;
  }

  // ---------------------------------------------------------------- the cube as rows

  void read(Formula literal) {
    const FormulaNode& node = formulas_[literal];
    switch (node.kind) {
      case FormulaKind::boolean:
      case FormulaKind::is:
        if (keeps(node.left)) result_.finite.push_back(literal);
        return;
      case FormulaKind::not_:
        if (keeps(formulas_[node.operands.front()].left)) result_.finite.push_back(literal);
        return;
      case FormulaKind::day_le: {
        Row row;
        if (node.left.valid()) accumulate(row, {node.left}, 1);
        if (node.right.valid()) accumulate(row, {node.right}, -1);
        row.constant = -node.number;
        rows_.push_back(std::move(row));
        return;
      }
      case FormulaKind::compare: {
        Row row;
        row.relation = node.relation;
        for (const SumTerm& term : formulas_.sum_of(literal).terms)
          accumulate(row, term.factors, term.coefficient);
        rows_.push_back(std::move(row));
        return;
      }
      case FormulaKind::constant: return;
      case FormulaKind::and_:
      case FormulaKind::or_:
      case FormulaKind::reaches: throw InternalError("a cube holds what is no literal");
    }
  }

  // Fixes variables that go until each of them stands alone, the most entangled first.
  void linearise() {
    while (true) {
      std::map<VarId, int> entangled;
      for (const Row& row : rows_)
        for (const auto& [monomial, coefficient] : row.terms)
          if (monomial.size() > 1)
            for (const VarId factor : monomial)
              if (!keeps(factor)) ++entangled[factor];
      if (entangled.empty()) return;
      put_in(std::max_element(entangled.begin(), entangled.end(), [](const auto& a, const auto& b) {
               return a.second < b.second;
             })->first);
    }
  }

  void put_in(VarId id) {
    result_.exact = false;
    const Rational at = value(id);
    for (Row& row : rows_) {
      Row changed;
      changed.constant = row.constant;
      changed.relation = row.relation;
      for (const auto& [monomial, coefficient] : row.terms) {
        Monomial rest;
        Rational product = coefficient;
        for (const VarId factor : monomial) {
          if (factor == id) product *= at;
          else rest.push_back(factor);
        }
        if (product != 0) accumulate(changed, rest, product);
      }
      row = std::move(changed);
    }
  }

  [[nodiscard]] std::set<VarId> leaving() const {
    std::set<VarId> result;
    for (const Row& row : rows_)
      for (const auto& [monomial, coefficient] : row.terms)
        if (monomial.size() == 1 && !keeps(monomial.front())) result.insert(monomial.front());
    return result;
  }

  void add_bounds() {
    for (const VarId id : leaving()) {
      const Variable& v = formulas_[id];
      if (v.low) rows_.push_back({{{{id}, Rational(-1)}}, *v.low, Relation::less_equal});
      if (v.high) rows_.push_back({{{{id}, Rational(1)}}, Rational(-*v.high), Relation::less_equal});
    }
  }

  // ---------------------------------------------------------------- normal rows

  [[nodiscard]] bool is_integral(const Row& row) const {
    for (const auto& [monomial, coefficient] : row.terms)
      for (const VarId factor : monomial)
        if (formulas_[factor].sort == VarSort::real) return false;
    return true;
  }

  // Over integers: whole coefficients without a common divisor, not strict, a whole constant where
  // that is possible. Else: the first coefficient is 1 or -1.
  void normalise(Row& row) const {
    if (row.terms.empty()) return;
    if (!is_integral(row)) {
      const Rational first = row.terms.begin()->second;
      scale(row, Rational(1) / (first < 0 ? Rational(-first) : first));
      return;
    }
    Integer multiple = 1;
    for (const auto& [monomial, coefficient] : row.terms)
      multiple = boost::multiprecision::lcm(multiple, boost::multiprecision::denominator(coefficient));
    Integer divisor = 0;
    for (const auto& [monomial, coefficient] : row.terms)
      divisor = boost::multiprecision::gcd(
          divisor, boost::multiprecision::numerator(Rational(coefficient * multiple)));
    scale(row, Rational(multiple, divisor < 0 ? Integer(-divisor) : divisor));
    if (row.relation == Relation::less) {
      // Σ + c < 0, Σ whole: Σ <= ceiling(-c) - 1
      row.constant = 1 - Rational(ceiling(-row.constant));
      row.relation = Relation::less_equal;
    } else if (row.relation == Relation::less_equal) {
      row.constant = Rational(ceiling(row.constant));
    }
  }

  // Of rows that differ in their constant alone the tightest stays; constant ones go.
  void tidy() {
    std::map<std::map<Monomial, Rational>, std::size_t> seen;
    std::vector<Row> kept;
    for (Row& row : rows_) {
      normalise(row);
      if (row.terms.empty() || row.relation == Relation::equal) {
        if (!row.terms.empty()) kept.push_back(std::move(row));
        continue;
      }
      const auto [it, fresh] = seen.emplace(row.terms, kept.size());
      if (fresh) {
        kept.push_back(std::move(row));
        continue;
      }
      Row& other = kept[it->second];
      if (other.constant < row.constant ||
          (other.constant == row.constant && row.relation == Relation::less))
        other = std::move(row);
    }
    rows_ = std::move(kept);
  }

  // ---------------------------------------------------------------- elimination

  // The variable that the fewest rows bound from one side; integers only where that is exact.
  [[nodiscard]] std::optional<VarId> cheapest(bool integers) const {
    struct Use {
      std::size_t lower = 0, upper = 0;
      bool equal = false, exact = true;
    };
    std::map<VarId, Use> uses;
    for (const Row& row : rows_) {
      const bool whole = is_integral(row) && boost::multiprecision::denominator(row.constant) == 1;
      for (const auto& [monomial, coefficient] : row.terms) {
        if (monomial.size() > 1 || keeps(monomial.front())) continue;
        Use& use = uses[monomial.front()];
        ++(coefficient > 0 ? use.upper : use.lower);
        use.equal = use.equal || row.relation == Relation::equal;
        if (!whole || (coefficient != 1 && coefficient != -1)) use.exact = false;
      }
    }
    std::optional<VarId> best;
    std::size_t best_cost = 0;
    for (const auto& [id, use] : uses) {
      const bool integer = formulas_[id].sort != VarSort::real;
      if (integer != integers || (integer && !use.exact)) continue;
      const std::size_t cost = use.equal ? 0 : std::min(use.lower, use.upper);
      if (best && cost >= best_cost) continue;
      best = id;
      best_cost = cost;
    }
    return best;
  }

  void eliminate(VarId id) {
    const Monomial monomial{id};
    std::vector<Row> rest, lower, upper;  // of the bounds, the coefficient of `id` becomes -1 or 1
    std::optional<Row> equal;
    for (Row& row : rows_) {
      const auto found = row.terms.find(monomial);
      if (found == row.terms.end()) {
        rest.push_back(std::move(row));
        continue;
      }
      const Rational coefficient = found->second;
      scale(row, Rational(1) / (coefficient < 0 ? Rational(-coefficient) : coefficient));
      if (row.relation == Relation::equal && !equal) {
        if (coefficient < 0) scale(row, -1);
        equal = std::move(row);
      } else {
        (coefficient < 0 ? lower : upper).push_back(std::move(row));
      }
    }
    rows_ = std::move(rest);
    if (equal) {
      for (std::vector<Row>* side : {&lower, &upper})
        for (Row& row : *side) {
          add_multiple(row, *equal, -row.terms.at(monomial));
          rows_.push_back(std::move(row));
        }
    } else if (!lower.empty() && !upper.empty()) {
      // One bound takes the place of the variable: the tightest of the side that has fewer.
      if (upper.size() < lower.size()) std::swap(lower, upper);
      substitute_tightest(lower, upper);
    }
    tidy();
  }

  // The variable moves to the bound that is tightest under the assignment, or just beyond it where
  // that is strict.
  void substitute_tightest(std::vector<Row>& near, std::vector<Row>& far) {
    // The variable's own part is the same in all rows of one side, so the greater value is tighter.
    std::size_t best = 0;
    for (std::size_t i = 1; i < near.size(); ++i) {
      const Rational a = value(near[i]), b = value(near[best]);
      if (a > b || (a == b && near[i].relation == Relation::less && near[best].relation != Relation::less))
        best = i;
    }
    const Row tightest = near[best];
    for (std::size_t i = 0; i < near.size(); ++i) {
      if (i == best) continue;
      Row row = std::move(near[i]);
      add_multiple(row, tightest, -1);
      const bool strict = row.relation == Relation::less && tightest.relation != Relation::less;
      row.relation = strict ? Relation::less : Relation::less_equal;
      rows_.push_back(std::move(row));
    }
    for (Row& row : far) {
      add_multiple(row, tightest, 1);
      const bool strict = row.relation == Relation::less || tightest.relation == Relation::less;
      row.relation = strict ? Relation::less : Relation::less_equal;
      rows_.push_back(std::move(row));
    }
  }

  // ---------------------------------------------------------------- the result

  Projection finish() {
    std::vector<Formula> all = result_.finite;
    for (const Row& row : rows_) {
      Sum sum;
      for (const auto& [monomial, coefficient] : row.terms)
        sum.terms.push_back({kTrue, monomial, coefficient});
      sum.terms.push_back({kTrue, {}, row.constant});
      all.push_back(formulas_.compare(formulas_.add(sum, {}), row.relation));
    }
    result_.numbers = std::move(rows_);
    result_.formula = formulas_.and_(std::move(all));
    if (!Evaluator(formulas_, assignment_)(result_.formula))
      throw InternalError("a projection does not hold where it was made");
    return std::move(result_);
  }

  Formulas& formulas_;
  const Assignment& assignment_;
  const std::vector<VarId>& kept_;
  std::vector<Row> rows_;
  Projection result_;
};

}  // namespace

Projection project(Formulas& formulas, const Cube& cube, const Assignment& assignment,
                   const std::vector<VarId>& kept) {
  return Projector(formulas, assignment, kept).run(cube);
}

}  // namespace proviso
