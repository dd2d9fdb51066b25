#include "solver/contracts/party.h"

#include "model/conjuncts.h"
#include "model/expr_walk.h"
#include "solver/contracts/added_question.h"
#include "solver/contracts/choices.h"
#include "solver/made_expressions.h"
#include "solver/world_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace proviso {

namespace {

const Type kTruthValue = basic(BaseType::boolean);

bool among(const std::vector<ThingId>& all, ThingId one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::string who(const Spec& spec, const std::vector<ThingId>& by) {
  std::string text;
  for (const ThingId party : by) text += fmt::format("{}`{}`", text.empty() ? "" : " or ", spec[party].name);
  return text.empty() ? "nobody alone" : text;
}

// ---------------------------------------------------------------- what may X do that Y may not

// "from.operator" where the expression is a chain of fields that begins at the local.
std::string chain_from(const Spec& spec, ExprId expr, LocalId local) {
  if (const auto* name = std::get_if<LocalRef>(&spec[expr].node)) return name->local == local ? "." : "";
  const auto* field = std::get_if<FieldOf>(&spec[expr].node);
  if (!field) return "";
  const std::string before = chain_from(spec, field->of, local);
  if (before.empty()) return "";
  std::string own;
  switch (field->kind) {
    case FieldKind::from: own = "from"; break;
    case FieldKind::to: own = "to"; break;
    case FieldKind::declared: own = spec[field->field].name; break;
    default: return "";
  }
  return before == "." ? own : before + "." + own;
}

// Where a party stands in what a norm binds, with the conditions that do not speak of it.
struct Place {
  Binding binding;
  LocalId local;
  ExprId at;
  std::string chain;
  std::vector<ExprId> rest;
  Span clause;
};

class Rights {
 public:
  Rights(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts, ThingId party,
         ThingId other, const WhenAsked& when, const ContractOptions& options)
      : spec_(spec), sources_(sources), contracts_(contracts), party_(party), other_(other), when_(when),
        options_(options) {}

  std::vector<PartyRight> run() {
    for (const ClauseId clause : clauses_of(spec_, contracts_))
      for (const Norm& norm : spec_[clause].norms)
        if (norm.each) look_at(*norm.each, spec_[clause].span);
    for (const Place& place : places_) ask(place);
    powers();
    return std::move(result_);
  }

 private:
  bool stands(const Type& type) const {
    return type.base == BaseType::thing && !type.set && spec_.is_a(spec_[party_].type, type.thing) &&
           spec_.is_a(spec_[other_].type, type.thing);
  }

  void look_at(const Binding& binding, Span clause) {
    for (const Binder& binder : binding.binders) {
      const bool flow = binder.type.base == BaseType::thing &&
                        spec_[binder.type.thing].kind == syntax::TypeKind::flow;
      if (!flow || binder.locals.empty()) continue;
      const LocalId local = binder.locals.front();
      ends(binder, local, clause);
      std::map<std::string, ExprId> chains;
      if (binding.where.valid())
        walk(spec_, binding.where, [&](ExprId expr, const Expr& e) {
          const std::string chain = stands(e.type) ? chain_from(spec_, expr, local) : "";
          if (!chain.empty() && chain != ".") chains.emplace(chain, expr);
        });
      for (const auto& [chain, expr] : chains) enter(place_in(binding, local, chain, expr, clause));
    }
  }

  // The flow as such, from or to the party.
  void ends(const Binder& binder, LocalId local, Span clause) {
    for (const FieldKind kind : {FieldKind::from, FieldKind::to}) {
      const ThingType& type = spec_[binder.type.thing];
      const Type end = thing_type(kind == FieldKind::from ? type.from : type.to);
      if (!stands(end)) continue;
      Binder one = binder;
      one.locals = {local};
      const ExprId name = spec_.add(LocalRef{local}, binder.type);
      const ExprId at = spec_.add(FieldOf{name, kind, {}}, end);
      enter({Binding{{one}, {}}, local, at, kind == FieldKind::from ? "from" : "to", {}, clause});
    }
  }

  Place place_in(const Binding& binding, LocalId local, const std::string& chain, ExprId at, Span clause) const {
    Place place{binding, local, at, chain, {}, clause};
    std::vector<ExprId> parts;
    add_conjuncts(spec_, binding.where, parts);
    for (const ExprId part : parts) {
      bool mentions = false;
      walk(spec_, part, [&](ExprId expr, const Expr&) { mentions = mentions || chain_from(spec_, expr, local) == chain; });
      if (!mentions) place.rest.push_back(part);
    }
    return place;
  }

  std::string text_of(const Place& place) const {
    std::string text;
    for (const ExprId part : place.rest)
      text += (text.empty() ? "" : " and ") + one_line(sources_.text(spec_[part].span));
    return text;
  }

  void enter(Place place) {
    TypeId type;
    for (const Binder& binder : place.binding.binders)
      if (!binder.locals.empty() && binder.locals.front() == place.local) type = binder.type.thing;
    if (seen_.emplace(type, place.chain, text_of(place)).second) places_.push_back(std::move(place));
  }

  ContractAnswer allowed(const Place& place, ThingId party) {
    Spec spec = spec_;
    Binding binding = place.binding;
    binding.where = are_equal(spec, place.at, thing_name(spec, party));
    for (const ExprId part : place.rest)
      binding.where = spec.add(Connect{Connective::and_, part, binding.where}, kTruthValue);
    return ContractQuestions(spec, sources_, options_).allows(contracts_, binding, when_);
  }

  void ask(const Place& place) {
    const ContractAnswer theirs = allowed(place, other_);
    if (theirs.truth != Truth::no) return;
    if (allowed(place, party_).truth != Truth::yes) return;
    std::string types;
    for (const Binder& binder : place.binding.binders)
      if (!binder.locals.empty() && binder.locals.front() == place.local) types = spec_[binder.type.thing].name;
    const std::string& local = spec_[place.local].name;
    std::string text = fmt::format("`{}: {}` with `{}.{} == {}`", local, types, local, place.chain, spec_[party_].name);
    if (const std::string rest = text_of(place); !rest.empty()) text += fmt::format(" where `{}`", rest);
    result_.push_back({std::move(text), place.clause, theirs.because, false, theirs.searched});
  }

  void powers() {
    const auto only_ours = [&](const std::vector<ThingId>& by) { return among(by, party_) && !among(by, other_); };
    for (const ThingId event : events_of(spec_, contracts_))
      if (only_ours(spec_[event].by))
        result_.push_back({fmt::format("bring about `{}`", spec_[event].name), spec_[event].span, {}, true, {}});
    for (const ContractId contract : contracts_)
      for (const Power& power : spec_[contract].powers)
        if (only_ours(power.by))
          result_.push_back({fmt::format("bring about any `{}`", spec_[power.type].name), power.span, {}, true, {}});
  }

  Spec spec_;
  const Sources& sources_;
  const std::vector<ContractId>& contracts_;
  ThingId party_, other_;
  WhenAsked when_;
  ContractOptions options_;
  std::vector<Place> places_;
  std::set<std::tuple<TypeId, std::string, std::string>> seen_;
  std::vector<PartyRight> result_;
};

// ---------------------------------------------------------------- what must X do

// Whether the clause comes into play while all is kept, on a day on which the condition holds.
ContractAnswer in_play(const Spec& original, const std::vector<ContractId>& contracts, ClauseId clause,
                       ExprId condition, bool negated, const ContractOptions& options) {
  Spec spec = original;
  Clause asked = spec[clause];
  asked.name = "question";
  asked.overridden.clear();
  if (condition.valid()) {
    const ExprId wanted = negated ? spec.add(Not{condition}, kTruthValue) : condition;
    asked.while_ = asked.while_.valid() ? spec.add(Connect{Connective::and_, asked.while_, wanted}, kTruthValue)
                                        : wanted;
  }
  const ClauseId id{static_cast<std::uint32_t>(spec.clauses.size())};
  spec.clauses.push_back(std::move(asked));
  SituationQuestion question;
  question.contracts = contracts;
  question.kept = clauses_of(original, contracts);
  question.goals = {{scoping::GoalKind::arises, id}};
  question.questions = {id};
  Inquiry inquiry(std::move(spec), std::move(question), options);
  ContractAnswer answer;
  answer.truth = across_choices(inquiry, inquiry.find(), Truth::yes, answer);
  answer.searched = inquiry.searched();
  return answer;
}

bool owes(const Clause& clause) {
  return std::any_of(clause.norms.begin(), clause.norms.end(),
                     [](const Norm& norm) { return norm.kind != syntax::NormKind::may; });
}

// ---------------------------------------------------------------- can X …

class Powers {
 public:
  Powers(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts, ThingId party,
         const ContractOptions& options)
      : spec_(spec), sources_(sources), contracts_(contracts), party_(party), options_(options) {}

  ContractAnswer event(ThingId event) const {
    if (!is_theirs(event)) return no(fmt::format("`{}` is for {} to bring about", spec_[event].name, who(spec_, holders(event))));
    return look([&](Spec& spec, SituationQuestion& question) {
      question.conditions.push_back(happens(spec, event));
    }, event, spec_[event].name);
  }

  ContractAnswer type(TypeId type) const {
    ContractAnswer answer = no(fmt::format("no power over `{}` is the party's", spec_[type].name));
    for (const ContractId contract : contracts_) {
      for (const Power& power : spec_[contract].powers) {
        if (!spec_.is_a(type, power.type) || !among(power.by, party_)) continue;
        answer = look([&](Spec& spec, SituationQuestion& question) {
          spec.locals.push_back({"event", thing_type(type), power.span});
          Binder binder;
          binder.locals = {LocalId{static_cast<std::uint32_t>(spec.locals.size() - 1)}};
          binder.type = thing_type(type);
          binder.span = power.span;
          const ClauseId asked = add_question(spec, contract, Binding{{binder}, {}}, {});
          question.goals = {{scoping::GoalKind::arises, asked}};
          question.questions = {asked};
        }, ThingId{}, spec_[type].name);
        if (answer.truth != Truth::no) return answer;
      }
    }
    return answer;
  }

 private:
  static ContractAnswer no(std::string reason) {
    ContractAnswer answer;
    answer.truth = Truth::no;
    answer.reason = std::move(reason);
    return answer;
  }

  std::vector<ThingId> holders(ThingId event) const {
    std::vector<ThingId> result = spec_[event].by;
    for (const ContractId contract : contracts_)
      for (const Power& power : spec_[contract].powers)
        if (spec_.is_a(spec_[event].type, power.type))
          for (const ThingId one : power.by)
            if (!among(result, one)) result.push_back(one);
    return result;
  }
  bool is_theirs(ThingId event) const { return among(holders(event), party_); }

  static ExprId happens(Spec& spec, ThingId event) {
    return spec.add(Happen{thing_name(spec, event), syntax::HappenTense::happens}, kTruthValue);
  }

  // Nothing happens that is for others to bring about.
  void exclude_others(Spec& spec, SituationQuestion& question, ThingId wanted) const {
    for (const ThingId other : events_of(spec_, contracts_))
      if (other != wanted && !spec_[other].date.valid() && !is_theirs(other))
        question.conditions.push_back(spec.add(Not{happens(spec, other)}, kTruthValue));
    for (std::uint32_t i = 0; i < spec_.types.size(); ++i) {
      const TypeId type{i};
      if (spec_[type].kind != syntax::TypeKind::event || !is_for_others(type, wanted)) continue;
      Binder binder;
      binder.locals = {LocalId{static_cast<std::uint32_t>(spec.locals.size())}};
      binder.type = thing_type(type);
      binder.range = syntax::Range::any_time;
      spec.locals.push_back({"event", binder.type, {}});
      question.conditions.push_back(
          spec.add(Quantifier{syntax::QuantifierKind::no, Binding{{binder}, {}}, {}}, kTruthValue));
    }
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
        return among(power.by, party_) && (spec_.is_a(type, power.type) || spec_.is_a(power.type, type));
      });
    });
  }

  // First without what is for others to bring about, then with it.
  template <class Ask>
  ContractAnswer look(Ask ask, ThingId wanted, const std::string& name) const {
    const auto inquire = [&](bool alone) {
      Spec spec = spec_;
      SituationQuestion question;
      question.contracts = contracts_;
      question.kept = clauses_of(spec_, contracts_);
      ask(spec, question);
      if (alone) exclude_others(spec, question, wanted);
      return Inquiry(std::move(spec), std::move(question), options_);
    };
    ContractAnswer answer;
    Inquiry alone = inquire(true);
    const Answer found = alone.find();
    answer.truth = across_choices(alone, found, Truth::yes, answer);
    answer.searched = alone.searched();
    if (found.satisfiable == Satisfiable::yes)
      answer.shown = alone.shown(sources_, alone.plainest(), "BroughtAbout",
                                 fmt::format("`{}` comes about and all is kept", name), contracts_);
    if (found.satisfiable != Satisfiable::no) return answer;
    Inquiry helped = inquire(false);
    const Answer then = helped.find();
    if (then.satisfiable == Satisfiable::yes) {
      answer.reason = "only after what is not the party's to bring about";
      for (const ThingId other : events_of(spec_, contracts_))
        if (other != wanted && !is_theirs(other) && happened_in(helped, helped.plainest(), other))
          answer.unless.push_back(spec_[other].name);
    } else if (then.satisfiable == Satisfiable::no) {
      name_clauses(spec_, helped.minimal_conflict(), answer);
      if (answer.because.empty()) answer.reason = "its condition never holds";
    }
    return answer;
  }

  static bool happened_in(Inquiry& inquiry, const Witness& witness, ThingId event) {
    const auto found = inquiry.problem().open_dates.find(event);
    if (found == inquiry.problem().open_dates.end()) return false;
    Evaluator evaluate(inquiry.formulas(), witness.assignment);
    return std::any_of(found->second.begin(), found->second.end(),
                       [&](const auto& date) { return !date.second.never && evaluate(date.first); });
  }

  const Spec& spec_;
  const Sources& sources_;
  const std::vector<ContractId>& contracts_;
  ThingId party_;
  const ContractOptions& options_;
};

// Events at which the clause's term ends: those its end speaks of, and those its `while` excludes.
std::vector<ThingId> ends_of(const Spec& spec, ClauseId clause) {
  std::vector<ThingId> result;
  const auto add = [&](ExprId root) {
    if (!root.valid()) return;
    walk(spec, root, [&](ExprId, const Expr& e) {
      const auto* ref = std::get_if<ThingRef>(&e.node);
      const bool event = ref && spec[spec[ref->thing].type].kind == syntax::TypeKind::event;
      if (event && !among(result, ref->thing)) result.push_back(ref->thing);
    });
  };
  for (const ExprId end : spec[clause].bounds.until) add(end);
  if (spec[clause].contract.valid())
    for (const ExprId end : spec[spec[clause].contract].bounds.until) add(end);
  if (spec[clause].while_.valid())
    walk(spec, spec[clause].while_, [&](ExprId, const Expr& e) {
      if (const auto* negation = std::get_if<Not>(&e.node)) add(negation->operand);
    });
  return result;
}

}  // namespace

std::vector<PartyRight> what_may(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                                 ThingId party, ThingId other, const WhenAsked& when,
                                 const ContractOptions& options) {
  return Rights(spec, sources, contracts, party, other, when, options).run();
}

std::vector<PartyDuty> what_must(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                                 ThingId party, ExprId condition, const ContractOptions& options) {
  std::vector<PartyDuty> result;
  for (const ClauseId id : clauses_of(spec, contracts)) {
    const Clause& clause = spec[id];
    if (clause.bearer != party || !owes(clause)) continue;
    const ContractAnswer then = in_play(spec, contracts, id, condition, false, options);
    if (then.truth == Truth::no || then.truth == Truth::impossible) continue;
    PartyDuty duty;
    duty.clause = spec.full_name(id);
    duty.title = clause.title;
    for (const Norm& norm : clause.norms)
      if (norm.kind != syntax::NormKind::may)
        duty.text += (duty.text.empty() ? "" : "; ") + one_line(sources.text(norm.span));
    duty.span = clause.span;
    duty.truth = then.truth;
    duty.depends_on = then.depends_on;
    if (condition.valid())
      duty.only_then = in_play(spec, contracts, id, condition, true, options).truth == Truth::no;
    result.push_back(std::move(duty));
  }
  return result;
}

ContractAnswer can_bring_about(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                               ThingId party, const ExpectName& event, const ContractOptions& options) {
  const Powers powers(spec, sources, contracts, party, options);
  return event.thing.valid() ? powers.event(event.thing) : powers.type(event.type);
}

ContractAnswer can_end(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                       ThingId party, ClauseId clause, const ContractOptions& options) {
  const Powers powers(spec, sources, contracts, party, options);
  ContractAnswer answer;
  answer.truth = Truth::no;
  const std::vector<ThingId> ends = ends_of(spec, clause);
  if (ends.empty()) answer.reason = "its term does not end with any event";
  std::string with;
  for (const ThingId event : ends) {
    ContractAnswer one = powers.event(event);
    with += fmt::format("{}`{}`", with.empty() ? "" : ", ", spec[event].name);
    if (one.truth == Truth::yes) {
      one.reason = fmt::format("with `{}`", spec[event].name);
      return one;
    }
    if (one.truth == Truth::no && answer.truth == Truth::no) {
      if (answer.reason.empty()) answer.reason = one.reason;
      answer.unless.insert(answer.unless.end(), one.unless.begin(), one.unless.end());
      if (answer.searched.complete) answer.searched = one.searched;
    } else if (one.truth != Truth::no) {
      answer = std::move(one);
    }
  }
  if (answer.truth == Truth::no && !with.empty())
    answer.reason = fmt::format("it ends with {}{}{}", with, answer.reason.empty() ? "" : ": ", answer.reason);
  return answer;
}

}  // namespace proviso
