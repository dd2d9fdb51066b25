#include "report/change_results.h"

#include "model/syntax/diagnostics.h"
#include "report/contract_findings.h"
#include "report/contract_text.h"

#include <fmt/format.h>

namespace proviso {
namespace {

bool is_change(const ClauseChange& clause) {
  return clause.change != Change::equal || clause.only_in_old || clause.only_in_new || !clause.moved.empty();
}

Result change_in(const DiffReport& report, const std::string& clause) {
  Result result;
  result.rule = &kinds::contract_changed;
  result.level = result.rule->severity;
  result.deal = report.after;
  result.clause = clause;
  return result;
}

Result result_of(const DiffReport& report, const ClauseChange& clause) {
  Result result = change_in(report, clause.clause);
  const std::string_view where = clause.only_in_old ? " (left out)" : clause.only_in_new ? " (new)" : "";
  result.message = fmt::format("`{}`{}: {}", clause.clause, where, change_text(clause.change));
  if (!clause.favours.empty()) result.message += ", in favour of " + clause.favours;
  std::vector<std::string> moved;
  for (const MovedValue& value : clause.moved) {
    moved.push_back(moved_text(value));
    result.words += value.before + "\n" + value.after + "\n";
    if (result.span.empty()) result.span = value.after_span.empty() ? value.before_span : value.after_span;
    result.related.push_back({value.before_span, "before"});
  }
  result.words += word(clause.change);
  if (!moved.empty()) result.details.push_back({"moved", std::move(moved)});
  if (!clause.reason.empty()) result.details.push_back({"reason", {clause.reason}});
  for (const auto& shown : {clause.kept_by_new_only, clause.kept_by_old_only}) {
    if (shown) result.details.push_back({shown->title, situation_lines(*shown)});
  }
  if (!clause.searched.complete) result.details.push_back({"note", {searched_text(clause.searched)}});
  return result;
}

Result result_of(const DiffReport& report, const OtherChange& other) {
  Result result = change_in(report, other.clause);
  result.message = other.text;
  if (!other.favours.empty()) result.message += ", in favour of " + other.favours;
  result.span = other.span;
  result.words = other.text;
  if (other.shown) result.details.push_back({other.shown->title, situation_lines(*other.shown)});
  return result;
}

}  // namespace

std::vector<Result> changes_of(const DiffReport& report) {
  std::vector<Result> results;
  for (const ClauseChange& clause : report.clauses) {
    if (is_change(clause)) results.push_back(result_of(report, clause));
  }
  for (const OtherChange& other : report.others) results.push_back(result_of(report, other));
  return results;
}

}  // namespace proviso
