// What one condition needs so that it stays as it is when flows are left out.
#pragma once

#include "model/resolve/any_universe.h"

#include <map>
#include <set>

namespace proviso::resolving {

using Counts = std::map<TypeId, std::size_t>;

// Whether a condition is read on one day, or has to stay as it is on every day.
enum class Days : std::uint8_t { one, all };

// Counts witnesses while conditions are walked in negation normal form.
class Needs {
 public:
  // `open`: the types of which flows may be left out. `instances`: so many of them there are.
  Needs(const AnyUniverse& universe, const std::vector<ThingId>& open, Counts instances);

  // Flows that can be left out so that `condition` keeps the value `truth`, in so many places.
  void keep(ExprId condition, bool truth, Days days, std::size_t places);
  // It must not rest on such flows at all.
  void no_part(ExprId condition, std::string_view what);
  void add(const Binding& bound, std::size_t places);   // the flows that it binds are witnesses
  [[nodiscard]] std::size_t tuples(const Binding& binding) const;
  [[nodiscard]] bool rests_on_open(ExprId condition) const;
  [[nodiscard]] bool involves(ClauseId clause) const;
  void refuse(std::string_view what);

  std::string place;          // what is being looked at: "a fact"
  std::string why;            // why the count is not complete; empty while it is
  Counts count;

 private:
  void all_of(const Binding& binding, ExprId body, bool body_truth, Days days, std::size_t places);
  void some_of(const Binding& binding, ExprId body, bool body_truth, std::size_t how_many, Days days,
               std::size_t places);
  void exists(bool truth, const Binding& binding, ExprId body, bool body_truth, std::size_t how_many,
              Days days, std::size_t places);
  void quantifier(const Quantifier& e, bool truth, Days days, std::size_t places);
  void compare(const Compare& e, bool truth, Days days, std::size_t places);
  void both(ExprId condition, Days days, std::size_t places);
  [[nodiscard]] bool is_open(const Type& type) const;
  [[nodiscard]] std::size_t instances_of(const Type& type) const;
  [[nodiscard]] bool steady(const Binding& binding, ExprId body) const;
  [[nodiscard]] bool binds_open(const Binding& binding) const;
  [[nodiscard]] std::string_view unsuited(ExprId condition) const;

  const AnyUniverse& universe_;
  const Spec& spec_;
  std::set<TypeId> open_;
  std::set<TypeId> fixed_period_;  // whose flows all begin and end on the same days
  Counts instances_;
  mutable std::map<ClauseId, bool> involved_;
};

}  // namespace proviso::resolving
