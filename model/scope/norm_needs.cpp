#include "model/scope/norm_needs.h"

#include "model/expr_walk.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::scoping {
namespace {

// What a question adds stands nowhere in the contracts.
std::string place_of_root(const Asked& asked, const Root& root) {
  if (!root.norm) return "a fact or condition";
  const bool added = asked.spec[root.clause].span.empty();
  return added ? "what is asked" : fmt::format("`{}`", asked.spec.full_name(root.clause));
}

using syntax::NormKind;
using syntax::Range;

ExprId guard(const Norm& norm) { return norm.each ? norm.each->where : ExprId{}; }

bool mended_later(const Norm& norm) {
  return std::any_of(norm.otherwise.begin(), norm.otherwise.end(),
                     [](const Reparation& r) { return r.by.valid(); });
}

class NormNeeds {
 public:
  NormNeeds(const Asked& asked, const Root& root, Needs& needs)
      : asked_(asked), spec_(asked.spec), root_(root), norm_(*root.norm), needs_(needs) {}

  // What is kept stays kept.
  void kept(std::size_t stages) {
    std::size_t places = norm_.each ? needs_.tuples(*norm_.each) : 1;
    if (places == 0) return;
    if (cut_away(GoalKind::broken)) return;
    check_term(false);
    places = times(places, overridden());
    Days days = norm_.each ? needs_.days_of(*norm_.each) : Days::all;
    if (needs_.cut() == Cut::few_days && asks_always()) {
      days = Days::one;
      places = times(places, stages);
    }
    if (mended_later(norm_)) return mending(places, days);
    const bool demanded = norm_.kind != NormKind::must_not;
    if (norm_.period) {
      places = times(places, kMany);  // in each of the periods
      days = Days::one;
      needs_.keep(guard(norm_), false, days, places);
      needs_.keep(norm_.condition, demanded, days, places);
    } else if (norm_.by.valid()) {
      // The window begins on the first day on which something is owed: that day may not move.
      needs_.both(guard(norm_), days, places);
      days = Days::one;
      needs_.keep(norm_.condition, demanded, days, places);
    } else {
      needs_.keep(guard(norm_), false, days, places);
      if (norm_.each && !overridden_) needs_.of_each = &*norm_.each;
      needs_.keep(norm_.condition, demanded, days, places);
      needs_.of_each = nullptr;
    }
    excuses(true, days, places);
  }

  // One breach stays a breach: what it binds, and what it rests on.
  void broken() {
    if (cut_away(GoalKind::broken)) return;
    check_term(true);
    const std::size_t places = overridden();
    begin();
    const bool failing = norm_.kind == NormKind::must_not;
    const Days window = norm_.by.valid() ? Days::all : Days::one;
    if (norm_.by.valid() && !norm_.period) needs_.keep(guard(norm_), false, Days::all, 1);
    needs_.keep(norm_.condition, failing, window, places);
    if (mended_later(norm_)) {
      if (norm_.otherwise.size() > 1) needs_.refuse("a chain of reparations");
      same_days(1);
      for (const Reparation& r : norm_.otherwise) {
        needs_.no_part(r.by, "a deadline");
        needs_.keep(r.condition, false, Days::all, places);
      }
      needs_.keep(norm_.unless, false, Days::one, places);
      return;
    }
    excuses(false, Days::one, places);
  }

  void arises() {
    if (cut_away(GoalKind::arises)) return;
    check_term(true);
    (void)overridden();
    begin();
  }

 private:
  void begin() {
    if (norm_.each) {
      if (needs_.cut() == Cut::one_day && reaches_back(*norm_.each)) {
        return needs_.refuse("flows that are bound on other days too");
      }
      needs_.add(*norm_.each, 1);
    }
    needs_.keep(guard(norm_), true, Days::one, overridden_ ? 2 : 1);
  }

  // Everything that excuses on the day itself.
  void excuses(bool truth, Days days, std::size_t places) {
    needs_.keep(norm_.unless, truth, days, places);
    for (const Reparation& r : norm_.otherwise) {
      if (!r.by.valid()) needs_.keep(r.condition, truth, days, places);
    }
  }

  // Bounds may not move; a clause comes into force on no other day and, as a goal, is in force still.
  void check_term(bool goal) {
    const Clause& clause = spec_[root_.clause];
    needs_.place = place_of_root(asked_, root_);
    std::vector<ExprId> bounds{clause.bounds.from, clause.survives_until, clause.since, clause.cut};
    bounds.insert(bounds.end(), clause.bounds.until.begin(), clause.bounds.until.end());
    if (clause.contract.valid()) {
      const Bounds& outer = spec_[clause.contract].bounds;
      bounds.push_back(outer.from);
      bounds.insert(bounds.end(), outer.until.begin(), outer.until.end());
    }
    for (const ExprId bound : bounds) needs_.no_part(bound, "the term");
    needs_.no_part(norm_.by, "a deadline");
    if (norm_.by.valid() || mended_later(norm_)) {
      needs_.no_part(clause.while_, "the term");
      needs_.no_part(clause.suspended_while, "a suspension");
    }
    needs_.keep(clause.while_, goal, goal ? Days::one : Days::all, 1);
    needs_.keep(clause.suspended_while, !goal, goal ? Days::one : Days::all, 1);
  }

  // What other clauses say of a thing that stays has to stay, too: then what they leave out or
  // displace is the same among the things that stay, and B without that is cut as B itself is. The
  // result: so often each witness is asked for.
  std::size_t overridden() {
    overridden_ = describe(root_.clause);
    return overridden_ ? 2 : 1;
  }
  bool describe(ClauseId clause) {
    bool leaves_out = false;
    for (const Override& one : asked_.overriding(clause)) {
      leaves_out = leaves_out || one.kind == OverrideKind::left_out;
      const Clause& by = spec_[one.by];
      if (one.kind != OverrideKind::stands_in) {
        for (const Norm& norm : by.norms) {
          if (norm.each) describe_all(*norm.each);
        }
      }
      needs_.no_part(by.bounds.from, "the term");
      for (const ExprId bound : by.bounds.until) needs_.no_part(bound, "the term");
      needs_.both(by.while_, Days::all, 1);
      needs_.both(by.suspended_while, Days::all, 1);
      describe(one.by);
    }
    return leaves_out;
  }
  void describe_all(const Binding& each) {
    std::size_t names = 0;
    for (const Binder& binder : each.binders) {
      if (binder.type.base == BaseType::thing) names += binder.locals.size();
      const bool flow = binder.type.base == BaseType::thing && asked_.is_flow(binder.type.thing);
      if (needs_.cut() != Cut::leave_out && flow && (binder.is_new || binder.range != Range::standard)) {
        needs_.refuse("what overrides it and looks at other days");
      }
    }
    const std::size_t tuples = needs_.members(each);  // it may describe none of them any more
    if (names > 1 && tuples > 0) return needs_.refuse("several things that override it together");
    needs_.both(each.where, Days::all, tuples);
  }

  // A reparation with a deadline: its window begins on the day of the breach, which may not move.
  void mending(std::size_t places, Days days) {
    if (norm_.otherwise.size() > 1) return needs_.refuse("a chain of reparations");
    same_days(places);
    const bool demanded = norm_.kind != NormKind::must_not;
    if (norm_.period) places = times(places, kMany);
    needs_.keep(norm_.condition, demanded, norm_.by.valid() || norm_.period ? Days::one : days, places);
    needs_.keep(norm_.unless, true, days, places);
    needs_.no_part(norm_.otherwise[0].by, "a deadline");
    if (!needs_.rests(norm_.otherwise[0].condition)) return;
    const bool one_run = norm_.period || norm_.by.valid() || days == Days::one || always_fails_alike();
    if (!one_run && !needs_.certain().truth(norm_.otherwise[0].condition).value_or(false)) {
      return needs_.refuse("a reparation of more than one breach");
    }
    needs_.keep(norm_.otherwise[0].condition, true, Days::one, places);
  }
  // It fails on the same days as before.
  void same_days(std::size_t places) {
    for (const ExprId part : {guard(norm_), norm_.condition, norm_.unless}) {
      needs_.both(part, Days::all, places);
    }
  }
  bool always_fails_alike() const {
    const Clause& clause = spec_[root_.clause];
    for (const ExprId part : {guard(norm_), norm_.condition, norm_.unless, clause.while_, clause.suspended_while}) {
      if (part.valid() && reads_day(spec_, part)) return false;
    }
    return asked_.overriding(root_.clause).empty();
  }

  // Flows that stay on some days only can be spoken of by norms about single days only.
  bool cut_away(GoalKind goal) {
    needs_.place = place_of_root(asked_, root_);
    if (needs_.cut() == Cut::leave_out) return false;
    const bool speaks = std::any_of(root_.types.begin(), root_.types.end(), [&](TypeId type) {
      return asked_.is_flow(type) && needs_.stays(type);
    });
    const bool is_goal = root_.kind == RootKind::goal;
    if (!speaks && !is_goal) return false;
    const bool falls_due = norm_.by.valid() || norm_.period.has_value();
    const bool mended = goal == GoalKind::broken && mended_later(norm_);
    if (falls_due || mended) {
      needs_.refuse("a deadline or a period");
    } else if (!is_goal && norm_.each && binds_new(*norm_.each)) {
      needs_.refuse("flows that are looked at when they begin");
    }
    return !needs_.why.empty();
  }
  bool binds_new(const Binding& each) const {
    return std::any_of(each.binders.begin(), each.binders.end(),
                       [](const Binder& binder) { return binder.is_new; });
  }
  bool reaches_back(const Binding& each) const {
    return std::any_of(each.binders.begin(), each.binders.end(), [&](const Binder& binder) {
      return binder.range != Range::standard && binder.type.base == BaseType::thing &&
             asked_.is_flow(binder.type.thing);
    });
  }
  bool asks_always() const { return root_.kind == RootKind::kept; }

  const Asked& asked_;
  const Spec& spec_;
  const Root& root_;
  const Norm& norm_;
  Needs& needs_;
  bool overridden_ = false;
};

void fact_needs(const Fact& fact, Needs& needs) {
  needs.place = "a fact";
  if (!fact.each) return needs.keep(fact.condition, true, Days::all, 1);
  const std::size_t places = needs.tuples(*fact.each);
  if (places == 0) return;
  const Days days = needs.days_of(*fact.each);
  for (const Binder& binder : fact.each->binders) {
    if (binder.is_new && needs.cut() != Cut::leave_out) needs.refuse("flows that are looked at when they begin");
  }
  needs.keep(fact.each->where, false, days, places);
  needs.keep(fact.condition, true, days, places);
}

// ---------------------------------------------------------------- a few days

bool reads_events(const Asked& asked, ExprId expr) {
  bool found = false;
  walk(asked.spec, expr, [&](ExprId, const Expr& node) {
    found = found || std::holds_alternative<Happen>(node.node) || std::holds_alternative<ClauseEvent>(node.node);
  });
  return found;
}

// Entities, and flows as they are there on the day.
bool binds_of_the_day(const Asked& asked, const Binding& binding) {
  return std::all_of(binding.binders.begin(), binding.binders.end(), [&](const Binder& binder) {
    if (binder.type.base != BaseType::thing || asked.is_entity(binder.type.thing)) return true;
    return asked.is_flow(binder.type.thing) && binder.range == Range::standard && !binder.is_new;
  });
}

// Nothing but the flows that are there on a day makes it another on that day.
bool reads_flows_only(const Asked& asked, ExprId expr) {
  if (!expr.valid()) return true;
  bool only = !reads_events(asked, expr);
  walk(asked.spec, expr, [&](ExprId, const Expr& node) {
    if (const Binding* binding = binding_of(node.node)) only = only && binds_of_the_day(asked, *binding);
  });
  return only;
}

// It asks the same on all days of its term where the same flows are there.
bool asks_alike(const Asked& asked, const Root& root) {
  const Clause& clause = asked.spec[root.clause];
  const Norm& norm = *root.norm;
  if (norm.each && !(binds_of_the_day(asked, *norm.each) && reads_flows_only(asked, norm.each->where))) return false;
  const bool plain = !norm.period && !norm.by.valid() && !norm.unless.valid() && norm.otherwise.empty() &&
                     !clause.while_.valid() && !clause.suspended_while.valid() &&
                     asked.overriding(root.clause).empty();
  return plain && reads_flows_only(asked, norm.condition);
}

// What is known of the days on which a term begins and ends.
struct Ends {
  std::optional<Day> not_before, at, until;  // `at`: where all of its beginning is known
};
Ends ends_of(const Spec& spec, const Clause& clause) {
  const auto known = [&](ExprId expr) {
    const auto* date = expr.valid() ? std::get_if<DateConst>(&spec[expr].node) : nullptr;
    return date ? std::optional(date->day) : std::nullopt;
  };
  Ends ends;
  bool all = true;
  std::vector<ExprId> until = clause.bounds.until;
  until.push_back(clause.cut);
  std::vector<ExprId> from{clause.bounds.from, clause.since};
  if (clause.contract.valid()) {
    const Bounds& outer = spec[clause.contract].bounds;
    from.push_back(outer.from);
    if (!clause.survives_until.valid()) until.insert(until.end(), outer.until.begin(), outer.until.end());
  }
  for (const ExprId expr : from) {
    const std::optional<Day> day = known(expr);
    all = all && (day || !expr.valid());
    if (day) ends.not_before = std::max(ends.not_before.value_or(*day), *day);
  }
  if (all) ends.at = ends.not_before;
  for (const ExprId expr : until) {
    const std::optional<Day> day = known(expr);
    if (day) ends.until = std::min(ends.until.value_or(*day), *day);
  }
  return ends;
}

// One clause may be in force on the day on which the term of the other begins, and is no later.
bool meets(const Ends& one, const Ends& beginning) {
  if (one.until && beginning.not_before && *beginning.not_before >= *one.until) return false;
  return !(beginning.at && one.not_before && *beginning.at <= *one.not_before);
}

}  // namespace

void need_of(const Asked& asked, const Root& root, Needs& needs, std::size_t stages) {
  const std::optional<Binding>* each = root.fact ? &root.fact->each : root.norm ? &root.norm->each : nullptr;
  if (root.kind != RootKind::goal && each && *each && needs.tuples(**each) == 0) return;
  needs.place = place_of_root(asked, root);
  asked.each_expr(root, [&](ExprId expr) { needs.no_new_zero(expr); });
  switch (root.kind) {
    case RootKind::kept: return NormNeeds(asked, root, needs).kept(stages);
    case RootKind::goal:
      return asked.question.goals[root.goal].kind == GoalKind::broken
                 ? NormNeeds(asked, root, needs).broken()
                 : NormNeeds(asked, root, needs).arises();
    case RootKind::fact: return fact_needs(*root.fact, needs);
    case RootKind::breach: return;
    case RootKind::condition:
      needs.place = "a condition";
      return needs.keep(root.expr, true, Days::all, 1);
    case RootKind::only_if: {
      needs.place = "the condition of an event";
      const Days days = needs.cut() == Cut::leave_out ? Days::one : Days::other;
      std::size_t events = 1;
      if (root.event.valid()) {
        Binding all;
        all.binders.push_back({{LocalId{}}, thing_type(root.event), Range::any_time, false, {}});
        events = needs.tuples(all);
      }
      return needs.keep(root.expr, true, days, events);
    }
  }
}

void breach_need(const Asked& asked, ClauseId clause, const Norm& norm, Needs& needs) {
  Root root;
  root.kind = RootKind::breach;
  root.clause = clause;
  root.norm = &norm;
  NormNeeds(asked, root, needs).broken();
}

Stages stages_of(const Asked& asked, const std::vector<const Root*>& roots, const Needs& needs) {
  std::vector<const Root*> demands;
  std::optional<std::size_t> goal;  // its day is one more on which flows stay
  for (const Root* root : roots) {
    if (root->types.size() != 1 || !asked.is_flow(*root->types.begin())) return {};
    if (root->kind == RootKind::fact) {
      bool reads = false;
      asked.each_expr(*root, [&](ExprId expr) { reads = reads || reads_events(asked, expr); });
      if (reads) return {};
      continue;
    }
    if (root->kind == RootKind::goal) {
      const bool another = goal && *goal != root->goal;
      if (another || (root->norm->each && !binds_of_the_day(asked, *root->norm->each))) return {};
      goal = root->goal;
      continue;
    }
    if (root->kind != RootKind::kept || !asks_alike(asked, *root)) return {};
    if (!root->norm->each || needs.tuples(*root->norm->each) > 0) demands.push_back(root);
  }
  Stages stages;
  for (const Root* root : demands) {
    const Ends own = ends_of(asked.spec, asked.spec[root->clause]);
    std::size_t& days = stages[root->norm];
    days = goal ? 2 : 1;
    for (const Root* other : demands) {
      if (other != root && meets(own, ends_of(asked.spec, asked.spec[other->clause]))) ++days;
    }
  }
  return stages;
}

}  // namespace proviso::scoping
