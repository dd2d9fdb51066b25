#include "solver/contracts/partly_blocked.h"

#include "solver/contracts/permission.h"
#include "solver/made_expressions.h"
#include "solver/open_things.h"
#include "solver/project/bounds.h"
#include "solver/project/projection.h"
#include "solver/replay.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

constexpr int kUses = 24;  // looked at, of one norm
constexpr int kDoubts = 3;  // forbidden among few things, allowed among more

// One value of the flow that is used.
struct Feature {
  FieldKind kind = FieldKind::declared;
  FieldId field;
  Type type;
  std::string name;
  Constant value;
};
using Use = std::vector<Feature>;

std::string in_words(const Spec& spec, TypeId type, const Use& use) {
  std::string text;
  for (const Feature& one : use)
    text += fmt::format("{}`{} = {}`", text.empty() ? "" : ", ", one.name, show(spec, one.type, one.value));
  return fmt::format("`{}`{}{}", spec[type].name, text.empty() ? "" : " with ", text);
}

class BlockSearch {
 public:
  BlockSearch(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts, ClauseId permission,
         const ContractOptions& options)
      : spec_(spec), sources_(sources), contracts_(contracts), permission_(permission), options_(options),
        clauses_(clauses_of(spec, contracts)) {
    // What overrides the permission is meant to narrow it.
    for (const Override& above : spec[permission].overridden) std::erase(clauses_, above.by);
  }

  PartlyBlocked run() {
    result_.answer.truth = Truth::no;
    for (const Norm& norm : spec_[permission_].norms) {
      if (norm.kind != syntax::NormKind::may || !norm.each || norm.period) continue;
      const Binder& binder = norm.each->binders.front();
      const bool flow = binder.type.base == BaseType::thing && binder.locals.size() == 1 &&
                        spec_[binder.type.thing].kind == syntax::TypeKind::flow;
      if (flow) look_at(norm, binder);
      if (result_.answer.truth == Truth::yes) break;
    }
    return std::move(result_);
  }

 private:
  // ---- the question whether a use is there

  struct Asked {
    Spec spec;
    SituationQuestion question;
  };
  // Is there a flow of one day that the norm describes, with these values?
  Asked ask_for(const Norm& norm, const Binder& binder, const Use& use, std::vector<ClauseId> kept) const {
    Asked result{spec_, {}};
    Spec& spec = result.spec;
    const auto of_it = [&](FieldKind kind, FieldId field, const Type& type) {
      return spec.add(FieldOf{spec.add(LocalRef{binder.locals.front()}, binder.type), kind, field}, type);
    };
    const Type date = basic(BaseType::date), truth = basic(BaseType::boolean);
    const ExprId day = spec.add(NumberConst{Rational(1)}, basic(BaseType::days));
    const ExprId next = spec.add(Arithmetic{ArithmeticOp::add, of_it(FieldKind::start, {}, date), day}, date);
    ExprId where = are_equal(spec, of_it(FieldKind::end, {}, date), next);
    const auto and_also = [&](ExprId one) { where = spec.add(Connect{Connective::and_, where, one}, truth); };
    for (const Feature& one : use) {
      const ExprId is = of_it(one.kind, one.field, one.type);
      if (std::holds_alternative<None>(one.value)) and_also(spec.add(IsNone{is}, truth));
      else and_also(are_equal(spec, is, constant_expression(spec, one.type, one.value)));
    }
    if (norm.each->where.valid()) and_also(norm.each->where);
    Clause clause = spec[permission_];
    clause.name = "question";
    clause.norms = {norm};
    clause.norms.front().each->where = where;
    const ClauseId asked{static_cast<std::uint32_t>(spec.clauses.size())};
    spec.clauses.push_back(std::move(clause));
    result.question = question_about(contracts_, std::move(kept), {{scoping::GoalKind::arises, asked}});
    result.question.questions = {asked};
    return result;
  }
  Inquiry inquire(const Norm& norm, const Binder& binder, const Use& use, std::vector<ClauseId> kept) const {
    Asked asked = ask_for(norm, binder, use, std::move(kept));
    return Inquiry(std::move(asked.spec), std::move(asked.question), options_);
  }

  // ---- uses that seem to be forbidden

  void look_at(const Norm& norm, const Binder& binder) {
    Inquiry inquiry = inquire(norm, binder, {}, clauses_);
    if (inquiry.find().satisfiable != Satisfiable::yes) return;
    Formulas& formulas = inquiry.formulas();
    ThingId flow;
    std::vector<Formula> use = inquiry.admissible();
    use.push_back(inquiry.goal());
    std::vector<Formula> alone;
    for (const ThingId made : inquiry.situation().made) {
      if (inquiry.spec()[made].type != binder.type.thing) continue;
      const Formula there = formulas.boolean(inquiry.problem().presence.at(made));
      if (flow.valid()) {
        alone.push_back(formulas.not_(there));
      } else {
        flow = made;
        use.push_back(there);
      }
    }
    if (!flow.valid()) return;
    const std::vector<OpenThing> values = values_of(inquiry, flow);
    std::vector<Formula> left = use;  // uses that have not been looked at
    left.insert(left.end(), alone.begin(), alone.end());
    std::vector<Formula> kept = use;
    kept.push_back(inquiry.kept());
    int doubts = 0;
    for (int i = 0; i < kUses && doubts < kDoubts; ++i) {
      const Answer described = inquiry.asker().ask(left, false);
      if (described.satisfiable != Satisfiable::yes) return;
      const Answer allowed = inquiry.asker().ask(with(kept, formulas, values, described.assignment), false);
      if (allowed.satisfiable == Satisfiable::unknown) return;
      if (allowed.satisfiable == Satisfiable::yes) {
        left.push_back(formulas.not_(alike(formulas, values, kept, allowed.assignment)));
        continue;
      }
      const std::vector<OpenThing> few = deciding(inquiry, values, kept, described.assignment);
      if (forbidden(norm, binder, use_of(inquiry, flow, few, described.assignment))) return;
      ++doubts;
      left.push_back(formulas.not_(formulas.and_(with({}, formulas, few, described.assignment))));
    }
  }

  static std::vector<OpenThing> values_of(Inquiry& inquiry, ThingId flow) {
    std::vector<OpenThing> result;
    for (const OpenThing& thing : open_things(inquiry.problem()))
      if (is_value_of(inquiry.spec(), thing.origin, flow)) result.push_back(thing);
    return result;
  }

  // … and these values are as in the scenario.
  static std::vector<Formula> with(std::vector<Formula> all, Formulas& formulas, const std::vector<OpenThing>& values,
                                   const Assignment& scenario) {
    for (const OpenThing& value : values)
      for (const VarId var : value.variables) all.push_back(equals(formulas, var, scenario.cells[var.index]));
    return all;
  }

  // All uses for which the same can be said as for the one in the scenario.
  static Formula alike(Formulas& formulas, const std::vector<OpenThing>& values, const std::vector<Formula>& all,
                       const Assignment& scenario) {
    std::vector<VarId> variables;
    for (const OpenThing& value : values)
      variables.insert(variables.end(), value.variables.begin(), value.variables.end());
    std::sort(variables.begin(), variables.end());
    return project(formulas, implicant(formulas, all, scenario, variables), scenario, variables).formula;
  }

  // A smallest part of the values that makes it so; ends and days are let go first.
  static std::vector<OpenThing> deciding(Inquiry& inquiry, std::vector<OpenThing> values,
                                         const std::vector<Formula>& kept, const Assignment& scenario) {
    for (std::size_t i = values.size(); i-- > 0;) {
      std::vector<OpenThing> rest = values;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      const Answer answer = inquiry.asker().ask(with(kept, inquiry.formulas(), rest, scenario), false);
      if (answer.satisfiable == Satisfiable::no) values = std::move(rest);
    }
    return values;
  }

  // Values that the spec has no words for are left open.
  Use use_of(Inquiry& inquiry, ThingId flow, const std::vector<OpenThing>& values,
             const Assignment& assignment) const {
    const Spec& spec = inquiry.spec();
    const Scenario scenario = scenario_of(spec, inquiry.problem(), assignment);
    const Thing& thing = spec[flow];
    Use use;
    const auto add = [&](FieldKind kind, FieldId field, const Type& type, std::string name, ExprId at) {
      const auto* open = at.valid() ? std::get_if<OpenRef>(&spec[at].node) : nullptr;
      if (!open) return;
      const bool decides = std::any_of(values.begin(), values.end(),
                                       [&](const OpenThing& value) { return value.origin.term == open->term; });
      const auto value = scenario.terms.find(open->term);
      if (!decides || value == scenario.terms.end()) return;
      const auto* named = std::get_if<ThingId>(&value->second);
      if (named && named->index >= spec_.things.size()) return;
      if (std::holds_alternative<Members>(value->second)) return;
      use.push_back({kind, field, type, std::move(name), value->second});
    };
    const ThingType& type = spec[thing.type];
    add(FieldKind::from, {}, thing_type(type.from), "from", thing.from);
    add(FieldKind::to, {}, thing_type(type.to), "to", thing.to);
    for (const auto& [field, at] : thing.values)
      add(FieldKind::declared, field, spec[field].type, spec[field].name, at);
    add(FieldKind::start, {}, basic(BaseType::date), "start", thing.start);
    return use;
  }

  // ---- whether one is

  bool forbidden(const Norm& norm, const Binder& binder, const Use& use) {
    Inquiry inquiry = inquire(norm, binder, use, clauses_);
    if (inquiry.find().satisfiable != Satisfiable::no) return false;
    const Searched searched = inquiry.searched();
    if (!searched.complete || inquiry.find_any(false, true).satisfiable != Satisfiable::yes) return false;
    const std::vector<ClauseId> in_the_way = inquiry.minimal_conflict();
    if (in_the_way.empty()) return false;
    ContractAnswer& answer = result_.answer;
    answer.truth = Truth::yes;
    answer.searched = searched;
    name_clauses(spec_, in_the_way, answer);
    result_.use = in_words(spec_, binder.type.thing, use);
    show(norm, binder, use, in_the_way);
    return true;
  }

  // All other clauses are kept, where they can be.
  void show(const Norm& norm, const Binder& binder, const Use& use, const std::vector<ClauseId>& in_the_way) {
    std::vector<ClauseId> others = clauses_;
    std::erase_if(others, [&](ClauseId id) {
      return std::find(in_the_way.begin(), in_the_way.end(), id) != in_the_way.end();
    });
    for (const bool kept : {true, false}) {
      Inquiry inquiry = inquire(norm, binder, use, kept ? others : std::vector<ClauseId>{});
      if (inquiry.find().satisfiable != Satisfiable::yes) continue;
      const std::string title = fmt::format("permitted by `{}`, and forbidden", spec_.full_name(permission_));
      result_.answer.shown = inquiry.show_plainest(sources_, "Contested", title, contracts_);
      return;
    }
  }

  const Spec& spec_;
  const Sources& sources_;
  const std::vector<ContractId>& contracts_;
  ClauseId permission_;
  const ContractOptions& options_;
  std::vector<ClauseId> clauses_;
  PartlyBlocked result_;
};

}  // namespace

PartlyBlocked partly_blocked(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                             ClauseId permission, const ContractOptions& options) {
  return BlockSearch(spec, sources, contracts, permission, options).run();
}

}  // namespace proviso
