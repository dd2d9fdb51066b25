// Single questions about a clause: is it dead, out of reach, redundant; is a permission blocked?
#include "solver/contracts/analysis.h"
#include "solver/contracts/choices.h"
#include "solver/contracts/permission.h"

#include <algorithm>

namespace proviso {

namespace {

std::vector<ClauseId> without(std::vector<ClauseId> clauses, ClauseId clause) {
  std::erase(clauses, clause);
  return clauses;
}

}  // namespace

std::optional<ContractAnswer> kept_by_nothing(const Spec& spec, const std::vector<ContractId>& contracts,
                                              const ContractOptions& options) {
  Inquiry all(spec, question_about(contracts, clauses_of(spec, contracts), {}), options);
  if (all.find().satisfiable != Satisfiable::no || !all.searched().complete) return std::nullopt;
  ContractAnswer none;
  none.truth = Truth::impossible;
  none.reason = "no situation keeps the contracts";
  none.searched = all.searched();
  name_conflict(all, none);
  return none;
}

ContractAnswer dead(const Spec& spec, const std::vector<ContractId>& contracts, ClauseId clause,
                    const ContractOptions& options) {
  return with_past_too(options, [&](const ContractOptions& asking) {
    Inquiry inquiry(spec, question_about(contracts, {}, {{scoping::GoalKind::arises, clause}}), asking);
    return none_found(inquiry);
  });
}

ContractAnswer out_of_reach(const Spec& spec, const std::vector<ContractId>& contracts, ClauseId clause,
                            const ContractOptions& options) {
  Inquiry inquiry(spec, question_about(contracts, without(clauses_of(spec, contracts), clause),
                              {{scoping::GoalKind::arises, clause}}),
                  options);
  ContractAnswer answer = none_found(inquiry);
  if (answer.truth != Truth::yes) return answer;
  if (inquiry.find_any(false, true).satisfiable == Satisfiable::no) {
    answer.truth = Truth::impossible;
    answer.reason = "no situation meets its condition";
    return answer;
  }
  name_conflict(inquiry, answer);
  return answer;
}

ContractAnswer unbreakable(const Spec& spec, const std::vector<ContractId>& contracts, ClauseId clause,
                           const ContractOptions& options) {
  return with_past_too(options, [&](const ContractOptions& asking) {
    Inquiry inquiry(spec, question_about(contracts, {}, {{scoping::GoalKind::broken, clause}}), asking);
    return none_found(inquiry);
  });
}

std::vector<ClauseId> of_its_bearer(const Spec& spec, const std::vector<ClauseId>& among, ClauseId clause) {
  std::vector<ClauseId> others = without(among, clause);
  std::erase_if(others, [&](ClauseId other) { return spec[other].bearer != spec[clause].bearer; });
  return others;
}

// Never across different bearers: what one party has to do is not what another has.
ContractAnswer redundant(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                         ClauseId clause, const ContractOptions& options) {
  ContractAnswer answer =
      redundant_among(spec, &sources, contracts, clauses_of(spec, contracts), clause, options);
  if (answer.truth != Truth::yes) return answer;
  return kept_by_nothing(spec, contracts, options).value_or(std::move(answer));
}

ContractAnswer redundant_among(const Spec& spec, const Sources* sources, const std::vector<ContractId>& contracts,
                               const std::vector<ClauseId>& among, ClauseId clause, const ContractOptions& options) {
  Inquiry inquiry(spec, question_about(contracts, of_its_bearer(spec, among, clause), {{scoping::GoalKind::broken, clause}}), options);
  const Answer found = inquiry.find();
  ContractAnswer answer;
  answer.truth = across_choices(inquiry, found, Truth::no, answer);
  answer.searched = inquiry.searched();
  if (sources && found.satisfiable == Satisfiable::yes)
    answer.shown = inquiry.show_plainest(*sources, "OnlyThis", "breaks this clause alone among those of its party",
                                         contracts);
  if (answer.truth != Truth::yes) return answer;
  if (inquiry.find_any(false, true).satisfiable == Satisfiable::no) {
    const ContractAnswer never = unbreakable(spec, contracts, clause, options);
    answer.truth = never.truth == Truth::yes ? Truth::impossible : Truth::no;
    answer.reason = never.truth == Truth::yes ? "nothing can break it" : "it can be broken by what began before its term";
    answer.searched = never.searched;
    return answer;
  }
  name_conflict(inquiry, answer);
  return answer;
}

ContractAnswer blocked(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                       const std::vector<ClauseId>& permissions, const ContractOptions& options) {
  std::vector<scoping::Goal> goals;
  for (const ClauseId permission : permissions) goals.push_back({scoping::GoalKind::arises, permission});
  Inquiry inquiry(spec, question_about(contracts, clauses_of(spec, contracts), goals), options);
  const Answer found = inquiry.find();
  ContractAnswer answer;
  answer.truth = across_choices(inquiry, found, Truth::no, answer);
  answer.searched = inquiry.searched();
  if (found.satisfiable == Satisfiable::yes)
    answer.shown = inquiry.show_plainest(sources, "Used", "uses the permission, with all kept", contracts);
  if (answer.truth != Truth::yes) return answer;
  if (inquiry.find_any(false, true).satisfiable == Satisfiable::no) {
    answer.truth = Truth::impossible;
    answer.reason = "no situation has what it describes";
    return answer;
  }
  name_conflict(inquiry, answer);
  return answer;
}

}  // namespace proviso
