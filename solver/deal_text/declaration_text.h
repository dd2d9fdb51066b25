// Flows, events and entities of a deal as declarations.
#pragma once

#include "solver/deal_text/deal_text.h"
#include "solver/deal_text/value_text.h"
#include "solver/world_view.h"

#include <set>
#include <string>

namespace proviso {

// Whether a thing is there: known from the scenario, or left to it.
enum class Standing { there, left_out, open };

class DeclarationText {
 public:
  DeclarationText(const Spec& spec, const Sources& sources, const Universe& universe,
                  const Scenario& scenario, bool keep_open)
      : spec_(spec), sources_(sources), scenario_(scenario), world_(spec, sources, universe, scenario),
        keep_open_(keep_open) {}

  [[nodiscard]] const WorldView& world() const { return world_; }
  [[nodiscard]] Standing standing(ThingId thing) const;

  // Things that its values name, and fields whose value is not the default of its type.
  [[nodiscard]] std::set<ThingId> named_by(ThingId thing) const;
  [[nodiscard]] std::set<FieldId> fields_given(ThingId thing) const;
  // The first day of a flow, the day of an event; nothing if it is open or never.
  [[nodiscard]] std::optional<Day> begins(ThingId thing) const;

  // "hosting: Hosting from Api to Azure on 2026-03-01"; `presence`: as a word before it.
  [[nodiscard]] std::string declaration(const DealNames& names, ThingId thing, const std::string& presence) const;
  // `any x: T …`, of whose flows this is the first.
  [[nodiscard]] std::string any_number(const DealNames& names, const AnyNumber& any) const;

  // An expression where it stands as a value.
  [[nodiscard]] std::string value(const DealNames& names, ExprId expr, const Type& type) const;
  [[nodiscard]] std::string constant(const DealNames& names, const Type& type, const Constant& value,
                                     Span written) const;
  // `choose {a, b}`
  [[nodiscard]] std::string open_words(const DealNames& names, const OpenTerm& term) const;

 private:
  [[nodiscard]] Constant constant_of(ExprId expr) const;
  [[nodiscard]] bool fixed(ExprId expr) const;      // it needs no more than what the scenario says
  [[nodiscard]] bool written_out(ExprId expr) const;
  [[nodiscard]] bool is_default(const Thing& thing, FieldId field, ExprId value) const;
  [[nodiscard]] std::string head(const DealNames& names, const Thing& thing, const std::string& name, bool any) const;
  [[nodiscard]] std::string flow_period(const DealNames& names, const Thing& thing) const;
  [[nodiscard]] std::string event_day(const DealNames& names, ThingId id) const;
  [[nodiscard]] std::string braces(const DealNames& names, const Thing& thing, bool any) const;
  [[nodiscard]] bool unstated(const Thing& thing, ExprId expr) const;

  const Spec& spec_;
  const Sources& sources_;
  const Scenario& scenario_;
  WorldView world_;
  bool keep_open_;
};

}  // namespace proviso
