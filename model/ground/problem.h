// One deal under its contracts as formulas: what is admissible, and where each clause is broken.
#pragma once

#include "model/ground/value.h"
#include "model/scenario.h"
#include "model/universe.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace proviso {

enum class ConstraintKind { fact, assumption, flow_period, power, restriction };
struct Constraint {
  ConstraintKind kind;
  Formula formula;
  Span span;
  ThingId event;  // of a power
};

// One way to break (or to keep) a norm: what `each` binds, and the day it shows.
struct Instance {
  std::size_t norm = 0;
  std::vector<std::pair<LocalId, Constant>> bound;
  Formula holds = kFalse;
  ground::DatePoint day;
};

struct GroundClause {
  ClauseId clause;
  Formula broken = kFalse;
  Formula arises = kFalse;          // something is owed within term and horizon
  Formula pending = kFalse;         // with the option `until`: what has arisen by then and falls due later
  std::vector<Instance> breaches;   // `broken` is their disjunction
  std::vector<Instance> kept;       // deadlines met, for `C.kept`
  std::string refused;              // why it could not be grounded; empty otherwise
  Span refused_at;
};

struct DivisionByZero {
  Formula when;  // the divisor is read and is zero
  Span span;
  std::optional<std::size_t> constraint;  // the one that reads it: a scenario need not satisfy that
};

// A variable of the formulas and what it stands for.
enum class OriginKind { term, presence, date, rank };
struct Origin {
  OriginKind kind = OriginKind::term;
  OpenTermId term;  // of term
  ThingId thing;    // of the others
};

// Whether an event may come on a day: its conditions hold then, as the last event of the day finds
// things, if it has not come before.
struct PowerOnDay {
  Formula before = kFalse;
  Formula allowed = kFalse;
};

struct Problem {
  Universe universe;
  Formulas formulas;
  std::vector<Constraint> constraints;
  std::vector<GroundClause> clauses;
  std::vector<DivisionByZero> divisions;
  std::vector<Origin> origins;                       // by variable
  std::map<OpenTermId, ground::Value> terms;         // every open term that takes part
  std::map<ThingId, ground::Dates> open_dates;       // events whose date is open
  std::map<ThingId, VarId> presence;
  std::map<ThingId, VarId> ranks;
  std::vector<Formula> probes;  // of the options' `probes`
  std::vector<PowerOnDay> can;  // in the order of the options' `can`
  std::string refused;  // the admissible scenarios cannot be described; empty otherwise
  Span refused_at;
};

struct GroundOptions {
  std::vector<ContractId> under;   // instead of the deal's own, if not empty
  std::optional<std::vector<ClauseId>> clauses;  // only these take part, with all that they rest on
  std::vector<ExprId> with;        // further conditions, read like assumptions
  bool open_past = false;          // contracts' events may lie before the horizon
  std::optional<Day> until;        // ends the horizon earlier: its first day left out
  std::vector<std::pair<OpenTermId, std::uint32_t>> readings;  // fixed, where they take part
  std::vector<std::pair<ThingId, Day>> can;  // could the event come on that day?
  std::vector<ExprId> probes;      // conditions that do not look at the day: as formulas, not imposed
};

// Never fails: what it cannot express is marked `refused`.
Problem ground_deal(const Spec& spec, DealId deal, const GroundOptions& options = {});

}  // namespace proviso
