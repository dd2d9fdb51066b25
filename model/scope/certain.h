// What can be said of a condition from what is there at all: of nothing a sum is 0, a `some` false.
#pragma once

#include "model/scope/asked.h"

#include <optional>

namespace proviso::scoping {

// Things that stay: so many of each kind, and the amounts that may have grown.
struct Staying {
  Counts count;
  std::map<FieldId, std::set<Profile>> grown;  // of things of these kinds
  friend bool operator==(const Staying&, const Staying&) = default;
};

// Closed on each side; none: unbounded.
struct Amounts {
  std::optional<Rational> low, high;
};

class Certain {
 public:
  Certain(const Asked& asked, const Staying& staying) : asked_(asked), spec_(asked.spec), staying_(staying) {}

  // The name is bound to an entity that nothing names.
  void set_apart(LocalId local) { apart_.insert(local); }

  // The value that it has in every situation with no other things, on every day.
  [[nodiscard]] std::optional<bool> truth(ExprId condition) const { return truth(condition, {}); }
  [[nodiscard]] Amounts range(ExprId amount) const { return range(amount, {}); }
  // No tuple can be bound.
  [[nodiscard]] bool is_void(const Binding& binding) const { return is_void(binding, {}); }
  // How many things a binder's name can stand for, by what the `where` says of it.
  [[nodiscard]] std::size_t candidates(const Binding& binding, const Binder& binder, LocalId local) const;

 private:
  using Arguments = std::map<LocalId, ExprId>;
  [[nodiscard]] bool is_void(const Binding& binding, const Arguments& arguments) const;
  [[nodiscard]] bool is_apart(ExprId thing, const Arguments& arguments) const;
  [[nodiscard]] bool is_not_apart(ExprId thing, const Arguments& arguments) const;
  [[nodiscard]] std::optional<bool> truth(ExprId condition, const Arguments& arguments) const;
  [[nodiscard]] std::optional<bool> connect(const Connect& e, const Arguments& arguments) const;
  [[nodiscard]] std::optional<bool> quantifier(const Quantifier& e, const Arguments& arguments) const;
  [[nodiscard]] std::optional<bool> compare(const Compare& e, const Arguments& arguments) const;
  [[nodiscard]] Amounts range(ExprId amount, const Arguments& arguments) const;
  [[nodiscard]] Amounts arithmetic(const Arithmetic& e, const Arguments& arguments) const;
  [[nodiscard]] Amounts aggregate(const Aggregate& e, const Arguments& arguments) const;
  [[nodiscard]] Amounts open_term(const OpenTerm& term) const;

  const Asked& asked_;
  const Spec& spec_;
  const Staying& staying_;
  std::set<LocalId> apart_;
};

}  // namespace proviso::scoping
