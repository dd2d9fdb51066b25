#include "solver/answer_memory.h"

#include <algorithm>
#include <set>

namespace proviso {

namespace {

constexpr std::size_t kMostFormulas = 400'000;   // then everything is forgotten
constexpr std::size_t kMostVariables = 4'000;
constexpr std::size_t kMostPutToSolver = 3'000;  // then the solvers begin anew

std::string description(const Variable& variable) {
  const auto bound = [](const std::optional<Rational>& value) { return value ? value->str() : std::string("-"); };
  return variable.name + '\n' + std::to_string(static_cast<int>(variable.sort)) + ' ' +
         std::to_string(variable.size) + ' ' + bound(variable.low) + ' ' + bound(variable.high);
}

}  // namespace

AnswerMemory::AnswerMemory(const Limits& limits) : limits_(limits) {
  limits_.memory = nullptr;
  begin_anew();
}
AnswerMemory::~AnswerMemory() = default;

void AnswerMemory::begin_anew() {
  ++generation_;
  askers_.clear();
  formulas_ = std::make_unique<Formulas>();
  second_ = std::make_unique<SecondSolver>(*formulas_);
  variables_.clear();
  variables_of_.clear();
  known_.clear();
}

void AnswerMemory::make_room() {
  if (formulas_->size() > kMostFormulas || formulas_->variable_count() > kMostVariables) begin_anew();
  if (put_to_solver_ <= kMostPutToSolver) return;
  put_to_solver_ = 0;
  askers_.clear();
}

// ---------------------------------------------------------------- the same formulas in one place

// Variables of one problem that are described alike are told apart by their order.
VarId AnswerMemory::variable(const Variable& variable, Translation& translation) {
  std::string key = description(variable);
  key += ' ' + std::to_string(translation.called[key]++);
  const auto known = variables_.find(key);
  if (known != variables_.end()) return known->second;
  const VarId id = formulas_->variable(variable);
  variables_.emplace(std::move(key), id);
  return id;
}

Formula AnswerMemory::translated(const Formulas& from, Translation& translation, Formula formula) {
  const auto known = translation.formulas.find(formula.index);
  if (known != translation.formulas.end()) return known->second;
  const Formula result = built(from, translation, formula);
  translation.formulas.emplace(formula.index, result);
  return result;
}

Formula AnswerMemory::built(const Formulas& from, Translation& translation, Formula formula) {
  const FormulaNode& node = from[formula];
  const auto of = [&](VarId id) { return id.valid() ? translation.variables[id.index] : id; };
  std::vector<Formula> operands;
  for (const Formula operand : node.operands) operands.push_back(translated(from, translation, operand));
  switch (node.kind) {
    case FormulaKind::constant: break;
    case FormulaKind::boolean: return formulas_->boolean(of(node.left));
    case FormulaKind::is: return formulas_->is(of(node.left), static_cast<std::uint32_t>(node.number));
    case FormulaKind::day_le: return formulas_->day_le(of(node.left), of(node.right), node.number);
    case FormulaKind::compare: {
      Sum sum = from.sum_of(formula);
      for (SumTerm& term : sum.terms) {
        term.guard = translated(from, translation, term.guard);
        for (VarId& factor : term.factors) factor = of(factor);
        std::sort(term.factors.begin(), term.factors.end());
      }
      return formulas_->compare(formulas_->add(sum, {}), node.relation);
    }
    case FormulaKind::not_: return formulas_->not_(operands.front());
    case FormulaKind::and_: return formulas_->and_(std::move(operands));
    case FormulaKind::or_: return formulas_->or_(std::move(operands));
    case FormulaKind::reaches: return formulas_->reaches(from.graph_of(formula), std::move(operands));
  }
  return formula;  // true or false, which are the same everywhere
}

const std::vector<VarId>& AnswerMemory::variables_of(Formula formula) {
  const auto known = variables_of_.find(formula.index);
  if (known != variables_of_.end()) return known->second;
  return variables_of_.emplace(formula.index, formulas_->variables_of(formula)).first->second;
}

// ---------------------------------------------------------------- parts of a question

// Formulas that share a variable, if only by way of others, belong together.
std::vector<AnswerMemory::Part> AnswerMemory::parts(
    const std::vector<std::pair<Formula, std::size_t>>& conjuncts) {
  std::map<VarId, std::size_t> at;   // the part of a variable
  std::vector<std::size_t> leads;    // a part that was joined to another leads there
  const auto last = [&](std::size_t part) {
    while (leads[part] != part) part = leads[part] = leads[leads[part]];
    return part;
  };
  std::vector<std::size_t> part_of;
  for (const auto& [formula, index] : conjuncts) {
    std::size_t mine = leads.size();
    leads.push_back(mine);
    for (const VarId id : variables_of(formula)) {
      const auto [place, fresh] = at.emplace(id, mine);
      if (fresh) continue;
      const std::size_t other = last(place->second);
      leads[std::max(other, mine)] = std::min(other, mine);
      mine = std::min(other, mine);
    }
    part_of.push_back(mine);
  }
  std::map<std::size_t, Part> found;
  for (std::size_t i = 0; i < conjuncts.size(); ++i) found[last(part_of[i])].all.push_back(conjuncts[i].first);
  for (const auto& [id, part] : at) found[last(part)].variables.push_back(id);
  std::vector<Part> result;
  for (auto& [lead, part] : found) {
    std::sort(part.all.begin(), part.all.end());
    part.all.erase(std::unique(part.all.begin(), part.all.end()), part.all.end());
    result.push_back(std::move(part));
  }
  return result;
}

const AnswerMemory::Known* AnswerMemory::known(const Part& part, bool confirm) const {
  const auto found = known_.find(part.all);
  if (found == known_.end()) return nullptr;
  const bool enough = !confirm || found->second.confirmed || found->second.satisfiable == Satisfiable::yes;
  return enough ? &found->second : nullptr;
}

AnswerMemory::Known AnswerMemory::find_out(const Part& part, bool confirm, std::uint32_t rlimit) {
  put_to_solver_ += part.all.size();
  std::unique_ptr<Asker>& asker = askers_[rlimit];
  if (!asker) {
    Limits limits = limits_;
    limits.rlimit = rlimit;
    asker = std::make_unique<Asker>(*formulas_, limits);
  }
  Answer answer = asker->ask(part.all, false);
  if (answer.satisfiable == Satisfiable::no && confirm && !second_->refutes(part.all))
    answer = asker->ask(part.all, true);
  Known found{answer.satisfiable, confirm, {}, {}, answer.reason};
  if (answer.satisfiable == Satisfiable::yes)
    for (const VarId id : part.variables) found.values.emplace_back(id, answer.assignment.cells[id.index]);
  for (const std::size_t i : answer.core) found.core.push_back(part.all[i]);
  if (answer.satisfiable != Satisfiable::unknown) known_.insert_or_assign(part.all, found);
  return found;
}

// ---------------------------------------------------------------- questions

Answer AnswerMemory::ask(const Formulas& from, Translation& translation, const std::vector<Formula>& all,
                         bool confirm, std::uint32_t rlimit) {
  make_room();
  if (translation.generation != generation_) translation = Translation{generation_, {}, {}, {}};
  while (translation.variables.size() < from.variable_count())
    translation.variables.push_back(
        variable(from[VarId{static_cast<std::uint32_t>(translation.variables.size())}], translation));
  std::vector<std::pair<Formula, std::size_t>> conjuncts;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Formula formula = translated(from, translation, all[i]);
    const FormulaNode& node = (*formulas_)[formula];
    if (node.kind != FormulaKind::and_) conjuncts.emplace_back(formula, i);
    else for (const Formula operand : node.operands) conjuncts.emplace_back(operand, i);
  }
  Answer answer;
  answer.satisfiable = Satisfiable::yes;
  std::map<VarId, Cell> values;
  // What is known comes first: it may settle the question.
  std::vector<Part> rest;
  const auto take = [&](const Known& part) {
    if (part.satisfiable == Satisfiable::yes) {
      values.insert(part.values.begin(), part.values.end());
      return true;
    }
    if (part.satisfiable == Satisfiable::unknown) {
      answer.satisfiable = Satisfiable::unknown;
      answer.reason = part.reason;
      return true;
    }
    answer = Answer{Satisfiable::no, {}, {}, {}, false};
    std::set<std::size_t> core;
    for (const auto& [formula, index] : conjuncts)
      if (std::find(part.core.begin(), part.core.end(), formula) != part.core.end()) core.insert(index);
    answer.core.assign(core.begin(), core.end());
    return false;
  };
  for (Part& part : parts(conjuncts)) {
    ++counters_.asked;
    const Known* before = known(part, confirm);
    if (!before) {
      rest.push_back(std::move(part));
      continue;
    }
    ++counters_.remembered;
    if (!take(*before)) return answer;
  }
  for (const Part& part : rest)
    if (!take(find_out(part, confirm, rlimit))) return answer;
  if (answer.satisfiable != Satisfiable::yes) return answer;
  answer.assignment = plainest(from);
  for (std::uint32_t i = 0; i < from.variable_count(); ++i) {
    const auto value = values.find(translation.variables[i]);
    if (value != values.end()) answer.assignment.cells[i] = value->second;
  }
  return answer;
}

}  // namespace proviso
