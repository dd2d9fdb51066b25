// Sums with guards: arithmetic, static intervals, and comparisons folded as far as they go.
#include "model/formula.h"

#include <algorithm>
#include <boost/container_hash/hash.hpp>

namespace proviso {

std::size_t Formulas::SumHash::operator()(const Sum& sum) const {
  std::size_t seed = sum.terms.size();
  for (const SumTerm& term : sum.terms) {
    boost::hash_combine(seed, term.guard.index);
    for (const VarId factor : term.factors) boost::hash_combine(seed, factor.index);
    boost::hash_combine(seed, hash_value(term.coefficient));
  }
  return seed;
}

bool Sum::is_constant() const {
  return terms.empty() ||
         (terms.size() == 1 && terms.front().guard == kTrue && terms.front().factors.empty());
}
Rational Sum::constant() const { return terms.empty() ? Rational(0) : terms.front().coefficient; }

Integer Sum::common_denominator() const {
  Integer result = 1;
  for (const SumTerm& term : terms)
    result = boost::multiprecision::lcm(result, boost::multiprecision::denominator(term.coefficient));
  return result;
}

Sum Formulas::normal(std::vector<SumTerm> terms) {
  std::sort(terms.begin(), terms.end(), [](const SumTerm& a, const SumTerm& b) {
    return a.guard != b.guard ? a.guard < b.guard : a.factors < b.factors;
  });
  // Guards are sorted by id, and `true` (id 1) comes first as `false` never occurs.
  Sum result;
  for (SumTerm& term : terms) {
    if (term.guard == kFalse) continue;
    if (!result.terms.empty() && result.terms.back().guard == term.guard &&
        result.terms.back().factors == term.factors) {
      result.terms.back().coefficient += term.coefficient;
    } else {
      if (!result.terms.empty() && result.terms.back().coefficient == 0) result.terms.pop_back();
      result.terms.push_back(std::move(term));
    }
  }
  if (!result.terms.empty() && result.terms.back().coefficient == 0) result.terms.pop_back();
  return result;
}

Sum Formulas::number(const Rational& value) {
  Sum sum;
  if (value != 0) sum.terms.push_back({kTrue, {}, value});
  return sum;
}

Sum Formulas::number(VarId id) {
  Sum sum;
  sum.terms.push_back({kTrue, {id}, 1});
  return sum;
}

Sum Formulas::add(const Sum& a, const Sum& b) {
  std::vector<SumTerm> terms = a.terms;
  terms.insert(terms.end(), b.terms.begin(), b.terms.end());
  return normal(std::move(terms));
}

Sum Formulas::scale(const Sum& a, const Rational& factor) {
  if (factor == 0) return {};
  Sum result = a;
  for (SumTerm& term : result.terms) term.coefficient *= factor;
  return result;
}

Sum Formulas::multiply(const Sum& a, const Sum& b) {
  std::vector<SumTerm> terms;
  for (const SumTerm& x : a.terms) {
    for (const SumTerm& y : b.terms) {
      SumTerm term{and_(x.guard, y.guard), x.factors, x.coefficient * y.coefficient};
      term.factors.insert(term.factors.end(), y.factors.begin(), y.factors.end());
      std::sort(term.factors.begin(), term.factors.end());
      terms.push_back(std::move(term));
    }
  }
  return normal(std::move(terms));
}

Sum Formulas::when(Formula guard, const Sum& a) {
  if (guard == kTrue) return a;
  if (guard == kFalse) return {};
  std::vector<SumTerm> terms = a.terms;
  for (SumTerm& term : terms) term.guard = and_(guard, term.guard);
  return normal(std::move(terms));
}

namespace {

Interval product(const Interval& a, const Interval& b) {
  const auto is_zero = [](const Interval& i) { return i.low && i.high && *i.low == 0 && *i.high == 0; };
  if (is_zero(a) || is_zero(b)) return {Rational(0), Rational(0)};
  if (!a.low || !a.high || !b.low || !b.high) {
    // Only the sign can be known.
    const auto above = [](const Interval& i) { return i.low && *i.low >= 0; };
    const auto below = [](const Interval& i) { return i.high && *i.high <= 0; };
    if ((above(a) && above(b)) || (below(a) && below(b))) {
      const std::optional<Rational> low =
          above(a) && above(b) ? Rational(*a.low * *b.low) : Rational(*a.high * *b.high);
      return {low, std::nullopt};
    }
    if ((above(a) && below(b)) || (below(a) && above(b))) return {std::nullopt, Rational(0)};
    return {};
  }
  const Rational corners[] = {*a.low * *b.low, *a.low * *b.high, *a.high * *b.low, *a.high * *b.high};
  return {*std::min_element(std::begin(corners), std::end(corners)),
          *std::max_element(std::begin(corners), std::end(corners))};
}

Interval scaled(const Interval& a, const Rational& factor) {
  Interval result = a;
  if (result.low) *result.low *= factor;
  if (result.high) *result.high *= factor;
  if (factor < 0) std::swap(result.low, result.high);
  return result;
}

Interval plus(const Interval& a, const Interval& b) {
  Interval result;
  if (a.low && b.low) result.low = *a.low + *b.low;
  if (a.high && b.high) result.high = *a.high + *b.high;
  return result;
}

Interval hull(const Interval& a, const Interval& b) {
  Interval result;
  if (a.low && b.low) result.low = std::min(*a.low, *b.low);
  if (a.high && b.high) result.high = std::max(*a.high, *b.high);
  return result;
}

const Interval kNothing{Rational(0), Rational(0)};

}  // namespace

Interval Formulas::interval_of(const SumTerm& term) const {
  if (term.factors.empty()) return {term.coefficient, term.coefficient};
  if (term.factors.size() == 1) {
    const Variable& v = variables_[term.factors.front().index];
    return term.coefficient == 1 ? Interval{v.low, v.high} : scaled({v.low, v.high}, term.coefficient);
  }
  Interval result{Rational(1), Rational(1)};
  for (const VarId factor : term.factors)
    result = product(result, {variables_[factor.index].low, variables_[factor.index].high});
  return product(result, {term.coefficient, term.coefficient});
}

// Terms under one guard are added; of guards `x = 0`, `x = 1`, … of one choice only one holds.
Interval Formulas::interval(const Sum& sum) const {
  std::map<Formula, Interval> by_guard;
  for (const SumTerm& term : sum.terms) {
    const auto [it, fresh] = by_guard.emplace(term.guard, kNothing);
    it->second = plus(it->second, interval_of(term));
  }
  std::map<VarId, std::pair<Interval, std::uint32_t>> by_choice;
  Interval result = kNothing;
  for (const auto& [guard, interval] : by_guard) {
    const FormulaNode& node = nodes_[guard.index];
    if (guard == kTrue) {
      result = plus(result, interval);
    } else if (node.kind == FormulaKind::is) {
      const auto [it, fresh] = by_choice.emplace(node.left, std::pair{interval, 1u});
      if (!fresh) {
        it->second.first = hull(it->second.first, interval);
        ++it->second.second;
      }
    } else {
      result = plus(result, hull(interval, kNothing));
    }
  }
  for (const auto& [var, entry] : by_choice) {
    const bool covered = entry.second == variables_[var.index].size;
    result = plus(result, covered ? entry.first : hull(entry.first, kNothing));
  }
  return result;
}

// ±d1 ∓ d2 + c ⋈ 0 over days, exactly.
std::optional<Formula> Formulas::as_day_atoms(const Sum& sum, Relation relation) {
  VarId plus_day, minus_day;
  Rational rest = 0;
  Rational unit = 0;
  for (const SumTerm& term : sum.terms) {
    if (term.guard != kTrue || term.factors.size() > 1) return std::nullopt;
    if (term.factors.empty()) {
      rest = term.coefficient;
      continue;
    }
    const VarId var = term.factors.front();
    if (variables_[var.index].sort != VarSort::day) return std::nullopt;
    const Rational size = term.coefficient < 0 ? Rational(-term.coefficient) : term.coefficient;
    if (unit != 0 && size != unit) return std::nullopt;
    unit = size;
    VarId& slot = term.coefficient > 0 ? plus_day : minus_day;
    if (slot.valid()) return std::nullopt;
    slot = var;
  }
  if (unit == 0) return std::nullopt;
  rest /= unit;
  // plus - minus <= -rest, with an integer on the right.
  const auto floor_of = [](const Rational& value) {
    Integer n = boost::multiprecision::numerator(value);
    const Integer d = boost::multiprecision::denominator(value);
    Integer q = n / d;
    if (n < 0 && q * d != n) --q;
    return static_cast<Day>(q);
  };
  const Day limit = floor_of(-rest);
  const bool whole = boost::multiprecision::denominator(rest) == 1;
  switch (relation) {
    case Relation::less_equal: return day_le(plus_day, minus_day, limit);
    case Relation::less: return day_le(plus_day, minus_day, whole ? limit - 1 : limit);
    case Relation::equal:
      if (!whole) return kFalse;
      return and_(day_le(plus_day, minus_day, limit), day_le(minus_day, plus_day, -limit));
  }
  return std::nullopt;
}

// Where all guards are one Boolean, or the values of one choice, cases are cheaper than a sum, and
// make a product with a finite factor linear.
std::optional<Formula> Formulas::split_on_guard(const Sum& sum, Relation relation) {
  Formula guard = kTrue;
  VarId choice;
  for (const SumTerm& term : sum.terms) {
    if (term.guard == kTrue || term.guard == guard) continue;
    const FormulaNode& node = nodes_[term.guard.index];
    const VarId var = node.kind == FormulaKind::is ? node.left : VarId{};
    if (guard == kTrue) {
      guard = term.guard;
      choice = var;
    } else if (!var.valid() || var != choice) {
      return std::nullopt;
    }
  }
  if (guard == kTrue) return std::nullopt;
  const auto restricted = [&](Formula to) {
    std::vector<SumTerm> terms;
    for (const SumTerm& term : sum.terms)
      if (term.guard == kTrue || term.guard == to) terms.push_back({kTrue, term.factors, term.coefficient});
    return normal(std::move(terms));
  };
  if (!choice.valid())
    return if_(guard, compare(restricted(guard), relation), compare(restricted(kTrue), relation));
  std::vector<Formula> cases;
  for (std::uint32_t value = 0; value < variables_[choice.index].size; ++value) {
    const Formula at = is(choice, value);
    cases.push_back(and_(at, compare(restricted(at), relation)));
  }
  return or_(std::move(cases));
}

SumId Formulas::keep(Sum sum) {
  const auto [found, fresh] = sum_index_.emplace(std::move(sum), static_cast<std::uint32_t>(sums_.size()));
  if (fresh) sums_.push_back(found->first);
  return SumId{found->second};
}

Formula Formulas::compare(Sum sum, Relation relation) {
  const Interval range = interval(sum);
  switch (relation) {
    case Relation::less_equal:
      if (range.high && *range.high <= 0) return kTrue;
      if (range.low && *range.low > 0) return kFalse;
      break;
    case Relation::less:
      if (range.high && *range.high < 0) return kTrue;
      if (range.low && *range.low >= 0) return kFalse;
      break;
    case Relation::equal:
      if (range.low && range.high && *range.low == 0 && *range.high == 0) return kTrue;
      if ((range.low && *range.low > 0) || (range.high && *range.high < 0)) return kFalse;
      break;
  }
  if (const auto split = split_on_guard(sum, relation)) return *split;
  if (const auto atoms = as_day_atoms(sum, relation)) return *atoms;
  // One representative of all positive multiples (of all multiples for equality).
  Rational lead = sum.terms.back().coefficient;
  if (lead < 0 && relation != Relation::equal) lead = -lead;
  sum = scale(sum, 1 / lead);
  FormulaNode node;
  node.kind = FormulaKind::compare;
  node.number = keep(std::move(sum)).index;
  node.relation = relation;
  return intern(std::move(node));
}

}  // namespace proviso
