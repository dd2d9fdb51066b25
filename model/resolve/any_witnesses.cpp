#include "model/resolve/any_witnesses.h"

#include "model/expr_walk.h"
#include "model/resolve/any_needs.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace proviso::resolving {
namespace {

constexpr std::size_t kMostRounds = 20;

using syntax::NormKind;

// A clause whose term or existence rests on such flows is beyond the argument.
void check_clause(const Spec& spec, const Clause& clause, Needs& needs) {
  std::vector<ExprId> bounds{clause.bounds.from, clause.while_, clause.suspended_while,
                             clause.survives_until};
  bounds.insert(bounds.end(), clause.bounds.until.begin(), clause.bounds.until.end());
  if (clause.contract.valid()) {
    const Bounds& outer = spec[clause.contract].bounds;
    bounds.push_back(outer.from);
    bounds.insert(bounds.end(), outer.until.begin(), outer.until.end());
  }
  for (const ExprId bound : bounds) needs.no_part(bound, "the term");
  if (!clause.overridden.empty()) needs.refuse("what other clauses override");
  for (const Norm& norm : clause.norms) {
    needs.no_part(norm.by, "a deadline");
    const bool later = std::any_of(norm.otherwise.begin(), norm.otherwise.end(),
                                   [](const Reparation& r) { return r.by.valid(); });
    if (!later) continue;
    // Leaving a flow out may move the day of the breach, and with it the time for mending it.
    for (const ExprId part : {norm.each ? norm.each->where : ExprId{}, norm.condition, norm.unless}) {
      needs.no_part(part, "a reparation with a deadline");
    }
    for (const Reparation& r : norm.otherwise) {
      needs.no_part(r.condition, "a reparation with a deadline");
      needs.no_part(r.by, "a deadline");
    }
  }
}

ExprId guard(const Norm& norm) { return norm.each ? norm.each->where : ExprId{}; }

// Everything that excuses on the day itself.
void excuses(const Norm& norm, Needs& needs, bool truth, Days days, std::size_t places) {
  needs.keep(norm.unless, truth, days, places);
  for (const Reparation& r : norm.otherwise) {
    if (!r.by.valid()) needs.keep(r.condition, truth, days, places);
  }
}

// What is kept stays kept.
void stay_kept(const Norm& norm, Needs& needs) {
  if (norm.kind == NormKind::may) return;
  std::size_t places = norm.each ? needs.tuples(*norm.each) : 1;
  const bool demanded = norm.kind != NormKind::must_not;
  if (norm.period) {
    places = times(places, kMany);  // in each of the periods
    needs.keep(guard(norm), false, Days::one, places);
    needs.keep(norm.condition, demanded, Days::one, places);
    excuses(norm, needs, true, Days::one, places);
  } else if (norm.by.valid()) {
    // The window begins on the first day on which something is owed: that day may not move.
    needs.keep(guard(norm), true, Days::all, places);
    needs.keep(guard(norm), false, Days::all, places);
    needs.keep(norm.condition, demanded, Days::one, places);
    excuses(norm, needs, true, Days::one, places);
  } else {
    needs.keep(guard(norm), false, Days::all, places);
    needs.keep(norm.condition, demanded, Days::all, places);
    excuses(norm, needs, true, Days::all, places);
  }
}

// One breach stays a breach: the flows that it binds, and what it rests on.
void stay_broken(const Norm& norm, Needs& needs) {
  if (norm.each) needs.add(*norm.each, 1);
  const bool failing = norm.kind == NormKind::must_not;
  const Days window = norm.by.valid() ? Days::all : Days::one;
  needs.keep(guard(norm), true, Days::one, 1);
  if (norm.by.valid() && !norm.period) needs.keep(guard(norm), false, Days::all, 1);
  needs.keep(norm.condition, failing, window, 1);
  excuses(norm, needs, false, Days::one, 1);
}

// Everything that makes a scenario admissible stays true.
void stay_admissible(const AnyUniverse& universe, Needs& needs) {
  needs.place = "a fact";
  universe.each_fact([&](const Fact& fact) {
    const std::size_t places = fact.each ? needs.tuples(*fact.each) : 1;
    if (fact.each) needs.keep(fact.each->where, false, Days::all, places);
    needs.keep(fact.condition, true, Days::all, places);
  });
  needs.place = "an assumption";
  for (const Assume& assume : universe.deal.assumes) {
    needs.keep(assume.condition, true, Days::all, 1);
    needs.no_part(assume.date, "a date");
  }
  needs.place = "the condition of a power";
  universe.each_condition_of_events([&](ExprId condition, std::size_t events) {
    needs.keep(condition, true, Days::one, events);
  });
  for (const std::vector<ThingId>& things : {universe.things, universe.firsts}) {
    for (const ThingId thing : things) {
      universe.each_value(thing, [&](ExprId value) {
        needs.place = fmt::format("`{}`", universe.spec[thing].name);
        needs.no_part(value, "a value that rests on them");
      });
    }
  }
}

class Counting {
 public:
  Counting(const AnyUniverse& universe, const std::vector<ThingId>& open,
           const std::map<TypeId, std::size_t>& kept)
      : universe_(universe), open_(open), kept_(kept) {}

  Witnesses run() {
    find_bounds();
    refuse_divisions();
    settle([&](Needs& needs) {
      for (const ClauseId clause : universe_.clauses) {
        for_norms(clause, needs, [&](const Norm& norm) { stay_kept(norm, needs); });
      }
    });
    for (const ClauseId clause : universe_.clauses) {
      for (const Norm& broken : universe_.spec[clause].norms) {
        if (broken.kind == NormKind::may) continue;
        settle([&](Needs& needs) {
          for_norms(clause, needs, [&](const Norm& norm) {
            if (&norm == &broken) stay_broken(norm, needs);
          });
        });
      }
    }
    result_.complete = result_.why.empty();
    return std::move(result_);
  }

 private:
  // A divisor that is zero is an error with a scenario: that one would have to be found, too.
  void refuse_divisions() {
    const Needs needs(universe_, open_, kept_);
    universe_.each_root([&](ExprId root) {
      bool divides = false;
      bool about_open = needs.rests_on_open(root);
      walk(universe_.spec, root, [&](ExprId, const Expr& expr) {
        const auto* e = std::get_if<Arithmetic>(&expr.node);
        divides = divides || (e && e->op == ArithmeticOp::divide &&
                              !std::holds_alternative<NumberConst>(universe_.spec[e->right].node));
        about_open = about_open || (std::holds_alternative<LocalRef>(expr.node) && is_open(expr.type));
      });
      if (divides && about_open && result_.why.empty()) result_.why = "a division";
    });
  }
  bool is_open(const Type& type) const {
    return std::any_of(open_.begin(), open_.end(),
                       [&](ThingId first) { return is_of(type, universe_.spec[first].type); });
  }

  void for_norms(ClauseId id, Needs& needs, const std::function<void(const Norm&)>& visit) {
    if (!needs.involves(id)) return;
    needs.place = fmt::format("`{}`", universe_.spec.full_name(id));
    check_clause(universe_.spec, universe_.spec[id], needs);
    for (const Norm& norm : universe_.spec[id].norms) visit(norm);
  }

  // Witnesses ask for further witnesses: as many flows as are enough for themselves.
  void settle(const std::function<void(Needs&)>& goal) {
    if (!result_.why.empty()) return;
    Counts assumed;
    for (std::size_t round = 0; round < kMostRounds; ++round) {
      Counts instances = kept_;
      for (const auto& [type, count] : assumed) {
        instances[type] += times(count, static_cast<std::size_t>(std::count_if(
                                            open_.begin(), open_.end(), [&](ThingId first) {
                                              return universe_.spec[first].type == type;
                                            })));
      }
      Needs needs(universe_, open_, instances);
      stay_admissible(universe_, needs);
      goal(needs);
      if (!needs.why.empty()) {
        result_.why = needs.why;
        return;
      }
      if (needs.count == assumed) {
        for (const auto& [type, count] : assumed) {
          result_.count[type] = std::max(result_.count[type], count);
        }
        return;
      }
      assumed = needs.count;
    }
    result_.why = "flows that ask for further flows without end";
  }

  // Names that one norm binds: a guess at what is worth looking at where there is no bound.
  void find_bounds() {
    for (const ClauseId id : universe_.clauses) {
      Counts bound;
      const auto see = [&](const Binding& binding) {
        for (const Binder& binder : binding.binders) {
          if (binder.type.base == BaseType::thing) bound[binder.type.thing] += binder.locals.size();
        }
      };
      for (const Norm& norm : universe_.spec[id].norms) {
        if (norm.each) see(*norm.each);
      }
      for_each_expr(universe_.spec, id, [&](ExprId root) {
        walk(universe_.spec, root, [&](ExprId, const Expr& expr) {
          if (const Binding* binding = binding_of(expr.node)) see(*binding);
        });
      });
      for (const auto& [type, count] : bound) {
        result_.bound[type] = std::max(result_.bound[type], count);
      }
    }
  }

  const AnyUniverse& universe_;
  const std::vector<ThingId>& open_;
  const std::map<TypeId, std::size_t>& kept_;
  Witnesses result_;
};

}  // namespace

Witnesses witnesses(const AnyUniverse& universe, const std::vector<ThingId>& open,
                    const std::map<TypeId, std::size_t>& kept) {
  return Counting(universe, open, kept).run();
}

}  // namespace proviso::resolving
