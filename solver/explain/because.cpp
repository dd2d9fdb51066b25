#include "solver/explain/because.h"

#include "solver/replay.h"
#include "solver/world_view.h"

#include <algorithm>
#include <set>

namespace proviso {

namespace {

constexpr std::size_t kMostSets = 20;
constexpr int kMostQuestions = 1500;
constexpr std::size_t kMostStatements = 400;

class Minimising {
 public:
  Minimising(Relaxation& relaxation, Formula kept) : relaxation_(relaxation), kept_(kept) {
    for (std::size_t i = 0; i < relaxation.statements.size(); ++i)
      if (relaxation.statements[i].holds != kTrue) all_.push_back(i);
  }

  MinimalSets run(bool all) {
    MinimalSets result;
    if (all_.size() > kMostStatements) {
      result.capped = true;
      return result;
    }
    if (!all) {
      if (auto core = contradicts(all_)) result.sets.push_back(shrink(*core));
      return result;
    }
    enumerate(result);
    std::stable_sort(result.sets.begin(), result.sets.end(),
                     [](const auto& a, const auto& b) { return a.size() < b.size(); });
    return result;
  }

 private:
  // The part of `these` that suffices for a contradiction; nothing if there is none to be found.
  std::optional<std::vector<std::size_t>> contradicts(const std::vector<std::size_t>& these) {
    if (questions_++ > kMostQuestions) return std::nullopt;
    std::vector<Formula> asked = relaxation_.background;
    const std::size_t first = asked.size();
    for (const std::size_t i : these) asked.push_back(relaxation_.statements[i].holds);
    asked.push_back(kept_);
    const Answer answer = relaxation_.asker->ask(asked, false);
    if (answer.satisfiable != Satisfiable::no) return std::nullopt;
    std::vector<std::size_t> core;
    for (const std::size_t index : answer.core)
      if (index >= first && index - first < these.size()) core.push_back(these[index - first]);
    return core;
  }

  // What can be done without goes, last first; rules before values, values before presence, so that
  // what a reader would look at first is kept.
  std::vector<std::size_t> shrink(std::vector<std::size_t> set) {
    const auto keeps = [&](std::size_t i) { return static_cast<int>(relaxation_.statements[i].kind); };
    std::vector<std::size_t> order = set;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return keeps(a) > keeps(b) || (keeps(a) == keeps(b) && a > b);
    });
    for (const std::size_t candidate : order) {
      if (std::find(set.begin(), set.end(), candidate) == set.end()) continue;
      std::vector<std::size_t> less = set;
      std::erase(less, candidate);
      if (auto core = contradicts(less)) {
        std::sort(core->begin(), core->end());
        set = std::move(*core);
      }
    }
    std::sort(set.begin(), set.end());
    return set;
  }

  void enumerate(MinimalSets& result) {
    Formulas map;
    std::vector<VarId> in;
    for (const std::size_t i : all_) {
      Variable variable;
      variable.name = "s" + std::to_string(i);
      in.push_back(map.variable(std::move(variable)));
    }
    Asker seeds(map, {});
    std::vector<Formula> open;
    for (;;) {
      const Answer seed = seeds.ask(open, false);
      if (seed.satisfiable != Satisfiable::yes) return;
      std::vector<std::size_t> set;
      // As many as the map lets in: small sets come from large seeds.
      for (std::size_t k = 0; k < all_.size(); ++k)
        if (std::get<bool>(seed.assignment.cells[in[k].index])) set.push_back(all_[k]);
      set = grown(set, map, in, open, seeds);
      if (auto core = contradicts(set)) {
        result.sets.push_back(shrink(*core));
        std::vector<Formula> without;
        for (const std::size_t i : result.sets.back())
          without.push_back(map.not_(map.boolean(in[place(i)])));
        open.push_back(map.or_(std::move(without)));
      } else {
        std::vector<Formula> outside;
        const std::vector<std::size_t> most = satisfiable_superset(set);
        for (std::size_t k = 0; k < all_.size(); ++k)
          if (!std::binary_search(most.begin(), most.end(), all_[k])) outside.push_back(map.boolean(in[k]));
        open.push_back(map.or_(std::move(outside)));
      }
      if (result.sets.size() >= kMostSets || questions_ > kMostQuestions) {
        result.capped = true;
        return;
      }
    }
  }

  std::size_t place(std::size_t statement) const {
    return static_cast<std::size_t>(std::find(all_.begin(), all_.end(), statement) - all_.begin());
  }

  std::vector<std::size_t> grown(std::vector<std::size_t> set, Formulas& map, const std::vector<VarId>& in,
                                 const std::vector<Formula>& open, Asker& seeds) {
    std::vector<Formula> asked = open;
    for (const std::size_t i : set) asked.push_back(map.boolean(in[place(i)]));
    for (std::size_t k = 0; k < all_.size(); ++k) {
      if (std::binary_search(set.begin(), set.end(), all_[k])) continue;
      asked.push_back(map.boolean(in[k]));
      if (seeds.ask(asked, false).satisfiable != Satisfiable::yes) asked.pop_back();
      else set.insert(std::upper_bound(set.begin(), set.end(), all_[k]), all_[k]);
    }
    return set;
  }

  std::vector<std::size_t> satisfiable_superset(std::vector<std::size_t> set) {
    for (const std::size_t i : all_) {
      if (std::binary_search(set.begin(), set.end(), i)) continue;
      std::vector<std::size_t> more = set;
      more.insert(std::upper_bound(more.begin(), more.end(), i), i);
      if (!contradicts(more)) set = std::move(more);
    }
    return set;
  }

  Relaxation& relaxation_;
  Formula kept_;
  std::vector<std::size_t> all_;
  int questions_ = 0;
};

// The clause's words first, then the deal's statements. A value says already that its thing exists.
std::vector<SourceFact> facts_of(const Relaxation& relaxation, const SourceFact& norm,
                                 const std::vector<std::size_t>& set) {
  std::set<ThingId> valued;
  for (const std::size_t i : set)
    if (relaxation.statements[i].kind == StatementKind::value) valued.insert(relaxation.statements[i].thing);
  std::vector<SourceFact> facts{norm};
  for (const std::size_t i : set) {
    const Statement& statement = relaxation.statements[i];
    if (statement.kind == StatementKind::presence && valued.count(statement.thing)) continue;
    if (statement.span.empty()) continue;
    facts.push_back({statement.span, statement.text});
  }
  return facts;
}

void note_shared_causes(std::vector<Finding>& findings) {
  for (Finding& one : findings) {
    for (const Finding& other : findings) {
      if (one.clause == other.clause || !one.because_minimal || !other.because_minimal) continue;
      const bool shared = std::any_of(
          one.because.begin() + 1, one.because.end(), [&](const SourceFact& fact) {
            return std::any_of(other.because.begin() + 1, other.because.end(), [&](const SourceFact& its) {
              return fact.span == its.span;
            });
          });
      if (shared) one.same_cause.push_back(other.clause);
    }
  }
}

}  // namespace

MinimalSets minimal_sets(Relaxation& relaxation, Formula kept, bool all) {
  return Minimising(relaxation, kept).run(all);
}

void explain_findings(const Spec& spec, const Sources& sources, Decision& decision,
                      const CheckOptions& options, bool all, std::vector<Finding>& findings) {
  CheckOptions modest = options;
  modest.limits = explaining(options.limits);
  std::size_t at = 0;
  for (std::size_t i = 0; i < decision.clauses.size(); ++i) {
    const ClauseDecision& clause = decision.clauses[i];
    if (!clause.counterexample) continue;
    Finding& finding = findings[at++];
    RelaxOptions relaxing;
    relaxing.clauses = {clause.clause};
    const Scenario scenario = scenario_of(spec, *decision.problem, clause.counterexample->assignment);
    if (clause.can_keep != Satisfiable::no) relaxing.scenario = &scenario;
    Relaxation relaxation = relax(spec, sources, decision, relaxing, modest);
    if (!relaxation.refused.empty() || !relaxation.problem->clauses[i].refused.empty()) continue;
    const Formula kept = relaxation.problem->formulas.not_(relaxation.problem->clauses[i].broken);
    const MinimalSets found = minimal_sets(relaxation, kept, all);
    if (found.sets.empty()) continue;
    const SourceFact norm{finding.norm_span, one_line(sources.text(finding.norm_span))};
    finding.because = facts_of(relaxation, norm, found.sets.front());
    finding.because_minimal = true;
    finding.because_capped = found.capped;
    for (std::size_t k = 1; k < found.sets.size(); ++k)
      finding.because_others.push_back(facts_of(relaxation, norm, found.sets[k]));
  }
  note_shared_causes(findings);
}

}  // namespace proviso
