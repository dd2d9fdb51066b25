// A question taken apart: everything that is read where it is answered.
#pragma once

#include "model/scope/profile.h"
#include "model/scope/scope.h"

#include <functional>
#include <set>
#include <vector>

namespace proviso::scoping {

enum class RootKind : std::uint8_t {
  kept, goal, fact, condition, only_if,
  breach,  // a norm whose breach is spoken of: read, and asked for where it is spoken of
};

// One thing that has to hold.
struct Root {
  RootKind kind = RootKind::kept;
  ClauseId clause;              // of kept, goal, breach
  const Norm* norm = nullptr;
  std::size_t goal = 0;         // index in the question
  const Fact* fact = nullptr;
  ExprId expr;                  // of condition, only_if
  TypeId event;                 // of only_if: of all events of this type; invalid: of one
  std::set<TypeId> types;       // the flow and event types that it speaks of
};

// A place where a thing is named through fields of another: "o.capacity", "h.from.operator".
using Step = std::pair<FieldKind, FieldId>;
using Path = std::vector<Step>;

class Asked {
 public:
  Asked(const Spec& of, const Question& asked);

  const Spec& spec;
  const Question& question;
  std::vector<Root> roots;
  std::vector<ThingId> fixed;               // named entities, events of the contracts
  std::set<FieldId> not_negative;           // declared fields that a fact keeps at or above zero
  // Things named through fields of what is bound, by the bound type, with the type of what they name.
  std::map<TypeId, std::map<Path, TypeId>> paths;
  std::vector<TypeId> open_names;           // named through open values of fixed things and terms

  [[nodiscard]] bool is_kept(ClauseId clause) const { return kept_.count(clause) > 0; }
  // The breach of a clause that is kept.
  [[nodiscard]] bool never_happens(const ClauseEvent& event) const {
    return event.kind == ClauseEventKind::breach && is_kept(event.clause);
  }
  // Clauses that override this one, directly, and take part.
  [[nodiscard]] std::vector<Override> overriding(ClauseId clause) const;
  [[nodiscard]] std::size_t fixed_of(TypeId type) const;
  [[nodiscard]] bool is_entity(TypeId type) const;
  [[nodiscard]] bool is_flow(TypeId type) const;
  [[nodiscard]] bool is_event(TypeId type) const;
  // All that a root reads, with the clauses that override its own.
  void each_expr(const Root& root, const std::function<void(ExprId)>& visit) const;
  void each_binding(const Root& root, const std::function<void(const Binding&)>& visit) const;

 private:
  void add_clauses();
  void add_facts();
  void add_conditions();
  void add_events();
  void add_breaches();
  void add_types(Root& root) const;
  void find_not_negative();
  void see_not_negative(const Binding& binding, ExprId condition);
  void find_paths();
  void follow(ExprId expr, const std::map<LocalId, ExprId>& arguments);
  // The path that an expression is, from what is bound; several where an `if` chooses.
  struct Named { TypeId root; Path path; bool open = false; };
  [[nodiscard]] std::vector<Named> named(ExprId expr, const std::map<LocalId, ExprId>& arguments) const;
  void clause_exprs(ClauseId clause, const std::function<void(ExprId)>& visit) const;

  std::set<ClauseId> kept_;
  std::set<ClauseId> present_;
};

// True if `expr` has a value of its own on each day: it reads which flows are active or started, or
// what has happened.
[[nodiscard]] bool reads_day(const Spec& spec, ExprId expr);

}  // namespace proviso::scoping
