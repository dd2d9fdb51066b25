// The whole problem of one deal.
#include "model/ground/days.h"
#include "model/ground/grounder.h"

#include "model/expr_walk.h"

#include <algorithm>

namespace proviso::ground {

Grounder::Grounder(const Spec& spec, Problem& problem, bool limits_dates)
    : spec_(spec), problem_(problem), formulas_(problem.formulas), limits_dates_(limits_dates) {
  for (const ThingId thing : problem.universe.things)
    for (TypeId type = spec[thing].type; type.valid(); type = spec[type].base)
      by_type_[type].push_back(thing);
  for (std::size_t i = 0; i < problem.universe.clauses.size(); ++i)
    clause_index_.emplace(problem.universe.clauses[i], i);
  problem.clauses.resize(problem.universe.clauses.size());
  for (const Assume& assume : spec[problem.universe.deal].assumes)
    if (assume.form == syntax::AssumeForm::open) open_assumed_.insert(assume.event);
}

// The earliest day that one of the dates can be; nothing if none is bounded.
std::optional<Day> Grounder::lowest(const Dates& cases) {
  std::optional<Day> result;
  for (const auto& [guard, point] : cases) {
    if (point.never) continue;
    if (point.sum.valid())
      throw Refusal{"a horizon whose first day is open", spec_[problem_.universe.deal].span};
    Day day = point.offset;
    if (point.var.valid()) {
      const Day low = whole_day(*formulas_[point.var].low);
      if (low == kFirstDay) continue;
      day += low;
    }
    if (!result || day < *result) result = day;
  }
  return result;
}

std::optional<Day> Grounder::known_day(ExprId expr) {
  if (!expr.valid()) return std::nullopt;
  const Dates cases = dates_of(expr, timeless());
  if (cases.size() != 1 || !cases.front().second.known()) return std::nullopt;
  return cases.front().second.offset;
}

// `judged`, else `during` (both in judged_start and judged_end), else from the earliest date that
// the deal declares or assumes, for ever.
void Grounder::find_horizon() {
  const Deal& deal = spec_[problem_.universe.deal];
  Horizon& horizon = problem_.universe.horizon;
  if (deal.judged_start.valid()) {
    const auto start = known_day(deal.judged_start);
    if (!start) throw Refusal{"a horizon whose first day is open", spec_[deal.judged_start].span};
    horizon.start = *start;
    horizon.end = known_day(deal.judged_end);
    return;
  }
  std::optional<Day> first;
  const auto see = [&](const Dates& cases) {
    const auto low = lowest(cases);
    if (low && (!first || *low < *first)) first = low;
  };
  for (const ThingId thing : deal.things) {
    const syntax::TypeKind kind = spec_[spec_[thing].type].kind;
    if (kind == syntax::TypeKind::flow)
      see(std::get<Dates>(thing_field(thing, FieldKind::start, {}).data));
    if (kind == syntax::TypeKind::event) see(event_date(thing));
  }
  for (const Assume& assume : deal.assumes)
    if (assume.date.valid() && assume.form == syntax::AssumeForm::on)
      see(dates_of(assume.date, timeless()));
  if (!first)
    throw Refusal{"a deal without a date: state `judged A .. B`", deal.span};
  horizon.start = *first;
}

void Grounder::shorten_horizon(std::optional<Day> until) {
  Horizon& horizon = problem_.universe.horizon;
  if (until && (!horizon.end || *until < *horizon.end)) horizon.end = std::max(*until, horizon.start);
}

// Every open term that anything in the deal mentions becomes a variable, also where folding would
// have left it out: a scenario fixes them all.
void Grounder::read_all_terms() {
  for (const ThingId thing : problem_.universe.things) {
    const Thing& t = spec_[thing];
    const syntax::TypeKind kind = spec_[t.type].kind;
    for (const auto& [field, value] : t.values) thing_field(thing, FieldKind::declared, field);
    if (kind == syntax::TypeKind::flow) {
      for (const FieldKind end : {FieldKind::from, FieldKind::to, FieldKind::start, FieldKind::end})
        thing_field(thing, end, {});
    }
    if (kind == syntax::TypeKind::event) event_date(thing);
  }
  for (const ClauseId id : problem_.universe.clauses)
    for_each_expr(spec_, id, [&](ExprId expr) {
      walk(spec_, expr, [&](ExprId, const Expr& e) {
        if (const auto* open = std::get_if<OpenRef>(&e.node)) open_term(open->term);
      });
    });
}

void Grounder::ground(const GroundOptions& options) {
  restrictions_ = options.with;
  until_ = options.until;
  try {
    find_horizon();
    shorten_horizon(options.until);
    read_all_terms();
    // A contract's event without a date has not happened when the horizon begins.
    const Deal& deal = spec_[problem_.universe.deal];
    for (const auto& [event, cases] : problem_.open_dates) {
      const bool own = std::find(deal.things.begin(), deal.things.end(), event) != deal.things.end();
      if (own || options.open_past || open_assumed_.count(event)) continue;
      for (const auto& [guard, point] : cases)
        if (point.var.valid())
          formulas_.bound(point.var, Rational(problem_.universe.horizon.start), std::nullopt);
    }
    limit_open_dates();
    divisions_seen_ = problem_.divisions.size();
    flow_periods();
    facts(spec_.facts);
    for (const ContractId contract : problem_.universe.contracts) facts(spec_[contract].facts);
    facts(deal.facts);
    assumptions(options);
    for (const ExprId probe : options.probes) problem_.probes.push_back(truth(probe, timeless()));
  } catch (const Refusal& refusal) {
    problem_.refused = refusal.what;
    problem_.refused_at = refusal.span;
    return;
  }
  for (const ClauseId id : problem_.universe.clauses) clause(id);
  try {
    divisions_seen_ = problem_.divisions.size();
    powers();  // last: they may speak of breaches
    for (const auto& [event, day] : options.can) problem_.can.push_back(may_come(event, day));
  } catch (const Refusal& refusal) {
    problem_.refused = refusal.what;
    problem_.refused_at = refusal.span;
  }
}

}  // namespace proviso::ground

namespace proviso {

namespace {

std::size_t refusals(const Problem& problem) {
  const auto is_refused = [](const GroundClause& clause) { return !clause.refused.empty(); };
  if (!problem.refused.empty()) return problem.clauses.size() + 1;
  return static_cast<std::size_t>(std::count_if(problem.clauses.begin(), problem.clauses.end(), is_refused));
}

}  // namespace

Problem ground_deal(const Spec& spec, DealId deal, const GroundOptions& options) {
  Problem problem;
  Universe& universe = problem.universe;
  const Deal& d = spec[deal];
  universe.deal = deal;
  universe.contracts = options.under.empty() ? d.under : options.under;
  universe.has_baseline = d.has_baseline;
  universe.things = spec.globals;
  for (const ContractId contract : universe.contracts) {
    const Contract& c = spec[contract];
    // Events belong to all versions of a contract: each once.
    for (const ThingId event : c.events)
      if (std::find(universe.things.begin(), universe.things.end(), event) == universe.things.end())
        universe.things.push_back(event);
    universe.clauses.insert(universe.clauses.end(), c.clauses.begin(), c.clauses.end());
  }
  universe.things.insert(universe.things.end(), d.things.begin(), d.things.end());
  universe.clauses.insert(universe.clauses.end(), d.clauses.begin(), d.clauses.end());
  if (options.clauses)
    std::erase_if(universe.clauses, [&](ClauseId clause) {
      return std::find(options.clauses->begin(), options.clauses->end(), clause) == options.clauses->end();
    });
  const Universe before = universe;
  ground::Grounder grounder(spec, problem);
  grounder.ground(options);
  if (!grounder.wants_limits()) return problem;
  Problem limited;
  limited.universe = before;
  ground::Grounder(spec, limited, true).ground(options);
  return refusals(limited) < refusals(problem) ? std::move(limited) : std::move(problem);
}

}  // namespace proviso
