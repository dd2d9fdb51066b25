// `unknown one of { a: … | b: … }`: the choice of which alternative exists.
#pragma once

#include "model/resolve/plan.h"

#include <map>
#include <optional>

namespace proviso::resolving {

// The choices of one deal. An alternative that has been dropped or replaced altogether is none; what
// is left alone exists in any case.
class Alternatives {
 public:
  Alternatives(Tables& tables, const Frame& frame, const Plan& plan)
      : tables_(tables), frame_(frame), plan_(plan) {}

  // Which part of which choice the planned declaration is.
  std::optional<Alternative> of(const PlannedItem& item);

 private:
  struct Choice {
    OpenTermId term;                             // invalid: nothing is left to choose
    std::map<std::size_t, std::uint32_t> member;  // by the alternative as written
  };
  const Choice& choice(const PlannedItem& item);

  Tables& tables_;
  const Frame& frame_;
  const Plan& plan_;
  std::map<const syntax::DealItem*, Choice> choices_;
};

}  // namespace proviso::resolving
