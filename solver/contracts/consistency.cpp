// Can contracts be kept with each clause in play?
#include "solver/contracts/added_question.h"
#include "solver/contracts/analysis.h"
#include "solver/contracts/choices.h"
#include "solver/contracts/known_situations.h"
#include "solver/contracts/permission.h"
#include "solver/contracts/terms.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

constexpr std::size_t kMostConflicts = 20;
constexpr std::size_t kLarge = 5'000;  // formulas: from here on each further situation of its own is slow to find

class Checking {
 public:
  Checking(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
           const AnalysisOptions& options)
      : spec_(spec), sources_(sources), contracts_(contracts), options_(options),
        clauses_(clauses_of(spec, contracts)) {}

  Consistency run() {
    result_.answer.truth = Truth::yes;
    if (!options_.in_play && !can_be_kept()) return std::move(result_);
    for (const ClauseId clause : options_.in_play.value_or(clauses_)) {
      in_play(clause);
      if (options_.asking.only_truth && result_.answer.truth == Truth::no) break;
    }
    if (!judged_from()) result_.known = known_;
    return std::move(result_);
  }

 private:
  Inquiry inquire(std::vector<ClauseId> kept, std::vector<scoping::Goal> goals) {
    return inquire(std::move(kept), std::move(goals), options_.asking);
  }
  Inquiry inquire(std::vector<ClauseId> kept, std::vector<scoping::Goal> goals, const ContractOptions& asking) {
    SituationQuestion question = question_about(contracts_, std::move(kept), {});
    Spec spec = spec_;
    for (scoping::Goal& goal : goals) {
      const ClauseId asked = in_its_term(spec, goal.clause);
      if (asked != goal.clause) question.questions.push_back(asked);
      goal.clause = asked;
    }
    question.goals = std::move(goals);
    question.judged_from = judged_from();
    return Inquiry(std::move(spec), std::move(question), asking);
  }

  // Several contracts are asked about from the day on which the last of them begins.
  [[nodiscard]] std::optional<Day> judged_from() const {
    return contracts_.size() > 1 ? std::optional(last_start(spec_, contracts_)) : std::nullopt;
  }

  [[nodiscard]] ContractOptions patient() const {
    ContractOptions asking = options_.asking;
    if (options_.steps_again != 0) asking.limits.rlimit = options_.steps_again;
    return asking;
  }

  // Whatever is in play: is there a way to keep everything at all?
  bool can_be_kept() {
    Inquiry inquiry = inquire(clauses_, {}, patient());
    const Answer found = inquiry.find();
    // Before anything else is asked, by which the formulas may grow.
    if (found.satisfiable == Satisfiable::yes) near_ = inquiry.named_values(found.assignment);
    if (found.satisfiable == Satisfiable::yes && inquiry.formulas().size() > kLarge)
      known_ = std::make_shared<KnownSituations>(spec_, contracts_, patient(), judged_from(), near_);
    one_answer_ = known_ && (!options_.asking.by_choice || !has_choices(known_->inquiry()));
    ContractAnswer answer;
    const Truth truth = across_choices(inquiry, found, Truth::yes, answer);
    if (truth == Truth::yes) return true;
    if (truth == Truth::no && !inquiry.searched().complete) {
      not_found("no situation that keeps the contracts", inquiry);
      return true;
    }
    merge(truth, answer);
    if (truth == Truth::no) add_conflicts({}, inquiry);
    return truth == Truth::depends;
  }

  void in_play(ClauseId clause) {
    if (one_answer_ && known_->has_in_play(clause)) return result_.in_play.push_back(clause);
    if (!in_play(clause, options_.asking, options_.steps_again == 0)) in_play(clause, patient(), true);
  }

  // False: it is not decided, and may be asked again.
  bool in_play(ClauseId clause, const ContractOptions& asking, bool last) {
    Inquiry inquiry = inquire(clauses_, {{scoping::GoalKind::arises, clause}}, asking);
    inquiry.look_near(near_);
    const Answer found = inquiry.find();
    ContractAnswer answer;
    const Truth truth = across_choices(inquiry, found, Truth::yes, answer);
    if (truth == Truth::undecided && !last) return false;
    settle(clause, inquiry, truth, std::move(answer));
    return true;
  }

  void settle(ClauseId clause, Inquiry& inquiry, Truth truth, ContractAnswer answer) {
    if (truth == Truth::yes) {
      result_.in_play.push_back(clause);
      return;
    }
    if (truth == Truth::undecided) {
      result_.not_settled.push_back(clause);
      answer.reason = fmt::format("`{}`: {}", spec_.full_name(clause), answer.reason);
      return merge(truth, answer);
    }
    // Under a choice of readings only: other choices may well leave it out of reach.
    if (truth == Truth::depends) return merge(truth, answer);
    // What can never be is another finding: the clause is dead.
    if (inquiry.find_any(false, true).satisfiable == Satisfiable::no) return;
    if (!is_permission(spec_, clause) && arises_in_breach_only(clause, inquiry)) {
      result_.out_of_reach.push_back(clause);
      if (inquiry.searched().complete) {
        result_.left_out.push_back(clause);
        return;
      }
    }
    if (!inquiry.searched().complete) {
      result_.not_settled.push_back(clause);
      const std::string& name = spec_.full_name(clause);
      return not_found(fmt::format("no situation with `{}` in play and all kept", name), inquiry);
    }
    merge(Truth::no, {});
    add_conflicts(clause, inquiry);
  }

  // A larger situation might still show it.
  void not_found(const std::string& what, const Inquiry& inquiry) {
    ContractAnswer answer;
    answer.reason = fmt::format("{} was found ({})", what, as_far_as(inquiry.searched()));
    merge(Truth::undecided, answer);
  }

  bool arises_in_breach_only(ClauseId clause, Inquiry& inquiry) {
    std::vector<ClauseId> others = clauses_;
    std::erase(others, clause);
    return inquiry.find_keeping(others).satisfiable == Satisfiable::no;
  }

  // The same set can be found with each of its clauses in play: said once.
  void add_conflicts(ClauseId clause, Inquiry& inquiry) {
    if (options_.asking.only_truth) return;
    const auto sets = options_.all_conflicts ? inquiry.minimal_conflicts(kMostConflicts)
                                             : std::vector<std::vector<ClauseId>>{inquiry.minimal_conflict()};
    for (const std::vector<ClauseId>& set : sets) {
      const bool known = std::any_of(result_.conflicts.begin(), result_.conflicts.end(),
                                     [&](const Conflict& c) { return c.clauses == set; });
      if (known || set.empty()) continue;
      Conflict conflict;
      conflict.in_play = clause;
      conflict.clauses = set;
      conflict.answer = trigger(clause, set);
      conflict.answer.searched = inquiry.searched();
      name_clauses(spec_, set, conflict.answer);
      result_.conflicts.push_back(std::move(conflict));
    }
  }

  // The plainest situation in which it comes to that, all other clauses being kept where they can.
  ContractAnswer trigger(ClauseId clause, const std::vector<ClauseId>& set) {
    ContractAnswer answer;
    answer.truth = Truth::no;
    if (!clause.valid()) return answer;
    std::vector<ClauseId> kept = clauses_;
    std::erase_if(kept, [&](ClauseId id) { return std::find(set.begin(), set.end(), id) != set.end(); });
    for (const bool others_kept : {true, false}) {
      Inquiry inquiry = inquire(others_kept ? kept : std::vector<ClauseId>{}, {{scoping::GoalKind::arises, clause}});
      const Answer found = inquiry.find();
      if (found.satisfiable != Satisfiable::yes) continue;
      answer.shown =
          inquiry.show_plainest(sources_, "Trigger", "whatever is added to it, one of them is broken", contracts_);
      break;
    }
    return answer;
  }

  void merge(Truth truth, const ContractAnswer& more) {
    ContractAnswer& answer = result_.answer;
    if (truth == Truth::undecided) result_.undecided.push_back(more.reason);
    const auto rank = [](Truth t) {
      return t == Truth::no ? 0 : t == Truth::undecided ? 1 : t == Truth::depends ? 2 : 3;
    };
    if (rank(truth) < rank(answer.truth)) answer.truth = truth;
    if (answer.reason.empty()) answer.reason = more.reason;
    for (const std::string& name : more.depends_on)
      if (std::find(answer.depends_on.begin(), answer.depends_on.end(), name) == answer.depends_on.end())
        answer.depends_on.push_back(name);
    if (answer.by_choice.empty()) answer.by_choice = more.by_choice;
  }

  const Spec& spec_;
  const Sources& sources_;
  const std::vector<ContractId>& contracts_;
  const AnalysisOptions& options_;
  std::vector<ClauseId> clauses_;
  std::shared_ptr<KnownSituations> known_;
  bool one_answer_ = false;  // a known situation is one under every choice
  NamedValues near_;
  Consistency result_;
};

}  // namespace

Consistency consistency(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                        const AnalysisOptions& options) {
  return Checking(spec, sources, contracts, options).run();
}

}  // namespace proviso
