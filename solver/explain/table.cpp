#include "solver/explain/table.h"

#include "solver/world_view.h"

namespace proviso {

namespace {

RowState state_of(ObligationStatus status) {
  switch (status) {
    case ObligationStatus::kept: return RowState::kept;
    case ObligationStatus::broken: return RowState::broken;
    case ObligationStatus::mended: return RowState::mended;
    case ObligationStatus::pending: return RowState::pending;
    case ObligationStatus::not_judged: return RowState::not_judged;
    case ObligationStatus::lapsed:
    case ObligationStatus::left_out: break;
  }
  return RowState::not_applied;
}

int severity(RowState state) {
  switch (state) {
    case RowState::broken: return 5;
    case RowState::mended: return 4;
    case RowState::pending: return 3;
    case RowState::kept: return 2;
    case RowState::not_judged: return 1;
    case RowState::not_applied: break;
  }
  return 0;
}

}  // namespace

std::vector<TableRow> clause_table(const Spec& spec, const Universe& universe,
                                   const Judgement& judgement) {
  std::vector<TableRow> rows;
  for (const ClauseId clause : universe.clauses) {
    TableRow row{spec.full_name(clause), spec[clause].title, RowState::not_applied, "", ""};
    const Obligation* shown = nullptr;
    for (const Obligation& o : judgement.obligations) {
      if (o.clause != clause) continue;
      const RowState state = state_of(o.status);
      const bool worse = severity(state) > severity(row.state) ||
                         (state == row.state && shown && o.due < shown->due);
      if (!shown || worse) {
        shown = &o;
        row.state = state;
      }
    }
    const bool dated = row.state == RowState::broken || row.state == RowState::mended ||
                       row.state == RowState::pending;
    if (shown && dated) row.date = show_date(shown->due);
    if (shown && row.state != RowState::not_applied)
      for (const auto& [local, value] : shown->bound)
        row.detail += (row.detail.empty() ? "for `" : ", `") + show(spec, spec[local].type, value) + "`";
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace proviso
