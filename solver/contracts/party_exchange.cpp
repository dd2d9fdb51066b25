#include "solver/contracts/party_exchange.h"

#include "model/expr_walk.h"
#include "solver/contracts/added_question.h"
#include "solver/contracts/permission.h"
#include "solver/made_expressions.h"
#include "solver/open_things.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace proviso {

namespace {

constexpr std::size_t kMostForExchange = 8;  // things of each type

// Where a flow or event names a party.
struct PartyPlace {
  TypeId type;
  FieldKind kind = FieldKind::from;
  FieldId field;
};

class Exchange {
 public:
  Exchange(const Spec& spec, const std::vector<ContractId>& contracts, ThingId party, ThingId other, bool with_past,
           const ContractOptions& options)
      : original_(spec), contracts_(contracts), party_(party), other_(other), with_past_(with_past),
        options_(options) {}

  std::vector<std::string> run() {
    look_around();
    for (std::uint32_t i = 0; i < original_.types.size(); ++i) {
      if (!is_spoken_of(TypeId{i})) continue;
      for (const PartyPlace& place : places_of(TypeId{i}))
        if (!is_harmless(place)) add(name_of_field(place.kind, place.field), original_[place.type].name);
    }
    return std::move(unlike_);
  }

 private:
  void add(const std::string& field, const std::string& type) {
    std::string text = fmt::format("`{}` of `{}`", field, type);
    if (std::find(unlike_.begin(), unlike_.end(), text) == unlike_.end()) unlike_.push_back(std::move(text));
  }

  std::string name_of_field(FieldKind kind, FieldId field) const {
    if (kind == FieldKind::from) return "from";
    return kind == FieldKind::to ? "to" : original_[field].name;
  }

  bool stands(const Type& type) const {
    return type.base == BaseType::thing && !type.set && original_.is_a(original_[party_].type, type.thing) &&
           original_.is_a(original_[other_].type, type.thing);
  }

  // What the contracts and facts bind, and fields of entities that name a party.
  void look_around() {
    const auto bound = [&](const Binding& binding) {
      for (const Binder& binder : binding.binders)
        if (binder.type.base == BaseType::thing) bound_.insert(binder.type.thing);
    };
    for_each_expr(original_, contracts_, [&](ExprId root) {
      walk(original_, root, [&](ExprId, const Expr& e) {
        if (const Binding* binding = binding_of(e.node)) bound(*binding);
        if (const auto* field = std::get_if<FieldOf>(&e.node)) look_at(*field, e.type);
      });
    });
    for (const ClauseId clause : clauses_of(original_, contracts_))
      for (const Norm& norm : original_[clause].norms)
        if (norm.each) bound(*norm.each);
    for (const Fact& fact : facts())
      if (fact.each) bound(*fact.each);
    for (const ContractId contract : contracts_)
      for (const Power& power : original_[contract].powers) bound_.insert(power.type);
  }

  // "s.from.operator": another entity would have to stand there.
  void look_at(const FieldOf& field, const Type& type) {
    if (field.kind != FieldKind::declared || !stands(type)) return;
    if (std::holds_alternative<ThingRef>(original_[field.of].node)) return;
    const Type& of = original_[field.of].type;
    if (of.base == BaseType::thing && original_[of.thing].kind == syntax::TypeKind::entity)
      add(original_[field.field].name, original_[of.thing].name);
  }

  std::vector<Fact> facts() const {
    std::vector<Fact> all = original_.facts;
    for (const ContractId contract : contracts_)
      all.insert(all.end(), original_[contract].facts.begin(), original_[contract].facts.end());
    return all;
  }

  bool is_spoken_of(TypeId type) const {
    return std::any_of(bound_.begin(), bound_.end(),
                       [&](TypeId one) { return original_.is_a(type, one) || original_.is_a(one, type); });
  }

  std::vector<PartyPlace> places_of(TypeId id) const {
    const ThingType& type = original_[id];
    std::vector<PartyPlace> result;
    if (type.kind == syntax::TypeKind::entity) return result;
    if (type.kind == syntax::TypeKind::flow && stands(thing_type(type.from))) result.push_back({id, FieldKind::from, {}});
    if (type.kind == syntax::TypeKind::flow && stands(thing_type(type.to))) result.push_back({id, FieldKind::to, {}});
    for (const FieldId field : type.fields)
      if (stands(original_[field].type)) result.push_back({id, FieldKind::declared, field});
    return result;
  }

  // `may x: T where x.place == party`
  ClauseId add_asked(Spec& spec, const PartyPlace& place) const {
    Binder binder = any_of(spec, "x", place.type);
    binder.range = syntax::Range::any_time;
    const ThingType& type = spec[place.type];
    const Type end = place.kind == FieldKind::declared ? spec[place.field].type
                     : thing_type(place.kind == FieldKind::from ? type.from : type.to);
    const ExprId name = spec.add(LocalRef{binder.locals.front()}, binder.type);
    const ExprId at = spec.add(FieldOf{name, place.kind, place.field}, end);
    return add_question(spec, ContractId{}, Binding{{binder}, are_equal(spec, at, thing_name(spec, party_))}, {});
  }

  // What may not go unkept where the other stands there: the duties, and the facts as duties.
  std::vector<ClauseId> add_broken(Spec& spec) const {
    std::vector<ClauseId> result;
    for (const ClauseId clause : clauses_of(spec, contracts_))
      if (!is_permission(spec, clause)) result.push_back(clause);
    for (const Fact& fact : facts()) {
      Clause clause;
      clause.name = "fact";
      Norm norm;
      norm.kind = syntax::NormKind::must;
      norm.each = fact.each;
      norm.condition = fact.condition;
      clause.norms.push_back(std::move(norm));
      result.push_back(enter_clause(spec, std::move(clause)));
    }
    return result;
  }

  // In situations of so many things of each type every way shows in which it can do harm; none: it is not known.
  std::optional<std::size_t> enough(const Spec& spec, const SituationQuestion& question) const {
    std::size_t most = 1;
    for (std::size_t i = 1; i < question.goals.size(); ++i) {
      const scoping::Scope scope = scoping::enough_for(
          spec, {question.contracts, question.kept, {question.goals.front(), question.goals[i]}, question.conditions});
      if (!options_.scope && (!scope.complete || !scope.ranged.empty())) return std::nullopt;
      for (const auto& [type, count] : scope.count) most = std::max(most, count);
    }
    if (options_.scope) most = *options_.scope;
    return most <= kMostForExchange ? std::optional(most) : std::nullopt;
  }

  bool is_harmless(const PartyPlace& place) const {
    Spec spec = original_;
    SituationQuestion question = question_about(contracts_, clauses_of(original_, contracts_), {});
    question.with_past = with_past_;
    question.conditions = options_.conditions;
    const ClauseId asked = add_asked(spec, place);
    question.goals.push_back({scoping::GoalKind::arises, asked});
    for (const ClauseId clause : add_broken(spec)) question.goals.push_back({scoping::GoalKind::broken, clause});
    for (const scoping::Goal& goal : question.goals)
      if (std::find(question.kept.begin(), question.kept.end(), goal.clause) == question.kept.end())
        question.questions.push_back(goal.clause);
    ContractOptions options = options_;
    options.conditions.clear();
    options.scope = enough(spec, question);
    if (!options.scope) return false;
    Inquiry inquiry(std::move(spec), question, options);
    if (!inquiry.refused().empty()) return false;
    const Searched& looked = inquiry.situation().searched;
    if (!options_.scope && (!looked.complete || !looked.why.empty())) return false;
    for (const ClauseId clause : question.kept)
      if (!inquiry.clause(clause).refused.empty()) return false;
    for (const ThingId made : inquiry.situation().made)
      if (inquiry.spec().is_a(inquiry.spec()[made].type, place.type) && !is_harmless(inquiry, made, place)) return false;
    return true;
  }

  // Where the party stands in this thing and all is kept, all is kept with the other instead.
  bool is_harmless(Inquiry& inquiry, ThingId made, const PartyPlace& place) const {
    const ExprId value = part_of(inquiry.spec()[made], place.kind, place.field);
    const auto* open = value.valid() ? std::get_if<OpenRef>(&inquiry.spec()[value].node) : nullptr;
    if (!open) return false;
    const auto found = inquiry.problem().terms.find(open->term);
    if (found == inquiry.problem().terms.end()) return false;
    const auto* cases = std::get_if<ground::Cases<ThingId>>(&found->second.data);
    if (!cases) return false;
    const std::optional<Formula> with_party = case_of(*cases, party_), with_other = case_of(*cases, other_);
    if (!with_party) return true;
    if (!with_other) return false;
    Formulas& formulas = inquiry.formulas();
    const std::map<VarId, VarId> names = new_variables(inquiry, open->term);
    for (const Constraint& constraint : inquiry.problem().constraints)
      if (constraint.kind != ConstraintKind::fact && formulas.renamed(constraint.formula, names) != constraint.formula)
        return false;
    std::vector<Formula> all = inquiry.admissible();
    all.push_back(inquiry.kept());
    const Formula still = formulas.renamed(formulas.and_(all), names);
    const auto presence = inquiry.problem().presence.find(made);
    if (presence != inquiry.problem().presence.end()) all.push_back(formulas.boolean(presence->second));
    all.push_back(*with_party);
    all.push_back(formulas.renamed(*with_other, names));
    all.push_back(formulas.not_(still));
    return inquiry.asker().ask(all).satisfiable == Satisfiable::no;
  }

  static std::optional<Formula> case_of(const ground::Cases<ThingId>& cases, ThingId thing) {
    for (const auto& [guard, one] : cases)
      if (one == thing) return guard;
    return std::nullopt;
  }

  static std::map<VarId, VarId> new_variables(Inquiry& inquiry, OpenTermId term) {
    std::map<VarId, VarId> names;
    for (const OpenThing& thing : open_things(inquiry.problem())) {
      if (thing.origin.kind != OriginKind::term || thing.origin.term != term) continue;
      for (const VarId variable : thing.variables) {
        Variable other = inquiry.formulas()[variable];
        other.name += "'";
        names.emplace(variable, inquiry.formulas().variable(std::move(other)));
      }
    }
    return names;
  }

  const Spec& original_;
  const std::vector<ContractId>& contracts_;
  ThingId party_, other_;
  bool with_past_;
  const ContractOptions& options_;
  std::set<TypeId> bound_;
  std::vector<std::string> unlike_;
};

}  // namespace

std::vector<std::string> unlike_places(const Spec& spec, const std::vector<ContractId>& contracts, ThingId party,
                                       ThingId other, bool with_past, const ContractOptions& options) {
  return Exchange(spec, contracts, party, other, with_past, options).run();
}

}  // namespace proviso
