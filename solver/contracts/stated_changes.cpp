#include "solver/contracts/stated_changes.h"

#include "solver/contracts/terms.h"
#include "solver/contracts/wording.h"
#include "solver/world_view.h"

#include <fmt/format.h>

#include <cstdlib>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace proviso {

namespace {

// Of a number, so many months, or a date.
std::optional<Rational> amount(const Spec& spec, ExprId id) {
  const Expr::Node& node = spec[id].node;
  if (const auto* number = std::get_if<NumberConst>(&node)) return number->value;
  // "D - 2 months" is more than "D - 1 month" as it is written.
  if (const auto* months = std::get_if<AddMonths>(&node)) return Rational(std::abs(months->months));
  if (const auto* date = std::get_if<DateConst>(&node)) return Rational(date->day);
  return std::nullopt;
}

std::string party(const Spec& spec, ThingId id) { return id.valid() ? spec[id].name : "nobody"; }

void compare_term(const Spec& spec, const Sources& sources, MovedValue moved, const std::vector<ExprId>& before,
                  const std::vector<ExprId>& after, DiffReport& result) {
  const auto words = [&](const std::vector<ExprId>& dates) {
    std::set<std::string> all;
    for (const ExprId date : dates) all.insert(wording(spec, date));
    return all;
  };
  if (words(before) == words(after)) return;
  const auto text = [&](const std::vector<ExprId>& dates) {
    std::string all;
    for (const ExprId date : dates) all += (all.empty() ? "" : " or ") + one_line(sources.text(spec[date].span));
    return all.empty() ? "no date" : all;
  };
  moved.before = text(before);
  moved.after = text(after);
  const auto day = [&](const std::vector<ExprId>& dates) {
    return dates.size() == 1 ? known_day(spec, dates.front()) : std::nullopt;
  };
  if (day(before) && day(after)) moved.rose = *day(before) < *day(after);
  if (!before.empty()) moved.before_span = spec[before.front()].span;
  if (!after.empty()) moved.after_span = spec[after.front()].span;
  result.terms.push_back(std::move(moved));
}

}  // namespace

std::vector<MovedValue> values_moved(const Spec& spec, const Sources& sources, ClauseId before, ClauseId after) {
  std::vector<MovedValue> result;
  for (const auto& [a, b] : moved_values(spec, before, after)) {
    MovedValue moved;
    moved.clause = spec[after].name;
    moved.before_span = spec[a].span;
    moved.after_span = spec[b].span;
    moved.before = one_line(sources.text(moved.before_span));
    moved.after = one_line(sources.text(moved.after_span));
    const std::optional<Rational> old = amount(spec, a), now = amount(spec, b);
    if (old && now && *old != *now && spec[a].type == spec[b].type) {
      moved.rose = *old < *now;
      // A name, or a rate of exchange, may stand for another value now.
      if (moved.before == moved.after) {
        moved.before = show(spec, spec[a].type, *old);
        moved.after = show(spec, spec[b].type, *now);
      }
    }
    result.push_back(std::move(moved));
  }
  return result;
}

void compare_sides(const Spec& spec, const std::vector<ClauseId>& before, const std::vector<ClauseId>& after,
                   DiffReport& result) {
  if (before.empty() || after.empty()) return;
  const Clause& a = spec[before.front()];
  const Clause& b = spec[after.front()];
  const auto add = [&](std::string text, ThingId gains) {
    OtherChange change;
    change.text = std::move(text);
    change.clause = b.name;
    change.favours = gains.valid() ? spec[gains].name : "";
    change.span = b.span;
    result.others.push_back(std::move(change));
  };
  if (a.bearer != b.bearer)
    add(fmt::format("`{}` is owed by {}, no longer by {}", b.name, party(spec, b.bearer), party(spec, a.bearer)), a.bearer);
  if (a.counterparty != b.counterparty)
    add(fmt::format("`{}` is owed to {}, no longer to {}", b.name, party(spec, b.counterparty), party(spec, a.counterparty)),
        b.counterparty);
}

void compare_terms(const Spec& spec, const Sources& sources, ContractId before, ContractId after, DiffReport& result) {
  const Bounds& a = spec[before].bounds;
  const Bounds& b = spec[after].bounds;
  const auto one = [](ExprId date) { return date.valid() ? std::vector<ExprId>{date} : std::vector<ExprId>{}; };
  const auto moved = [&](const char* which) {
    MovedValue value;
    value.clause = which;
    value.before_span = spec[before].span;
    value.after_span = spec[after].span;
    return value;
  };
  compare_term(spec, sources, moved("from"), one(a.from), one(b.from), result);
  compare_term(spec, sources, moved("until"), a.until, b.until, result);
}

}  // namespace proviso
