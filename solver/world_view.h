// Reading expressions in one concrete scenario, for explanations.
#pragma once

#include "model/ground/problem.h"
#include "model/judge/judge.h"

#include <string>

namespace proviso {

class WorldView {
 public:
  WorldView(const Spec& spec, const Sources& sources, const Universe& universe, Scenario scenario)
      : spec_(&spec), sources_(&sources), universe_(universe), scenario_(std::move(scenario)) {}

  [[nodiscard]] Constant value(ExprId expr, Day day, const Bindings& bindings) const {
    return value_on(*spec_, universe_, scenario_, expr, day, bindings);
  }
  [[nodiscard]] bool holds(ExprId expr, Day day, const Bindings& bindings) const;
  // The same world without one flow or event.
  [[nodiscard]] WorldView without(ThingId thing) const;
  [[nodiscard]] bool present(ThingId thing) const;
  [[nodiscard]] Date date(ExprId expr) const;          // of a thing's own date expression
  [[nodiscard]] Date date_of_event(ThingId event) const;

  [[nodiscard]] std::string show(ExprId expr, const Constant& value) const;
  // The source text on one line.
  [[nodiscard]] std::string text(Span span) const;
  // Open terms by their names: where one stands for a term, its place is that of `choose` or `unknown`.
  [[nodiscard]] std::string text(ExprId expr) const;

  [[nodiscard]] const Spec& spec() const { return *spec_; }
  [[nodiscard]] const Universe& universe() const { return universe_; }
  [[nodiscard]] const Scenario& scenario() const { return scenario_; }

 private:
  const Spec* spec_;
  const Sources* sources_;
  Universe universe_;
  Scenario scenario_;
};

[[nodiscard]] std::string one_line(std::string_view text);
[[nodiscard]] std::string show_date(const Date& date);

}  // namespace proviso
