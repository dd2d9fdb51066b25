// What is seen only when everything is resolved.
#include "model/resolve/vocabulary.h"
#include "model/resolve/walk.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {
namespace {

void add_bounds(const Bounds& bounds, std::vector<ExprId>& to) {
  to.push_back(bounds.from);
  to.insert(to.end(), bounds.until.begin(), bounds.until.end());
}

std::vector<ExprId> roots(const Spec& spec, const Clause& clause) {
  std::vector<ExprId> all{clause.while_, clause.suspended_while, clause.survives_until};
  add_bounds(clause.bounds, all);
  if (clause.contract.valid()) add_bounds(spec[clause.contract].bounds, all);
  for (const Norm& norm : clause.norms) {
    if (norm.each) all.push_back(norm.each->where);
    all.insert(all.end(), {norm.condition, norm.by, norm.unless});
    for (const Reparation& otherwise : norm.otherwise) {
      all.insert(all.end(), {otherwise.condition, otherwise.by});
    }
  }
  return all;
}

// What says when a clause overrides another: its term, and what it describes.
std::vector<ExprId> roots_of_override(const Spec& spec, const Override& one) {
  const Clause& by = spec[one.by];
  std::vector<ExprId> all;
  if (by.contract.valid()) add_bounds(spec[by.contract].bounds, all);
  if (one.kind == OverrideKind::stands_in) return all;
  add_bounds(by.bounds, all);
  all.insert(all.end(), {by.while_, by.suspended_while, by.survives_until});
  for (const Norm& norm : by.norms) {
    if (norm.each) all.push_back(norm.each->where);
  }
  return all;
}

// ---- clauses whose breach rests on their own breach

class Circles {
 public:
  explicit Circles(Tables& tables) : tables_(tables), progress_(tables.spec.clauses.size()) {}

  void visit(std::uint32_t clause) {
    if (progress_[clause] != Progress::waiting) return;
    progress_[clause] = Progress::busy;
    follow_all(roots(tables_.spec, tables_.spec.clauses[clause]));
    std::vector<std::uint32_t> above;
    follow_overrides(clause, above);
    progress_[clause] = Progress::done;
  }

 private:
  void follow_all(const std::vector<ExprId>& all) {
    for (const ExprId root : all) {
      walk(tables_.spec, root, [&](ExprId id) {
        const auto* event = std::get_if<ClauseEvent>(&tables_.spec[id].node);
        if (event) follow(event->clause.index, tables_.spec[id].span);
        return true;
      });
    }
  }

  // What overrides a clause counts only where it is not overridden itself.
  void follow_overrides(std::uint32_t clause, std::vector<std::uint32_t>& seen) {
    const std::vector<Override> overridden = tables_.spec.clauses[clause].overridden;
    for (const Override& one : overridden) {
      if (std::find(seen.begin(), seen.end(), one.by.index) != seen.end()) continue;
      seen.push_back(one.by.index);
      follow_all(roots_of_override(tables_.spec, one));
      follow_overrides(one.by.index, seen);
    }
  }

  void follow(std::uint32_t clause, Span use) {
    if (progress_[clause] == Progress::busy) {
      const Clause& named = tables_.spec.clauses[clause];
      relate(report(tables_, kinds::circular_clauses, use,
                    fmt::format("whether `{}` is broken depends on whether it is broken",
                                named.name)),
             named.span, "the clause");
    }
    visit(clause);
  }

  Tables& tables_;
  std::vector<Progress> progress_;
};

// ---- sums over flows that live a day

void check_sum(Tables& tables, ExprId id, const Aggregate& sum) {
  for (const Binder& binder : sum.binding.binders) {
    if (binder.range != syntax::Range::standard || binder.type.base != BaseType::thing) continue;
    if (!tables.one_day[binder.type.thing.index]) continue;
    Diagnostic& diagnostic =
        report(tables, kinds::sum_of_one_day, tables.spec[id].span,
               fmt::format("a `{}` of a single day counts on that day only, so this sums up what "
                           "happens on one day",
                           tables.spec[binder.type.thing].name));
    relate(diagnostic, binder.span, "bound here");
    diagnostic.fix = "write `so far` for what has been paid until then, or bind a period: "
                     "`each y: year …`";
  }
}

void check_sums(Tables& tables, const Norm& norm) {
  if (norm.period) return;
  for (const ExprId root : {norm.condition, norm.each ? norm.each->where : ExprId{}}) {
    walk(tables.spec, root, [&](ExprId id) {
      const auto* aggregate = std::get_if<Aggregate>(&tables.spec[id].node);
      if (aggregate && aggregate->kind == syntax::AggregateKind::sum) {
        check_sum(tables, id, *aggregate);
      }
      return true;
    });
  }
}

}  // namespace

void check_whole(Tables& tables) {
  Circles circles(tables);
  const auto count = static_cast<std::uint32_t>(tables.spec.clauses.size());
  for (std::uint32_t i = 0; i < count; ++i) circles.visit(i);
  for (std::uint32_t i = 0; i < count; ++i) {
    for (const Norm& norm : tables.spec.clauses[i].norms) check_sums(tables, norm);
  }
}

}  // namespace proviso::resolving
