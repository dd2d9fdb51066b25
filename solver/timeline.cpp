#include "solver/timeline.h"

#include "model/judge/term.h"
#include "model/judge/world.h"
#include "solver/replay.h"
#include "solver/shown.h"
#include "solver/world_view.h"

#include <algorithm>
#include <set>

namespace proviso {

namespace {

std::optional<TimeMarkKind> mark_kind(ObligationStatus status) {
  switch (status) {
    case ObligationStatus::broken: return TimeMarkKind::breach;
    case ObligationStatus::mended: return TimeMarkKind::mended;
    case ObligationStatus::pending: return TimeMarkKind::due;
    case ObligationStatus::kept: return TimeMarkKind::kept;
    case ObligationStatus::not_judged:
    case ObligationStatus::lapsed:
    case ObligationStatus::left_out: break;
  }
  return std::nullopt;
}

class TimelineWriter {
 public:
  TimelineWriter(const Spec& spec, const WorldView& view, const Judgement& judgement)
      : spec_(spec), view_(view), judgement_(judgement),
        world_(spec, view.universe(), view.scenario(), false) {}

  Timeline write() {
    const Universe& universe = view_.universe();
    line_.horizon_start = show_day(universe.horizon.start);
    line_.horizon_end = show_date({universe.horizon.end});
    add_contracts();
    for (const ClauseId clause : universe.clauses) add_clause(clause);
    for (const syntax::TypeKind kind : {syntax::TypeKind::flow, syntax::TypeKind::event})
      for (const ThingId thing : universe.things)
        if (spec_[spec_[thing].type].kind == kind && view_.present(thing)) add_thing(thing);
    return std::move(line_);
  }

 private:
  void add_contracts() {
    std::set<ContractId> seen;
    for (const ClauseId clause : view_.universe().clauses) {
      const ContractId contract = spec_[clause].contract;
      if (!contract.valid() || !seen.insert(contract).second) continue;
      TimeRow row;
      row.kind = TimeRowKind::contract;
      row.name = spec_[contract].name;
      row.about = spec_[contract].title;
      set_term(row, plain::outer_term(world_, clause));
      line_.rows.push_back(std::move(row));
    }
  }

  static void set_term(TimeRow& row, const plain::Term& term) {
    if (term.from) row.start = show_date(*term.from);
    row.end = show_date(term.until);
  }

  void add_clause(ClauseId id) {
    const Clause& clause = spec_[id];
    TimeRow row;
    row.kind = TimeRowKind::clause;
    row.name = spec_.full_name(id);
    row.about = clause.title;
    if (clause.bearer.valid()) row.party = spec_[clause.bearer].name;
    if (clause.counterparty.valid()) row.towards = spec_[clause.counterparty].name;
    set_term(row, plain::term_of(world_, id));
    for (const Obligation& o : judgement_.obligations)
      if (o.clause == id) add_mark(o, row);
    std::stable_sort(row.marks.begin(), row.marks.end(),
                     [](const TimeMark& a, const TimeMark& b) { return a.date < b.date; });
    line_.rows.push_back(std::move(row));
  }

  void add_mark(const Obligation& o, TimeRow& row) const {
    const auto kind = mark_kind(o.status);
    if (!kind) return;
    row.in_play = true;
    const Norm& norm = spec_[o.clause].norms[o.norm];
    // What has to hold all the time is kept on no day in particular.
    if (*kind == TimeMarkKind::kept && !norm.by.valid() && !o.period) return;
    if (!o.due.day) return;
    TimeMark mark{*kind, show_day(*o.due.day), ""};
    for (const auto& [local, value] : o.bound)
      mark.detail += (mark.detail.empty() ? "for `" : ", `") + show(spec_, spec_[local].type, value) + "`";
    row.marks.push_back(std::move(mark));
  }

  void add_thing(ThingId id) {
    const ShownFlow shown = shown_flow(view_, id, {});
    TimeRow row;
    row.kind = shown.event ? TimeRowKind::event : TimeRowKind::flow;
    row.name = shown.name;
    row.about = shown.type;
    row.start = shown.start;
    if (shown.event) {
      for (const ThingId by : spec_[id].by) row.party += (row.party.empty() ? "" : ", ") + spec_[by].name;
    } else {
      row.party = shown.from;
      row.towards = shown.to;
      row.end = shown.end;
    }
    line_.rows.push_back(std::move(row));
  }

  const Spec& spec_;
  const WorldView& view_;
  const Judgement& judgement_;
  plain::World world_;
  Timeline line_;
};

}  // namespace

Timeline timeline(const Spec& spec, const Sources& sources, const Problem& problem, const Witness& witness) {
  const WorldView view(spec, sources, problem.universe, scenario_of(spec, problem, witness.assignment));
  return TimelineWriter(spec, view, witness.judgement).write();
}

}  // namespace proviso
