#include "solver/contracts/permission.h"

#include "solver/contracts/analysis.h"
#include "model/expr_walk.h"
#include "solver/contracts/added_question.h"
#include "solver/contracts/choices.h"
#include "solver/made_expressions.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace proviso {

namespace {

ExprId happened(Spec& spec, ThingId event) {
  return spec.add(Happen{thing_name(spec, event), syntax::HappenTense::happened}, basic(BaseType::boolean));
}

// The events without which the situation would not be one.
std::vector<std::string> events_in(Inquiry& inquiry, const Witness& witness,
                                   const std::vector<ThingId>& among) {
  std::vector<std::string> result;
  for (const ThingId event : among) {
    const auto found = inquiry.problem().open_dates.find(event);
    if (found == inquiry.problem().open_dates.end()) continue;
    Evaluator evaluate(inquiry.formulas(), witness.assignment);
    for (const auto& [guard, point] : found->second)
      if (!point.never && evaluate(guard)) result.push_back(inquiry.spec()[event].name);
  }
  return result;
}

// The worse of two answers for a question that several terms ask.
Truth either(Truth a, Truth b) {
  for (const Truth t : {Truth::yes, Truth::depends, Truth::undecided, Truth::no})
    if (a == t || b == t) return t;
  return Truth::impossible;
}

}  // namespace

std::vector<ClauseId> clauses_of(const Spec& spec, const std::vector<ContractId>& contracts) {
  std::vector<ClauseId> result;
  for (const ContractId contract : contracts)
    result.insert(result.end(), spec[contract].clauses.begin(), spec[contract].clauses.end());
  return result;
}

namespace {

bool is_may(const Norm& norm) { return norm.kind == syntax::NormKind::may; }

}  // namespace

bool permits(const Spec& spec, ClauseId clause) {
  const auto& norms = spec[clause].norms;
  return std::any_of(norms.begin(), norms.end(), is_may);
}

bool is_permission(const Spec& spec, ClauseId clause) {
  const auto& norms = spec[clause].norms;
  return std::all_of(norms.begin(), norms.end(), is_may);
}

std::vector<ThingId> events_of(const Spec& spec, const std::vector<ContractId>& contracts) {
  std::vector<ThingId> result;
  const auto add = [&](ThingId thing) {
    const bool event = spec[spec[thing].type].kind == syntax::TypeKind::event;
    if (event && std::find(result.begin(), result.end(), thing) == result.end()) result.push_back(thing);
  };
  for (const ThingId thing : spec.globals) add(thing);
  for (const ContractId contract : contracts)
    for (const ThingId thing : spec[contract].events) add(thing);
  return result;
}

void add_events_needed(const Spec& spec, ExprId condition, std::set<ThingId>& all) {
  walk(spec, condition, [&](ExprId, const Expr& e) {
    const auto* ref = std::get_if<ThingRef>(&e.node);
    const bool event = ref && spec[spec[ref->thing].type].kind == syntax::TypeKind::event;
    if (event && all.insert(ref->thing).second) add_events_needed(spec, spec[ref->thing].only_if, all);
  });
}

std::vector<ExprId> days_asked(Spec& spec, const std::vector<ContractId>& contracts, const WhenAsked& when) {
  if (when.any_time) return {};
  std::set<ThingId> free;
  std::vector<ExprId> result;
  for (const ThingId event : when.after) {
    free.insert(event);
    add_events_needed(spec, spec[event].only_if, free);
    result.push_back(happened(spec, event));
  }
  for (const ThingId event : events_of(spec, contracts)) {
    if (free.count(event) || spec[event].date.valid()) continue;
    result.push_back(spec.add(Not{happened(spec, event)}, basic(BaseType::boolean)));
  }
  return result;
}

void name_clauses(const Spec& spec, const std::vector<ClauseId>& clauses, ContractAnswer& answer) {
  for (const ClauseId clause : clauses) {
    answer.because.push_back(spec.full_name(clause));
    answer.because_spans.push_back(spec[clause].span);
  }
}

std::string holders_in_words(const Spec& spec, const std::vector<ThingId>& holders) {
  std::string text;
  for (const ThingId party : holders) text += fmt::format("{}`{}`", text.empty() ? "" : " or ", spec[party].name);
  return text.empty() ? "nobody alone" : text;
}

void name_conflict(Inquiry& inquiry, ContractAnswer& answer) {
  if (!inquiry.only_truth()) name_clauses(inquiry.spec(), inquiry.minimal_conflict(), answer);
}

// ---------------------------------------------------------------- allows, forbids

ContractAnswer ContractQuestions::allowed_in_term(const std::vector<ContractId>& contracts, ClauseId clause,
                                                  const Binding& binding, const WhenAsked& when) {
  return allowed_under(contracts, spec_[clause].contract, spec_[clause].survives_until, binding, when, clause);
}

ContractAnswer ContractQuestions::allowed_under(const std::vector<ContractId>& contracts, ContractId term,
                                                ExprId survives, const Binding& binding, const WhenAsked& when,
                                                ClauseId term_of) {
  const auto inquire = [&](const WhenAsked& days) {
    Spec spec = spec_;
    const ClauseId asked = add_question(spec, term, binding, days_asked(spec, contracts, days));
    Clause& question_clause = spec.clauses[asked.index];
    question_clause.survives_until = survives;
    if (term_of.valid()) {
      const Clause& of = spec_[term_of];
      question_clause.bounds = of.bounds;
      question_clause.cut = of.cut;
      question_clause.since = of.since;
      question_clause.while_ = of.while_;
    }
    SituationQuestion question =
        question_about(contracts, clauses_of(spec_, contracts), {{scoping::GoalKind::arises, asked}});
    question.questions = {asked};
    question.with_past = when.with_past;
    return Inquiry(std::move(spec), std::move(question), options_);
  };
  ContractAnswer answer;
  Inquiry inquiry = inquire(when);
  const Answer found = inquiry.find();
  answer.truth = across_choices(inquiry, found, Truth::yes, answer);
  answer.searched = inquiry.searched();
  if (found.satisfiable == Satisfiable::yes && !when.only_truth)
    answer.shown = inquiry.show_plainest(sources_, "Allowed", "what the question describes, with all kept", contracts);
  if (found.satisfiable != Satisfiable::no) return answer;
  if (inquiry.find_any(false, true).satisfiable == Satisfiable::no) {
    answer.truth = Truth::impossible;
    answer.reason = "no situation has such a thing";
    return answer;
  }
  // What nobody can keep forbids nothing.
  if (inquiry.find_any(true, false).satisfiable == Satisfiable::no)
    if (auto none = kept_by_nothing(spec_, contracts, options_)) return *none;
  name_conflict(inquiry, answer);
  if (when.any_time || !when.after.empty() || when.only_truth) return answer;
  WhenAsked whenever = when;
  whenever.any_time = true;
  Inquiry later = inquire(whenever);
  const Answer then = later.find();
  if (then.satisfiable == Satisfiable::yes)
    answer.unless = events_in(later, later.plainest(), events_of(spec_, contracts));
  // As few of them as will do.
  for (std::size_t i = answer.unless.size(); i-- > 0 && answer.unless.size() > 1;) {
    std::vector<std::string> fewer = answer.unless;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    WhenAsked after = when;
    for (const ThingId event : events_of(spec_, contracts))
      if (std::find(fewer.begin(), fewer.end(), spec_[event].name) != fewer.end()) after.after.push_back(event);
    if (inquire(after).find({}, false).satisfiable == Satisfiable::yes) answer.unless = std::move(fewer);
  }
  return answer;
}

ContractAnswer ContractQuestions::allows(const std::vector<ContractId>& contracts, const Binding& binding,
                                         const WhenAsked& when) {
  std::optional<ContractAnswer> best;
  const auto see = [&](ContractId term, ExprId survives) {
    if (best && best->truth == Truth::yes) return;
    ContractAnswer one = allowed_under(contracts, term, survives, binding, when);
    if (!best || either(one.truth, best->truth) != best->truth) best = std::move(one);
  };
  for (const ContractId term : contracts) see(term, {});
  // What can be there only when the contracts have ended is judged by the clauses that survive them.
  if (best && best->truth == Truth::impossible)
    for (const ClauseId clause : clauses_of(spec_, contracts))
      if (spec_[clause].survives_until.valid()) see(spec_[clause].contract, spec_[clause].survives_until);
  return best.value_or(ContractAnswer{});
}

ContractAnswer ContractQuestions::forbids(const std::vector<ContractId>& contracts, const Binding& binding,
                                          const WhenAsked& when) {
  ContractAnswer answer = allows(contracts, binding, when);
  negate(answer);
  return answer;
}

// ---------------------------------------------------------------- entails

ContractAnswer ContractQuestions::entailed_under(const std::vector<ContractId>& contracts, ContractId term,
                                                 ExprId condition, const WhenAsked& when) {
  Spec spec = spec_;
  const ClauseId asked = add_question(spec, term, condition, days_asked(spec, contracts, when));
  SituationQuestion question =
      question_about(contracts, clauses_of(spec_, contracts), {{scoping::GoalKind::broken, asked}});
  question.questions = {asked};
  question.with_past = when.with_past;
  ContractAnswer answer;
  SituationQuestion day = question;
  day.goals = {{scoping::GoalKind::arises, asked}};
  Inquiry any(spec, std::move(day), options_);
  if (any.find().satisfiable == Satisfiable::no) {
    if (any.find_any(true, false).satisfiable == Satisfiable::no)
      if (auto none = kept_by_nothing(spec_, contracts, options_)) return *none;
    answer.truth = Truth::impossible;
    answer.reason = any.find_any(true, false).satisfiable == Satisfiable::no
                        ? "no situation keeps the contracts"
                        : "no situation that keeps the contracts has such a day";
    answer.searched = any.searched();
    // Among more things there may be one.
    if (!answer.searched.complete && !options_.scope) {
      answer.truth = Truth::undecided;
      answer.reason += fmt::format(" ({})", as_far_as(answer.searched));
    }
    return answer;
  }
  Inquiry inquiry(std::move(spec), std::move(question), options_);
  const Answer found = inquiry.find();
  answer.truth = across_choices(inquiry, found, Truth::no, answer);
  answer.searched = inquiry.searched();
  if (found.satisfiable == Satisfiable::yes)
    answer.shown =
        inquiry.show_plainest(sources_, "NotEntailed", "all is kept and the condition does not hold", contracts);
  if (found.satisfiable == Satisfiable::no) name_conflict(inquiry, answer);
  return answer;
}

ContractAnswer ContractQuestions::entails(const std::vector<ContractId>& contracts, ExprId condition,
                                          const WhenAsked& when) {
  std::optional<ContractAnswer> worst;
  const auto rank = [](Truth t) {
    switch (t) {
      case Truth::no: return 0;
      case Truth::undecided: return 1;
      case Truth::depends: return 2;
      case Truth::impossible: return 4;
      case Truth::yes: return 3;
    }
    return 5;
  };
  for (const ContractId term : contracts) {
    ContractAnswer one = entailed_under(contracts, term, condition, when);
    if (!worst || rank(one.truth) < rank(worst->truth)) worst = std::move(one);
  }
  return worst.value_or(ContractAnswer{});
}

}  // namespace proviso
