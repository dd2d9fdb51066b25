#include "model/count_bounds.h"

namespace proviso {

namespace {

constexpr int kHighest = 1000;  // so many witnesses are never looked for

}  // namespace

bool for_each_count_bound(const Spec& spec, const Compare& compare, bool truth,
                          const std::function<void(const Binding& counted, bool holds, std::size_t n)>& at_least) {
  const auto* counted = std::get_if<Aggregate>(&spec[compare.left].node);
  const auto* limit = std::get_if<NumberConst>(&spec[compare.right].node);
  if (!counted || counted->kind != syntax::AggregateKind::count || !limit ||
      denominator(limit->value) != 1 || limit->value > kHighest) {
    return false;
  }
  if (limit->value < 0) return true;  // true or false whatever is counted
  const auto bound = [&](bool holds, std::size_t n) {
    if (n > 0) at_least(counted->binding, holds, n);
  };
  const std::size_t n = static_cast<std::size_t>(numerator(limit->value));
  switch (compare.op) {
    case CompareOp::greater_equal: bound(truth, n); break;
    case CompareOp::greater: bound(truth, n + 1); break;
    case CompareOp::less: bound(!truth, n); break;
    case CompareOp::less_equal: bound(!truth, n + 1); break;
    case CompareOp::equal:
    case CompareOp::not_equal:
      for (const bool holds : {true, false}) {
        bound(holds, n);
        bound(holds, n + 1);
      }
      break;
  }
  return true;
}

}  // namespace proviso
