// `any x: T …`: the flows that stand for any number of them.
#pragma once

#include "model/resolve/things.h"

#include <optional>
#include <vector>

namespace proviso::resolving {

// One `any x: T …` as planned, with the first of its flows.
struct AnySource {
  DealId deal;
  std::size_t index = 0;  // in the deal's `any`
  const syntax::Name* name = nullptr;
  const Frame* frame = nullptr;
  Statement statement;
};

// Makes flow number `number` of them, so that others can refer to its type; invalid after a report.
ThingId announce_one_of_any(Tables& tables, const syntax::Declaration& written,
                            const syntax::Name& name, std::size_t number);
void describe_one_of_any(Typing& typing, ThingId thing, const Statement& statement,
                         const std::string& name);

// When all is resolved: as many flows as are enough, or as many as `scope` says.
void fill_any_flows(Tables& tables, const std::vector<AnySource>& sources, std::optional<int> scope);

}  // namespace proviso::resolving
