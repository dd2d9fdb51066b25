#include "solver/contracts/analysis.h"

#include "model/expr_walk.h"
#include "solver/contracts/analyses.h"
#include "solver/contracts/claims.h"
#include "solver/contracts/conflict_text.h"
#include "solver/contracts/exceptions.h"
#include "solver/contracts/findings.h"
#include "solver/contracts/known_situations.h"
#include "solver/contracts/partly_blocked.h"
#include "solver/contracts/permission.h"
#include "solver/contracts/powers.h"
#include "solver/contracts/terms.h"
#include "solver/contracts/terms_of_texts.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

constexpr std::uint32_t kAnalysisSteps = 2'000'000;

HealthMark mark(Truth truth, std::string reason = "") { return {truth, std::move(reason)}; }

class Analysing {
 public:
  Analysing(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
            const AnalysisOptions& options)
      : spec_(spec), sources_(sources), contracts_(contracts), options_(options),
        clauses_(clauses_of(spec, contracts)), found_(spec, contracts, options.asking.scope, result_) {
    // A mark says that it is so under some choice of readings; whether all can be kept, and claims, under which.
    by_choice_ = options_.asking.by_choice;
    options_.asking.by_choice = false;
    // So many questions are asked that each may cost a little only, but for whether all can be kept.
    options_.steps_again = options_.asking.limits.rlimit;
    options_.asking.limits.rlimit = std::min<std::uint32_t>(options_.asking.limits.rlimit, kAnalysisSteps);
  }

  ContractAnalysis run() {
    for (const ContractId contract : contracts_) result_.contracts.push_back(spec_[contract].name);
    result_.span = spec_[contracts_.front()].span;
    consistent();
    find_redundant();
    for (const ClauseId clause : clauses_) health(clause);
    for (PowerAnswer& power : powers_of(spec_, contracts_, options_.asking, known_.get())) add_power(std::move(power));
    for (const TermsOfTexts& pair : gaps_between_texts(spec_, contracts_)) add_gap(pair);
    for (const ContractId contract : contracts_) add_claims(contract);
    found_.finish();
    return std::move(result_);
  }

 private:
  // ---- all together

  void consistent() {
    AnalysisOptions by_choice = options_;
    by_choice.asking.by_choice = by_choice_;
    Consistency found = consistency(spec_, sources_, contracts_, by_choice);
    result_.consistent = found.answer;
    known_ = found.known;
    in_play_ = found.in_play;
    unreachable_ = found.out_of_reach;
    not_settled_ = found.not_settled;
    for (const ClauseId clause : found.left_out) result_.left_out.push_back(spec_.full_name(clause));
    for (Conflict& conflict : found.conflicts) {
      if (!conflict.in_play.valid()) in_conflict_.insert(conflict.clauses.begin(), conflict.clauses.end());
      add_conflict(std::move(conflict));
    }
    if (found.answer.truth == Truth::depends)
      found_.add("inconsistent", {}, fmt::format("whether all can be kept depends on {}", names_in_words(found.answer.depends_on)),
          found.answer);
    if (!found.undecided.empty())
      found_.add("undecided", {}, fmt::format("whether all can be kept is not decided: {}", found.undecided.front()));
  }

  // Of a permission that cannot be used, and of duties that cannot all be kept.
  void add_conflict(Conflict conflict) {
    const std::string names = names_in_words(conflict.answer.because);
    if (!conflict.in_play.valid()) {
      found_.add("inconsistent", conflict.clauses.front(),
          conflict.clauses.size() == 1 ? fmt::format("{} can never be kept{}", names, found_.ends(conflict.answer))
                                       : fmt::format("{} cannot all be kept, whatever happens{}{}", names,
                                                     caught_between(spec_, conflict.clauses), found_.ends(conflict.answer)),
          conflict.answer);
      return;
    }
    const std::string once = trigger_in_words(conflict.answer);
    if (is_permission(spec_, conflict.in_play)) {
      ContractAnswer answer = conflict.answer;
      found_.add("blocked", conflict.in_play,
          fmt::format("what `{}` permits breaks {} in every case{}", spec_.full_name(conflict.in_play), names,
                      found_.ends(answer)),
          answer);
      return;
    }
    const bool alone = conflict.clauses.size() == 1;
    found_.add("inconsistent", conflict.in_play,
        fmt::format("{}{}{}{}{}", names,
                    alone ? " cannot be kept" : " cannot all be kept", once, caught_between(spec_, conflict.clauses),
                    found_.ends(conflict.answer)),
        conflict.answer);
  }

  // ---- each clause

  // Of several that imply each other all but the first are redundant: the last are looked at first.
  void find_redundant() {
    for (std::size_t i = clauses_.size(); i-- > 0;) {
      const ClauseId clause = clauses_[i];
      if (is_permission(spec_, clause)) continue;
      std::vector<ClauseId> others;
      for (const ClauseId other : clauses_)
        if (redundant_.count(other) == 0) others.push_back(other);
      redundant_answers_.emplace(clause, redundant_among(others, clause));
      if (redundant_answers_.at(clause).truth == Truth::yes) redundant_.insert(clause);
    }
  }

  ContractAnswer redundant_among(const std::vector<ClauseId>& others, ClauseId clause) {
    if (known_ && known_->has_broken(clause, of_its_bearer(spec_, others, clause))) {
      ContractAnswer alone;
      alone.truth = Truth::no;
      return alone;
    }
    return proviso::redundant_among(spec_, nullptr, contracts_, others, clause, options_.asking);
  }

  void health(ClauseId id) {
    const Clause& clause = spec_[id];
    ClauseHealth row;
    row.clause = spec_.full_name(id);
    row.title = clause.title;
    row.bearer = clause.bearer.valid() ? spec_[clause.bearer].name : "";
    row.span = clause.span;
    row.permission = is_permission(spec_, id);
    arises(id, row);
    if (row.permission) permission(id, row);
    else duty(id, row);
    exception(id, row);
    result_.clauses.push_back(std::move(row));
  }

  void arises(ClauseId id, ClauseHealth& row) {
    ContractAnswer never;
    never.truth = Truth::no;
    if (!was_in_play(id)) never = dead(spec_, contracts_, id, options_.asking);
    if (never.truth == Truth::yes) {
      row.arises = mark(Truth::no, "nothing can meet its condition" + found_.ends(never));
      row.kept = mark(Truth::impossible);
      // A text that was replaced before it came to anything is no fault of its own.
      if (clause_is_replaced(id)) return;
      found_.only_so_far(fmt::format("whether `{}` can apply", row.clause), never.searched);
      if (never.searched.complete)
        found_.add("dead", id,
            fmt::format("`{}` can never apply: nothing can meet its condition within its term{}", row.clause,
                        found_.ends(never)),
            never);
      return;
    }
    if (never.truth == Truth::undecided) return undecided(id, "whether it can apply", never.reason, row.arises);
    const bool out = std::find(unreachable_.begin(), unreachable_.end(), id) != unreachable_.end();
    if (!out) {
      row.arises = mark(Truth::yes);
      const bool conflicts =
          in_conflict_.count(id) > 0 || found_.has("inconsistent", row.clause) || found_.has("blocked", row.clause);
      const bool settled = std::find(not_settled_.begin(), not_settled_.end(), id) == not_settled_.end();
      row.kept = conflicts               ? mark(Truth::no, "see the finding")
                 : !in_conflict_.empty() ? mark(Truth::impossible, "nothing keeps all clauses")
                 : settled               ? mark(Truth::yes)
                                         : mark(Truth::undecided, "no situation with it in play and all kept was found");
      return;
    }
    ContractAnswer reach = out_of_reach(spec_, contracts_, id, options_.asking);
    row.arises = mark(Truth::no, fmt::format("only in breach of {}{}", any_in_words(reach.because), found_.ends(reach)));
    row.kept = mark(Truth::impossible);
    if (clause_is_replaced(id)) return;
    found_.only_so_far(fmt::format("whether `{}` applies without a breach", row.clause), reach.searched);
    if (!reach.searched.complete) return;
    found_.add("out_of_reach", id,
        fmt::format("`{}` applies only where {} is broken{}", row.clause, any_in_words(reach.because), found_.ends(reach)),
        reach);
  }

  // What a prohibition describes need not be there for it to be in play.
  [[nodiscard]] bool was_in_play(ClauseId id) const {
    const auto& norms = spec_[id].norms;
    const bool prohibits = std::any_of(norms.begin(), norms.end(),
                                       [](const Norm& n) { return n.kind == syntax::NormKind::never; });
    return !prohibits && std::find(in_play_.begin(), in_play_.end(), id) != in_play_.end();
  }

  void undecided(ClauseId id, const std::string& what, const std::string& reason, HealthMark& at) {
    at = mark(Truth::undecided, reason);
    found_.add("undecided", id, fmt::format("{} is not decided for `{}`: {}", what, spec_.full_name(id), reason));
  }

  void duty(ClauseId id, ClauseHealth& row) {
    ContractAnswer& answer = redundant_answers_.at(id);
    row.consequence = consequence(id);
    const bool applies = row.arises.truth == Truth::yes;
    switch (answer.truth) {
      case Truth::impossible:
        row.broken = mark(Truth::no, answer.reason + found_.ends(answer));
        row.decisive = mark(Truth::no, "nothing can break it" + found_.ends(answer));
        if (applies) found_.only_so_far(fmt::format("whether `{}` can be broken", row.clause), answer.searched);
        if (applies && answer.searched.complete)
          found_.add("unbreakable", id,
              fmt::format("nothing can break `{}`: it constrains nothing{}", row.clause, found_.ends(answer)), answer);
        break;
      case Truth::yes:
        row.broken = mark(Truth::yes);
        if (!in_conflict_.empty()) {
          row.decisive = mark(Truth::impossible, "nothing keeps all clauses");
          break;
        }
        row.decisive = mark(Truth::no, fmt::format("{} {} it{}", names_in_words(answer.because),
                                                   answer.because.size() == 1 ? "implies" : "imply", found_.ends(answer)));
        if (applies) found_.only_so_far(fmt::format("whether `{}` says anything of its own", row.clause), answer.searched);
        // What makes another clause give way says that, at least.
        if (applies && answer.searched.complete && !overrides_any(id))
          found_.add("redundant", id,
              fmt::format("`{}` says nothing that {} {} not say{}", row.clause, names_in_words(answer.because),
                          answer.because.size() == 1 ? "does" : "do", found_.ends(answer)),
              answer);
        break;
      case Truth::undecided: undecided(id, "whether it can be broken", answer.reason, row.broken); break;
      case Truth::depends:
      case Truth::no:
        row.broken = mark(Truth::yes);
        row.decisive = mark(answer.truth == Truth::no ? Truth::yes : Truth::depends,
                            answer.truth == Truth::no ? "" : "by " + names_in_words(answer.depends_on));
        break;
    }
    if (!applies) return;
    if (known_ && known_->has_mended(id)) return;
    ContractAnswer remedy = remedy_fails(spec_, contracts_, id, options_.asking);
    if (remedy.truth != Truth::yes) return;
    found_.only_so_far(fmt::format("whether a breach of `{}` can be mended as it says", row.clause), remedy.searched);
    if (!remedy.searched.complete) return;
    const std::string breaking =
        remedy.because.empty() ? "" : " without breaking " + any_in_words(remedy.because);
    found_.add("remedy", id,
        fmt::format("no breach of `{}` can be mended as it says{}{}{}", row.clause, breaking,
                    days_in_words(spec_, id, remedy), found_.ends(remedy)),
        remedy);
  }

  [[nodiscard]] bool clause_is_replaced(ClauseId id) const { return spec_[id].cut.valid(); }
  [[nodiscard]] bool overrides_any(ClauseId id) const {
    return std::any_of(spec_.clauses.begin(), spec_.clauses.end(), [&](const Clause& clause) {
      return std::any_of(clause.overridden.begin(), clause.overridden.end(),
                         [&](const Override& one) { return one.by == id; });
    });
  }

  // A remedy, a right or an event that hangs on its breach.
  HealthMark consequence(ClauseId id) const {
    if (has_reparations(spec_[id])) return mark(Truth::yes, "it says what else is owed then");
    bool found = false;
    for_each_expr(spec_, contracts_, [&](ExprId root) {
      walk(spec_, root, [&](ExprId, const Expr& e) {
        const auto* event = std::get_if<ClauseEvent>(&e.node);
        found = found || (event && event->clause == id && event->kind == ClauseEventKind::breach);
      });
    });
    return found ? mark(Truth::yes, "something hangs on its breach")
                 : mark(Truth::no, "nothing is said to follow from its breach");
  }

  void permission(ClauseId id, ClauseHealth& row) {
    row.broken = mark(Truth::impossible);
    row.consequence = mark(Truth::impossible);
    ContractAnswer idle = shields_nothing(spec_, contracts_, id, options_.asking);
    row.decisive = mark(idle.truth == Truth::yes ? Truth::no : idle.truth == Truth::no ? Truth::yes : idle.truth,
                        idle.truth == Truth::yes ? idle.reason + found_.ends(idle) : idle.reason);
    // Of what can never be used more need not be said.
    if (row.arises.truth != Truth::yes || found_.has("blocked", row.clause)) return;
    PartlyBlocked some = partly_blocked(spec_, sources_, contracts_, id, options_.asking);
    if (some.answer.truth == Truth::yes) {
      found_.add("partly_blocked", id,
          fmt::format("some of what `{}` permits breaks {}: {}{}", row.clause, names_in_words(some.answer.because),
                      some.use, found_.ends(some.answer)),
          some.answer);
    } else if (idle.truth == Truth::yes && idle.searched.complete) {
      found_.add("without_effect", id,
          fmt::format("`{}` is without effect: {}{}", row.clause, idle.reason, found_.ends(idle)), idle);
    } else if (idle.truth == Truth::yes) {
      found_.only_so_far(fmt::format("whether `{}` has an effect", row.clause), idle.searched);
    }
  }

  void exception(ClauseId id, ClauseHealth& row) {
    row.exception = mark(Truth::impossible);
    if (!has_exceptions(spec_[id])) return;
    if (known_ && known_->has_excused(id)) {
      row.exception = mark(Truth::yes);
      return;
    }
    ContractAnswer idle = exception_is_idle(spec_, contracts_, id, options_.asking);
    if (idle.truth == Truth::undecided)
      return undecided(id, "whether its exception excuses anything", idle.reason, row.exception);
    row.exception = mark(idle.truth == Truth::yes ? Truth::no : Truth::yes);
    if (idle.truth != Truth::yes) return;
    row.exception.reason = "it excuses nothing" + found_.ends(idle);
    found_.only_so_far(fmt::format("whether the exception of `{}` excuses anything", row.clause), idle.searched);
    if (!idle.searched.complete) return;
    found_.add("idle_exception", id,
        fmt::format("the exception of `{}` excuses nothing that would break it{}", row.clause, found_.ends(idle)),
        idle);
  }

  // ---- powers, texts, claims

  void add_power(PowerAnswer power) {
    PowerHealth row{power.event, power.by, power.span, mark(Truth::yes), power.matters};
    const ContractAnswer& never = power.never;
    if (never.truth == Truth::yes || never.truth == Truth::impossible) {
      const bool ever = never.truth == Truth::yes;
      const std::string names = any_in_words(never.because);
      row.usable = mark(Truth::no, (ever ? "only in breach of " + names : never.reason) + found_.ends(never));
      found_.only_so_far(fmt::format("whether `{}` can come about", power.event), never.searched);
      // Where nothing keeps all clauses, that is the finding.
      if (never.searched.complete && !(ever && !in_conflict_.empty())) {
        AnalysisFinding& finding =
            found_.add("unusable_power", {},
                fmt::format("`{}` can never come about{}{}", power.event,
                            ever ? " without breaking " + names : ": " + never.reason, found_.ends(never)),
                never);
        finding.span = power.span;
      }
    } else if (never.truth == Truth::undecided) {
      row.usable = mark(Truth::undecided, never.reason);
      AnalysisFinding& finding =
          found_.add("undecided", {}, fmt::format("whether `{}` can come about is not decided: {}", power.event, never.reason));
      finding.span = power.span;
    }
    result_.powers.push_back(std::move(row));
  }

  void add_gap(const TermsOfTexts& pair) {
    AnalysisFinding& finding = found_.add(
        "gap", pair.newer,
        fmt::format("`{}` is not in force from {} to {}: the old text ends before the new one begins",
                    spec_.full_name(pair.newer), show_day(pair.older_ends), show_day(pair.newer_begins - 1)));
    finding.related.push_back({spec_[pair.older].span, "the old text"});
  }

  void add_claims(ContractId contract) {
    ContractOptions asking = options_.asking;
    asking.by_choice = by_choice_;
    asking.limits.rlimit = options_.steps_again;
    for (ClaimAnswer& claim : claims_of(spec_, sources_, contract, asking)) {
      if (claim.answer.truth == Truth::no || claim.answer.truth == Truth::depends) {
        const bool depends = claim.answer.truth == Truth::depends;
        const std::string on =
            depends ? " under every reading: it depends on " + names_in_words(claim.answer.depends_on) : "";
        AnalysisFinding& finding =
            found_.add("claim", {}, fmt::format("the claim of {} does not hold{}", claim.text, on), claim.answer);
        finding.contract = spec_[contract].name;
        finding.span = claim.span;
      } else if (claim.answer.truth == Truth::undecided) {
        AnalysisFinding& finding = found_.add(
            "undecided", {}, fmt::format("the claim of {} is not decided: {}", claim.text, claim.answer.reason), claim.answer);
        finding.contract = spec_[contract].name;
        finding.span = claim.span;
      }
      result_.claims.push_back(std::move(claim));
    }
  }

  const Spec& spec_;
  const Sources& sources_;
  const std::vector<ContractId>& contracts_;
  AnalysisOptions options_;
  std::vector<ClauseId> clauses_;
  ContractAnalysis result_;
  Findings found_;
  std::shared_ptr<KnownSituations> known_;
  std::vector<ClauseId> in_play_;
  std::set<ClauseId> in_conflict_;    // whatever happens: then nothing keeps all
  bool by_choice_ = true;
  std::vector<ClauseId> unreachable_, not_settled_;
  std::set<ClauseId> redundant_;
  std::map<ClauseId, ContractAnswer> redundant_answers_;
};

}  // namespace

ContractAnalysis analyze(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                         const AnalysisOptions& options) {
  return Analysing(spec, sources, contracts, options).run();
}

}  // namespace proviso
