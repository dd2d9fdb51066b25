// What a party can bring about, and what terms it can end by that.
#include "solver/contracts/party.h"

#include "solver/contracts/added_question.h"
#include "solver/contracts/choices.h"
#include "solver/contracts/term_ends.h"
#include "solver/made_expressions.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace proviso {

namespace {

const Type kYesOrNo = basic(BaseType::boolean);

bool holds(const std::vector<ThingId>& all, ThingId one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// ---------------------------------------------------------------- can X …

class Powers {
 public:
  Powers(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts, ThingId party,
         const ContractOptions& options)
      : spec_(spec), sources_(sources), contracts_(contracts), party_(party), options_(options) {}

  ContractAnswer event(ThingId event) const {
    if (!is_theirs(event)) return not_theirs(event);
    return look({[&](Spec& spec, SituationQuestion& question) {
      question.conditions.push_back(happens(spec, event));
    }, event, "BroughtAbout", fmt::format("`{}` comes about and all is kept", spec_[event].name),
    "its condition never holds"});
  }

  // With the event the clause's term ends earlier than without.
  ContractAnswer ending(ThingId event, ClauseId clause) const {
    if (!is_theirs(event)) return not_theirs(event);
    ContractAnswer answer = ended_with({event, spec_[event].type, {}}, spec_[event].name, clause);
    if (answer.truth != Truth::no) return answer;
    ContractAnswer comes = this->event(event);
    return comes.truth == Truth::no ? comes : answer;
  }

  // Some event of the type does, which the contracts do not name.
  ContractAnswer ending(TypeId type, ClauseId clause) const {
    if (!has_power(type)) return no(fmt::format("no power over `{}` is the party's", spec_[type].name));
    return ended_with({ThingId{}, type, {}}, spec_[type].name, clause);
  }

  // Someone has a power over such events.
  bool is_anyones(TypeId type) const {
    return std::any_of(contracts_.begin(), contracts_.end(), [&](ContractId contract) {
      const auto& powers = spec_[contract].powers;
      return std::any_of(powers.begin(), powers.end(), [&](const Power& power) { return spec_.is_a(type, power.type); });
    });
  }

  ContractAnswer type(TypeId type) const {
    ContractAnswer answer = no(fmt::format("no power over `{}` is the party's", spec_[type].name));
    for (const ThingId event : events_of(spec_, contracts_)) {
      if (!spec_.is_a(spec_[event].type, type) || !is_theirs(event)) continue;
      answer = this->event(event);
      if (answer.truth != Truth::no) return answer;
    }
    for (const ContractId contract : contracts_) {
      for (const Power& power : spec_[contract].powers) {
        if (!spec_.is_a(type, power.type) || !holds(power.by, party_)) continue;
        answer = look({[&](Spec& spec, SituationQuestion& question) {
          const ClauseId asked = add_event_question(spec, contract, type, power.span);
          question.goals = {{scoping::GoalKind::arises, asked}};
          question.questions = {asked};
        }, ThingId{}, "BroughtAbout", fmt::format("`{}` comes about and all is kept", spec_[type].name),
        "its condition never holds"});
        if (answer.truth != Truth::no) return answer;
      }
    }
    return answer;
  }

 private:
  ContractAnswer ended_with(const EndingEvent& event, const std::string& name, ClauseId clause) const {
    return look({[&](Spec& spec, SituationQuestion& question) {
      if (event.event.valid()) question.conditions.push_back(happens(spec, event.event));
      const ClauseId asked = ended_early(spec, clause, event);
      question.goals = {{scoping::GoalKind::arises, asked}};
      question.questions = {asked};
    }, event.event, "Ended", fmt::format("`{}` ends `{}` and all is kept", name, spec_.full_name(clause)),
    "once begun, it never ends earlier with that than without"});
  }

  static ContractAnswer no(std::string reason) {
    ContractAnswer answer;
    answer.truth = Truth::no;
    answer.reason = std::move(reason);
    return answer;
  }

  ContractAnswer not_theirs(ThingId event) const {
    return no(fmt::format("`{}` is for {} to bring about", spec_[event].name, holders_in_words(spec_, holders(event))));
  }

  // Powers over a type are about events that deals declare.
  const std::vector<ThingId>& holders(ThingId event) const { return spec_[event].by; }
  bool has_power(TypeId type) const {
    return std::any_of(contracts_.begin(), contracts_.end(), [&](ContractId contract) {
      const auto& powers = spec_[contract].powers;
      return std::any_of(powers.begin(), powers.end(), [&](const Power& power) {
        return spec_.is_a(type, power.type) && holds(power.by, party_);
      });
    });
  }
  bool is_theirs(ThingId event) const { return holds(holders(event), party_); }

  static ExprId happens(Spec& spec, ThingId event) {
    return spec.add(Happen{thing_name(spec, event), syntax::HappenTense::happens}, kYesOrNo);
  }

  // What is for others to bring about: a named event, or events of a type that the contracts do not name.
  struct Foreign {
    std::string name;
    ThingId event;
    TypeId type;
  };
  std::vector<Foreign> for_others(ThingId wanted) const {
    std::vector<Foreign> result;
    for (const ThingId other : events_of(spec_, contracts_))
      if (other != wanted && !spec_[other].date.valid() && !is_theirs(other))
        result.push_back({spec_[other].name, other, {}});
    for (std::uint32_t i = 0; i < spec_.types.size(); ++i) {
      const TypeId type{i};
      if (spec_[type].kind == syntax::TypeKind::event && is_for_others(type, wanted))
        result.push_back({spec_[type].name, {}, type});
    }
    return result;
  }

  static ExprId never_happens(Spec& spec, const Foreign& foreign) {
    if (foreign.event.valid()) return spec.add(Not{happens(spec, foreign.event)}, kYesOrNo);
    Binder binder = any_of(spec, "event", foreign.type);
    binder.range = syntax::Range::any_time;
    return spec.add(Quantifier{syntax::QuantifierKind::no, Binding{{binder}, {}}, {}}, kYesOrNo);
  }

  // None of it is the party's, named or not, and none is dated.
  bool is_for_others(TypeId type, ThingId wanted) const {
    const auto among_it = [&](ThingId event) {
      if (!spec_.is_a(spec_[event].type, type)) return false;
      return event == wanted || spec_[event].date.valid() || is_theirs(event);
    };
    const std::vector<ThingId> events = events_of(spec_, contracts_);
    if (wanted.valid() && among_it(wanted)) return false;
    if (std::any_of(events.begin(), events.end(), among_it)) return false;
    return std::none_of(contracts_.begin(), contracts_.end(), [&](ContractId contract) {
      const auto& powers = spec_[contract].powers;
      return std::any_of(powers.begin(), powers.end(), [&](const Power& power) {
        return holds(power.by, party_) && (spec_.is_a(type, power.type) || spec_.is_a(power.type, type));
      });
    });
  }

  // What is looked for, and how that is said.
  struct Wanted {
    std::function<void(Spec&, SituationQuestion&)> ask;
    ThingId event;           // may be invalid
    std::string name;        // of the situation that shows it
    std::string title;
    std::string never;       // where nothing does, whatever is kept
  };

  // First without what is for others to bring about, then with it.
  ContractAnswer look(const Wanted& wanted) const {
    const std::vector<Foreign> foreign = for_others(wanted.event);
    ContractAnswer answer;
    Inquiry alone = inquire(wanted, foreign);
    const Answer found = alone.find();
    answer.truth = across_choices(alone, found, Truth::yes, answer);
    answer.searched = alone.searched();
    if (found.satisfiable == Satisfiable::yes)
      answer.shown = alone.show_plainest(sources_, wanted.name, wanted.title, contracts_);
    if (found.satisfiable != Satisfiable::no) return answer;
    Inquiry helped = inquire(wanted, {});
    const Answer then = helped.find();
    if (then.satisfiable == Satisfiable::yes) {
      const std::vector<std::string> others = needed_of(wanted, foreign);
      answer.reason = fmt::format("only if {} too, which is not the party's to bring about",
                                  others.empty()       ? "something happens"
                                  : others.size() == 1 ? names_in_words(others) + " comes about"
                                                       : names_in_words(others) + " come about");
    } else if (then.satisfiable == Satisfiable::no) {
      name_conflict(helped, answer);
      if (answer.because.empty()) answer.reason = wanted.never;
    }
    return answer;
  }

  Inquiry inquire(const Wanted& wanted, const std::vector<Foreign>& excluded) const {
    Spec spec = spec_;
    SituationQuestion question;
    question.contracts = contracts_;
    question.kept = clauses_of(spec_, contracts_);
    wanted.ask(spec, question);
    for (const Foreign& one : excluded) question.conditions.push_back(never_happens(spec, one));
    return Inquiry(std::move(spec), std::move(question), options_);
  }

  // A minimal part of it without which it does not come to that.
  std::vector<std::string> needed_of(const Wanted& wanted, const std::vector<Foreign>& foreign) const {
    std::vector<std::string> needed;
    std::vector<Foreign> excluded;
    for (const Foreign& one : foreign) {
      excluded.push_back(one);
      if (inquire(wanted, excluded).find({}, false).satisfiable == Satisfiable::yes) continue;
      excluded.pop_back();
      needed.push_back(one.name);
    }
    return needed;
  }

  const Spec& spec_;
  const Sources& sources_;
  const std::vector<ContractId>& contracts_;
  ThingId party_;
  const ContractOptions& options_;
};

}  // namespace

ContractAnswer can_bring_about(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                               ThingId party, const ExpectName& event, const ContractOptions& options) {
  const Powers powers(spec, sources, contracts, party, options);
  return event.thing.valid() ? powers.event(event.thing) : powers.type(event.type);
}

namespace {

// Of several ways to end it one that does it counts, then one of which it is not settled.
void add_way_to_end(ContractAnswer& answer, ContractAnswer one) {
  if (one.truth != Truth::no) {
    answer = std::move(one);
    return;
  }
  if (answer.truth != Truth::no) return;
  if (answer.reason.empty()) answer.reason = one.reason;
  answer.unless.insert(answer.unless.end(), one.unless.begin(), one.unless.end());
  if (answer.because.empty()) {
    answer.because = one.because;
    answer.because_spans = one.because_spans;
  }
  if (answer.searched.complete) answer.searched = one.searched;
}

}  // namespace

ContractAnswer can_end(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                       ThingId party, ClauseId clause, const ContractOptions& options) {
  const Powers powers(spec, sources, contracts, party, options);
  ContractAnswer answer;
  answer.truth = Truth::no;
  std::string with;
  const auto see = [&](const std::string& name, ContractAnswer one) {
    with += fmt::format("{}`{}`", with.empty() ? "" : ", ", name);
    if (one.truth == Truth::yes) one.reason = fmt::format("with `{}`", name);
    add_way_to_end(answer, std::move(one));
  };
  for (const ThingId event : ending_events(spec, contracts, clause)) {
    see(spec[event].name, powers.ending(event, clause));
    if (answer.truth == Truth::yes) return answer;
  }
  for (const TypeId type : ending_types(spec, clause)) {
    if (!with.empty() && !powers.is_anyones(type)) continue;
    see(spec[type].name, powers.ending(type, clause));
    if (answer.truth == Truth::yes) return answer;
  }
  if (with.empty()) answer.reason = "its term does not end with any event";
  else if (answer.truth == Truth::no)
    answer.reason = fmt::format("its term speaks of {}{}{}", with, answer.reason.empty() ? "" : ": ", answer.reason);
  return answer;
}

}  // namespace proviso
