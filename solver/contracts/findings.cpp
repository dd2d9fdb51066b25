#include "solver/contracts/findings.h"

#include "solver/contracts/analyses.h"
#include "solver/contracts/ask.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace proviso {

std::string Findings::ends(const ContractAnswer& answer) const {
  if (!answer.searched.complete) return fmt::format(" ({})", as_far_as(answer.searched));
  const std::string text = scope_ ? ", " + if_enough(*scope_) : "";
  return answer.searched.divides ? text + " (what would divide by zero is left out)" : text;
}

AnalysisFinding& Findings::add(std::string_view row, ClauseId clause, std::string message,
                               const ContractAnswer& answer) {
  const AnalysisRow& of = *analysis_row(row);
  AnalysisFinding finding;
  finding.kind = of.kind;
  finding.name = std::string(of.name);
  finding.contract = result_.contracts.front();
  finding.span = result_.span;
  if (clause.valid()) {
    finding.contract = spec_[spec_[clause].contract].name;
    finding.clause = spec_.full_name(clause);
    finding.span = spec_[clause].span;
  }
  finding.message = std::move(message);
  for (std::size_t i = 0; i < answer.because.size() && i < answer.because_spans.size(); ++i)
    if (answer.because[i] != finding.clause) finding.related.push_back({answer.because_spans[i], answer.because[i]});
  finding.answer = answer;
  result_.findings.push_back(std::move(finding));
  about_.push_back(clause);
  return result_.findings.back();
}

bool Findings::has(std::string_view row, const std::string& clause) const {
  return std::any_of(result_.findings.begin(), result_.findings.end(),
                     [&](const AnalysisFinding& one) { return one.clause == clause && one.name == row; });
}

void Findings::only_so_far(const std::string& what, const Searched& searched) {
  if (searched.complete) return;
  if (so_far_.empty()) so_far_why_ = as_far_as(searched);
  so_far_.push_back(what);
}

void Findings::add_so_far() {
  if (so_far_.empty()) return;
  std::string text;
  for (std::size_t i = 0; i < so_far_.size(); ++i)
    text += (i == 0 ? "" : i + 1 == so_far_.size() ? " and " : ", ") + so_far_[i];
  add("undecided", {}, fmt::format("not known beyond what was looked at: {} ({})", text, so_far_why_));
}

const Allowance* Findings::allowance(ClauseId clause, const std::string& name) const {
  const auto in = [&](const std::vector<Allowance>& all) -> const Allowance* {
    for (const Allowance& one : all)
      if (one.what == name) return &one;
    return nullptr;
  };
  if (clause.valid())
    if (const Allowance* own = in(spec_[clause].allows)) return own;
  for (const ContractId contract : contracts_)
    if (!clause.valid() || spec_[clause].contract == contract)
      if (const Allowance* own = in(spec_[contract].allows)) return own;
  return nullptr;
}

void Findings::finish() {
  add_so_far();
  for (std::size_t i = 0; i < result_.findings.size(); ++i) {
    AnalysisFinding& finding = result_.findings[i];
    if (const Allowance* allowed = allowance(about_[i], finding.name)) {
      finding.is_allowed = true;
      finding.allowed = allowed->reason;
    }
  }
  const auto order = [](const AnalysisFinding& one) { return std::pair(one.kind->severity, one.kind->id); };
  std::stable_sort(result_.findings.begin(), result_.findings.end(),
                   [&](const AnalysisFinding& a, const AnalysisFinding& b) { return order(a) < order(b); });
}

}  // namespace proviso
