// What contracts say of a thing: forbidden, permitted, nothing.
#include "solver/contracts/permission.h"

#include "solver/contracts/added_question.h"
#include "solver/contracts/choices.h"
#include "solver/contracts/rewrite.h"
#include "solver/made_expressions.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

// Some situation that keeps `kept` has a thing as asked that the permission describes on that day.
bool describes(const Spec& original, const std::vector<ContractId>& contracts, ClauseId permission,
               const Binding& binding, const WhenAsked& when, std::vector<ClauseId> kept,
               const ContractOptions& options) {
  const Type& type = binding.binders.front().type;
  Spec spec = original;
  const std::vector<ExprId> days = days_asked(spec, contracts, when);
  const auto both = [&](ExprId a, ExprId b) { return connected(spec, Connective::and_, a, b); };
  Clause clause = spec[permission];
  std::vector<Norm> norms;
  for (const Norm& norm : clause.norms) {
    if (norm.kind != syntax::NormKind::may || !norm.each) continue;
    for (const Binder& binder : norm.each->binders) {
      const bool related = binder.type.base == BaseType::thing && type.base == BaseType::thing &&
                           (spec.is_a(binder.type.thing, type.thing) || spec.is_a(type.thing, binder.type.thing));
      if (!related) continue;
      Norm joint = norm;
      joint.each->binders.insert(joint.each->binders.end(), binding.binders.begin(), binding.binders.end());
      const ExprId one = spec.add(LocalRef{binder.locals.front()}, binder.type);
      const ExprId other = spec.add(LocalRef{binding.binders.front().locals.front()}, type);
      ExprId where = both(both(norm.each->where, binding.where), are_equal(spec, one, other));
      for (const ExprId day : days) where = both(where, day);
      joint.each->where = where;
      norms.push_back(std::move(joint));
      break;
    }
  }
  if (norms.empty()) return false;
  clause.norms = std::move(norms);
  clause.overridden.clear();
  const ClauseId asked = enter_clause(spec, std::move(clause));
  SituationQuestion question = question_about(contracts, std::move(kept), {{scoping::GoalKind::arises, asked}});
  question.questions = {asked};
  question.with_past = when.with_past;
  Inquiry inquiry(std::move(spec), std::move(question), options);
  return inquiry.find().satisfiable == Satisfiable::yes;
}

// The condition with the one local in place of the other.
ExprId of_local(Spec& spec, ExprId condition, LocalId of, LocalId local, const Type& type) {
  return rewrite(spec, condition, [&](ExprId id) -> ExprId {
    const auto* name = std::get_if<LocalRef>(&spec[id].node);
    return name && name->local == of ? spec.add(LocalRef{local}, type) : ExprId{};
  });
}

// The local of a norm that binds one thing of a kind that a thing as asked is of.
std::optional<LocalId> single_local(const Spec& spec, const Norm& norm, const Type& asked) {
  if (norm.period || !norm.each || norm.each->binders.size() != 1) return std::nullopt;
  const Binder& binder = norm.each->binders.front();
  const bool things = binder.type.base == BaseType::thing && asked.base == BaseType::thing;
  if (!things || binder.locals.size() != 1 || !spec.is_a(asked.thing, binder.type.thing)) return std::nullopt;
  return binder.locals.front();
}

// What is asked about as far as a norm goes against it, and nothing excuses or permits it. Nothing where
// the norm is about other things.
class ForbiddenPart {
 public:
  ForbiddenPart(Spec& spec, const std::vector<ContractId>& contracts, const Binding& asked)
      : spec_(spec), contracts_(contracts), part_(asked), type_(asked.binders.front().type),
        local_(asked.binders.front().locals.front()) {}

  // `but`: a permission that does not count.
  std::optional<Binding> of(const Norm& norm, ClauseId but = {}) {
    const std::optional<LocalId> local = single_local(spec_, norm, type_);
    if (!local || norm.kind == syntax::NormKind::may) return std::nullopt;
    add(norm.each->where, *local, false);
    if (norm.kind == syntax::NormKind::must) add(norm.condition, *local, true);
    if (norm.kind == syntax::NormKind::must_not) add(norm.condition, *local, false);
    add(norm.unless, *local, true);
    for (const ClauseId clause : clauses_of(spec_, contracts_))
      for (const Norm& other : std::vector<Norm>(spec_[clause].norms))
        if (clause != but && other.kind == syntax::NormKind::may && !leave_out(other)) return std::nullopt;
    return part_;
  }

 private:
  bool leave_out(const Norm& permission) {
    const std::optional<LocalId> local = single_local(spec_, permission, type_);
    if (local) add(permission.each->where, *local, true);
    return !local || permission.each->where.valid();
  }

  void add(ExprId condition, LocalId of, bool negated) {
    if (!condition.valid()) return;
    ExprId one = of_local(spec_, condition, of, local_, type_);
    if (negated) one = spec_.add(Not{one}, basic(BaseType::boolean));
    part_.where = connected(spec_, Connective::and_, part_.where, one);
  }

  Spec& spec_;
  const std::vector<ContractId>& contracts_;
  Binding part_;
  Type type_;
  LocalId local_;
};

void add_names(std::vector<std::string>& to, const std::vector<std::string>& names) {
  for (const std::string& name : names)
    if (std::find(to.begin(), to.end(), name) == to.end()) to.push_back(name);
}

// The clause of this full name makes each of the others give way.
bool overrides_all(const Spec& spec, const std::string& by, const std::vector<std::string>& others) {
  return !others.empty() && std::all_of(others.begin(), others.end(), [&](const std::string& other) {
    return std::any_of(spec.clauses.begin(), spec.clauses.end(), [&](const Clause& clause) {
      const ClauseId id{static_cast<std::uint32_t>(&clause - spec.clauses.data())};
      return spec.full_name(id) == other &&
             std::any_of(clause.overridden.begin(), clause.overridden.end(),
                         [&](const Override& one) { return spec.full_name(one.by) == by; });
    });
  });
}

// Every value is one that the spec can name.
bool can_be_fixed(const Spec& spec, const AnswerByChoice& choice) {
  return std::all_of(choice.terms.begin(), choice.terms.end(), [&](const auto& term) {
    const auto* thing = std::get_if<ThingId>(&term.second);
    return !thing || thing->index < spec.things.size();
  });
}

}  // namespace

// Where something such may be: the clauses that leave no room for what they describe of it.
std::string ContractQuestions::forbidden_part(const std::vector<ContractId>& contracts, const Binding& binding,
                                              const WhenAsked& when) {
  std::vector<std::string> clauses;
  bool settled = true;
  WhenAsked asking = when;
  asking.only_truth = true;
  const auto ask = [&](ClauseId clause, const Norm& norm, ClauseId before) {
    Spec spec = spec_;
    const std::optional<Binding> part = ForbiddenPart(spec, contracts, binding).of(norm, before);
    if (!part) return;
    if (before.valid()) spec.clauses[clause.index].bounds.until.push_back(spec[before].bounds.from);
    const ContractAnswer answer =
        ContractQuestions(spec, sources_, options_).allowed_in_term(contracts, clause, *part, asking);
    if (answer.truth != Truth::no) return;
    add_names(clauses, answer.because);
    settled = settled && searched_enough(answer.searched, options_);
  };
  const std::vector<ClauseId> all = clauses_of(spec_, contracts);
  for (const ClauseId clause : all)
    for (const Norm& norm : spec_[clause].norms) {
      ask(clause, norm, {});
      // What is permitted from some day on may be forbidden before.
      for (const ClauseId permission : all)
        if (permits(spec_, permission) && spec_[permission].bounds.from.valid()) ask(clause, norm, permission);
    }
  if (clauses.empty()) return "";
  return fmt::format("some of it is forbidden because of {}{}", names_in_words(clauses),
                     settled ? "" : ", as far as was looked");
}

// Of an answer that depends, the status under each of the choices.
void ContractQuestions::add_status_by_choice(const std::vector<ContractId>& contracts, const Binding& binding,
                                             const WhenAsked& when, ContractAnswer& answer) {
  WhenAsked asking = when;
  asking.only_truth = true;
  for (AnswerByChoice& one : answer.by_choice) {
    if (!can_be_fixed(spec_, one)) continue;
    Spec spec = spec_;
    ContractOptions options = options_;
    options.by_choice = false;
    for (const auto& [term, value] : one.terms) options.conditions.push_back(has_value(spec, term, value));
    if (one.terms.empty())
      options.readings.insert(options.readings.end(), one.choice.begin(), one.choice.end());
    ContractAnswer then;
    one.status = ContractQuestions(spec, sources_, options).status(contracts, binding, asking, then);
  }
}

std::string ContractQuestions::status(const std::vector<ContractId>& contracts, const Binding& binding,
                                      const WhenAsked& when, ContractAnswer& answer) {
  answer = allows(contracts, binding, when);
  // Does some permission describe such a thing, and, where such a thing may be, one that may be?
  const bool may_be = answer.truth == Truth::yes || answer.truth == Truth::depends;
  const std::vector<ClauseId> all = clauses_of(spec_, contracts);
  std::vector<std::string> by, contested;
  for (const ClauseId clause : all) {
    if (!permits(spec_, clause) || !describes(spec_, contracts, clause, binding, when, {}, options_)) continue;
    const bool really = !may_be || describes(spec_, contracts, clause, binding, when, all, options_);
    (really ? by : contested).push_back(spec_.full_name(clause));
  }
  if (answer.truth == Truth::depends) add_status_by_choice(contracts, binding, when, answer);
  if (!contested.empty())
    answer.reason = fmt::format("some of it is forbidden, and permitted by {}", names_in_words(contested));
  else if (answer.truth == Truth::yes)
    answer.reason = forbidden_part(contracts, binding, when);
  // What it permits is forbidden only where it does not make that give way: on other days.
  if (answer.truth == Truth::no)
    std::erase_if(by, [&](const std::string& permission) { return overrides_all(spec_, permission, answer.because); });
  const std::string permitted = by.empty() ? "" : "permitted by " + names_in_words(by);
  switch (answer.truth) {
    case Truth::impossible: return "impossible";
    case Truth::undecided: return "undecided";
    case Truth::depends: return by.empty() ? "depends" : "depends; where allowed, expressly " + permitted;
    case Truth::no: return by.empty() ? "forbidden" : "contested: forbidden, and " + permitted;
    case Truth::yes: break;
  }
  return by.empty() ? "not regulated" : "expressly " + permitted;
}

}  // namespace proviso
