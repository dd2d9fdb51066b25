#include "solver/smtlib.h"

#include "model/internal_error.h"

#include <algorithm>
#include <map>
#include <set>

namespace proviso {

namespace {

// "(- 5)", "7.0", "(/ 1.0 3.0)": SMT-LIB has no negative numerals and no fractions.
std::string numeral(const Rational& value, bool real) {
  const bool negative = value < 0;
  const Rational size = negative ? Rational(-value) : value;
  const std::string suffix = real ? ".0" : "";
  std::string text = boost::multiprecision::numerator(size).str() + suffix;
  const Integer denominator = boost::multiprecision::denominator(size);
  if (denominator != 1) text = "(/ " + text + " " + denominator.str() + suffix + ")";
  return negative ? "(- " + text + ")" : text;
}

// `(word a b)`; `none` and the operand itself where there are fewer than two.
std::string apply(const char* word, const std::vector<std::string>& operands, const char* none) {
  if (operands.empty()) return none;
  if (operands.size() == 1) return operands.front();
  std::string text = std::string("(") + word;
  for (const std::string& operand : operands) text += " " + operand;
  return text + ")";
}

std::string both(const char* word, const std::string& left, const std::string& right) {
  return std::string("(") + word + " " + left + " " + right + ")";
}

class SmtScript {
 public:
  SmtScript(const Formulas& formulas, const std::vector<Formula>& all) : formulas_(formulas) {
    for (const Formula one : all) count(one);
    for (const VarId id : variables_) declare(id);
    for (const Formula one : all) asserted(text_of(one));
  }

  [[nodiscard]] std::string take(const std::string& status) const {
    return "(set-info :smt-lib-version 2.6)\n(set-logic " + logic() + ")\n(set-info :status " + status +
           ")\n" + text_ + "(check-sat)\n";
  }

 private:
  // How often each formula is used, and which variables there are.
  void count(Formula formula) {
    if (++uses_[formula] > 1) return;
    const FormulaNode& node = formulas_[formula];
    const auto mention = [&](VarId id) {
      if (!id.valid() || !variables_.insert(id).second) return;
      const VarSort sort = formulas_[id].sort;
      reals_ = reals_ || sort == VarSort::real;
      integers_ = integers_ || (sort != VarSort::real && sort != VarSort::boolean);
    };
    mention(node.left);
    mention(node.right);
    for (const Formula operand : node.operands) count(operand);
    if (node.kind == FormulaKind::reaches)  // an edge is named in several clauses
      for (const Formula operand : node.operands) count(operand);
    if (node.kind != FormulaKind::compare) return;
    for (const SumTerm& term : formulas_.sum_of(formula).terms) {
      for (const VarId factor : term.factors) mention(factor);
      nonlinear_ = nonlinear_ || term.factors.size() > 1;
      if (seen_guards_.insert({formula, term.guard}).second) count(term.guard);
    }
  }

  [[nodiscard]] std::string logic() const {
    if (!reals_ && !integers_) return "QF_UF";
    return std::string("QF_") + (nonlinear_ ? "N" : "L") + (integers_ ? "I" : "") + (reals_ ? "R" : "") + "A";
  }

  void line(const std::string& command) { text_ += command + "\n"; }
  void asserted(const std::string& condition) { line("(assert " + condition + ")"); }

  // Quoted, and with its number, as names need not be unique and must not be those of a theory.
  [[nodiscard]] std::string name(VarId id) const {
    std::string text = formulas_[id].name;
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '|' || c == '\\'; }, '_');
    return "|" + text + "!" + std::to_string(id.index) + "|";
  }

  void declare(VarId id) {
    const Variable& v = formulas_[id];
    const bool real = v.sort == VarSort::real;
    line("(declare-fun " + name(id) + " () " +
         (v.sort == VarSort::boolean ? "Bool" : real ? "Real" : "Int") + ")");
    if (v.sort == VarSort::choice) {
      asserted("(<= 0 " + name(id) + " " + std::to_string(v.size - 1) + ")");
      return;
    }
    if (v.low) asserted(both("<=", numeral(*v.low, real), name(id)));
    if (v.high) asserted(both("<=", name(id), numeral(*v.high, real)));
  }

  // Text that is used again, or long, gets a name: the script stays as small as the formulas are.
  std::string text_of(Formula formula) {
    const auto found = known_.find(formula);
    if (found != known_.end()) return found->second;
    std::string text = compute(formula);
    constexpr std::size_t kLong = 600, kShort = 30;
    if (text.size() > kLong || (uses_.at(formula) > 1 && text.size() > kShort)) {
      const std::string definition = "f" + std::to_string(formula.index);
      line("(define-fun " + definition + " () Bool " + text + ")");
      text = definition;
    }
    known_.emplace(formula, text);
    return text;
  }

  std::string compute(Formula formula) {
    const FormulaNode& node = formulas_[formula];
    const auto operands = [&] {
      std::vector<std::string> texts;
      for (const Formula operand : node.operands) texts.push_back(text_of(operand));
      return texts;
    };
    switch (node.kind) {
      case FormulaKind::constant: return node.number != 0 ? "true" : "false";
      case FormulaKind::boolean: return name(node.left);
      case FormulaKind::is: return both("=", name(node.left), std::to_string(node.number));
      case FormulaKind::day_le: return day_le(node);
      case FormulaKind::compare: return compare(formula);
      case FormulaKind::not_: return "(not " + text_of(node.operands.front()) + ")";
      case FormulaKind::and_: return apply("and", operands(), "true");
      case FormulaKind::or_: return apply("or", operands(), "false");
      case FormulaKind::reaches: return reaches(formula, operands());
    }
    throw InternalError("a formula of unknown kind");
  }

  [[nodiscard]] std::string day_le(const FormulaNode& node) const {
    const std::string offset = numeral(node.number, false);
    if (!node.left.valid()) return both("<=", numeral(-Rational(node.number), false), name(node.right));
    if (!node.right.valid()) return both("<=", name(node.left), offset);
    const std::string right =
        node.number == 0 ? name(node.right) : both("+", name(node.right), offset);
    return both("<=", name(node.left), right);
  }

  // Whole numbers as Int, scaled; all else as Real. Bare guards follow the rest of the script.
  [[nodiscard]] bool is_real(const Sum& sum) const {
    bool any = false;
    for (const SumTerm& term : sum.terms)
      for (const VarId factor : term.factors) {
        any = true;
        if (formulas_[factor].sort == VarSort::real) return true;
      }
    return !any && reals_ && !integers_;
  }

  [[nodiscard]] std::string term_text(const SumTerm& term, const Rational& scale, bool real) const {
    const Rational coefficient = term.coefficient * scale;
    if (term.factors.empty()) return numeral(coefficient, real);
    std::vector<std::string> factors;
    for (const VarId factor : term.factors) {
      const bool convert = real && formulas_[factor].sort != VarSort::real;
      factors.push_back(convert ? "(to_real " + name(factor) + ")" : name(factor));
    }
    const std::string product = apply("*", factors, "1");
    if (coefficient == 1) return product;
    if (coefficient == -1) return "(- " + product + ")";
    return both("*", numeral(coefficient, real), product);
  }

  // The terms under one guard are one `ite`; the constant goes to the right.
  std::string compare(Formula formula) {
    const Sum& sum = formulas_.sum_of(formula);
    const bool real = is_real(sum);
    // Where nothing else counts with numbers, bare guards bring the integers in.
    if (!real) integers_ = true;
    const Rational scale = real ? Rational(1) : Rational(sum.common_denominator());
    Rational constant = 0;
    std::map<Formula, std::vector<std::string>> by_guard;
    for (const SumTerm& term : sum.terms) {
      if (term.guard == kTrue && term.factors.empty()) {
        constant += term.coefficient * scale;
      } else {
        by_guard[term.guard].push_back(term_text(term, scale, real));
      }
    }
    const std::string zero = numeral(0, real);
    std::vector<std::string> parts;
    for (const auto& [guard, terms] : by_guard) {
      if (guard == kTrue) {
        parts.insert(parts.end(), terms.begin(), terms.end());
      } else {
        parts.push_back("(ite " + text_of(guard) + " " + apply("+", terms, "0") + " " + zero + ")");
      }
    }
    const Relation relation = formulas_[formula].relation;
    const char* word = relation == Relation::equal ? "=" : relation == Relation::less ? "<" : "<=";
    return both(word, apply("+", parts, zero.c_str()), numeral(-constant, real));
  }

  // Which vertices are reached, as Booleans: whoever is reached passes it on, and whoever is
  // reached has it from a vertex of lower rank, so that no circle holds itself up.
  std::string reaches(Formula formula, const std::vector<std::string>& edges) {
    const Graph& graph = formulas_.graph_of(formula);
    const std::string prefix = "g" + std::to_string(formula.index);
    const bool real = reals_ && !integers_;
    if (!real) integers_ = true;
    const auto reached = [&](std::uint32_t v) { return prefix + "_reached_" + std::to_string(v); };
    const auto rank = [&](std::uint32_t v) { return prefix + "_rank_" + std::to_string(v); };
    for (std::uint32_t v = 0; v < graph.vertices; ++v) {
      line("(declare-fun " + reached(v) + " () Bool)");
      line("(declare-fun " + rank(v) + " () " + (real ? "Real" : "Int") + ")");
    }
    std::vector<std::vector<std::string>> reasons(graph.vertices);
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const auto [from, to] = graph.edges[i];
      const bool first = from == graph.source;
      const std::string leads = first ? edges[i] : both("and", reached(from), edges[i]);
      asserted(both("=>", leads, reached(to)));
      reasons[to].push_back(first ? leads : both("and", leads, both("<", rank(from), rank(to))));
    }
    for (std::uint32_t v = 0; v < graph.vertices; ++v)
      asserted(both("=>", reached(v), apply("or", reasons[v], "false")));
    return reached(graph.target);
  }

  const Formulas& formulas_;
  std::map<Formula, int> uses_;
  std::set<std::pair<Formula, Formula>> seen_guards_;
  std::set<VarId> variables_;
  std::map<Formula, std::string> known_;
  bool reals_ = false, integers_ = false, nonlinear_ = false;
  std::string text_;
};

}  // namespace

std::string smtlib_script(const Formulas& formulas, const std::vector<Formula>& all,
                          const std::string& status) {
  return SmtScript(formulas, all).take(status);
}

}  // namespace proviso
