// The parts that all have to hold where a condition does.
#pragma once

#include "model/spec.h"

#include <variant>
#include <vector>

namespace proviso {

// Those joined by `and`, in order; the condition itself where it joins none. Nothing where it is invalid.
inline void add_conjuncts(const Spec& spec, ExprId condition, std::vector<ExprId>& to) {
  if (!condition.valid()) return;
  const auto* e = std::get_if<Connect>(&spec[condition].node);
  if (e && e->op == Connective::and_) {
    add_conjuncts(spec, e->left, to);
    add_conjuncts(spec, e->right, to);
  } else {
    to.push_back(condition);
  }
}

}  // namespace proviso
