#include "solver/project/projection.h"

#include "model/internal_error.h"
#include "model/stop.h"

#include <algorithm>
#include <iterator>
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

// row with `id` at a value
Row with_value(const Row& row, VarId id, const Rational& at) {
  Row result{{}, row.constant, row.relation};
  for (const auto& [monomial, coefficient] : row.terms) {
    Monomial rest;
    Rational product = coefficient;
    for (const VarId factor : monomial) {
      if (factor == id) product *= at;
      else rest.push_back(factor);
    }
    if (product != 0) accumulate(result, rest, product);
  }
  return result;
}

class Projector {
 public:
  Projector(Formulas& formulas, const Assignment& assignment, const std::vector<VarId>& kept)
      : formulas_(formulas), assignment_(assignment), kept_(kept) {}

  Projection run(const Cube& cube) {
    std::vector<Row> rows;
    for (const Formula literal : cube) read(literal, rows);
    linearise(rows);
    rows = relevant(std::move(rows));
    add_bounds(rows);
    for (Row& row : rows) add(std::move(row));
    while (const auto next = cheapest(false)) eliminate(*next);
    while (!uses_.empty()) {
      if (const auto next = cheapest(true)) {
        eliminate(*next);
      } else {
        put_in(uses_.begin()->first);
      }
    }
    return finish();
  }

 private:
  [[nodiscard]] bool keeps(VarId id) const {
    return std::binary_search(kept_.begin(), kept_.end(), id);
  }
  [[nodiscard]] bool leaves(const Monomial& monomial) const {
    return monomial.size() == 1 && !keeps(monomial.front());
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

  void read(Formula literal, std::vector<Row>& rows) {
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
        rows.push_back(std::move(row));
        return;
      }
      case FormulaKind::compare: {
        Row row;
        row.relation = node.relation;
        for (const SumTerm& term : formulas_.sum_of(literal).terms)
          accumulate(row, term.factors, term.coefficient);
        rows.push_back(std::move(row));
        return;
      }
      case FormulaKind::constant: return;
      case FormulaKind::and_:
      case FormulaKind::or_:
      case FormulaKind::reaches: throw InternalError("a cube holds what is no literal");
    }
  }

  // Fixes variables that go until each of them stands alone, the most entangled first.
  void linearise(std::vector<Row>& rows) {
    while (true) {
      std::map<VarId, int> entangled;
      for (const Row& row : rows)
        for (const auto& [monomial, coefficient] : row.terms)
          if (monomial.size() > 1)
            for (const VarId factor : monomial)
              if (!keeps(factor)) ++entangled[factor];
      if (entangled.empty()) return;
      const auto fewer = [](const auto& a, const auto& b) { return a.second < b.second; };
      const VarId most = std::max_element(entangled.begin(), entangled.end(), fewer)->first;
      for (Row& row : rows) row = with_value(row, most, value(most));
      result_.exact = false;
    }
  }

  // Rows that what is kept bears upon, if only by way of others. The rest the assignment satisfies
  // whatever is kept.
  std::vector<Row> relevant(std::vector<Row> rows) const {
    std::map<VarId, std::vector<std::size_t>> mentions;
    std::vector<bool> taken(rows.size(), false);
    std::vector<std::size_t> open;
    const auto take = [&](std::size_t i) {
      if (!taken[i]) open.push_back(i);
      taken[i] = true;
    };
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (const auto& [monomial, coefficient] : rows[i].terms) {
        if (leaves(monomial)) mentions[monomial.front()].push_back(i);
        else take(i);
      }
    std::vector<Row> result;
    while (!open.empty()) {
      Row row = std::move(rows[open.back()]);
      open.pop_back();
      for (const auto& [monomial, coefficient] : row.terms)
        if (leaves(monomial))
          for (const std::size_t i : mentions.at(monomial.front())) take(i);
      result.push_back(std::move(row));
    }
    return result;
  }

  void add_bounds(std::vector<Row>& rows) const {
    std::set<VarId> leaving;
    for (const Row& row : rows)
      for (const auto& [monomial, coefficient] : row.terms)
        if (leaves(monomial)) leaving.insert(monomial.front());
    for (const VarId id : leaving) {
      const Variable& v = formulas_[id];
      if (v.low) rows.push_back({{{{id}, Rational(-1)}}, *v.low, Relation::less_equal});
      if (v.high) rows.push_back({{{{id}, Rational(1)}}, Rational(-*v.high), Relation::less_equal});
    }
  }

  // ---------------------------------------------------------------- the table of rows

  [[nodiscard]] bool is_integral(const Row& row) const {
    for (const auto& [monomial, coefficient] : row.terms)
      for (const VarId factor : monomial)
        if (formulas_[factor].sort == VarSort::real) return false;
    return true;
  }

  // Over integers: whole coefficients without a common divisor, not strict, a whole constant where
  // that is possible. Else: the first coefficient is 1 or -1.
  void normalise(Row& row) const {
    if (!is_integral(row)) {
      const Rational first = row.terms.begin()->second;
      if (first != 1 && first != -1) scale(row, Rational(1) / (first < 0 ? Rational(-first) : first));
      return;
    }
    Integer multiple = 1;
    for (const auto& [monomial, coefficient] : row.terms)
      multiple = boost::multiprecision::lcm(multiple, boost::multiprecision::denominator(coefficient));
    Integer divisor = 0;
    for (const auto& [monomial, coefficient] : row.terms)
      divisor = boost::multiprecision::gcd(
          divisor, boost::multiprecision::numerator(Rational(coefficient * multiple)));
    if (multiple != 1 || divisor != 1) scale(row, Rational(multiple, divisor));
    if (row.relation == Relation::less) {
      // Σ + c < 0, Σ whole: Σ <= ceiling(-c) - 1
      row.constant = 1 - Rational(ceiling(-row.constant));
      row.relation = Relation::less_equal;
    } else if (row.relation == Relation::less_equal) {
      row.constant = Rational(ceiling(row.constant));
    }
  }

  // Of rows that differ in their constant alone the tightest stays.
  void add(Row row) {
    if (row.terms.empty()) return;  // it holds, as all do under the assignment
    normalise(row);
    if (row.relation == Relation::equal) {
      count(row, 1);
      equalities_.push_back(std::move(row));
      return;
    }
    const auto [it, fresh] = limits_.emplace(row.terms, Limit{row.constant, row.relation});
    if (fresh) return count(row, 1);
    Limit& limit = it->second;
    if (limit.constant < row.constant || (limit.constant == row.constant && row.relation == Relation::less))
      limit = {row.constant, row.relation};
  }

  // Takes out the rows that mention a variable.
  std::vector<Row> extract(VarId id) {
    const Monomial monomial{id};
    std::vector<Row> result;
    for (auto it = limits_.begin(); it != limits_.end();) {
      if (it->first.count(monomial) == 0) {
        ++it;
        continue;
      }
      auto node = limits_.extract(it++);
      result.push_back({std::move(node.key()), node.mapped().constant, node.mapped().relation});
    }
    const auto others = std::stable_partition(equalities_.begin(), equalities_.end(), [&](const Row& row) {
      return row.terms.count(monomial) == 0;
    });
    std::move(others, equalities_.end(), std::back_inserter(result));
    equalities_.erase(others, equalities_.end());
    for (const Row& row : result) count(row, -1);
    return result;
  }

  // Keeps count of the variables that are still to go.
  void count(const Row& row, int change) {
    const bool whole = is_integral(row) && boost::multiprecision::denominator(row.constant) == 1;
    for (const auto& [monomial, coefficient] : row.terms) {
      if (!leaves(monomial)) continue;
      Use& use = uses_[monomial.front()];
      use.rows += change;
      (coefficient > 0 ? use.upper : use.lower) += change;
      if (row.relation == Relation::equal) use.equal += change;
      if (!whole || (coefficient != 1 && coefficient != -1)) use.inexact += change;
      if (use.rows == 0) uses_.erase(monomial.front());
    }
  }

  // ---------------------------------------------------------------- elimination

  // The variable that the fewest rows bound from one side; integers only where that is exact.
  [[nodiscard]] std::optional<VarId> cheapest(bool integers) const {
    std::optional<VarId> best;
    int best_cost = 0;
    for (const auto& [id, use] : uses_) {
      const bool integer = formulas_[id].sort != VarSort::real;
      if (integer != integers || (integer && use.inexact > 0)) continue;
      const int cost = use.equal > 0 ? 0 : std::min(use.lower, use.upper);
      if (best && cost >= best_cost) continue;
      best = id;
      best_cost = cost;
    }
    return best;
  }

  void put_in(VarId id) {
    result_.exact = false;
    for (const Row& row : extract(id)) add(with_value(row, id, value(id)));
  }

  void eliminate(VarId id) {
    StopSign::look();
    const Monomial monomial{id};
    std::vector<Row> lower, upper;  // the coefficient of `id` becomes -1 or 1
    std::optional<Row> equal;
    for (Row& row : extract(id)) {
      const Rational coefficient = row.terms.at(monomial);
      scale(row, Rational(1) / (coefficient < 0 ? Rational(-coefficient) : coefficient));
      if (row.relation == Relation::equal && !equal) {
        if (coefficient < 0) scale(row, -1);
        equal = std::move(row);
      } else {
        (coefficient < 0 ? lower : upper).push_back(std::move(row));
      }
    }
    if (equal) {
      for (std::vector<Row>* side : {&lower, &upper})
        for (Row& row : *side) {
          add_multiple(row, *equal, -row.terms.at(monomial));
          add(std::move(row));
        }
    } else if (!lower.empty() && !upper.empty()) {
      // One bound takes the place of the variable: the tightest of the side that has fewer.
      if (upper.size() < lower.size()) std::swap(lower, upper);
      substitute_tightest(lower, upper);
    }
  }

  // The variable moves to the bound that is tightest under the assignment, or just beyond it where
  // that is strict.
  void substitute_tightest(std::vector<Row>& near, std::vector<Row>& far) {
    // The variable's own part is the same in all rows of one side, so the greater value is tighter.
    std::size_t best = 0;
    for (std::size_t i = 1; i < near.size(); ++i) {
      const Rational a = value(near[i]), b = value(near[best]);
      const bool stricter = near[i].relation == Relation::less && near[best].relation != Relation::less;
      if (a > b || (a == b && stricter)) best = i;
    }
    const Row tightest = near[best];
    for (std::size_t i = 0; i < near.size(); ++i) {
      if (i == best) continue;
      Row row = std::move(near[i]);
      add_multiple(row, tightest, -1);
      const bool strict = row.relation == Relation::less && tightest.relation != Relation::less;
      row.relation = strict ? Relation::less : Relation::less_equal;
      add(std::move(row));
    }
    for (Row& row : far) {
      add_multiple(row, tightest, 1);
      const bool strict = row.relation == Relation::less || tightest.relation == Relation::less;
      row.relation = strict ? Relation::less : Relation::less_equal;
      add(std::move(row));
    }
  }

  // ---------------------------------------------------------------- the result

  Projection finish() {
    for (auto& [terms, limit] : limits_)
      result_.numbers.push_back({terms, limit.constant, limit.relation});
    for (Row& row : equalities_) result_.numbers.push_back(std::move(row));
    std::vector<Formula> all = result_.finite;
    for (const Row& row : result_.numbers) {
      Sum sum;
      for (const auto& [monomial, coefficient] : row.terms)
        sum.terms.push_back({kTrue, monomial, coefficient});
      sum.terms.push_back({kTrue, {}, row.constant});
      all.push_back(formulas_.compare(formulas_.add(sum, {}), row.relation));
    }
    result_.formula = formulas_.and_(std::move(all));
    if (!Evaluator(formulas_, assignment_)(result_.formula))
      throw InternalError("a projection does not hold where it was made");
    return std::move(result_);
  }

  struct Limit {
    Rational constant;
    Relation relation;
  };
  struct Use {
    int rows = 0, lower = 0, upper = 0, equal = 0, inexact = 0;
  };
  Formulas& formulas_;
  const Assignment& assignment_;
  const std::vector<VarId>& kept_;
  std::map<std::map<Monomial, Rational>, Limit> limits_;  // all but equalities
  std::vector<Row> equalities_;
  std::map<VarId, Use> uses_;  // of variables that go
  Projection result_;
};

}  // namespace

Projection project(Formulas& formulas, const Cube& cube, const Assignment& assignment,
                   const std::vector<VarId>& kept) {
  return Projector(formulas, assignment, kept).run(cube);
}

}  // namespace proviso
