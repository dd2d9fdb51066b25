// A deal with every statement of its own made open: a flow may be left out, a value may be any other
// of its type, an assumption need not hold. One literal for each statement says that it stands as it
// was written; with all of them the deal is what it was. Minimal sets of literals that make a breach
// explain it (because.h); minimal sets that must fall mend it (repair.h).
#pragma once

#include "solver/decide.h"

#include <memory>
#include <string>
#include <vector>

namespace proviso {

enum class StatementKind {
  presence,    // the thing is there
  value,       // a field, end, start, end of a period or date has the value that was given
  assumption,  // the assumption holds
  rule,        // a fact, or the condition of a power, holds
  absence,     // a flow that the deal does not have is not there
  wording,     // a number or date in a clause marked `negotiable` is what it is
};

struct Statement {
  StatementKind kind = StatementKind::value;
  ThingId thing;               // of presence, value and absence
  ClauseId clause;             // of wording
  FieldKind part = FieldKind::declared;
  FieldId field;
  std::vector<OpenTermId> freed;  // of value: what stands in its place (start and end of `on D` are one statement)
  std::vector<ExprId> original;   // … and what was written
  bool own = true;             // the deal's own: may be edited; else it belongs to a vocabulary or contract
  Span span;
  std::string text;            // "runs.from = AWS"
  Formula holds = kTrue;       // in the problem
};

struct Relaxation {
  Spec spec;
  DealId deal;
  std::unique_ptr<Problem> problem;
  std::unique_ptr<Asker> asker;
  std::vector<Formula> background;      // what is not up for change: lives of flows, contracts' facts …
  std::vector<Statement> statements;
  std::string refused;                  // it could not be expressed; empty otherwise
};

// What to relax and how.
struct RelaxOptions {
  std::vector<ClauseId> clauses;        // only what these can see is made open
  bool negotiate = false;               // numbers and dates of clauses marked `negotiable` too
  std::vector<TypeId> additions;        // one possible flow or event of each of these types is added
  const Scenario* scenario = nullptr;   // open values are fixed as they are in it
};

Relaxation relax(const Spec& spec, const Sources& sources, const Decision& decision,
                 const RelaxOptions& relaxing, const CheckOptions& options);

}  // namespace proviso
