// Formulas over one scenario: hash-consed, and built only through factories that fold, so whatever
// a deal fixes never reaches a solver. The same formula is evaluated (model/evaluate.h) and encoded
// for Z3 (solver/encode.h).
#pragma once

#include "model/number.h"
#include "model/spec.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace proviso {

using VarId = Id<struct VarTag>;
using SumId = Id<struct SumTag>;
using Formula = Id<struct FormulaTag>;
inline constexpr Formula kFalse{0};
inline constexpr Formula kTrue{1};

enum class VarSort : std::uint8_t { boolean, choice, real, integer, day };

// An unknown of the problem. Bounds take in both ends; absent: unbounded. Days are always bounded.
struct Variable {
  std::string name;
  VarSort sort = VarSort::boolean;
  std::uint32_t size = 0;  // of choice: its values are 0 .. size - 1
  std::optional<Rational> low, high;
};

// coefficient × product of factors where `guard` holds, else 0.
struct SumTerm {
  Formula guard = kTrue;
  std::vector<VarId> factors;  // sorted; empty: a constant
  Rational coefficient;
  friend bool operator==(const SumTerm&, const SumTerm&) = default;
};
// Sorted by guard and factors, merged, no zero coefficients.
struct Sum {
  std::vector<SumTerm> terms;
  friend bool operator==(const Sum&, const Sum&) = default;
  [[nodiscard]] bool is_constant() const;
  [[nodiscard]] Rational constant() const;  // of a constant sum
  [[nodiscard]] Integer common_denominator() const;  // of its coefficients
};

enum class Relation : std::uint8_t { less_equal, less, equal };

struct Interval {
  std::optional<Rational> low, high;
};

enum class FormulaKind : std::uint8_t { constant, boolean, is, day_le, compare, not_, and_, or_, reaches };

// A directed graph whose edges exist where the operands of its `reaches` node hold, in this order.
struct Graph {
  std::uint32_t vertices = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  std::uint32_t source = 0, target = 0;
  friend bool operator==(const Graph&, const Graph&) = default;
};

struct FormulaNode {
  FormulaKind kind = FormulaKind::constant;
  VarId left, right;               // boolean, is: left · day_le: an invalid one stands for day 0
  // is: the value · day_le: left <= right + number · compare: index of its sum · reaches: of its graph
  std::int64_t number = 0;
  Relation relation = Relation::less_equal;  // compare: sum ⋈ 0
  std::vector<Formula> operands;   // not_, and_, or_; reaches: one for each edge
  friend bool operator==(const FormulaNode&, const FormulaNode&) = default;
};

class Formulas {
 public:
  Formulas();

  VarId variable(Variable variable);
  [[nodiscard]] const Variable& operator[](VarId id) const { return variables_[id.index]; }
  [[nodiscard]] std::size_t variable_count() const { return variables_.size(); }
  // Tightens the bounds of a variable; only before a formula mentions it.
  void bound(VarId id, std::optional<Rational> low, std::optional<Rational> high);

  static Formula constant(bool value) { return value ? kTrue : kFalse; }
  Formula boolean(VarId id);
  Formula is(VarId id, std::uint32_t value);
  Formula day_le(VarId left, VarId right, Day offset);  // left <= right + offset
  Formula compare(Sum sum, Relation relation);          // sum ⋈ 0
  Formula not_(Formula operand);
  Formula and_(std::vector<Formula> operands);
  Formula or_(std::vector<Formula> operands);
  Formula and_(Formula a, Formula b) { return and_(std::vector<Formula>{a, b}); }
  Formula or_(Formula a, Formula b) { return or_(std::vector<Formula>{a, b}); }
  Formula implies(Formula a, Formula b) { return or_(not_(a), b); }
  Formula iff(Formula a, Formula b);
  Formula if_(Formula condition, Formula then, Formula otherwise);
  // A path of one edge or more leads from the source to the target. Several edges may join the same
  // two vertices; folds what the constant edges settle.
  Formula reaches(Graph graph, std::vector<Formula> edges);

  static Sum number(const Rational& value);
  static Sum number(VarId id);
  Sum add(const Sum& a, const Sum& b);
  Sum scale(const Sum& a, const Rational& factor);
  Sum multiply(const Sum& a, const Sum& b);
  Sum when(Formula guard, const Sum& a);  // a where guard holds, else 0
  [[nodiscard]] Interval interval(const Sum& sum) const;
  SumId keep(Sum sum);  // under an id, the same for the same sum

  [[nodiscard]] const FormulaNode& operator[](Formula id) const { return nodes_[id.index]; }
  [[nodiscard]] const Sum& operator[](SumId id) const { return sums_[id.index]; }
  [[nodiscard]] const Sum& sum_of(Formula compare) const;
  [[nodiscard]] const Graph& graph_of(Formula reaches) const;
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }

  // The variables that a formula mentions, in order.
  [[nodiscard]] std::vector<VarId> variables_of(Formula formula) const;
  // The formula with variables replaced by others of the same sort and bounds.
  Formula renamed(Formula formula, const std::map<VarId, VarId>& names);
  // Readable text, for `dump --formula`.
  [[nodiscard]] std::string show(Formula formula) const;

 private:
  Formula intern(FormulaNode node);
  Formula junction(FormulaKind kind, std::vector<Formula> operands);
  [[nodiscard]] std::optional<Formula> known_negation(const FormulaNode& day_le) const;
  void know_days(VarId id);
  std::optional<Formula> as_day_atoms(const Sum& sum, Relation relation);
  std::optional<Formula> split_on_guard(const Sum& sum, Relation relation);
  [[nodiscard]] Interval interval_of(const SumTerm& term) const;
  Sum normal(std::vector<SumTerm> terms);

  struct NodeHash {
    std::size_t operator()(const FormulaNode& node) const;
  };
  struct SumHash {
    std::size_t operator()(const Sum& sum) const;
  };
  // Bounds of a day, as comparisons of days ask for them.
  struct DayBounds {
    std::optional<Day> low, high;
  };
  std::vector<Variable> variables_;
  std::vector<DayBounds> days_;
  std::vector<FormulaNode> nodes_;
  std::unordered_map<FormulaNode, Formula, NodeHash> index_;
  std::vector<Sum> sums_;
  std::unordered_map<Sum, std::uint32_t, SumHash> sum_index_;
  std::vector<Graph> graphs_;
};

}  // namespace proviso
