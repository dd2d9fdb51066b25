#include "solver/findings.h"

#include "model/expr_walk.h"
#include "model/internal_error.h"
#include "solver/explain/values_in_words.h"
#include "solver/limits.h"
#include "solver/replay.h"
#include "solver/requirements.h"
#include "solver/shown.h"
#include "solver/support.h"
#include "solver/world_view.h"

#include <algorithm>
#include <set>

namespace proviso {

namespace {

// Fields that any expression of the clause reads.
std::set<FieldId> fields_read(const Spec& spec, ClauseId clause) {
  std::set<FieldId> result;
  for_each_expr(spec, clause, [&](ExprId root) {
    walk(spec, root, [&](ExprId, const Expr& e) {
      const auto* field = std::get_if<FieldOf>(&e.node);
      if (field && field->kind == FieldKind::declared) result.insert(field->field);
    });
  });
  return result;
}

std::set<ThingId> events_named(const Spec& spec, ClauseId id) {
  std::set<ThingId> result;
  for_each_expr(spec, id, [&](ExprId root) {
    walk(spec, root, [&](ExprId, const Expr& e) {
      const auto* ref = std::get_if<ThingRef>(&e.node);
      if (ref && spec[spec[ref->thing].type].kind == syntax::TypeKind::event) result.insert(ref->thing);
    });
  });
  return result;
}

class FindingWriter {
 public:
  FindingWriter(const Spec& spec, const WorldView& world, const Judgement& judgement, ClauseId clause)
      : spec_(spec), world_(world), id_(clause), clause_(spec[clause]),
        fields_(fields_read(spec, clause)) {
    for (const Obligation& o : judgement.obligations) {
      if (o.clause != clause || o.status != ObligationStatus::broken) continue;
      ++broken_;
      if (!worst_ || o.due < worst_->due) worst_ = &o;
    }
    if (!worst_) throw InternalError("a finding without a broken obligation");
  }

  Finding write() {
    head();
    bindings();
    demands();
    flows();
    things();
    because();
    return std::move(finding_);
  }

 private:
  const Norm& norm() const { return clause_.norms[worst_->norm]; }
  Day day() const { return worst_->first.day ? *worst_->first.day : *worst_->due.day; }

  void head() {
    finding_.clause = spec_.full_name(id_);
    finding_.title = clause_.title;
    finding_.cite = clause_.cite;
    if (clause_.bearer.valid()) finding_.bearer = spec_[clause_.bearer].name;
    if (clause_.counterparty.valid()) finding_.counterparty = spec_[clause_.counterparty].name;
    finding_.date = show_date(worst_->due);
    if (worst_->first.day && !(worst_->first == worst_->due)) finding_.first_date = show_date(worst_->first);
    finding_.further = broken_ - 1;
    finding_.clause_span = clause_.span;
    finding_.norm_span = norm().span;
    finding_.clause_whole = clause_.whole;
    finding_.replayed = true;
    reading();
    // Of interest only where nothing says how far the deal is judged.
    finding_.beyond_last =
        !world_.universe().horizon.end && worst_->due.day && *worst_->due.day > last_day();
  }

  // The norm is one of several that the clause may mean.
  void reading() {
    if (!norm().reading.valid()) return;
    const auto* meant = std::get_if<Compare>(&spec_[norm().reading].node);
    const auto* term = meant ? std::get_if<OpenRef>(&spec_[meant->left].node) : nullptr;
    const auto* member = meant ? std::get_if<EnumConst>(&spec_[meant->right].node) : nullptr;
    if (!term || !member) return;
    const OpenTerm& readings = spec_[term->term];
    finding_.reading = readings.name + " = " + spec_[readings.type.enumeration].members[member->member];
    if (member->member < readings.titles.size()) finding_.reading_title = readings.titles[member->member];
  }

  // The last finite date of anything that the deal declares.
  Day last_day() const {
    Day last = world_.universe().horizon.start;
    const auto see = [&](const Date& date) {
      if (date.day) last = std::max(last, *date.day);
    };
    for (const ThingId thing : spec_[world_.universe().deal].things) {
      const Thing& t = spec_[thing];
      if (!world_.present(thing)) continue;
      if (spec_[t.type].kind == syntax::TypeKind::flow) see(world_.date(t.start)), see(world_.date(t.end));
      if (spec_[t.type].kind == syntax::TypeKind::event) see(world_.date_of_event(thing));
    }
    return last;
  }

  void bindings() {
    at_.locals = worst_->bound;
    at_.clause = id_;
    at_.breach = day();
    if (worst_->period && norm().period)
      at_.period = std::pair{norm().period->local, *worst_->period};
    for (const auto& [local, value] : worst_->bound) {
      finding_.bound.emplace_back(spec_[local].name, show(spec_, spec_[local].type, value));
      if (const auto* thing = std::get_if<ThingId>(&value)) tuple_.insert(*thing);
    }
    if (at_.period)
      finding_.bound.emplace_back(spec_[at_.period->first].name,
                                  show_day(at_.period->second.first) + " .. " +
                                      show_date(at_.period->second.second));
  }

  void demands() {
    using K = syntax::NormKind;
    if (norm().kind == K::never) {
      // `never x: T where G` demands `no x: T where G`.
      std::string text = world_.text(norm().span);
      text = "no" + text.substr(text.find(' '));
      for (const char* rest : {" unless ", " otherwise "}) text = text.substr(0, text.find(rest));
      finding_.requirements.push_back({norm().span, text, "there is a " + type_of_binder()});
      return;
    }
    shortfall_ = shortfall(world_, norm().condition, norm().kind == K::must, day(), at_);
    finding_.requirements = shortfall_.requirements;
    if (norm().by.valid() && finding_.requirements.empty())
      finding_.requirements.push_back({spec_[norm().condition].span, world_.text(norm().condition),
                                       "it did not come true by " + show_day(day())});
  }

  std::string type_of_binder() const {
    const Binder& binder = norm().each->binders.front();
    return binder.type.base == BaseType::thing ? spec_[binder.type.thing].name : "value";
  }

  [[nodiscard]] bool kept_in(const WorldView& other) const {
    using K = syntax::NormKind;
    if (norm().kind == K::never) return false;
    return other.holds(norm().condition, day(), at_) == (norm().kind == K::must);
  }

  // Leaving it out keeps the norm: it violates. Leaving it out ends the duty, or moves what was
  // compared: it supports.
  Role role_of(ThingId thing) const {
    if (tuple_.count(thing)) return Role::violating;
    const WorldView other = world_.without(thing);
    if (kept_in(other)) return Role::violating;
    if (norm().each && norm().each->where.valid() && !other.holds(norm().each->where, day(), at_))
      return Role::supporting;
    for (const ExprId side : shortfall_.compared)
      if (!(other.value(side, day(), at_) == world_.value(side, day(), at_))) return Role::supporting;
    return Role::context;
  }

  void flows() {
    finding_.flows = shortfall_.missing;
    finding_.cut = shortfall_.cut;
    std::vector<ThingId> guarding;
    if (norm().each) guarding = paths_taken(world_, norm().each->where, day(), at_);
    const auto in = [](const std::vector<ThingId>& list, ThingId thing) {
      return std::find(list.begin(), list.end(), thing) != list.end();
    };
    const std::set<ThingId> named = events_named(spec_, id_);
    for (const ThingId thing : world_.universe().things) {
      const Thing& t = spec_[thing];
      const syntax::TypeKind kind = spec_[t.type].kind;
      if (kind == syntax::TypeKind::entity || !world_.present(thing)) continue;
      ShownFlow shown = shown_flow(world_, thing, fields_);
      const bool forbidden = in(shortfall_.path, thing);
      shown.on_path = forbidden || (shortfall_.path.empty() && in(guarding, thing));
      shown.role = forbidden ? Role::violating : role_of(thing);
      if (in(guarding, thing) && shown.role == Role::context) shown.role = Role::supporting;
      if (shown.event && named.count(thing) && shown.role == Role::context) {
        const bool failed = std::any_of(
            shortfall_.requirements.begin(), shortfall_.requirements.end(),
            [&](const Requirement& r) { return r.text.find(t.name) != std::string::npos; });
        if (failed) shown.role = Role::supporting;
      }
      finding_.flows.push_back(std::move(shown));
    }
    const auto rank = [](const ShownFlow& flow) { return static_cast<int>(flow.role); };
    std::stable_sort(finding_.flows.begin(), finding_.flows.end(),
                     [&](const auto& a, const auto& b) { return order(rank(a)) < order(rank(b)); });
  }

  // violating, missing, supporting, context
  static int order(int role) {
    switch (static_cast<Role>(role)) {
      case Role::violating: return 0;
      case Role::missing: return 1;
      case Role::supporting: return 2;
      case Role::context: return 3;
    }
    return 4;
  }

  // Every end of a flow, what its fields that matter name, and the parties of the clause.
  void things() {
    std::set<std::string> wanted;
    for (const ShownFlow& flow : finding_.flows) {
      wanted.insert(flow.from);
      wanted.insert(flow.to);
    }
    for (const ShownFlow& hop : finding_.cut) {
      wanted.insert(hop.from);
      wanted.insert(hop.to);
    }
    wanted.insert(finding_.bearer);
    wanted.insert(finding_.counterparty);
    for (const ThingId thing : tuple_) wanted.insert(spec_[thing].name);
    finding_.things = shown_things(world_, wanted, fields_);
  }

  void because() {
    for (const ShownFlow& flow : finding_.flows)
      if ((flow.role == Role::violating || flow.role == Role::supporting) && !flow.span.empty())
        finding_.because.push_back({flow.span, world_.text(flow.span)});
    finding_.because.push_back({norm().span, world_.text(norm().span)});
  }

  const Spec& spec_;
  const WorldView& world_;
  ClauseId id_;
  const Clause& clause_;
  std::set<FieldId> fields_;
  const Obligation* worst_ = nullptr;
  int broken_ = 0;
  Bindings at_;
  std::set<ThingId> tuple_;
  Shortfall shortfall_;
  Finding finding_;
};

// The values of the one thing that decides with which the clause is kept.
std::string kept_when(const Spec& spec, const Decision& decision, const OpenThing& thing, Formula broken,
                      const Limits& limits) {
  Problem& problem = *decision.problem;
  const auto shape = alternatives(problem.formulas, thing.variables);
  if (!shape) return "";
  Limits modest = explaining(limits);
  modest.memory = limits.memory;
  Asker asker(problem.formulas, modest);
  std::vector<Formula> keeping = decision.admissible;
  keeping.push_back(problem.formulas.not_(broken));
  constexpr ValueLimits kFew{40};
  const ThingSet kept = thing_set(problem.formulas, asker, keeping, *shape, kFew);
  const ThingSet possible = thing_set(problem.formulas, asker, decision.admissible, *shape, kFew);
  if (!kept.complete || !possible.complete) return "";
  return in_words(spec, problem, thing, *shape, kept.values, possible.values);
}

void open_values(const Spec& spec, Decision& decision, const ClauseDecision& clause,
                 const Scenario& scenario, Formula broken, const Limits& limits, Finding& finding) {
  Problem& problem = *decision.problem;
  const std::vector<VarId> read = problem.formulas.variables_of(broken);
  for (const OpenThing& thing : open_things(problem)) {
    const bool takes_part = std::any_of(thing.variables.begin(), thing.variables.end(), [&](VarId id) {
      return std::binary_search(read.begin(), read.end(), id);
    });
    if (takes_part)
      finding.scenario.push_back(shown_value(spec, scenario, thing.origin));
  }
  if (clause.can_keep != Satisfiable::yes) return;
  const Support on = support(spec, problem, *decision.asker, decision.admissible,
                             problem.formulas.not_(broken));
  for (const OpenThing& thing : on.things) {
    ScenarioValue value = shown_value(spec, scenario, thing.origin);
    value.value.clear();
    if (on.things.size() == 1 && on.complete)
      value.value = kept_when(spec, decision, thing, broken, limits);
    finding.depends_on.push_back(std::move(value));
  }
}

}  // namespace

std::vector<Finding> findings(const Spec& spec, const Sources& sources, Decision& decision,
                              const Limits& limits) {
  std::vector<Finding> result;
  for (std::size_t i = 0; i < decision.clauses.size(); ++i) {
    const ClauseDecision& clause = decision.clauses[i];
    if (!clause.counterexample) continue;
    const Problem& problem = *decision.problem;
    const Scenario scenario = scenario_of(spec, problem, clause.counterexample->assignment);
    const WorldView world(spec, sources, problem.universe, scenario);
    Finding finding = FindingWriter(spec, world, clause.counterexample->judgement, clause.clause).write();
    finding.always = clause.can_keep == Satisfiable::no;
    open_values(spec, decision, clause, scenario, decision.problem->clauses[i].broken, limits, finding);
    result.push_back(std::move(finding));
  }
  return result;
}

}  // namespace proviso
