// What one condition needs so that it stays as it is when things are left out of a situation.
#pragma once

#include "model/scope/certain.h"

#include <string>
#include <string_view>

namespace proviso::scoping {

// How a situation is made smaller.
enum class Cut : std::uint8_t {
  leave_out,  // things that are no witnesses go, all else stays as it is
  few_days,   // flows stay as they are on the first days of some terms, until the next such day
  one_day,    // flows stay on the day of the goal only
};

// On which days a condition has to stay as it is.
enum class Days : std::uint8_t {
  one,    // on one; where flows are cut to some days, on one of these
  other,  // on one that may be another
  all,
};

// Counts the witnesses while conditions are walked in negation normal form.
class Needs {
 public:
  Needs(const Asked& asked, const Staying& assumed, Cut cut);
  Needs(const Needs&) = delete;
  Needs& operator=(const Needs&) = delete;

  // Things can be left out so that `condition` keeps the value `truth`, in so many places.
  void keep(ExprId condition, bool truth, Days days, std::size_t places);
  void both(ExprId condition, Days days, std::size_t places);  // it keeps either value
  // It must not rest on anything that may be left out.
  void no_part(ExprId condition, std::string_view what);
  void no_new_zero(ExprId expr);                               // no divisor in it may become zero
  void add(const Binding& bound, std::size_t places);          // what it binds are witnesses
  void refuse(std::string_view what);

  // Tuples that can meet a `where`, and those that could before anything was left out.
  [[nodiscard]] std::size_t tuples(const Binding& binding) const;
  [[nodiscard]] std::size_t members(const Binding& binding) const;
  [[nodiscard]] bool rests(ExprId condition) const;            // on what may be left out or changed
  // Where the things of an `each` are together: on one day or on many.
  [[nodiscard]] Days days_of(const Binding& each) const;
  [[nodiscard]] bool binds_flow_today(const Binding& binding) const;
  [[nodiscard]] bool stays(TypeId type) const;                 // some thing of the type does
  [[nodiscard]] Cut cut() const { return cut_; }
  [[nodiscard]] const Certain& certain() const { return certain_; }

  // While a condition is walked that is asked of everything that is bound so.
  const Binding* of_each = nullptr;
  std::string place;  // what is being looked at: "a fact"
  std::string why;    // why the count is not complete; empty while it is
  std::set<ClauseId> breaches;  // that are being asked for
  Staying need;

 private:
  // A side of a comparison may fall, or may rise.
  enum class Way : std::uint8_t { down, up };

  void exists(bool truth, const Binding& binding, ExprId body, bool body_truth, std::size_t how_many,
              Days days, std::size_t places);
  void all_of(const Binding& binding, ExprId body, bool body_truth, Days days, std::size_t places);
  void some_of(const Binding& binding, ExprId body, bool body_truth, std::size_t how_many, Days days,
               std::size_t places);
  [[nodiscard]] std::size_t places_of_others(const Binding& some, std::size_t places) const;
  void happened(ExprId condition, const Happen& e, bool truth, std::size_t places);
  void breached(ClauseId clause, std::size_t places);
  void quantifier(const Quantifier& e, bool truth, Days days, std::size_t places);
  void compare(const Compare& e, bool truth, Days days, std::size_t places);
  [[nodiscard]] bool only_narrows(const Compare& e, bool truth) const;
  void side(ExprId amount, Way way, Days days, std::size_t places);
  void side_of(const Arithmetic& e, Way way, Days days, std::size_t places);
  void side_of(const Aggregate& e, Way way, Days days, std::size_t places);
  void sum_of(const Aggregate& e, Way way, Days days, std::size_t places);
  [[nodiscard]] bool steady(const Binding& binding, ExprId body) const;
  [[nodiscard]] std::string_view unsuited(ExprId condition) const;
  [[nodiscard]] bool reads_changed(const Expr& expr) const;
  [[nodiscard]] bool involves(ClauseId clause) const;
  [[nodiscard]] const FieldId* summed_field(const Aggregate& e) const;

  const Asked& asked_;
  const Spec& spec_;
  const Staying& assumed_;
  Staying all_;        // nothing is left out
  Certain certain_;
  Certain general_;    // what can be said before and after
  Cut cut_;
};

}  // namespace proviso::scoping
