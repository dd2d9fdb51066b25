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
  Clause asked = bound_every_day(spec, clause);
  asked.name = "question";
  asked.overridden.clear();
  if (condition.valid()) {
    const ExprId wanted = negated ? spec.add(Not{condition}, kTruthValue) : condition;
    asked.while_ = asked.while_.valid() ? spec.add(Connect{Connective::and_, asked.while_, wanted}, kTruthValue)
                                        : wanted;
  }
  const ClauseId id = enter_clause(spec, std::move(asked));
  SituationQuestion question = question_about(contracts, clauses_of(original, contracts),
                                              {{scoping::GoalKind::arises, id}});
  question.questions = {id};
  Inquiry inquiry(std::move(spec), std::move(question), options);
  ContractAnswer answer;
  answer.truth = across_choices(inquiry, inquiry.find(), Truth::yes, answer);
  answer.searched = inquiry.searched();
  return answer;
}

// Whether it can come to the condition of the question while all is kept.
ContractAnswer can_come_to(const Spec& original, const std::vector<ContractId>& contracts, ExprId condition,
                           const ContractOptions& options) {
  Spec spec = original;
  const ExprId yes = spec.add(BoolConst{true}, kTruthValue);
  const ClauseId asked = add_question(spec, ContractId{}, yes, {condition});
  SituationQuestion question = question_about(contracts, clauses_of(original, contracts),
                                              {{scoping::GoalKind::arises, asked}});
  question.questions = {asked};
  Inquiry inquiry(std::move(spec), std::move(question), options);
  ContractAnswer answer;
  answer.truth = across_choices(inquiry, inquiry.find(), Truth::yes, answer);
  answer.searched = inquiry.searched();
  if (answer.truth != Truth::no) return answer;
  if (!searched_enough(answer.searched, options)) {
    answer.truth = Truth::undecided;
    answer.reason = fmt::format("no situation that keeps the contracts and has it was found ({})",
                                as_far_as(answer.searched));
    return answer;
  }
  answer.truth = Truth::impossible;
  if (inquiry.find_any(false, true).satisfiable == Satisfiable::no) {
    answer.reason = "no situation has it";
    return answer;
  }
  answer.reason = "no situation that keeps the contracts has it: it comes only in breach";
  name_clauses(original, inquiry.minimal_conflict(), answer);
  return answer;
}

bool owes(const Clause& clause) {
  return std::any_of(clause.norms.begin(), clause.norms.end(),
                     [](const Norm& norm) { return norm.kind != syntax::NormKind::may; });
}

}  // namespace

std::vector<PartyRight> what_may(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                                 ThingId party, ThingId other, const WhenAsked& when,
                                 const ContractOptions& options) {
  return Rights(spec, sources, contracts, party, other, when, options).run();
}

PartyDuties what_must(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                      ThingId party, ExprId condition, const ContractOptions& options) {
  PartyDuties result;
  if (condition.valid()) {
    result.condition = can_come_to(spec, contracts, condition, options);
    const ContractAnswer& come = *result.condition;
    const bool none = come.truth == Truth::undecided && !searched_enough(come.searched, options);
    if (come.truth == Truth::impossible || none) return result;
  }
  for (const ClauseId id : clauses_of(spec, contracts)) {
    const Clause& clause = spec[id];
    if (clause.bearer != party || !owes(clause)) continue;
    const ContractAnswer then = in_play(spec, contracts, id, condition, false, options);
    const bool none = then.truth == Truth::no || then.truth == Truth::impossible;
    if (none && searched_enough(then.searched, options)) continue;
    PartyDuty duty;
    duty.clause = spec.full_name(id);
    duty.title = clause.title;
    for (const Norm& norm : clause.norms)
      if (norm.kind != syntax::NormKind::may)
        duty.text += (duty.text.empty() ? "" : "; ") + one_line(sources.text(norm.span));
    duty.span = clause.span;
    duty.truth = none ? Truth::undecided : then.truth;
    duty.reason = none ? as_far_as(then.searched) : then.reason;
    duty.depends_on = then.depends_on;
    if (condition.valid() && !none) {
      const ContractAnswer otherwise = in_play(spec, contracts, id, condition, true, options);
      duty.only_then = otherwise.truth == Truth::no && searched_enough(otherwise.searched, options);
    }
    result.duties.push_back(std::move(duty));
  }
  return result;
}

}  // namespace proviso
