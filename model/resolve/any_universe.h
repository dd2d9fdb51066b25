// What is said about the flows of `any x: T` in one deal under its contracts.
#pragma once

#include "model/spec.h"

#include <functional>
#include <string>
#include <vector>

namespace proviso::resolving {

struct AnyUniverse {
  const Spec& spec;
  const Deal& deal;
  std::vector<ContractId> contracts;
  std::vector<ThingId> firsts;   // one flow of each `any x: T`
  std::vector<ThingId> things;   // all others
  std::vector<ClauseId> clauses;

  AnyUniverse(const Spec& of, const Deal& in, const std::vector<ContractId>& under,
              const std::vector<ThingId>& first_flows);

  void each_fact(const std::function<void(const Fact&)>& visit) const;
  // What must hold where an event comes, and how many events that may be.
  void each_condition_of_events(const std::function<void(ExprId, std::size_t)>& visit) const;
  // Fields, ends and dates of one thing.
  void each_value(ThingId thing, const std::function<void(ExprId)>& visit) const;
  // All that is written anywhere, and all that binds.
  void each_root(const std::function<void(ExprId)>& visit) const;
  void each_norm_binding(const std::function<void(const Binding&)>& visit) const;

  [[nodiscard]] std::size_t count_of(const Type& type) const;  // without the flows of `any`
  // An open value of one such flow, another for each of them; null if it is not open or shared.
  [[nodiscard]] const OpenTerm* own_term(ThingId first, ExprId value) const;
};

// Names one type of thing.
[[nodiscard]] inline bool is_of(const Type& type, TypeId thing) {
  return type.base == BaseType::thing && type.thing == thing;
}

// Counts beyond any that is looked at.
constexpr std::size_t kMany = 1u << 20;
[[nodiscard]] std::size_t times(std::size_t a, std::size_t b);

}  // namespace proviso::resolving
