#include "solver/contracts/mutate.h"

#include "solver/contracts/noticing.h"
#include "solver/world_view.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace proviso {

namespace {

// A change of a text, wherever that text was resolved.
using Key = std::tuple<FileId, std::uint32_t, std::uint32_t, std::string, std::string>;

class Mutating {
 public:
  Mutating(const std::vector<const Spec*>& specs, const Sources& sources, const CheckOptions& options,
           const std::vector<std::string>& contracts, const MutationProgress& progress)
      : specs_(specs), sources_(sources), options_(options), names_(contracts), progress_(progress) {}

  MutationReport run() {
    choose_contracts();
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
      add_if([&](const Spec&, const Contract& contract) {
        return std::find(names_.begin(), names_.end(), contract.name) != names_.end();
      });
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
        workshop.add(ClauseId{i}, [&](ClauseId clause, const TextChange& variant) {
          return enter(spec, clause, variant);
        });
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
      if (progress_) progress_(about(workshop.spec(), expect));
      const std::vector<std::size_t> able = able_to_see(workshop, expect);
      if (able.empty()) continue;
      if (!expect.deal.valid() && name_if_not_tried(workshop.spec(), expect)) continue;
      ++report_.expectations;
      std::vector<std::size_t> open;
      for (const std::size_t mutant : able) {
        ++report_.mutants[mutant].expectations;
        if (!report_.mutants[mutant].noticed) open.push_back(mutant);
      }
      if (!open.empty()) try_all(workshop, expect, open);
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

  // True where none of the outcomes is tried.
  bool name_if_not_tried(const Spec& spec, const Expect& expect) {
    bool none = true;
    for (const Outcome& outcome : expect.outcomes) {
      if (is_tried(outcome)) none = false;
      else report_.not_tried.push_back({in_words(spec, expect, outcome), outcome.span});
    }
    return none;
  }

  void try_all(Workshop& workshop, const Expect& expect, const std::vector<std::size_t>& open) {
    const std::vector<Noticed> all = expect.deal.valid()
                                         ? noticed(workshop, expect, options_, open)
                                         : noticed_by_contracts(workshop, sources_, expect, options_, open);
    for (const Noticed& found : all) {
      Mutant& mutant = report_.mutants[found.mutant];
      ++mutant.touched;
      mutant.undecided = mutant.undecided || found.undecided;
      if (!found.outcome) continue;
      const Outcome& outcome = expect.outcomes[*found.outcome];
      mutant.noticed = true;
      mutant.noticed_by = in_words(workshop.spec(), expect, outcome);
      mutant.noticed_at = outcome.span;
    }
  }

  static std::string about(const Spec& spec, const Expect& expect) {
    if (expect.deal.valid()) return spec[expect.deal].name;
    std::string names;
    for (const ContractId subject : expect.subjects) names += (names.empty() ? "" : ", ") + spec[subject].name;
    return names;
  }
  std::string in_words(const Spec& spec, const Expect& expect, const Outcome& outcome) const {
    return "expect " + about(spec, expect) + ": " + one_line(sources_.text(outcome.span));
  }

  const std::vector<const Spec*>& specs_;
  const Sources& sources_;
  CheckOptions options_;
  const std::vector<std::string>& names_;
  const MutationProgress& progress_;
  std::set<std::pair<FileId, std::uint32_t>> chosen_;  // by the place of their names
  std::map<Key, std::size_t> numbers_;
  MutationReport report_;
};

}  // namespace

MutationReport mutate(const std::vector<const Spec*>& specs, const Sources& sources, const CheckOptions& options,
                      const std::vector<std::string>& contracts, const MutationProgress& progress) {
  return Mutating(specs, sources, options, contracts, progress).run();
}

}  // namespace proviso
