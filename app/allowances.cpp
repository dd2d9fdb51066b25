#include "app/allowances.h"

#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>

namespace proviso {

namespace {

bool has_ended(const AllowedBreach& allowed, Day today) {
  return allowed.until && *allowed.until <= today;
}

std::string last_day_text(const AllowedBreach& allowed) {
  return allowed.until ? show_day(*allowed.until) : std::string();
}

Diagnostic about(const DiagnosticKind& kind, const AllowedBreach& allowed) {
  Diagnostic result;
  result.kind = &kind;
  result.span = allowed.span;
  return result;
}

Diagnostic ended(const AllowedBreach& allowed, const Deal& deal) {
  Diagnostic result = about(kinds::allowance_expired, allowed);
  result.message = fmt::format("that a deal breaks `{}` was allowed until {}, and `{}` still does",
                               allowed.text, last_day_text(allowed), deal.name);
  result.here = fmt::format("ended on {}", last_day_text(allowed));
  result.fix = "mend the deal, or agree on a later date and write it here";
  return result;
}

Diagnostic unused(const AllowedBreach& allowed, const Deal& deal) {
  Diagnostic result = about(kinds::allowance_unused, allowed);
  result.message = fmt::format("`{}` keeps `{}`, so there is nothing to allow", deal.name, allowed.text);
  result.here = "allows nothing";
  result.fix = "take it out";
  return result;
}

// Without the deal's name: where several include it, it is reported once.
Diagnostic without_reason(const AllowedBreach& allowed) {
  Diagnostic result = about(kinds::allowance_without_reason, allowed);
  result.message = fmt::format("nothing says why a breach of `{}` is allowed", allowed.text);
  result.here = "no reason";
  result.fix = fmt::format("write the reason, and until when: `allow {} \"…\" until DATE`", allowed.text);
  return result;
}

class Allowances {
 public:
  Allowances(DealReport& report, const Spec& spec, const Deal& deal, Day today)
      : report_(report), spec_(spec), deal_(deal), today_(today) {}

  Diagnostics apply() {
    for (const AllowedBreach& allowed : deal_.allows) apply(allowed);
    return std::move(found_);
  }

 private:
  void apply(const AllowedBreach& allowed) {
    if (allowed.reason.empty()) found_.push_back(without_reason(allowed));
    std::set<std::string> names;
    for (const ClauseId clause : allowed.clauses) names.insert(spec_.full_name(clause));
    bool broken = false;
    for (Finding& finding : report_.findings) {
      if (!names.contains(finding.clause)) continue;
      broken = true;
      if (!has_ended(allowed, today_) && !finding.suppressed) finding.suppressed = suppression(allowed);
    }
    if (broken && has_ended(allowed, today_) && !allowed_otherwise(names)) {
      found_.push_back(ended(allowed, deal_));
    }
    // What another deal brings along may be of use there.
    if (!broken && !allowed.included && is_known_to_be_kept(names)) found_.push_back(unused(allowed, deal_));
  }

  static Suppression suppression(const AllowedBreach& allowed) {
    Suppression result;
    result.kind = SuppressionKind::in_spec;
    result.reason = allowed.reason;
    result.until = last_day_text(allowed);
    result.span = allowed.span;
    return result;
  }

  // Another allowance of the same clause goes on.
  [[nodiscard]] bool allowed_otherwise(const std::set<std::string>& names) const {
    return std::any_of(deal_.allows.begin(), deal_.allows.end(), [&](const AllowedBreach& other) {
      return !has_ended(other, today_) &&
             std::any_of(other.clauses.begin(), other.clauses.end(),
                         [&](ClauseId clause) { return names.contains(spec_.full_name(clause)); });
    });
  }

  [[nodiscard]] bool is_known_to_be_kept(const std::set<std::string>& names) const {
    if (report_.verdict == Verdict::undecided || report_.verdict == Verdict::impossible) return false;
    return std::none_of(report_.clauses.begin(), report_.clauses.end(), [&](const ClauseStatus& clause) {
      return clause.state == ClauseState::undecided && names.contains(clause.clause);
    });
  }

  DealReport& report_;
  const Spec& spec_;
  const Deal& deal_;
  Day today_;
  Diagnostics found_;
};

}  // namespace

Diagnostics apply_allowances(DealReport& report, const Spec& spec, const Deal& deal, Day today) {
  return Allowances(report, spec, deal, today).apply();
}

Day current_day() {
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return today.time_since_epoch().count();
}

}  // namespace proviso
