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

// What takes least is tried first; what is noticed is not tried any more.
enum class Round { deals, questions, every_clause };
constexpr Round kRounds[] = {Round::deals, Round::questions, Round::every_clause};

AskedOfContracts kind_in(Round round) {
  return round == Round::questions ? AskedOfContracts::question : AskedOfContracts::every_clause;
}

bool belongs_to(const Expect& expect, Round round) {
  if (expect.deal.valid() || round == Round::deals) return expect.deal.valid() && round == Round::deals;
  return std::any_of(expect.outcomes.begin(), expect.outcomes.end(),
                     [&](const Outcome& outcome) { return asked_of_contracts(outcome) == kind_in(round); });
}

class Mutating {
 public:
  Mutating(const std::vector<const Spec*>& specs, const Sources& sources, const CheckOptions& options,
           const std::vector<std::string>& contracts, const MutationProgress& progress)
      : specs_(specs), sources_(sources), options_(options), names_(contracts), progress_(progress) {}

  MutationReport run() {
    choose_contracts();
    std::vector<Workshop> workshops;
    for (const Spec* spec : specs_) workshops.push_back(prepared(*spec));
    for (std::size_t i = 0; i < specs_.size(); ++i) count(workshops[i], specs_[i]->expects);
    for (const Round round : kRounds)
      for (std::size_t i = 0; i < specs_.size(); ++i)
        for (const Expect& expect : specs_[i]->expects)
          if (belongs_to(expect, round)) look_at(workshops[i], expect, round);
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

  void count(const Workshop& workshop, const std::vector<Expect>& expects) {
    for (const Expect& expect : expects) {
      const std::vector<std::size_t> able = able_to_see(workshop, expect);
      for (const std::size_t mutant : able) ++report_.mutants[mutant].expectations;
      if (!able.empty()) ++report_.expectations;
    }
  }

  void look_at(Workshop& workshop, const Expect& expect, Round round) {
    if (progress_) progress_(about(workshop.spec(), expect));
    std::vector<std::size_t> open = able_to_see(workshop, expect);
    std::erase_if(open, [&](std::size_t mutant) { return report_.mutants[mutant].noticed; });
    if (!open.empty()) enter(workshop.spec(), expect, tried(workshop, expect, round, open));
  }

  std::vector<Noticed> tried(Workshop& workshop, const Expect& expect, Round round,
                             const std::vector<std::size_t>& open) const {
    if (round == Round::deals) return noticed(workshop, expect, options_, open);
    return noticed_by_contracts(workshop, sources_, expect, kind_in(round), options_, open);
  }

  // Changes of clauses of the contracts that the expectation speaks of.
  static std::vector<std::size_t> able_to_see(const Workshop& workshop, const Expect& expect) {
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

  void enter(const Spec& spec, const Expect& expect, const std::vector<Noticed>& all) {
    for (const Noticed& found : all) {
      Mutant& mutant = report_.mutants[found.mutant];
      if (touched_.insert({found.mutant, &expect}).second) ++mutant.touched;
      mutant.undecided = mutant.undecided || found.undecided;
      if (!found.outcome) continue;
      const Outcome& outcome = expect.outcomes[*found.outcome];
      mutant.noticed = true;
      mutant.noticed_by = in_words(spec, expect, outcome);
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
  std::set<std::pair<std::size_t, const Expect*>> touched_;
  MutationReport report_;
};

}  // namespace

std::size_t steps_of_mutation(const std::vector<const Spec*>& specs) {
  std::size_t steps = 0;
  for (const Spec* spec : specs)
    for (const Expect& expect : spec->expects)
      for (const Round round : kRounds)
        if (belongs_to(expect, round)) ++steps;
  return steps;
}

MutationReport mutate(const std::vector<const Spec*>& specs, const Sources& sources, const CheckOptions& options,
                      const std::vector<std::string>& contracts, const MutationProgress& progress) {
  return Mutating(specs, sources, options, contracts, progress).run();
}

}  // namespace proviso
