#include "solver/contracts/exceptions.h"

#include "model/expr_walk.h"
#include "solver/contracts/added_question.h"
#include "solver/contracts/choices.h"
#include "solver/contracts/permission.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

Inquiry breaks_variant(const Spec& original, const std::vector<ContractId>& contracts, Clause variant,
                       std::vector<ClauseId> kept, const ContractOptions& options) {
  Spec spec = original;
  const ClauseId asked = enter_clause(spec, std::move(variant));
  SituationQuestion question = question_about(contracts, std::move(kept), {{scoping::GoalKind::broken, asked}});
  question.questions = {asked};
  return Inquiry(std::move(spec), std::move(question), options);
}

void days_of(const Spec& spec, ExprId expr, std::vector<Day>& all) {
  if (!expr.valid()) return;
  walk(spec, expr, [&](ExprId, const Expr& e) {
    if (const auto* n = std::get_if<NumberConst>(&e.node); n && e.type.base == BaseType::days)
      all.push_back(whole_day(n->value));
  });
}

}  // namespace

bool has_exceptions(const Clause& clause) {
  return std::any_of(clause.norms.begin(), clause.norms.end(), [](const Norm& n) { return n.unless.valid(); });
}

bool has_reparations(const Clause& clause) {
  return std::any_of(clause.norms.begin(), clause.norms.end(), [](const Norm& n) { return !n.otherwise.empty(); });
}

Clause without_exceptions(Clause clause) {
  for (Norm& norm : clause.norms) norm.unless = {};
  return clause;
}

Clause without_reparations(Clause clause) {
  for (Norm& norm : clause.norms) norm.otherwise.clear();
  return clause;
}

ContractAnswer exception_is_idle(const Spec& spec, const std::vector<ContractId>& contracts, ClauseId clause,
                                 const ContractOptions& options) {
  const Clause variant = without_exceptions(spec[clause]);
  return with_past_too(options, [&](const ContractOptions& asking) {
    Inquiry inquiry = breaks_variant(spec, contracts, variant, {clause}, asking);
    return none_found(inquiry);
  });
}

ContractAnswer shields_nothing(const Spec& spec, const std::vector<ContractId>& contracts, ClauseId permission,
                               const ContractOptions& options) {
  ContractAnswer answer;
  answer.truth = Truth::yes;
  answer.reason = "it overrides no clause";
  const auto by_it = [&](const Override& one) { return one.by == permission; };
  const auto overrides = [&](const Clause& clause) {
    return std::any_of(clause.overridden.begin(), clause.overridden.end(), by_it);
  };
  // What it overrides in other contracts is not asked here.
  const bool elsewhere = std::any_of(spec.clauses.begin(), spec.clauses.end(), [&](const Clause& clause) {
    return overrides(clause) && std::find(contracts.begin(), contracts.end(), clause.contract) == contracts.end();
  });
  if (elsewhere) {
    answer.truth = Truth::no;
    answer.reason.clear();
    return answer;
  }
  for (const ClauseId clause : clauses_of(spec, contracts)) {
    if (!overrides(spec[clause])) continue;
    Clause variant = spec[clause];
    std::erase_if(variant.overridden, by_it);
    Inquiry inquiry = breaks_variant(spec, contracts, std::move(variant), {clause}, options);
    ContractAnswer one = none_found(inquiry);
    if (one.truth == Truth::yes) {
      answer.reason = fmt::format("`{}` is never broken by what it describes", spec.full_name(clause));
      if (!one.searched.complete) answer.searched = one.searched;
      continue;
    }
    return one;
  }
  return answer;
}

ContractAnswer remedy_fails(const Spec& spec, const std::vector<ContractId>& contracts, ClauseId clause,
                            const ContractOptions& options) {
  ContractAnswer answer;
  answer.truth = Truth::impossible;
  if (!has_reparations(spec[clause])) return answer;
  Inquiry inquiry =
      breaks_variant(spec, contracts, without_reparations(spec[clause]), clauses_of(spec, contracts), options);
  answer = none_found(inquiry);
  if (answer.truth != Truth::yes) return answer;
  std::vector<ClauseId> others = clauses_of(spec, contracts);
  std::erase(others, clause);
  if (inquiry.find_keeping(others).satisfiable != Satisfiable::yes) {
    answer.truth = Truth::impossible;
    return answer;
  }
  std::vector<ClauseId> in_the_way = inquiry.minimal_conflict();
  std::erase(in_the_way, clause);
  name_clauses(spec, in_the_way, answer);
  return answer;
}

std::string days_in_words(const Spec& spec, ClauseId clause, const ContractAnswer& remedy) {
  std::vector<Day> chain;
  for (const Norm& norm : spec[clause].norms) {
    if (norm.otherwise.empty()) continue;
    days_of(spec, norm.by, chain);
    for (const Reparation& reparation : norm.otherwise) days_of(spec, reparation.by, chain);
  }
  Day sum = 0;
  std::string text;
  for (const Day days : chain) {
    sum += days;
    text += fmt::format("{}{}", text.empty() ? "" : " + ", days);
  }
  for (std::uint32_t i = 0; i < spec.clauses.size(); ++i) {
    const ClauseId other{i};
    const std::string name = spec.full_name(other);
    if (other == clause || std::find(remedy.because.begin(), remedy.because.end(), name) == remedy.because.end())
      continue;
    std::vector<Day> limits;
    for_each_expr(spec, other, [&](ExprId root) { days_of(spec, root, limits); });
    if (limits.size() != 1 || chain.empty() || sum <= limits.front()) continue;
    return chain.size() == 1 ? fmt::format(" ({} days > {})", sum, limits.front())
                             : fmt::format(" ({} days = {} > {})", text, sum, limits.front());
  }
  return "";
}

}  // namespace proviso
