#include "solver/contracts/question.h"

#include "model/expr_walk.h"
#include "solver/contracts/exceptions.h"
#include "solver/contracts/permission.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace proviso {

namespace {

using Kind = syntax::ExpectKind;

std::string choice_text(const AnswerByChoice& one) {
  std::string text;
  for (const auto& [name, member] : one.choice)
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", name, member);
  return text;
}

class Asking {
 public:
  Asking(const Spec& spec, const Sources& sources, const Expect& expect, const Outcome& outcome,
         ContractOptions options)
      : spec_(spec), sources_(sources), expect_(expect), outcome_(outcome), options_(std::move(options)) {
    options_.conditions.insert(options_.conditions.end(), expect.with.begin(), expect.with.end());
    options_.with_past = options_.with_past || expect.with_past;
    when_.after = outcome.after;
    when_.any_time = outcome.any_time;
    when_.with_past = options_.with_past;
  }

  QuestionAnswer consistent(std::optional<std::vector<ClauseId>> in_play) {
    result_.kind = Kind::consistent;
    ask_consistent(std::move(in_play));
    return std::move(result_);
  }

  QuestionAnswer run() {
    result_.kind = outcome_.kind;
    switch (outcome_.kind) {
      case Kind::consistent:
      case Kind::inconsistent: ask_consistent(); break;
      case Kind::equivalent_to: ask_equivalent(); break;
      case Kind::changes: ask_changes(); break;
      case Kind::entails:
      case Kind::does_not_entail:
        add("", questions().entails(subjects(), outcome_.condition, when_), Truth::yes);
        break;
      case Kind::allows:
      case Kind::does_not_allow: add("", questions().allows(subjects(), *outcome_.binding, when_), Truth::no); break;
      case Kind::forbids:
      case Kind::does_not_forbid:
        add("", questions().forbids(subjects(), *outcome_.binding, when_), Truth::yes);
        break;
      case Kind::status_of: ask_status(); break;
      case Kind::claims_hold:
      case Kind::claims_fail: ask_claims(); break;
      case Kind::dead:
      case Kind::out_of_reach:
      case Kind::redundant:
      case Kind::without_effect:
      case Kind::unbreakable:
      case Kind::blocks: ask_clauses(); break;
      case Kind::blocks_together: ask_together(); break;
      case Kind::what_may:
        result_.rights = what_may(spec_, sources_, subjects(), outcome_.party, outcome_.other_party, when_, options_);
        break;
      case Kind::what_must:
        ask_duties();
        break;
      case Kind::can_bring_about:
      case Kind::cannot_bring_about:
        for (const ExpectName& name : outcome_.names)
          add(name.text, proviso::can_bring_about(spec_, sources_, subjects(), outcome_.party, name, options_), Truth::no);
        break;
      case Kind::can_end:
      case Kind::cannot_end: ask_end(); break;
      default: break;
    }
    return std::move(result_);
  }

 private:
  const std::vector<ContractId>& subjects() const { return expect_.subjects; }
  ContractQuestions questions() const { return {spec_, sources_, options_}; }

  void add(std::string about, ContractAnswer answer, Truth by_absence) {
    answer.searched.assumed = options_.scope;
    result_.parts.push_back({std::move(about), std::move(answer), by_absence});
  }

  void ask_consistent(std::optional<std::vector<ClauseId>> in_play = {}) {
    AnalysisOptions analysis;
    analysis.asking = options_;
    analysis.in_play = std::move(in_play);
    result_.consistency = consistency(spec_, sources_, subjects(), analysis);
    add("", result_.consistency->answer, Truth::no);
  }

  DifferenceOptions comparing() const {
    DifferenceOptions result;
    result.asking = options_;
    return result;
  }
  void ask_equivalent() {
    for (const ContractId subject : subjects())
      add(subjects().size() == 1 ? "" : spec_[subject].name,
          equivalent(spec_, sources_, outcome_.other, subject, comparing()), Truth::yes);
  }
  void ask_changes() {
    result_.difference = difference(spec_, sources_, outcome_.other, subjects().front(), comparing());
    const DiffReport& found = *result_.difference;
    ContractAnswer answer;
    answer.searched = found.searched;
    answer.reason = found.reason;
    switch (found.change) {
      case Change::undecided: answer.truth = Truth::undecided; break;
      case Change::equal:
        answer.truth = found.others.empty() ? Truth::no : Truth::undecided;
        for (const OtherChange& other : found.others)
          if (!other.undecided) answer.truth = Truth::yes;
        if (answer.truth == Truth::undecided) answer.reason = found.others.front().text;
        break;
      default: answer.truth = Truth::yes; break;
    }
    add("", std::move(answer), Truth::no);
  }

  void ask_status() {
    ContractAnswer answer;
    result_.status = questions().status(subjects(), *outcome_.binding, when_, answer);
    add("", std::move(answer), Truth::no);
  }

  // Where it cannot come to the condition, or not under every reading, that is an answer of its own.
  void ask_duties() {
    PartyDuties found = what_must(spec_, sources_, subjects(), outcome_.party, outcome_.condition, options_);
    result_.duties = std::move(found.duties);
    if (found.condition && found.condition->truth != Truth::yes)
      add("", std::move(*found.condition), Truth::impossible);
  }

  void ask_claims() {
    for (const ContractId subject : subjects()) {
      for (const Claim& claim : spec_[subject].claims) {
        DifferenceOptions comparison = comparing();
        comparison.only = claim.clauses;
        add(fmt::format("no change{}{}", claim.clauses.empty() ? "" : " to ", fmt::join(claim.clauses, ", ")),
            equivalent(spec_, sources_, spec_[subject].amends, subject, comparison), Truth::yes);
      }
    }
  }

  // The texts that a name stands for in the contracts that are asked about.
  std::vector<ClauseId> texts_of(const ExpectName& name) const {
    std::vector<ClauseId> result;
    for (const ClauseId clause : name.clauses)
      if (std::find(subjects().begin(), subjects().end(), spec_[clause].contract) != subjects().end())
        result.push_back(clause);
    return result;
  }

  ContractAnswer ask_of(ClauseId clause) const {
    switch (outcome_.kind) {
      case Kind::dead: return dead(spec_, subjects(), clause, options_);
      case Kind::out_of_reach: return out_of_reach(spec_, subjects(), clause, options_);
      case Kind::redundant: return redundant(spec_, sources_, subjects(), clause, options_);
      case Kind::without_effect: return shields_nothing(spec_, subjects(), clause, options_);
      case Kind::unbreakable: return unbreakable(spec_, subjects(), clause, options_);
      default: return blocked(spec_, sources_, subjects(), {clause}, options_);
    }
  }
  void ask_clauses() {
    for (const ExpectName& name : outcome_.names)
      for (const ClauseId clause : texts_of(name)) add(spec_.full_name(clause), ask_of(clause), Truth::yes);
  }
  void ask_together() {
    std::vector<ClauseId> all;
    for (const ExpectName& name : outcome_.names)
      for (const ClauseId clause : texts_of(name)) all.push_back(clause);
    add("", blocked(spec_, sources_, subjects(), all, options_), Truth::yes);
  }
  void ask_end() {
    for (const ExpectName& name : outcome_.names)
      for (const ClauseId clause : texts_of(name))
        add(spec_.full_name(clause),
            proviso::can_end(spec_, sources_, subjects(), outcome_.party, clause, options_), Truth::no);
  }

  const Spec& spec_;
  const Sources& sources_;
  const Expect& expect_;
  const Outcome& outcome_;
  ContractOptions options_;
  WhenAsked when_;
  QuestionAnswer result_;
};

}  // namespace

ContractOptions contract_options(const Spec& spec, const CheckOptions& options) {
  ContractOptions result;
  result.limits = options.limits;
  result.scope = options.scope;
  for (const auto& [term, member] : options.scenarios.readings)
    result.readings.emplace_back(spec[term].name, spec[spec[term].type.enumeration].members[member]);
  return result;
}

QuestionAnswer ask_contracts(const Spec& spec, const Sources& sources, const Expect& expect,
                             const Outcome& outcome, const ContractOptions& options) {
  return Asking(spec, sources, expect, outcome, options).run();
}

QuestionAnswer ask_consistent(const Spec& spec, const Sources& sources, const Expect& expect,
                              const ContractOptions& options, std::vector<ClauseId> in_play) {
  return Asking(spec, sources, expect, Outcome{}, options).consistent(std::move(in_play));
}

Truth stated(syntax::ExpectKind kind) {
  switch (kind) {
    case Kind::inconsistent:
    case Kind::does_not_entail:
    case Kind::does_not_allow:
    case Kind::does_not_forbid:
    case Kind::cannot_bring_about:
    case Kind::cannot_end:
    case Kind::claims_fail: return Truth::no;
    default: return Truth::yes;
  }
}

QuestionAnswer as_asked(QuestionAnswer answer) {
  if (stated(answer.kind) == Truth::yes || answer.kind == Kind::claims_fail) return answer;
  for (AskedPart& part : answer.parts) {
    negate(part.answer);
    part.by_absence = negated(part.by_absence);
  }
  return answer;
}

bool is_unsettled(const AskedPart& part) {
  const Truth truth = part.answer.truth;
  const bool absent = truth == part.by_absence || truth == Truth::depends || truth == Truth::impossible;
  return absent && !part.answer.searched.complete;
}

bool is_undecided(const QuestionAnswer& answer) {
  const auto open = [](const AskedPart& part) {
    return part.answer.truth == Truth::undecided || is_unsettled(part);
  };
  return std::any_of(answer.parts.begin(), answer.parts.end(), open) ||
         !answer.rights.unsettled.empty() ||
         std::any_of(answer.rights.rights.begin(), answer.rights.rights.end(),
                     [](const PartyRight& right) { return !right.searched.complete; }) ||
         std::any_of(answer.duties.begin(), answer.duties.end(),
                     [](const PartyDuty& duty) { return duty.truth == Truth::undecided; });
}

void add_other_ways(const Spec& spec, const Sources& sources, const Expect& expect, const Outcome& outcome,
                    const ContractOptions& options, QuestionAnswer& answer) {
  if (!outcome.binding || outcome.any_time || !outcome.after.empty()) return;
  for (AskedPart& part : answer.parts) {
    if (part.answer.unless.size() != 1) continue;
    const std::string known = part.answer.unless.front();
    std::vector<ThingId> ways;
    for (const ThingId event : events_of(spec, expect.subjects)) {
      if (spec[event].date.valid()) continue;
      ContractOptions asking = options;
      asking.by_choice = false;
      asking.with_past = asking.with_past || expect.with_past;
      asking.conditions.insert(asking.conditions.end(), expect.with.begin(), expect.with.end());
      WhenAsked when;
      when.after = {event};
      when.only_truth = true;
      when.with_past = asking.with_past;
      const bool does = spec[event].name == known ||
                        ContractQuestions(spec, sources, asking).allows(expect.subjects, *outcome.binding, when).truth ==
                            Truth::yes;
      if (does) ways.push_back(event);
    }
    for (const ThingId way : ways) {
      std::set<ThingId> needed;
      add_events_needed(spec, spec[way].only_if, needed);
      const bool rests_on_another = std::any_of(ways.begin(), ways.end(), [&](ThingId other) {
        return other != way && needed.count(other) > 0;
      });
      if (!rests_on_another && spec[way].name != known) part.answer.or_unless.push_back(spec[way].name);
    }
  }
}

Truth overall(const QuestionAnswer& answer) {
  for (const Truth worst : {Truth::no, Truth::impossible, Truth::undecided, Truth::depends})
    for (const AskedPart& part : answer.parts)
      if (part.answer.truth == worst) return worst;
  return Truth::yes;
}

std::string choices_text(const ContractAnswer& answer) {
  if (answer.truth != Truth::depends) return "";
  std::string text = "it depends on " + names_in_words(answer.depends_on);
  const char* between = ": ";
  for (const AnswerByChoice& one : answer.by_choice) {
    text += fmt::format("{}{} with `{}`", between, word(one.truth), choice_text(one));
    between = ", ";
  }
  return text;
}

std::string grounds_text(const ContractAnswer& answer) {
  std::string text;
  if (!answer.because.empty()) text = "because of " + names_in_words(answer.because);
  if (!answer.unless.empty() && !answer.or_unless.empty()) {
    std::string any = "`" + answer.unless.front() + "`";
    for (const std::string& other : answer.or_unless) any += " or `" + other + "`";
    text += fmt::format("{}unless {} has happened", text.empty() ? "" : ", ", any);
  } else if (!answer.unless.empty())
    text += fmt::format("{}unless {} happened", text.empty() ? "" : ", ",
                        names_in_words(answer.unless) + (answer.unless.size() == 1 ? " has" : " have"));
  return text;
}

}  // namespace proviso
