#include "solver/encode.h"

#include "model/internal_error.h"

#include <algorithm>
#include <limits>

namespace proviso {

Encoder::Encoder(z3::context& context, z3::solver& solver, const Formulas& formulas)
    : context_(context), solver_(solver), formulas_(formulas) {}

z3::expr Encoder::operator()(Formula formula) {
  const auto found = known_.find(formula);
  if (found != known_.end()) return found->second;
  z3::expr result = compute(formula);
  known_.emplace(formula, result);
  return result;
}

z3::expr Encoder::number(const Rational& value, bool integral) {
  const std::string numerator = boost::multiprecision::numerator(value).str();
  if (integral) return context_.int_val(numerator.c_str());
  const std::string text = numerator + "/" + boost::multiprecision::denominator(value).str();
  return context_.real_val(text.c_str());
}

z3::expr Encoder::variable(VarId id) {
  const auto found = variables_.find(id);
  if (found != variables_.end()) return found->second;
  const Variable& v = formulas_[id];
  const std::string name = v.name + "!" + std::to_string(id.index);
  z3::expr result(context_);
  switch (v.sort) {
    case VarSort::boolean: result = context_.bool_const(name.c_str()); break;
    case VarSort::real: result = context_.real_const(name.c_str()); break;
    case VarSort::integer:
    case VarSort::day: result = context_.int_const(name.c_str()); break;
    case VarSort::choice: throw InternalError("a choice is no single variable");
  }
  const bool integral = v.sort != VarSort::real;
  if (v.low) solver_.add(result >= number(*v.low, integral));
  if (v.high) solver_.add(result <= number(*v.high, integral));
  variables_.emplace(id, result);
  return result;
}

z3::expr_vector Encoder::choice(VarId id) {
  const auto found = choices_.find(id);
  if (found != choices_.end()) return found->second;
  const Variable& v = formulas_[id];
  z3::expr_vector values(context_);
  if (v.size == 2) {
    const z3::expr second = context_.bool_const((v.name + "!" + std::to_string(id.index)).c_str());
    values.push_back(!second);
    values.push_back(second);
  } else {
    for (std::uint32_t i = 0; i < v.size; ++i)
      values.push_back(context_.bool_const(
          (v.name + "!" + std::to_string(id.index) + "!" + std::to_string(i)).c_str()));
    solver_.add(z3::mk_or(values));
    solver_.add(z3::atmost(values, 1));
  }
  choices_.emplace(id, values);
  return values;
}

z3::expr Encoder::compute(Formula formula) {
  const FormulaNode& node = formulas_[formula];
  const auto operands = [&] {
    z3::expr_vector result(context_);
    for (const Formula operand : node.operands) result.push_back((*this)(operand));
    return result;
  };
  switch (node.kind) {
    case FormulaKind::constant: return context_.bool_val(node.number != 0);
    case FormulaKind::boolean: return variable(node.left);
    case FormulaKind::is: return choice(node.left)[static_cast<int>(node.number)];
    case FormulaKind::day_le: {
      const auto day = [&](VarId id) { return id.valid() ? variable(id) : context_.int_val(0); };
      return day(node.left) <= day(node.right) + context_.int_val(node.number);
    }
    case FormulaKind::compare: return compare(formula);
    case FormulaKind::not_: return !(*this)(node.operands.front());
    case FormulaKind::and_: return z3::mk_and(operands());
    case FormulaKind::or_: return z3::mk_or(operands());
    case FormulaKind::reaches: return reached(formulas_.graph_of(formula), operands());
  }
  throw InternalError("a formula of unknown kind");
}

z3::expr Encoder::reached(const Graph& graph, const z3::expr_vector& exists) {
  const std::string stem = "walk!" + std::to_string(fresh_++) + "!";
  z3::expr_vector in_reach(context_), rank(context_);
  std::vector<z3::expr_vector> ways;  // one by one: copies of a vector of Z3 share their elements
  for (std::uint32_t v = 0; v < graph.vertices; ++v) {
    in_reach.push_back(context_.bool_const((stem + std::to_string(v)).c_str()));
    rank.push_back(context_.int_const((stem + "rank!" + std::to_string(v)).c_str()));
    ways.emplace_back(context_);
  }
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    const auto [from, to] = graph.edges[i];
    const z3::expr edge = exists[static_cast<int>(i)];
    const z3::expr head = in_reach[static_cast<int>(to)];
    if (from == graph.source) {
      ways[to].push_back(edge);
      solver_.add(z3::implies(edge, head));
      continue;
    }
    const z3::expr tail = in_reach[static_cast<int>(from)];
    ways[to].push_back(edge && tail && rank[static_cast<int>(from)] + 1 <= rank[static_cast<int>(to)]);
    solver_.add(z3::implies(edge && tail, head));
  }
  for (std::uint32_t v = 0; v < graph.vertices; ++v)
    solver_.add(z3::implies(in_reach[static_cast<int>(v)], z3::mk_or(ways[v])));
  return in_reach[static_cast<int>(graph.target)];
}

z3::expr Encoder::relate(const z3::expr& left, Relation relation, bool integral) {
  const z3::expr zero = number(0, integral);
  switch (relation) {
    case Relation::less_equal: return left <= zero;
    case Relation::less: return left < zero;
    case Relation::equal: return left == zero;
  }
  throw InternalError("an unknown relation");
}

namespace {

// The least common multiple of all denominators.
bool is_integral(const Formulas& formulas, const Sum& sum) {
  bool any = false;
  for (const SumTerm& term : sum.terms) {
    if (term.factors.size() > 1) return false;
    for (const VarId factor : term.factors) {
      any = true;
      if (formulas[factor].sort == VarSort::real) return false;
    }
  }
  return any;
}

}  // namespace

// Σ c_i [g_i] ⋈ c with whole weights of int size.
std::optional<z3::expr> Encoder::pseudo_boolean(const Sum& sum, Relation relation) {
  const Integer scale = sum.common_denominator();
  Integer bound = 0;
  z3::expr_vector guards(context_);
  std::vector<int> weights;
  Integer total = 0;
  constexpr int kMost = std::numeric_limits<int>::max() / 4;
  for (const SumTerm& term : sum.terms) {
    if (!term.factors.empty()) return std::nullopt;
    Integer weight = boost::multiprecision::numerator(Rational(term.coefficient * scale));
    if (term.guard == kTrue) {
      bound -= weight;
      continue;
    }
    total += abs(weight);
    if (total > kMost) return std::nullopt;
    z3::expr guard = (*this)(term.guard);
    if (weight < 0) {  // c [g] = c - c [not g]
      bound -= weight;
      weight = -weight;
      guard = !guard;
    }
    guards.push_back(guard);
    weights.push_back(static_cast<int>(weight));
  }
  if (abs(bound) > kMost) return std::nullopt;
  const int limit = static_cast<int>(bound);
  if (relation == Relation::equal && limit < 0) return context_.bool_val(false);
  if (relation != Relation::equal && limit - (relation == Relation::less ? 1 : 0) < 0)
    return context_.bool_val(false);
  switch (relation) {
    case Relation::less_equal: return z3::pble(guards, weights.data(), limit);
    case Relation::less: return z3::pble(guards, weights.data(), limit - 1);
    case Relation::equal: return z3::pbeq(guards, weights.data(), limit);
  }
  return std::nullopt;
}

z3::expr Encoder::product(const std::vector<VarId>& factors, bool integral) {
  const auto single = [&](VarId id) {
    const z3::expr v = variable(id);
    return !integral && v.is_int() ? z3::expr(context_, Z3_mk_int2real(context_, v)) : v;
  };
  if (factors.size() == 1) return single(factors.front());
  const auto found = products_.find(factors);
  if (found != products_.end()) return found->second.value;
  const std::vector<VarId> rest(factors.begin() + 1, factors.end());
  const z3::expr left = single(factors.front());
  const z3::expr right = product(rest, false);
  const z3::expr value =
      context_.real_const(("product!" + std::to_string(fresh_++)).c_str());
  const auto bounds = [&](const std::vector<VarId>& vars) {
    Sum sum;
    sum.terms.push_back({kTrue, vars, 1});
    return formulas_.interval(sum);
  };
  const Interval x = bounds({factors.front()});
  const Interval y = bounds(rest);
  const auto n = [&](const Rational& r) { return number(r, false); };
  if (x.low && y.low)
    solver_.add(value >= n(*x.low) * right + n(*y.low) * left - n(*x.low * *y.low));
  if (x.high && y.high)
    solver_.add(value >= n(*x.high) * right + n(*y.high) * left - n(*x.high * *y.high));
  if (x.high && y.low)
    solver_.add(value <= n(*x.high) * right + n(*y.low) * left - n(*x.high * *y.low));
  if (x.low && y.high)
    solver_.add(value <= n(*x.low) * right + n(*y.high) * left - n(*x.low * *y.high));
  products_.emplace(factors, Product{value, left, right});
  return value;
}

z3::expr Encoder::plain(const Sum& linear, bool integral) {
  z3::expr_vector terms(context_);
  for (const SumTerm& term : linear.terms) {
    const z3::expr coefficient = number(term.coefficient, integral);
    terms.push_back(term.factors.empty() ? coefficient : coefficient * product(term.factors, integral));
  }
  return terms.size() == 1 ? terms[0] : z3::sum(terms);
}

z3::expr Encoder::part(Formula guard, const Sum& linear, bool integral) {
  Terms terms;
  for (const SumTerm& term : linear.terms) terms.emplace_back(term.factors, term.coefficient);
  const auto key = std::make_tuple(guard, integral, std::move(terms));
  if (const auto found = parts_.find(key); found != parts_.end()) return found->second;
  const std::string name = "part!" + std::to_string(fresh_++);
  const z3::expr part = integral ? context_.int_const(name.c_str()) : context_.real_const(name.c_str());
  const z3::expr condition = (*this)(guard);
  solver_.add(z3::implies(condition, part == plain(linear, integral)));
  solver_.add(z3::implies(!condition, part == number(0, integral)));
  const Interval range = formulas_.interval(linear);
  if (range.low) solver_.add(part >= number(std::min(*range.low, Rational(0)), false));
  if (range.high) solver_.add(part <= number(std::max(*range.high, Rational(0)), false));
  parts_.emplace(key, part);
  return part;
}

z3::expr Encoder::sum(const Sum& sum, bool integral) {
  std::map<Formula, Sum> by_guard;
  for (const SumTerm& term : sum.terms)
    by_guard[term.guard].terms.push_back({kTrue, term.factors, term.coefficient});
  z3::expr_vector parts(context_);
  for (auto& [guard, linear] : by_guard) {
    if (guard == kTrue) {
      parts.push_back(plain(linear, integral));
      continue;
    }
    // The same part with the other sign is the same variable.
    const bool turned = linear.terms.front().coefficient < 0;
    if (turned)
      for (SumTerm& term : linear.terms) term.coefficient = -term.coefficient;
    const z3::expr one = part(guard, linear, integral);
    parts.push_back(turned ? -one : one);
  }
  if (parts.empty()) return number(0, integral);
  return parts.size() == 1 ? parts[0] : z3::sum(parts);
}

z3::expr Encoder::compare(Formula formula) {
  const Relation relation = formulas_[formula].relation;
  const Sum& original = formulas_.sum_of(formula);
  const bool pure = std::all_of(original.terms.begin(), original.terms.end(),
                                [](const SumTerm& t) { return t.factors.empty(); });
  if (pure)
    if (const auto result = pseudo_boolean(original, relation)) return *result;
  const bool integral = is_integral(formulas_, original);
  if (!integral) return relate(sum(original, false), relation, false);
  Sum scaled = original;
  const Integer scale = original.common_denominator();
  for (SumTerm& term : scaled.terms) term.coefficient *= scale;
  return relate(sum(scaled, true), relation, true);
}

// ------------------------------------------------ models

Rational Encoder::value_in(const z3::model& model, const z3::expr& expr) {
  const z3::expr value = model.eval(expr, true);
  const std::string text = Z3_get_numeral_string(context_, value);
  const auto slash = text.find('/');
  if (slash == std::string::npos) return Rational(Integer(text));
  return Rational(Integer(text.substr(0, slash)), Integer(text.substr(slash + 1)));
}

Assignment Encoder::decode(const z3::model& model) {
  Assignment result;
  for (std::uint32_t i = 0; i < formulas_.variable_count(); ++i) {
    const VarId id{i};
    const Variable& v = formulas_[id];
    const auto known = variables_.find(id);
    switch (v.sort) {
      case VarSort::boolean:
        result.cells.emplace_back(known != variables_.end() &&
                                  model.eval(known->second, true).is_true());
        break;
      case VarSort::choice: {
        std::uint32_t value = 0;
        const auto values = choices_.find(id);
        if (values != choices_.end())
          for (std::uint32_t k = 0; k < v.size; ++k)
            if (model.eval(values->second[static_cast<int>(k)], true).is_true()) value = k;
        result.cells.emplace_back(value);
        break;
      }
      case VarSort::real:
      case VarSort::integer:
      case VarSort::day: {
        const Rational value = known != variables_.end() ? value_in(model, known->second)
                               : v.low                   ? *v.low
                               : v.high                  ? *v.high
                                                         : Rational(0);
        if (v.sort == VarSort::day) {
          result.cells.emplace_back(whole_day(value));
        } else {
          result.cells.emplace_back(value);
        }
        break;
      }
    }
  }
  return result;
}

std::vector<VarId> Encoder::product_factors() const {
  std::vector<VarId> result;
  for (const auto& [factors, product] : products_)
    result.insert(result.end(), factors.begin(), factors.end());
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

std::optional<z3::expr_vector> Encoder::refine_products(const Assignment&, const z3::model& model) {
  z3::expr_vector exact(context_);
  bool wrong = false;
  const auto n = [&](const Rational& r) { return number(r, false); };
  for (const auto& [factors, p] : products_) {
    const Rational a = value_in(model, p.left);
    const Rational b = value_in(model, p.right);
    exact.push_back(p.left == n(a));
    if (value_in(model, p.value) == a * b) {
      solver_.add(z3::implies(p.left == n(a), p.value == n(a) * p.right));
      continue;
    }
    wrong = true;
    const z3::expr tangent = n(b) * p.left + n(a) * p.right - n(a * b);
    solver_.add(z3::implies(p.left == n(a), p.value == n(a) * p.right));
    solver_.add(z3::implies(p.right == n(b), p.value == n(b) * p.left));
    solver_.add(z3::implies((p.left > n(a) && p.right < n(b)) || (p.left < n(a) && p.right > n(b)),
                            p.value < tangent));
    solver_.add(z3::implies((p.left < n(a) && p.right < n(b)) || (p.left > n(a) && p.right > n(b)),
                            p.value > tangent));
  }
  if (!wrong) return std::nullopt;
  return exact;
}

}  // namespace proviso
