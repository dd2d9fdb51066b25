#include "solver/contracts/mutate.h"

#include "model/expr_walk.h"
#include "solver/contracts/clause_changes.h"
#include "solver/expect.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace proviso {

namespace {

// A change of a text, wherever that text was resolved.
using Key = std::tuple<FileId, std::uint32_t, std::uint32_t, std::string, std::string>;

// One root's spec in which clauses can be exchanged for their changed forms, and back.
class Workshop {
 public:
  struct Body {
    ClauseId clause;   // that it stands for
    ClauseId changed;  // a clause of its own, entered at the end
  };

  Workshop(const Spec& spec, const Sources& sources) : spec_(spec), sources_(sources) {
    find_entangled();
  }

  // `enter` gives each change the number of its mutant.
  void add(ClauseId clause, const std::function<std::size_t(ClauseId, const TextChange&)>& enter) {
    for (TextChange& variant : changes_of(spec_, sources_, clause)) {
      const std::size_t mutant = enter(clause, variant);
      const bool gone = variant.body.norms.empty();
      bodies_[mutant].push_back({clause, enter_body(std::move(variant.body))});
      if (gone) free_others(clause, mutant);
    }
  }

  // Of a clause that is left out no other is overridden.
  void free_others(ClauseId clause, std::size_t mutant) {
    for (std::uint32_t i = 0; i < clauses_; ++i) {
      Clause other = spec_.clauses[i];
      const auto by = [&](const Override& o) { return o.by == clause; };
      if (std::erase_if(other.overridden, by) > 0) bodies_[mutant].push_back({ClauseId{i}, enter_body(std::move(other))});
    }
  }

  [[nodiscard]] Spec& spec() { return spec_; }
  [[nodiscard]] const std::map<std::size_t, std::vector<Body>>& bodies() const { return bodies_; }
  // Whether other clauses or events look at this one, so that its own formula does not say all.
  [[nodiscard]] bool entangled(ClauseId clause) const { return entangled_.count(clause) > 0; }

  // Exchanges the clauses; a second call changes them back.
  void exchange(std::size_t mutant) {
    for (const Body& body : bodies_.at(mutant))
      std::swap(spec_.clauses[body.clause.index], spec_.clauses[body.changed.index]);
  }

 private:
  ClauseId enter_body(Clause body) {
    spec_.clauses.push_back(std::move(body));
    return ClauseId{static_cast<std::uint32_t>(spec_.clauses.size() - 1)};
  }

  void find_entangled() {
    clauses_ = static_cast<std::uint32_t>(spec_.clauses.size());
    for (const Expr& expr : spec_.exprs)
      if (const auto* event = std::get_if<ClauseEvent>(&expr.node)) entangled_.insert(event->clause);
    for (const Clause& clause : spec_.clauses) {
      for (const Override& override : clause.overridden) entangled_.insert(override.by);
      for (const ClauseId other : {clause.replaces, clause.replaced_by})
        if (other.valid()) entangled_.insert(other);
    }
  }

  Spec spec_;
  const Sources& sources_;
  std::uint32_t clauses_ = 0;  // of the spec itself
  std::map<std::size_t, std::vector<Body>> bodies_;
  std::set<ClauseId> entangled_;
};

std::vector<ContractId> contracts_of(const Spec& spec, const Expect& expect) {
  return expect.under.empty() ? spec[expect.deal].under : expect.under;
}

// What an outcome hangs on, asked of a clause and of its changed form in one problem that has both.
class Comparing {
 public:
  Comparing(const Spec& spec, const Expect& expect, Problem& problem, const Limits& limits)
      : expect_(expect), problem_(problem), asker_(problem.formulas, limits),
        own_(spec[expect.deal].clauses.begin(), spec[expect.deal].clauses.end()) {
    for (const ContractId contract : contracts_of(spec, expect))
      own_.insert(spec[contract].clauses.begin(), spec[contract].clauses.end());
    for (const GroundClause& clause : problem.clauses) ground_.emplace(clause.clause, &clause);
    for (const Constraint& constraint : problem.constraints) admissible_.push_back(constraint.formula);
    for (const Outcome& outcome : expect.outcomes) by_questions_ = by_questions_ && is_by_questions(outcome);
  }

  bool may_matter(ClauseId clause, ClauseId changed) {
    const auto is = ground_.find(clause), would_be = ground_.find(changed);
    if (is == ground_.end() || would_be == ground_.end()) return false;
    const GroundClause &a = *is->second, &b = *would_be->second;
    if (!a.refused.empty() || !b.refused.empty()) return a.refused != b.refused;
    if (!differ(a.broken, b.broken) && !(expect_.on.valid() && differ(a.pending, b.pending))) return false;
    if (!by_questions_) return true;
    const auto known = answers_.find(clause);
    const std::vector<Satisfiable> before = known != answers_.end() ? known->second : answers(clause, a.broken);
    answers_[clause] = before;
    const std::vector<Satisfiable> after = answers(clause, b.broken);
    const auto unknown = [](Satisfiable one) { return one == Satisfiable::unknown; };
    return before != after || std::any_of(after.begin(), after.end(), unknown);
  }

 private:
  // Its answer follows from the questions below; others hang on more.
  static bool is_by_questions(const Outcome& outcome) {
    using K = syntax::ExpectKind;
    const auto clause = [](const ExpectName& name) { return !name.clauses.empty() && !name.term.valid(); };
    switch (outcome.kind) {
      case K::complies:
      case K::conflicts:
      case K::impossible:
      case K::undecided: return true;
      case K::depends: return !outcome.only && std::all_of(outcome.names.begin(), outcome.names.end(), clause);
      default: return false;
    }
  }

  bool differ(Formula a, Formula b) {
    if (a == b) return false;
    Formulas& formulas = problem_.formulas;
    return ask({formulas.or_(formulas.and_(a, formulas.not_(b)), formulas.and_(formulas.not_(a), b))}) != Satisfiable::no;
  }
  Satisfiable ask(const std::vector<Formula>& more) {
    std::vector<Formula> all = admissible_;
    all.insert(all.end(), more.begin(), more.end());
    return asker_.ask(all, false).satisfiable;
  }

  // Can the clause be broken, can all be kept, can those that the outcomes name be kept, if this is
  // the clause's formula?
  std::vector<Satisfiable> answers(ClauseId clause, Formula broken) {
    std::vector<Satisfiable> result{ask({broken}), ask(kept(own_, clause, broken))};
    for (const Outcome& outcome : expect_.outcomes) {
      std::set<ClauseId> together;
      for (const ExpectName& name : outcome.names) {
        const std::set<ClauseId> texts(name.clauses.begin(), name.clauses.end());
        if (outcome.kind == syntax::ExpectKind::depends && texts.count(clause) > 0)
          result.push_back(ask(kept(texts, clause, broken)));
        together.insert(texts.begin(), texts.end());
      }
      if (together.count(clause) > 0) result.push_back(ask(kept(together, clause, broken)));
    }
    return result;
  }
  std::vector<Formula> kept(const std::set<ClauseId>& clauses, ClauseId clause, Formula broken) {
    std::vector<Formula> all;
    for (const ClauseId one : clauses) {
      const auto found = ground_.find(one);
      if (found == ground_.end()) continue;
      all.push_back(problem_.formulas.not_(one == clause ? broken : found->second->broken));
    }
    return all;
  }

  const Expect& expect_;
  Problem& problem_;
  Asker asker_;
  std::set<ClauseId> own_;       // of the deal and its contracts, none of the changed ones
  std::map<ClauseId, const GroundClause*> ground_;
  std::vector<Formula> admissible_;
  bool by_questions_ = true;
  std::map<ClauseId, std::vector<Satisfiable>> answers_;
};

// The changes that some scenario of the expectation's deal can show: those for which the clause's
// formula differs. They are all grounded at once, as further clauses of their contracts.
class Showing {
 public:
  Showing(Workshop& workshop, const Expect& expect, const CheckOptions& options)
      : workshop_(workshop), expect_(expect), limits_(options.limits), grounding_(options.scenarios) {
    grounding_.under = expect.under;
    grounding_.with.insert(grounding_.with.end(), expect.with.begin(), expect.with.end());
    if (expect.on.valid()) grounding_.until = std::get<DateConst>(workshop.spec()[expect.on].node).day + 1;
  }

  std::vector<std::size_t> run(const std::vector<std::size_t>& mutants) {
    std::vector<std::size_t> direct, compared;
    for (const std::size_t mutant : mutants) {
      const auto& bodies = workshop_.bodies().at(mutant);
      const bool plain = std::none_of(bodies.begin(), bodies.end(),
                                      [&](const auto& body) { return workshop_.entangled(body.clause); });
      (plain ? compared : direct).push_back(mutant);
    }
    for (const std::size_t mutant : compared_to_differ(compared)) direct.push_back(mutant);
    std::sort(direct.begin(), direct.end());
    return direct;
  }

 private:
  std::vector<std::size_t> compared_to_differ(const std::vector<std::size_t>& mutants) {
    if (mutants.empty()) return {};
    Spec& spec = workshop_.spec();
    const std::vector<Contract> before = spec.contracts;
    for (const ContractId contract : contracts_of(spec, expect_)) {
      std::vector<ClauseId>& clauses = spec.contracts[contract.index].clauses;
      const std::set<ClauseId> own(clauses.begin(), clauses.end());
      for (const std::size_t mutant : mutants)
        for (const Workshop::Body& body : workshop_.bodies().at(mutant))
          if (own.count(body.clause) > 0) clauses.push_back(body.changed);
    }
    Problem problem = ground_deal(spec, expect_.deal, grounding_);
    spec.contracts = before;
    std::vector<std::size_t> result;
    if (!problem.refused.empty()) return result;
    Comparing comparing(spec, expect_, problem, limits_);
    for (const std::size_t mutant : mutants) {
      const auto& bodies = workshop_.bodies().at(mutant);
      if (std::any_of(bodies.begin(), bodies.end(),
                      [&](const Workshop::Body& body) { return comparing.may_matter(body.clause, body.changed); }))
        result.push_back(mutant);
    }
    return result;
  }

  Workshop& workshop_;
  const Expect& expect_;
  Limits limits_;
  GroundOptions grounding_;
};

class Mutating {
 public:
  Mutating(const std::vector<const Spec*>& specs, const Sources& sources, const CheckOptions& options,
           const std::vector<std::string>& contracts, const MutationProgress& progress)
      : specs_(specs), sources_(sources), options_(options), names_(contracts), progress_(progress) {
    options_.limits.canonical_queries = 0;  // nobody reads the counterexamples
  }

  MutationReport run() {
    choose_contracts();
    for (const Spec* spec : specs_) total_ += spec->expects.size();
    for (const Spec* spec : specs_) {
      Workshop workshop = prepared(*spec);
      look_at(workshop, spec->expects);
    }
    std::stable_sort(report_.mutants.begin(), report_.mutants.end(), [](const Mutant& a, const Mutant& b) {
      return std::tuple(a.span.file, a.span.begin) < std::tuple(b.span.file, b.span.begin);
    });
    return std::move(report_);
  }

 private:
  // ---- which clauses

  void choose_contracts() {
    std::set<FileId> roots;
    for (const Spec* spec : specs_) roots.insert(spec->root);
    const auto add_if = [&](const auto& wanted) {
      for (const Spec* spec : specs_)
        for (const Contract& contract : spec->contracts)
          if (wanted(*spec, contract)) chosen_.insert({contract.span.file, contract.span.begin});
    };
    if (!names_.empty()) {
      add_if([&](const Spec&, const Contract& c) { return std::find(names_.begin(), names_.end(), c.name) != names_.end(); });
      return;
    }
    add_if([&](const Spec&, const Contract& c) { return roots.count(c.span.file) > 0; });
    if (!chosen_.empty()) return;
    add_if([&](const Spec& spec, const Contract& contract) {
      return std::any_of(spec.expects.begin(), spec.expects.end(), [&](const Expect& expect) {
        for (const ContractId id : contracts_of(spec, expect))
          if (&spec[id] == &contract) return true;
        return false;
      });
    });
  }

  [[nodiscard]] bool chosen(const Spec& spec, const Clause& clause) const {
    if (!clause.contract.valid() || clause.whole.empty()) return false;
    const ContractId writer = clause.text.valid() ? clause.text : clause.contract;
    const Span span = spec[writer].span;
    return chosen_.count({span.file, span.begin}) > 0;
  }

  Workshop prepared(const Spec& spec) {
    Workshop workshop(spec, sources_);
    for (std::uint32_t i = 0; i < spec.clauses.size(); ++i)
      if (chosen(spec, spec.clauses[i]))
        workshop.add(ClauseId{i}, [&](ClauseId clause, const TextChange& variant) { return enter(spec, clause, variant); });
    return workshop;
  }

  std::size_t enter(const Spec& spec, ClauseId id, const TextChange& variant) {
    const Span& span = variant.span;
    const Key key{span.file, span.begin, span.end, variant.what, variant.after};
    const auto [place, fresh] = numbers_.try_emplace(key, report_.mutants.size());
    if (!fresh) return place->second;
    const Clause& clause = spec[id];
    Mutant mutant;
    mutant.clause = id;
    mutant.contract = spec[clause.text.valid() ? clause.text : clause.contract].name;
    mutant.name = clause.name;
    mutant.what = variant.what;
    mutant.span = span;
    mutant.before = variant.before;
    mutant.after = variant.after;
    report_.mutants.push_back(std::move(mutant));
    return place->second;
  }

  // ---- which expectations

  void look_at(Workshop& workshop, const std::vector<Expect>& expects) {
    for (const Expect& expect : expects) {
      if (progress_) progress_(++done_, total_);
      if (!expect.deal.valid()) continue;
      const std::vector<std::size_t> able = able_to_see(workshop, expect);
      if (!able.empty()) ++report_.expectations;
      std::vector<std::size_t> open;
      for (const std::size_t mutant : able) {
        ++report_.mutants[mutant].expectations;
        if (!report_.mutants[mutant].noticed) open.push_back(mutant);
      }
      if (!open.empty()) try_all(workshop, expect, Showing(workshop, expect, options_).run(open));
    }
  }

  // Changes of clauses of the contracts that the expectation speaks of.
  static std::vector<std::size_t> able_to_see(Workshop& workshop, const Expect& expect) {
    const Spec& spec = workshop.spec();
    std::set<ClauseId> clauses;
    for (const ContractId contract : contracts_of(spec, expect))
      clauses.insert(spec[contract].clauses.begin(), spec[contract].clauses.end());
    std::vector<std::size_t> result;
    for (const auto& [mutant, bodies] : workshop.bodies())
      if (std::any_of(bodies.begin(), bodies.end(), [&](const auto& body) { return clauses.count(body.clause) > 0; }))
        result.push_back(mutant);
    return result;
  }

  // Where an outcome that can be decided differs, the change was noticed.
  void try_all(Workshop& workshop, const Expect& expect, const std::vector<std::size_t>& mutants) {
    if (mutants.empty()) return;
    Spec& spec = workshop.spec();
    spec.expects = {expect};
    const std::vector<ExpectResult> before = run_expectations(spec, sources_, options_);
    for (const std::size_t number : mutants) {
      Mutant& mutant = report_.mutants[number];
      ++mutant.touched;
      workshop.exchange(number);
      const std::vector<ExpectResult> after = run_expectations(spec, sources_, options_);
      workshop.exchange(number);
      for (std::size_t i = 0; i < after.size() && i < before.size() && !mutant.noticed; ++i) {
        if (after[i].passed == before[i].passed) continue;
        if (after[i].undecided) {
          mutant.undecided = true;
          continue;
        }
        mutant.noticed = true;
        mutant.noticed_by = "expect " + after[i].about + ": " + after[i].text;
        mutant.noticed_at = after[i].span;
      }
    }
  }

  const std::vector<const Spec*>& specs_;
  const Sources& sources_;
  CheckOptions options_;
  const std::vector<std::string>& names_;
  const MutationProgress& progress_;
  std::set<std::pair<FileId, std::uint32_t>> chosen_;  // by the place of their names
  std::map<Key, std::size_t> numbers_;
  MutationReport report_;
  std::size_t done_ = 0, total_ = 0;
};

}  // namespace

MutationReport mutate(const std::vector<const Spec*>& specs, const Sources& sources, const CheckOptions& options,
                      const std::vector<std::string>& contracts, const MutationProgress& progress) {
  return Mutating(specs, sources, options, contracts, progress).run();
}

}  // namespace proviso
