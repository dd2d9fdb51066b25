#include "solver/verdict.h"

namespace proviso {

const char* word(Verdict verdict) {
  switch (verdict) {
    case Verdict::complies: return "complies";
    case Verdict::conflicts: return "conflicts";
    case Verdict::depends: return "depends";
    case Verdict::impossible: return "impossible";
    case Verdict::undecided: return "undecided";
  }
  return "";
}

const char* word(Role role) {
  switch (role) {
    case Role::violating: return "violating";
    case Role::supporting: return "supporting";
    case Role::missing: return "missing";
    case Role::context: return "context";
  }
  return "";
}

const char* word(OpenKind kind) {
  switch (kind) {
    case OpenKind::choice: return "choice";
    case OpenKind::unknown: return "unknown";
    case OpenKind::event: return "event";
    case OpenKind::reading: return "reading";
  }
  return "";
}

const char* word(ClauseState state) {
  switch (state) {
    case ClauseState::kept: return "kept";
    case ClauseState::never_applied: return "never_applied";
    case ClauseState::broken_always: return "broken_always";
    case ClauseState::broken_sometimes: return "broken_sometimes";
    case ClauseState::undecided: return "undecided";
  }
  return "";
}

const char* word(NoteKind kind) {
  switch (kind) {
    case NoteKind::pending: return "pending";
    case NoteKind::not_judged: return "not_judged";
    case NoteKind::lapsed: return "lapsed";
    case NoteKind::left_out: return "left_out";
    case NoteKind::mended: return "mended";
  }
  return "";
}

const char* word(EditKind kind) {
  switch (kind) {
    case EditKind::change: return "change";
    case EditKind::leave_out: return "leave_out";
    case EditKind::add: return "add";
  }
  return "";
}

const char* word(Fate fate) {
  switch (fate) {
    case Fate::kept: return "kept";
    case Fate::changed: return "changed";
    case Fate::removed: return "removed";
    case Fate::added: return "added";
  }
  return "";
}

const char* word(RowState state) {
  switch (state) {
    case RowState::kept: return "kept";
    case RowState::broken: return "broken";
    case RowState::mended: return "mended";
    case RowState::pending: return "pending";
    case RowState::not_judged: return "not_judged";
    case RowState::not_applied: return "not_applied";
  }
  return "";
}

const char* word(SafeChoiceKind kind) {
  switch (kind) {
    case SafeChoiceKind::not_asked: return "not_asked";
    case SafeChoiceKind::no_choices: return "no_choices";
    case SafeChoiceKind::found: return "found";
    case SafeChoiceKind::none: return "none";
    case SafeChoiceKind::unknown: return "unknown";
  }
  return "";
}

const char* word(SuppressionKind kind) {
  switch (kind) {
    case SuppressionKind::in_spec: return "in_spec";
    case SuppressionKind::baseline: return "baseline";
  }
  return "";
}

const char* word(TimeRowKind kind) {
  switch (kind) {
    case TimeRowKind::contract: return "contract";
    case TimeRowKind::clause: return "clause";
    case TimeRowKind::flow: return "flow";
    case TimeRowKind::event: return "event";
  }
  return "";
}

const char* word(TimeMarkKind kind) {
  switch (kind) {
    case TimeMarkKind::breach: return "breach";
    case TimeMarkKind::mended: return "mended";
    case TimeMarkKind::due: return "due";
    case TimeMarkKind::kept: return "kept";
  }
  return "";
}

}  // namespace proviso
