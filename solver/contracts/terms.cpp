#include "solver/contracts/terms.h"

#include "model/expr_walk.h"

#include <algorithm>

namespace proviso {

namespace {

constexpr Day kWithoutDates = 10957;  // 2000-01-01, where contracts name no date at all
constexpr Day kBefore = 366;          // a first day comes so long before all that is named, at least

// What expressions say of time: the days that they name, and how far they look from one to another.
struct Times {
  std::optional<Day> first, last;
  Day offsets = 0;

  void see(Day day) {
    first = first ? std::min(*first, day) : day;
    last = last ? std::max(*last, day) : day;
  }
};

Times times_of(const Spec& spec, const std::vector<ContractId>& contracts) {
  Times times;
  for_each_expr(spec, contracts, [&](ExprId root) {
    walk(spec, root, [&](ExprId, const Expr& e) {
      if (const auto* date = std::get_if<DateConst>(&e.node)) times.see(date->day);
      if (const auto* n = std::get_if<NumberConst>(&e.node); n && e.type.base == BaseType::days)
        times.offsets += std::abs(whole_day(n->value));
      if (const auto* months = std::get_if<AddMonths>(&e.node)) times.offsets += 31 * std::abs(months->months);
    });
  });
  return times;
}

}  // namespace

std::optional<Day> known_day(const Spec& spec, ExprId date) {
  const auto* known = date.valid() ? std::get_if<DateConst>(&spec[date].node) : nullptr;
  return known ? std::optional(known->day) : std::nullopt;
}

void for_each_expr(const Spec& spec, const std::vector<ContractId>& contracts,
                   const std::function<void(ExprId)>& visit) {
  const auto see = [&](ExprId expr) {
    if (expr.valid()) visit(expr);
  };
  const auto facts = [&](const std::vector<Fact>& all) {
    for (const Fact& fact : all) {
      if (fact.each) see(fact.each->where);
      see(fact.condition);
    }
  };
  facts(spec.facts);
  for (const ContractId id : contracts) {
    const Contract& contract = spec[id];
    see(contract.effective);
    see(contract.bounds.from);
    for (const ExprId until : contract.bounds.until) see(until);
    for (const Power& power : contract.powers) see(power.only_if);
    for (const ThingId event : contract.events) {
      see(spec[event].date);
      see(spec[event].only_if);
    }
    facts(contract.facts);
    for (const ClauseId clause : contract.clauses) for_each_expr(spec, clause, see);
  }
}

Day first_day(const Spec& spec, const std::vector<ContractId>& contracts) {
  std::optional<Day> first;
  bool open = false;
  for (const ContractId id : contracts) {
    const auto from = known_day(spec, spec[id].bounds.from);
    open = open || !from;
    if (from) first = first ? std::min(*first, *from) : *from;
  }
  if (!open) return *first;
  const Times times = times_of(spec, contracts);
  return times.first ? *times.first - times.offsets - kBefore : kWithoutDates;
}

std::optional<Day> last_start(const Spec& spec, const std::vector<ContractId>& contracts) {
  std::optional<Day> last;
  for (const ContractId id : contracts) {
    const Contract& contract = spec[id];
    const bool amends = contract.amends.valid() && contract.effective.valid();
    const auto from = known_day(spec, amends ? contract.effective : contract.bounds.from);
    if (from) last = last ? std::max(*last, *from) : *from;
  }
  return last;
}

std::optional<Day> known_end(const Spec& spec, ClauseId id) {
  const Clause& clause = spec[id];
  std::optional<Day> result;
  const auto see = [&](ExprId expr) {
    if (const auto day = known_day(spec, expr)) result = result ? std::min(*result, *day) : *day;
  };
  for (const ExprId until : clause.bounds.until) see(until);
  see(clause.cut);
  if (clause.survives_until.valid()) {
    see(clause.survives_until);
  } else if (clause.contract.valid()) {
    for (const ExprId until : spec[clause.contract].bounds.until) see(until);
  }
  return result;
}

bool counts_periods(const Clause& clause) {
  return std::any_of(clause.norms.begin(), clause.norms.end(), [](const Norm& norm) { return norm.period.has_value(); });
}

Day farthest_offset(const Spec& spec, const std::vector<ContractId>& contracts) {
  return times_of(spec, contracts).offsets;
}

Day end_of_periods(const Spec& spec, const std::vector<ContractId>& contracts) {
  int longest = 0;
  for (const ContractId contract : contracts)
    for (const ClauseId id : spec[contract].clauses)
      for (const Norm& norm : spec[id].norms)
        if (norm.period) longest = std::max(longest, static_cast<int>(norm.period->unit));
  const Day first = first_day(spec, contracts);
  return add_months(std::max(times_of(spec, contracts).last.value_or(first), first), 2 * longest + 1);
}

std::vector<Window> windows_of(const Spec& spec, const std::vector<ContractId>& contracts, ClauseId clause,
                               const PeriodBinder& period, Day first, std::size_t most) {
  if (const auto from = known_day(spec, spec[clause].bounds.from)) first = std::max(first, *from);
  const Day end = known_end(spec, clause).value_or(end_of_periods(spec, contracts));
  const int months = static_cast<int>(period.unit);
  const Day start = period.calendar ? calendar_start(first, months) : first;
  std::vector<Window> result;
  for (Day day = start; day < end; day = result.back().second + 1) {
    if (result.size() == most) return {};
    const auto begun = static_cast<std::int64_t>(result.size()) * months;
    result.emplace_back(std::max(first, add_months(start, begun)), add_months(start, begun + months) - 1);
  }
  if (!result.empty()) result.emplace_back(end, add_months(end, months));
  return result;
}

}  // namespace proviso
