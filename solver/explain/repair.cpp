#include "solver/explain/repair.h"

#include "solver/explain/edited_deal.h"
#include "solver/explain/values_in_words.h"
#include "solver/project/safe_choice.h"
#include "solver/replay.h"
#include "solver/support.h"

#include <algorithm>
#include <deque>
#include <set>

namespace proviso {

namespace {

using Freed = std::vector<std::size_t>;

constexpr std::size_t kMostEdits = 3;
constexpr std::size_t kMostRepairs = 5;
constexpr int kMostSets = 150;
constexpr int kMostDecisions = 12;
constexpr std::size_t kMostStatements = 150;

// Ranked by what a reader would change first: values, dates, ends, then what is there.
int rank_of(const Spec& spec, const Statement& statement) {
  switch (statement.kind) {
    case StatementKind::value:
      // What a party or thing is by nature.
      if (spec[spec[statement.thing].type].kind == syntax::TypeKind::entity) return 4;
      switch (statement.part) {
        case FieldKind::declared: return 0;
        case FieldKind::start:
        case FieldKind::end:
        case FieldKind::date: return 1;
        case FieldKind::from:
        case FieldKind::to: return 2;
      }
      return 2;
    case StatementKind::presence: return 3;
    case StatementKind::absence: return 5;
    case StatementKind::wording: return 6;
    case StatementKind::assumption:
    case StatementKind::rule: break;
  }
  return 7;
}

class Repairing {
 public:
  Repairing(const Spec& spec, const Sources& sources, const Decision& decision,
            const CheckOptions& options, DealReport& report)
      : spec_(spec), sources_(sources), decision_(decision), options_(options), report_(report) {
    options_.limits = explaining(options.limits);
  }

  void run() {
    search(false);
    const bool negotiable = std::any_of(decision_.clauses.begin(), decision_.clauses.end(), [&](const auto& c) {
      return c.can_break == Satisfiable::yes && spec_[c.clause].negotiable;
    });
    if (negotiable) search(true);
    std::stable_sort(report_.repairs.begin(), report_.repairs.end(), [](const Repair& a, const Repair& b) {
      if (a.negotiates.empty() != b.negotiates.empty()) return a.negotiates.empty();
      return a.edits.size() < b.edits.size();
    });
    if (report_.repairs.empty() && report_.repairs_note.empty())
      report_.repairs_note = "no change of up to " + std::to_string(kMostEdits) +
                             " statements was found that makes the deal comply";
  }

 private:
  // `negotiate`: only words of clauses; else only statements of the deal.
  void search(bool negotiate) {
    RelaxOptions relaxing;
    for (const ClauseDecision& clause : decision_.clauses)
      if (clause.can_break == Satisfiable::yes) relaxing.clauses.push_back(clause.clause);
    relaxing.negotiate = negotiate;
    if (!negotiate) relaxing.additions = missing_types();
    Relaxation relaxation = relax(spec_, sources_, decision_, relaxing, options_);
    if (!relaxation.refused.empty()) {
      report_.repairs_note = "repairs were not looked for: " + relaxation.refused;
      return;
    }
    Formulas& formulas = relaxation.problem->formulas;
    std::vector<Formula> kept;
    for (const GroundClause& clause : relaxation.problem->clauses) {
      if (!clause.refused.empty()) {
        report_.repairs_note = "repairs were not looked for: " + clause.refused;
        return;
      }
      kept.push_back(formulas.not_(clause.broken));
    }
    relaxation_ = &relaxation;
    ok_ = formulas.and_(std::move(kept));
    editable_.clear();
    grow_.clear();
    fixed_ = relaxation.background;
    for (std::size_t i = 0; i < relaxation.statements.size(); ++i) {
      const Statement& statement = relaxation.statements[i];
      const bool wording = statement.kind == StatementKind::wording;
      const bool mine = statement.own && statement.kind != StatementKind::assumption &&
                        statement.kind != StatementKind::rule;
      if (negotiate ? wording : mine) editable_.push_back(i);
      else fixed_.push_back(statement.holds);
    }
    sort_by_rank(editable_);
    if (editable_.size() > kMostStatements) {
      report_.repairs_note = "repairs were not looked for: the deal has too many statements";
      return;
    }
    look_for_sets();
  }

  std::vector<TypeId> missing_types() const {
    std::vector<TypeId> types;
    for (const Finding& finding : report_.findings) {
      for (const ShownFlow& flow : finding.flows) {
        if (flow.role != Role::missing) continue;
        for (std::uint32_t i = 0; i < spec_.types.size(); ++i)
          if (spec_.types[i].name == flow.type && std::find(types.begin(), types.end(), TypeId{i}) == types.end())
            types.push_back(TypeId{i});
      }
    }
    return types;
  }

  // Breadth first: a set that does not suffice grows by each statement of the contradiction it leaves.
  void look_for_sets() {
    std::deque<Freed> open{{}};
    std::set<Freed> seen;
    std::vector<Freed> found;
    int looked = 0;
    const std::size_t most = report_.repairs.size() + kMostRepairs;
    while (!open.empty()) {
      if (report_.repairs.size() >= most || decisions_ > kMostDecisions) return;
      if (++looked > kMostSets) {
        report_.repairs_note = "more repairs were not looked for";
        return;
      }
      const Freed freed = std::move(open.front());
      open.pop_front();
      const bool covered = std::any_of(found.begin(), found.end(), [&](const Freed& smaller) {
        return std::includes(freed.begin(), freed.end(), smaller.begin(), smaller.end());
      });
      if (covered) continue;
      std::vector<std::size_t> grow;
      if (suffices(freed, grow)) {
        found.push_back(freed);
        continue;
      }
      if (freed.size() == kMostEdits) continue;
      for (const std::size_t next : grow) {
        Freed more = freed;
        if (std::binary_search(more.begin(), more.end(), next)) continue;
        more.insert(std::upper_bound(more.begin(), more.end(), next), next);
        if (seen.insert(more).second) open.push_back(std::move(more));
      }
    }
  }

  std::vector<Formula> admissible_with(const Freed& freed) const {
    std::vector<Formula> all = fixed_;
    for (const std::size_t i : standing(freed)) all.push_back(relaxation_->statements[i].holds);
    return all;
  }

  // The statements that stand as written.
  std::vector<std::size_t> standing(const Freed& freed) const {
    std::vector<std::size_t> result;
    for (const std::size_t i : editable_)
      if (!std::binary_search(freed.begin(), freed.end(), i)) result.push_back(i);
    return result;
  }

  // Can all clauses be kept where `scenario` holds? If not, `blamed`: the statements in its way.
  Satisfiable can_comply(const Freed& freed, const std::vector<Formula>& scenario,
                         std::vector<std::size_t>& blamed) {
    std::vector<Formula> asked = fixed_;
    asked.insert(asked.end(), scenario.begin(), scenario.end());
    const std::size_t first = asked.size();
    const std::vector<std::size_t> standing_ones = standing(freed);
    for (const std::size_t i : standing_ones) asked.push_back(relaxation_->statements[i].holds);
    asked.push_back(ok_);
    const Answer answer = relaxation_->asker->ask(asked, false);
    for (const std::size_t index : answer.core)
      if (index >= first && index - first < standing_ones.size())
        blamed.push_back(standing_ones[index - first]);
    grow_.insert(blamed.begin(), blamed.end());
    return answer.satisfiable;
  }

  bool suffices(const Freed& freed, std::vector<std::size_t>& grow) {
    const Satisfiable complies = can_comply(freed, {}, grow);
    if (complies == Satisfiable::yes) {
      if (try_repair(freed)) return true;
      grow.assign(grow_.begin(), grow_.end());
    }
    sort_by_rank(grow);
    return false;
  }

  // In the order in which a reader would try them.
  void sort_by_rank(std::vector<std::size_t>& statements) const {
    std::stable_sort(statements.begin(), statements.end(), [&](std::size_t a, std::size_t b) {
      return rank_of(relaxation_->spec, relaxation_->statements[a]) <
             rank_of(relaxation_->spec, relaxation_->statements[b]);
    });
  }

  // Values that are safe whatever the world does, close to what was written, decided from scratch.
  bool try_repair(const Freed& freed) {
    Formulas& formulas = relaxation_->problem->formulas;
    Game game;
    game.ours = our_variables(relaxation_->spec, *relaxation_->problem);
    for (const OpenThing& thing : open_things(*relaxation_->problem))
      if (is_freed(freed, thing.origin))
        game.ours.insert(game.ours.end(), thing.variables.begin(), thing.variables.end());
    game.admissible = admissible_with(freed);
    game.ok = ok_;
    SafeChoice choice = safe_choice(formulas, *relaxation_->asker, game);
    for (const Assignment& defeat : choice.defeated) blame(freed, defeat);
    if (choice.state != SafeChoiceState::found) return false;
    Assignment assignment = choice.scenario;
    for (const OpenThing& thing : open_things(*relaxation_->problem))
      if (is_freed(freed, thing.origin) && thing.origin.kind == OriginKind::term)
        move_closer(game, thing, assignment);
    const Scenario scenario = scenario_of(relaxation_->spec, *relaxation_->problem, assignment);
    const EditedDeal edited = edit_deal(spec_, sources_, *relaxation_, freed, scenario, options_);
    if (edited.edits.empty()) return false;
    ++decisions_;
    const Decision again = decide(edited.spec, relaxation_->deal, edited.options);
    if (again.verdict != Verdict::complies || !again.compliant) return false;
    Repair repair;
    repair.edits = edited.edits;
    repair.negotiates = edited.negotiates;
    const Scenario after = scenario_of(edited.spec, *again.problem, again.compliant->assignment);
    show_nearest(spec_, sources_, edited, again.problem->universe, after, repair);
    report_.repairs.push_back(std::move(repair));
    return true;
  }

  // Which statements leave no way out in a scenario that defeats a choice: those grow the set.
  void blame(const Freed& freed, const Assignment& defeat) {
    std::vector<Formula> scenario;
    for (const OpenThing& thing : open_things(*relaxation_->problem))
      if (was_open(thing.origin))
        for (const VarId id : thing.variables)
          scenario.push_back(equals(relaxation_->problem->formulas, id, defeat.cells[id.index]));
    std::vector<std::size_t> blamed;
    can_comply(freed, scenario, blamed);
  }

  // Open in the deal as it is.
  bool was_open(const Origin& origin) const {
    switch (origin.kind) {
      case OriginKind::term: return origin.term.index < spec_.open_terms.size();
      case OriginKind::presence:
        return origin.thing.index < spec_.things.size() &&
               spec_[origin.thing].presence != syntax::Presence::always;
      case OriginKind::date:
        return std::any_of(decision_.problem->open_dates.begin(), decision_.problem->open_dates.end(),
                           [&](const auto& open) { return open.first == origin.thing; });
      case OriginKind::rank: break;
    }
    return false;
  }

  bool is_freed(const Freed& freed, const Origin& origin) const {
    return std::any_of(freed.begin(), freed.end(), [&](std::size_t i) {
      const Statement& s = relaxation_->statements[i];
      const auto& terms = s.freed;
      if (origin.kind == OriginKind::term) {
        if (std::find(terms.begin(), terms.end(), origin.term) != terms.end()) return true;
        return s.kind == StatementKind::absence && belongs_to(origin.term, s.thing);
      }
      return origin.kind == OriginKind::presence && origin.thing == s.thing &&
             (s.kind == StatementKind::presence || s.kind == StatementKind::absence);
    });
  }

  bool belongs_to(OpenTermId term, ThingId thing) const {
    const Thing& t = relaxation_->spec[thing];
    const auto is = [&](ExprId expr) {
      const auto* open = expr.valid() ? std::get_if<OpenRef>(&relaxation_->spec[expr].node) : nullptr;
      return open && open->term == term;
    };
    return is(t.from) || is(t.to) || is(t.start) || is(t.end) || is(t.date) ||
           std::any_of(t.values.begin(), t.values.end(), [&](const auto& v) { return is(v.second); });
  }

  // The safe value of a number or date that is nearest to what was written.
  void move_closer(Game& game, const OpenThing& thing, Assignment& assignment) {
    Formulas& formulas = relaxation_->problem->formulas;
    const auto shape = alternatives(formulas, thing.variables);
    if (!shape || shape->numbers.size() != 1) return;
    const auto [selected, number] = *shape->numbers.begin();
    const auto old = written(thing.origin.term);
    if (!old) return;
    const SafeValues values = safe_values(formulas, *relaxation_->asker, game, assignment, *shape);
    if (!values.complete) return;
    const auto found = values.safe.find(selected);
    if (found == values.safe.end() || found->second.empty()) return;
    std::optional<Rational> best;
    const bool whole = formulas[number].sort != VarSort::real;
    const auto consider = [&](const Rational& candidate) {
      const Rational distance = abs(Rational(candidate - *old));
      if (contains(found->second, candidate) && (!best || distance < abs(Rational(*best - *old)))) best = candidate;
    };
    consider(*old);
    for (const Range& range : found->second) {
      if (range.low) consider(range.low->closed || whole ? range.low->value : Rational(range.low->value + 1));
      if (range.high) consider(range.high->closed || whole ? range.high->value : Rational(range.high->value - 1));
    }
    if (!best) return;
    set_number(formulas, number, *best, assignment);
    set_selector(formulas, *shape, selected, assignment);
  }

  std::optional<Rational> written(OpenTermId term) const {
    for (const Statement& statement : relaxation_->statements)
      for (std::size_t i = 0; i < statement.freed.size(); ++i) {
        if (!(statement.freed[i] == term)) continue;
        const Expr::Node& node = relaxation_->spec[statement.original[i]].node;
        if (const auto* n = std::get_if<NumberConst>(&node)) return n->value;
        if (const auto* d = std::get_if<DateConst>(&node)) return Rational(d->day);
      }
    return std::nullopt;
  }

  const Spec& spec_;
  const Sources& sources_;
  const Decision& decision_;
  CheckOptions options_;
  DealReport& report_;
  Relaxation* relaxation_ = nullptr;
  Formula ok_ = kTrue;
  std::vector<Formula> fixed_;
  std::vector<std::size_t> editable_;
  std::set<std::size_t> grow_;  // statements of any contradiction met
  int decisions_ = 0;
};

}  // namespace

void explain_repairs(const Spec& spec, const Sources& sources, const Decision& decision,
                     const CheckOptions& options, DealReport& report) {
  const bool open = decision.verdict == Verdict::depends &&
                    report.safe_choice.kind != SafeChoiceKind::found;
  if (decision.verdict == Verdict::conflicts || open)
    Repairing(spec, sources, decision, options, report).run();
}

}  // namespace proviso
