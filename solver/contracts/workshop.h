// One root's spec in which clauses can be exchanged for their changed forms, and back.
#pragma once

#include "solver/contracts/clause_changes.h"

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <vector>

namespace proviso {

class Workshop {
 public:
  struct Body {
    ClauseId clause;   // that it stands for
    ClauseId changed;  // a clause of its own, entered at the end
  };

  Workshop(const Spec& spec, const Sources& sources);

  // Every change of the clause; `enter` gives each the number of its mutant.
  void add(ClauseId clause, const std::function<std::size_t(ClauseId, const TextChange&)>& enter);

  [[nodiscard]] Spec& spec() { return spec_; }
  [[nodiscard]] const Spec& spec() const { return spec_; }
  // By mutant what can stand beside the clauses: the changed forms, and copies of the clauses that name
  // them, as they override these or go on counting their periods.
  [[nodiscard]] const std::map<std::size_t, std::vector<Body>>& bodies() const { return bodies_; }
  // Not so where conditions look at a clause that is changed.
  [[nodiscard]] bool can_stand_beside(std::size_t mutant) const;

  // Exchanges the clauses; a second call changes them back.
  void exchange(std::size_t mutant);

 private:
  ClauseId enter_body(Clause body);
  void free_overridden(std::size_t mutant, ClauseId gone);
  [[nodiscard]] bool names(ClauseId clause, ClauseId other) const;
  [[nodiscard]] std::set<ClauseId> with_those_that_name(const std::vector<Body>& bodies) const;
  void stand_beside(std::size_t mutant);

  Spec spec_;
  const Sources& sources_;
  std::uint32_t clauses_ = 0;  // of the spec itself
  std::map<std::size_t, std::vector<Body>> exchanged_, bodies_;
  std::set<ClauseId> looked_at_;
};

}  // namespace proviso
