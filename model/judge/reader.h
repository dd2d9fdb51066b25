// Reads expressions on one day of one scenario: the meaning of the language, node by node.
#pragma once

#include "model/judge/term.h"
#include "model/judge/world.h"

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace proviso::plain {

// From where an expression is read.
struct Reading {
  Day day = 0;
  std::optional<Term> term = {};         // of `term.start` and `term.end`
  std::optional<Day> breach = {};        // of `breach`
  bool so_far = false;                   // binders without a range mean `so far` (period norms)
  std::optional<Day> since = {};         // event binders without a range begin here (`by` windows)
  std::optional<ThingId> as_found_by = {};  // events count as this event, on its day, finds them
  Things left_out = {};                     // no binder sees these; names and fields still do
};

using Locals = std::vector<std::pair<LocalId, Value>>;

class Reader {
 public:
  explicit Reader(const World& world, Reading reading, Locals locals = {})
      : world_(world), reading_(std::move(reading)), locals_(std::move(locals)) {}

  [[nodiscard]] Value value(ExprId expr);
  [[nodiscard]] bool holds(ExprId condition) { return truth(value(condition)); }
  [[nodiscard]] Date date(ExprId expr);  // an event stands for its date; None is never

  // What an `each` binds is present on this day (the `where` is not asked).
  [[nodiscard]] bool present(const Binding& each);

 private:
  Value read(const BoolConst& e);
  Value read(const NumberConst& e);
  Value read(const DateConst& e);
  Value read(const NeverConst&);
  Value read(const NoneConst&);
  Value read(const EnumConst& e);
  Value read(const ThingRef& e);
  Value read(const LocalRef& e);
  Value read(const OpenRef& e);
  Value read(const FieldOf& e);
  Value read(const Not& e);
  Value read(const Negate& e);
  Value read(const Connect& e);
  Value read(const Compare& e);
  Value read(const Arithmetic& e);
  Value read(const AddMonths& e);
  Value read(const In& e);
  Value read(const InPeriod& e);
  Value read(const IsNone& e);
  Value read(const IsType& e);
  Value read(const If& e);
  Value read(const SetOf& e);
  Value read(const Happen& e);
  Value read(const MinMax& e);
  Value read(const Abs& e);
  Value read(const CountDays& e);
  Value read(const PeriodShift& e);
  Value read(const TermStart&);
  Value read(const TermEnd&);
  Value read(const BreachDay&);
  Value read(const ClauseEvent& e);
  Value read(const Let& e);
  Value read(const Quantifier& e);
  Value read(const Aggregate& e);
  Value read(const Reaches& e);

  [[nodiscard]] Value field(ThingId thing, const FieldOf& e);
  [[nodiscard]] Date date(const Value& value) const;
  [[nodiscard]] bool happened(const Value& event) const;
  [[nodiscard]] bool started(ThingId flow) const;
  [[nodiscard]] bool active(ThingId flow) const;
  [[nodiscard]] bool in_range(const Value& candidate, syntax::Range range) const;
  [[nodiscard]] bool present(const Value& bound, const Binder& binder) const;

  // Binds the names in every way that the ranges and the `where` allow, until `visit` says stop
  // by returning false. Returns false if it was stopped.
  using Visit = std::function<bool()>;
  bool bind(const Binding& binding, const Visit& visit);
  bool bind(const Binding& binding, std::size_t binder, std::size_t local, const Visit& visit);
  [[nodiscard]] bool bound_before(const Value& candidate, std::size_t locals) const;

  const World& world_;
  Reading reading_;
  Locals locals_;
};

// Every way to bind the names of an `each`, present or not.
[[nodiscard]] std::vector<Locals> tuples(const World& world, const std::optional<Binding>& each);

}  // namespace proviso::plain
