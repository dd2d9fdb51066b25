#include "solver/contracts/analysis.h"

#include "model/expr_walk.h"
#include "solver/contracts/analyses.h"
#include "solver/contracts/claims.h"
#include "solver/contracts/conflict_text.h"
#include "solver/contracts/exceptions.h"
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
        clauses_(clauses_of(spec, contracts)) {
    // A mark says that it is so under some choice of readings; whether all can be kept, under which.
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
    add_so_far();
    sort_and_allow();
    return std::move(result_);
  }

 private:
  // What a no rests on, where that is less than everything.
  [[nodiscard]] std::string ends(const ContractAnswer& answer) const {
    if (!answer.searched.complete) return fmt::format(" ({})", as_far_as(answer.searched));
    const auto& scope = options_.asking.scope;
    const std::string text = scope ? ", " + if_enough(*scope) : "";
    return answer.searched.divides ? text + " (what would divide by zero is left out)" : text;
  }

  // A reference, since messages are made of the answer in the same call.
  AnalysisFinding& add(std::string_view row, ClauseId clause, std::string message,
                       const ContractAnswer& answer = {}) {
    const AnalysisRow& of = *analysis_row(row);
    AnalysisFinding finding;
    finding.kind = of.kind;
    finding.name = std::string(of.name);
    finding.contract = result_.contracts.front();
    finding.span = result_.span;
    if (clause.valid()) {
      finding.contract = spec_[spec_[clause].contract].name;
      finding.clause = spec_.full_name(clause);
      finding.span = spec_[clause].span;
    }
    finding.message = std::move(message);
    for (std::size_t i = 0; i < answer.because.size() && i < answer.because_spans.size(); ++i)
      if (answer.because[i] != finding.clause)
        finding.related.push_back({answer.because_spans[i], answer.because[i]});
    finding.answer = answer;
    result_.findings.push_back(std::move(finding));
    about_.push_back(clause);
    return result_.findings.back();
  }

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
      add("inconsistent", {}, fmt::format("whether all can be kept depends on {}", names_in_words(found.answer.depends_on)),
          found.answer);
    if (!found.undecided.empty())
      add("undecided", {}, fmt::format("whether all can be kept is not decided: {}", found.undecided.front()));
  }

  // What was not found may be there among more things.
  void only_so_far(const std::string& what, const Searched& searched) {
    if (searched.complete) return;
    if (so_far_.empty()) so_far_why_ = as_far_as(searched);
    so_far_.push_back(what);
  }
  void add_so_far() {
    if (so_far_.empty()) return;
    std::string text;
    for (std::size_t i = 0; i < so_far_.size(); ++i)
      text += (i == 0 ? "" : i + 1 == so_far_.size() ? " and " : ", ") + so_far_[i];
    add("undecided", {}, fmt::format("not known beyond what was looked at: {} ({})", text, so_far_why_));
  }

  // Of a permission that cannot be used, and of duties that cannot all be kept.
  void add_conflict(Conflict conflict) {
    const std::string names = names_in_words(conflict.answer.because);
    if (!conflict.in_play.valid()) {
      add("inconsistent", conflict.clauses.front(),
          conflict.clauses.size() == 1 ? fmt::format("{} can never be kept{}", names, ends(conflict.answer))
                                       : fmt::format("{} cannot all be kept, whatever happens{}{}", names,
                                                     caught_between(spec_, conflict.clauses), ends(conflict.answer)),
          conflict.answer);
      return;
    }
    const std::string once = trigger_in_words(conflict.answer);
    if (is_permission(spec_, conflict.in_play)) {
      ContractAnswer answer = conflict.answer;
      add("blocked", conflict.in_play,
          fmt::format("what `{}` permits breaks {} in every case{}", spec_.full_name(conflict.in_play), names,
                      ends(answer)),
          answer);
      return;
    }
    const bool alone = conflict.clauses.size() == 1;
    add("inconsistent", conflict.in_play,
        fmt::format("{}{}{}{}{}", names,
                    alone ? " cannot be kept" : " cannot all be kept", once, caught_between(spec_, conflict.clauses),
                    ends(conflict.answer)),
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
      row.arises = mark(Truth::no, "nothing can meet its condition" + ends(never));
      row.kept = mark(Truth::impossible);
      // A text that was replaced before it came to anything is no fault of its own.
      if (clause_is_replaced(id)) return;
      only_so_far(fmt::format("whether `{}` can apply", row.clause), never.searched);
      if (never.searched.complete)
        add("dead", id,
            fmt::format("`{}` can never apply: nothing can meet its condition within its term{}", row.clause,
                        ends(never)),
            never);
      return;
    }
    if (never.truth == Truth::undecided) return undecided(id, "whether it can apply", never.reason, row.arises);
    const bool out = std::find(unreachable_.begin(), unreachable_.end(), id) != unreachable_.end();
    if (!out) {
      row.arises = mark(Truth::yes);
      const bool conflicts =
          in_conflict_.count(id) > 0 || found("inconsistent", row.clause) || found("blocked", row.clause);
      const bool settled = std::find(not_settled_.begin(), not_settled_.end(), id) == not_settled_.end();
      row.kept = conflicts               ? mark(Truth::no, "see the finding")
                 : !in_conflict_.empty() ? mark(Truth::impossible, "nothing keeps all clauses")
                 : settled               ? mark(Truth::yes)
                                         : mark(Truth::undecided, "no situation with it in play and all kept was found");
      return;
    }
    ContractAnswer reach = out_of_reach(spec_, contracts_, id, options_.asking);
    row.arises = mark(Truth::no, fmt::format("only in breach of {}{}", any_in_words(reach.because), ends(reach)));
    row.kept = mark(Truth::impossible);
    if (clause_is_replaced(id)) return;
    only_so_far(fmt::format("whether `{}` applies without a breach", row.clause), reach.searched);
    if (!reach.searched.complete) return;
    add("out_of_reach", id,
        fmt::format("`{}` applies only where {} is broken{}", row.clause, any_in_words(reach.because), ends(reach)),
        reach);
  }

  [[nodiscard]] bool found(std::string_view name, const std::string& clause) const {
    return std::any_of(result_.findings.begin(), result_.findings.end(),
                       [&](const AnalysisFinding& f) { return f.clause == clause && f.name == name; });
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
    add("undecided", id, fmt::format("{} is not decided for `{}`: {}", what, spec_.full_name(id), reason));
  }

  void duty(ClauseId id, ClauseHealth& row) {
    ContractAnswer& answer = redundant_answers_.at(id);
    row.consequence = consequence(id);
    const bool applies = row.arises.truth == Truth::yes;
    switch (answer.truth) {
      case Truth::impossible:
        row.broken = mark(Truth::no, answer.reason + ends(answer));
        row.decisive = mark(Truth::no, "nothing can break it" + ends(answer));
        if (applies) only_so_far(fmt::format("whether `{}` can be broken", row.clause), answer.searched);
        if (applies && answer.searched.complete)
          add("unbreakable", id,
              fmt::format("nothing can break `{}`: it constrains nothing{}", row.clause, ends(answer)), answer);
        break;
      case Truth::yes:
        row.broken = mark(Truth::yes);
        if (!in_conflict_.empty()) {
          row.decisive = mark(Truth::impossible, "nothing keeps all clauses");
          break;
        }
        row.decisive = mark(Truth::no, fmt::format("{} {} it{}", names_in_words(answer.because),
                                                   answer.because.size() == 1 ? "implies" : "imply", ends(answer)));
        if (applies) only_so_far(fmt::format("whether `{}` says anything of its own", row.clause), answer.searched);
        // What makes another clause give way says that, at least.
        if (applies && answer.searched.complete && !overrides_any(id))
          add("redundant", id,
              fmt::format("`{}` says nothing that {} {} not say{}", row.clause, names_in_words(answer.because),
                          answer.because.size() == 1 ? "does" : "do", ends(answer)),
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
    only_so_far(fmt::format("whether a breach of `{}` can be mended as it says", row.clause), remedy.searched);
    if (!remedy.searched.complete) return;
    const std::string breaking =
        remedy.because.empty() ? "" : " without breaking " + any_in_words(remedy.because);
    add("remedy", id,
        fmt::format("no breach of `{}` can be mended as it says{}{}{}", row.clause, breaking,
                    days_in_words(spec_, id, remedy), ends(remedy)),
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
                        idle.truth == Truth::yes ? idle.reason + ends(idle) : idle.reason);
    // Of what can never be used more need not be said.
    if (row.arises.truth != Truth::yes || found("blocked", row.clause)) return;
    PartlyBlocked some = partly_blocked(spec_, sources_, contracts_, id, options_.asking);
    if (some.answer.truth == Truth::yes) {
      add("partly_blocked", id,
          fmt::format("some of what `{}` permits breaks {}: {}{}", row.clause, names_in_words(some.answer.because),
                      some.use, ends(some.answer)),
          some.answer);
    } else if (idle.truth == Truth::yes && idle.searched.complete) {
      add("without_effect", id,
          fmt::format("`{}` is without effect: {}{}", row.clause, idle.reason, ends(idle)), idle);
    } else if (idle.truth == Truth::yes) {
      only_so_far(fmt::format("whether `{}` has an effect", row.clause), idle.searched);
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
    row.exception.reason = "it excuses nothing" + ends(idle);
    only_so_far(fmt::format("whether the exception of `{}` excuses anything", row.clause), idle.searched);
    if (!idle.searched.complete) return;
    add("idle_exception", id,
        fmt::format("the exception of `{}` excuses nothing that would break it{}", row.clause, ends(idle)),
        idle);
  }

  // ---- powers, texts, claims

  void add_power(PowerAnswer power) {
    PowerHealth row{power.event, power.by, power.span, mark(Truth::yes), power.matters};
    const ContractAnswer& never = power.never;
    if (never.truth == Truth::yes || never.truth == Truth::impossible) {
      const bool ever = never.truth == Truth::yes;
      const std::string names = any_in_words(never.because);
      row.usable = mark(Truth::no, (ever ? "only in breach of " + names : never.reason) + ends(never));
      only_so_far(fmt::format("whether `{}` can come about", power.event), never.searched);
      // Where nothing keeps all clauses, that is the finding.
      if (never.searched.complete && !(ever && !in_conflict_.empty())) {
        AnalysisFinding& finding =
            add("unusable_power", {},
                fmt::format("`{}` can never come about{}{}", power.event,
                            ever ? " without breaking " + names : ": " + never.reason, ends(never)),
                never);
        finding.span = power.span;
      }
    } else if (never.truth == Truth::undecided) {
      row.usable = mark(Truth::undecided, never.reason);
      AnalysisFinding& finding =
          add("undecided", {}, fmt::format("whether `{}` can come about is not decided: {}", power.event, never.reason));
      finding.span = power.span;
    }
    result_.powers.push_back(std::move(row));
  }

  void add_gap(const TermsOfTexts& pair) {
    AnalysisFinding& finding = add(
        "gap", pair.newer,
        fmt::format("`{}` is not in force from {} to {}: the old text ends before the new one begins",
                    spec_.full_name(pair.newer), show_day(pair.older_ends), show_day(pair.newer_begins - 1)));
    finding.related.push_back({spec_[pair.older].span, "the old text"});
  }

  void add_claims(ContractId contract) {
    for (ClaimAnswer& claim : claims_of(spec_, sources_, contract, options_.asking)) {
      if (claim.answer.truth == Truth::no || claim.answer.truth == Truth::depends) {
        const bool depends = claim.answer.truth == Truth::depends;
        const std::string on =
            depends ? " under every reading: it depends on " + names_in_words(claim.answer.depends_on) : "";
        AnalysisFinding& finding =
            add("claim", {}, fmt::format("the claim of {} does not hold{}", claim.text, on), claim.answer);
        finding.contract = spec_[contract].name;
        finding.span = claim.span;
      }
      result_.claims.push_back(std::move(claim));
    }
  }

  // ---- order, and what the spec switches off

  const Allowance* allowance(ClauseId clause, const std::string& name) const {
    const auto in = [&](const std::vector<Allowance>& all) -> const Allowance* {
      for (const Allowance& one : all)
        if (one.what == name) return &one;
      return nullptr;
    };
    if (clause.valid())
      if (const Allowance* own = in(spec_[clause].allows)) return own;
    for (const ContractId contract : contracts_)
      if (!clause.valid() || spec_[clause].contract == contract)
        if (const Allowance* own = in(spec_[contract].allows)) return own;
    return nullptr;
  }

  void sort_and_allow() {
    for (std::size_t i = 0; i < result_.findings.size(); ++i) {
      AnalysisFinding& finding = result_.findings[i];
      if (const Allowance* allowed = allowance(about_[i], finding.name)) {
        finding.is_allowed = true;
        finding.allowed = allowed->reason;
      }
    }
    const auto order = [](const AnalysisFinding& one) { return std::pair(one.kind->severity, one.kind->id); };
    std::stable_sort(result_.findings.begin(), result_.findings.end(),
                     [&](const AnalysisFinding& a, const AnalysisFinding& b) { return order(a) < order(b); });
  }

  const Spec& spec_;
  const Sources& sources_;
  const std::vector<ContractId>& contracts_;
  AnalysisOptions options_;
  std::vector<ClauseId> clauses_;
  ContractAnalysis result_;
  std::vector<ClauseId> about_;  // of each finding
  std::shared_ptr<KnownSituations> known_;
  std::vector<ClauseId> in_play_;
  std::set<ClauseId> in_conflict_;    // whatever happens: then nothing keeps all
  bool by_choice_ = true;
  std::vector<std::string> so_far_;   // questions whose no rests on few things
  std::string so_far_why_;            // of the first
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
