#include "solver/contracts/stated_changes.h"

#include "solver/contracts/terms.h"
#include "solver/contracts/wording.h"
#include "solver/world_view.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

namespace proviso {

namespace {

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
