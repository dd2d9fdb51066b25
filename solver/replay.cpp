#include "solver/replay.h"

#include "model/internal_error.h"

#include <algorithm>

namespace proviso {

namespace {

Constant constant_of(const Formulas& formulas, const ground::Value& value, Evaluator& evaluate,
                     const Assignment& assignment) {
  if (std::holds_alternative<std::monostate>(value.data) || evaluate(value.none)) return None{};
  const auto chosen = [&](const auto& cases) {
    for (const auto& [guard, item] : cases)
      if (evaluate(guard)) return &item;
    throw InternalError("an open term without a value");
  };
  const auto day_of = [&](const ground::DatePoint& point) {
    const Day base = point.var.valid() ? std::get<Day>(assignment.cells[point.var.index]) : 0;
    if (!point.sum.valid()) return base + point.offset;
    return point.offset + whole_day(evaluate(formulas[point.sum]));
  };
  if (const auto* formula = std::get_if<Formula>(&value.data)) return evaluate(*formula);
  if (const auto* q = std::get_if<ground::Quantity>(&value.data))
    return Rational(evaluate(q->numerator) / evaluate(q->denominator));
  if (const auto* dates = std::get_if<ground::Dates>(&value.data)) {
    const ground::DatePoint& point = *chosen(*dates);
    return point.never ? Date{} : Date{day_of(point)};
  }
  if (const auto* gaps = std::get_if<ground::Cases<ground::Gap>>(&value.data)) {
    const ground::Gap& gap = *chosen(*gaps);
    if (gap.later.never || gap.earlier.never) return None{};
    return Rational(day_of(gap.later) - day_of(gap.earlier) + gap.offset);
  }
  if (const auto* members = std::get_if<ground::Cases<std::uint32_t>>(&value.data))
    return Member{*chosen(*members)};
  if (const auto* things = std::get_if<ground::Cases<ThingId>>(&value.data))
    return *chosen(*things);
  if (const auto* set = std::get_if<ground::Set>(&value.data)) {
    Members members;
    for (const auto& [constant, inside] : *set) {
      if (!evaluate(inside)) continue;
      if (const auto* member = std::get_if<Member>(&constant)) members.all.emplace_back(*member);
      if (const auto* thing = std::get_if<ThingId>(&constant)) members.all.emplace_back(*thing);
    }
    std::sort(members.all.begin(), members.all.end());
    return members;
  }
  throw InternalError("an open term of a type without constants");
}

std::string name_list(const Spec& spec, const std::vector<ClauseId>& clauses) {
  std::string text;
  for (const ClauseId clause : clauses) text += (text.empty() ? "" : ", ") + spec.full_name(clause);
  return text.empty() ? "nothing" : text;
}

}  // namespace

Scenario scenario_of(const Spec&, const Problem& problem, const Assignment& assignment) {
  Scenario scenario;
  Evaluator evaluate(problem.formulas, assignment);
  for (const auto& [term, value] : problem.terms)
    scenario.terms[term] = constant_of(problem.formulas, value, evaluate, assignment);
  for (const auto& [event, dates] : problem.open_dates) {
    const Constant date = constant_of(problem.formulas, {kFalse, dates}, evaluate, assignment);
    scenario.dates[event] = std::get<Date>(date).day;
  }
  for (const auto& [thing, var] : problem.presence)
    scenario.present[thing] = std::get<bool>(assignment.cells[var.index]);
  for (const auto& [event, var] : problem.ranks)
    scenario.rank[event] = static_cast<int>(
        boost::multiprecision::numerator(std::get<Rational>(assignment.cells[var.index])));
  return scenario;
}

Judgement replay(const Spec& spec, const Problem& problem, const Assignment& assignment,
                 const std::vector<ExprId>& with) {
  const Scenario scenario = scenario_of(spec, problem, assignment);
  JudgeOptions options;
  options.with = with;
  Judgement judgement = judge(spec, problem.universe, scenario, options);
  const std::string deal = spec[problem.universe.deal].name;
  if (!judgement.violated.empty())
    throw InternalError("replay of deal " + deal + ": the scenario is not admissible");
  Evaluator evaluate(problem.formulas, assignment);
  std::vector<ClauseId> expected, found;
  for (const GroundClause& clause : problem.clauses) {
    if (!clause.refused.empty()) continue;
    if (evaluate(clause.broken)) expected.push_back(clause.clause);
    const bool broken = std::any_of(
        judgement.obligations.begin(), judgement.obligations.end(), [&](const Obligation& o) {
          return o.clause == clause.clause && o.status == ObligationStatus::broken;
        });
    if (broken) found.push_back(clause.clause);
  }
  if (expected != found)
    throw InternalError("replay of deal " + deal + ": the formulas break " +
                        name_list(spec, expected) + ", the evaluator finds " +
                        name_list(spec, found) + " broken");
  return judgement;
}

}  // namespace proviso
