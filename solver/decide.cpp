#include "solver/decide.h"

#include "model/expr_walk.h"
#include "model/internal_error.h"
#include "solver/canonical.h"
#include "solver/replay.h"

#include <algorithm>
#include <spdlog/spdlog.h>

namespace proviso {

namespace {

std::vector<Formula> with(std::vector<Formula> all, Formula one) {
  all.push_back(one);
  return all;
}

// Drops what the contradiction does not need, last first.
std::vector<std::size_t> minimal_core(Asker& asker, const std::vector<Formula>& all,
                                      std::vector<std::size_t> core) {
  for (std::size_t i = core.size(); i-- > 0;) {
    std::vector<Formula> rest;
    for (std::size_t k = 0; k < core.size(); ++k)
      if (k != i) rest.push_back(all[core[k]]);
    if (asker.ask(rest, false).satisfiable == Satisfiable::no)
      core.erase(core.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return core;
}

ClauseDecision decide_clause(const Spec& spec, Decision& decision, const GroundClause& clause) {
  ClauseDecision result;
  result.clause = clause.clause;
  if (!clause.refused.empty()) {
    result.reason = clause.refused + " cannot be expressed yet";
    return result;
  }
  Asker& asker = *decision.asker;
  const std::string name = "`" + spec.full_name(clause.clause) + "`";
  const Answer breaks = asker.ask("can " + name + " be broken?", with(decision.admissible, clause.broken));
  result.can_break = breaks.satisfiable;
  result.reason = breaks.reason;
  const Formula kept = decision.problem->formulas.not_(clause.broken);
  result.can_keep =
      breaks.satisfiable == Satisfiable::no
          ? Satisfiable::yes
          : asker.ask("can " + name + " be kept?", with(decision.admissible, kept)).satisfiable;
  result.in_play = asker
                       .ask("can anything be owed under " + name + "?",
                            with(decision.admissible, clause.arises), false)
                       .satisfiable;
  return result;
}

// The plainest scenario in which all hold, replayed.
Witness plainest_witness(const Spec& spec, Decision& decision, const std::vector<Formula>& all,
                         const Assignment& found, const CheckOptions& options) {
  Problem& problem = *decision.problem;
  Witness witness;
  witness.assignment = canonical(problem, problem.formulas, *decision.asker, all, found,
                                 options.limits.canonical_queries);
  witness.judgement = replay(spec, problem, witness.assignment, options.scenarios.with);
  return witness;
}

// One replayed counterexample a breakable clause; a scenario found before serves again.
void find_counterexamples(const Spec& spec, Decision& decision, const CheckOptions& options) {
  Formulas& formulas = decision.problem->formulas;
  std::vector<Witness> found;
  // Clauses that every scenario breaks come first: their scenario shows the others too.
  std::vector<std::size_t> order;
  for (const bool always : {true, false})
    for (std::size_t i = 0; i < decision.clauses.size(); ++i)
      if ((decision.clauses[i].can_keep == Satisfiable::no) == always) order.push_back(i);
  for (const std::size_t i : order) {
    ClauseDecision& clause = decision.clauses[i];
    if (clause.can_break != Satisfiable::yes) continue;
    const Formula broken = decision.problem->clauses[i].broken;
    for (const Witness& before : found)
      if (!clause.counterexample && Evaluator(formulas, before.assignment)(broken))
        clause.counterexample = before;
    if (clause.counterexample) continue;
    const std::vector<Formula> all = with(decision.admissible, broken);
    const Answer answer = decision.asker->ask(all, false);
    if (answer.satisfiable != Satisfiable::yes) continue;
    clause.counterexample = plainest_witness(spec, decision, all, answer.assignment, options);
    found.push_back(*clause.counterexample);
  }
}

void conclude(const Spec& spec, Decision& decision, const CheckOptions& options) {
  bool some_break = false;
  bool open = false;
  std::vector<Formula> kept;
  for (std::size_t i = 0; i < decision.clauses.size(); ++i) {
    const ClauseDecision& clause = decision.clauses[i];
    some_break = some_break || clause.can_break == Satisfiable::yes;
    open = open || clause.can_break == Satisfiable::unknown;
    if (open && decision.reason.empty() && clause.can_break == Satisfiable::unknown) {
      decision.reason = "`" + spec.full_name(clause.clause) + "`: " + clause.reason;
      decision.reason_at = decision.problem->clauses[i].refused_at;
    }
    kept.push_back(decision.problem->formulas.not_(decision.problem->clauses[i].broken));
  }
  decision.all_kept = decision.problem->formulas.and_(std::move(kept));
  const Answer compliant =
      decision.asker->ask("can all clauses be kept?", with(decision.admissible, decision.all_kept));
  if (compliant.satisfiable == Satisfiable::no) {
    decision.verdict = Verdict::conflicts;
  } else if (open || compliant.satisfiable == Satisfiable::unknown) {
    decision.verdict = Verdict::undecided;
    if (decision.reason.empty()) decision.reason = compliant.reason;
  } else {
    decision.verdict = some_break ? Verdict::depends : Verdict::complies;
    decision.compliant = plainest_witness(spec, decision, with(decision.admissible, decision.all_kept),
                                          compliant.assignment, options);
  }
  if (decision.verdict != Verdict::undecided) decision.reason.clear();
}

// Restrictions may bind things too, and were not thought of when the bounds were counted.
bool binds(const Spec& spec, ExprId condition) {
  bool found = false;
  walk(spec, condition, [&](ExprId, const Expr& e) {
    found = found || std::holds_alternative<Quantifier>(e.node) ||
            std::holds_alternative<Aggregate>(e.node) || std::holds_alternative<Reaches>(e.node);
  });
  return found;
}

// The first `any x: T` of which more flows than there are might matter.
const AnyNumber* incomplete_scope(const Spec& spec, DealId deal, const CheckOptions& options) {
  if (options.accept_scope) return nullptr;
  const bool unforeseen = std::any_of(options.scenarios.with.begin(), options.scenarios.with.end(),
                                      [&](ExprId condition) { return binds(spec, condition); });
  for (const AnyNumber& any : spec[deal].any)
    if (!any.complete || unforeseen) return &any;
  return nullptr;
}

}  // namespace

std::string scope_reason(const AnyNumber& any) {
  const std::string count = std::to_string(any.copies.size());
  return "no scenario with more than " + count + " flows of `" + any.name +
         "` was looked at; --scope " + count + " accepts the bound";
}

void heed_scope(Decision& decision) {
  const bool rests_on_all = decision.verdict != Verdict::depends && decision.verdict != Verdict::undecided;
  if (!decision.scope || !rests_on_all) return;
  decision.verdict = Verdict::undecided;
  decision.core.clear();
  decision.reason = scope_reason(*decision.scope);
  decision.reason_at = decision.scope->span;
}

Decision open_decision(const Spec& spec, DealId deal, const CheckOptions& options) {
  Decision decision;
  decision.scope = incomplete_scope(spec, deal, options);
  decision.problem =
      std::make_unique<Problem>(ground_deal(spec, deal, options.scenarios));
  spdlog::debug("{}: {} variables, {} formulas, {} clauses", spec[deal].name,
                decision.problem->formulas.variable_count(), decision.problem->formulas.size(),
                decision.problem->clauses.size());
  decision.asker = std::make_unique<Asker>(decision.problem->formulas, options.limits);
  if (!decision.problem->refused.empty()) {
    decision.reason = decision.problem->refused + " cannot be expressed yet";
    decision.reason_at = decision.problem->refused_at;
    return decision;
  }
  for (const Constraint& constraint : decision.problem->constraints)
    decision.admissible.push_back(constraint.formula);
  return decision;
}

bool divides_by_zero(Decision& decision) {
  int number = 0;
  for (const DivisionByZero& division : decision.problem->divisions) {
    std::vector<Formula> all = with(decision.admissible, division.when);
    if (division.constraint) all.erase(all.begin() + static_cast<std::ptrdiff_t>(*division.constraint));
    const Answer answer = decision.asker->ask("can divisor " + std::to_string(++number) + " be zero?", all);
    if (answer.satisfiable == Satisfiable::no) continue;
    decision.divisor = division.span;
    if (answer.satisfiable == Satisfiable::yes) {
      decision.divides_by_zero = answer.assignment;
    } else {
      decision.verdict = Verdict::undecided;
      decision.reason = "whether a divisor can be zero: " + answer.reason;
      decision.reason_at = division.span;
    }
    return true;
  }
  return false;
}

Decision decide(const Spec& spec, DealId deal, const CheckOptions& options) {
  Decision decision = open_decision(spec, deal, options);
  if (!decision.problem->refused.empty()) return decision;
  if (divides_by_zero(decision)) return decision;
  const Answer possible = decision.asker->ask("is some scenario admissible?", decision.admissible);
  if (possible.satisfiable == Satisfiable::no) {
    decision.verdict = Verdict::impossible;
    decision.core = minimal_core(*decision.asker, decision.admissible, possible.core);
    heed_scope(decision);
    return decision;
  }
  if (possible.satisfiable == Satisfiable::unknown) {
    decision.reason = "whether any scenario is possible: " + possible.reason;
    return decision;
  }
  for (const GroundClause& clause : decision.problem->clauses)
    decision.clauses.push_back(decide_clause(spec, decision, clause));
  find_counterexamples(spec, decision, options);
  conclude(spec, decision, options);
  heed_scope(decision);
  return decision;
}

}  // namespace proviso
