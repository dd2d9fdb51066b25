#include "solver/contracts/fixed_readings.h"

#include "model/syntax/overload.h"
#include "solver/contracts/wording.h"

#include <algorithm>
#include <optional>

namespace proviso {

namespace {

class Folding {
 public:
  Folding(Spec& spec, const FixedReadings& readings) : spec_(spec), readings_(readings) {}

  // Parts are made before what they are part of; a part that comes later is left as it stands.
  void run() {
    for (std::uint32_t i = 0; i < spec_.exprs.size(); ++i) fold(ExprId{i});
    for (Clause& clause : spec_.clauses) {
      std::erase_if(clause.norms, [&](const Norm& norm) { return constant(norm.reading) == std::optional(false); });
      for (Norm& norm : clause.norms)
        if (constant(norm.reading)) norm.reading = {};
    }
  }

 private:
  [[nodiscard]] std::optional<bool> constant(ExprId id) const {
    const auto* value = id.valid() ? std::get_if<BoolConst>(&spec_[id].node) : nullptr;
    return value ? std::optional(value->value) : std::nullopt;
  }

  void fold(ExprId id) {
    const Expr& expr = spec_[id];
    std::visit(Overload{
                   [&](const Compare& e) {
                     if (const std::optional<bool> meant = is_meant(e)) become(id, *meant);
                   },
                   [&](const Not& e) {
                     if (const std::optional<bool> value = constant(e.operand)) become(id, !*value);
                   },
                   [&](const Connect& e) { connect(id, e); },
                   [&](const If& e) {
                     if (const std::optional<bool> value = constant(e.condition))
                       become(id, *value ? e.then : e.otherwise);
                   },
                   [&](const Let& e) {
                     if (const std::optional<bool> value = constant(e.body)) become(id, *value);
                   },
                   [](const auto&) {},
               },
               Expr::Node(expr.node));
  }

  [[nodiscard]] std::optional<bool> is_meant(const Compare& e) const {
    const auto* term = std::get_if<OpenRef>(&spec_[e.left].node);
    const auto* member = std::get_if<EnumConst>(&spec_[e.right].node);
    if (!term || !member || (e.op != CompareOp::equal && e.op != CompareOp::not_equal)) return std::nullopt;
    for (const auto& [reading, meant] : readings_)
      if (reading == term->term) return (meant == member->member) == (e.op == CompareOp::equal);
    return std::nullopt;
  }

  void connect(ExprId id, const Connect& e) {
    const std::optional<bool> left = constant(e.left), right = constant(e.right);
    if (!left && !right) return;
    switch (e.op) {
      case Connective::and_:
        if (left == std::optional(false) || right == std::optional(false)) return become(id, false);
        return become(id, left ? e.right : e.left);
      case Connective::or_:
        if (left == std::optional(true) || right == std::optional(true)) return become(id, true);
        return become(id, left ? e.right : e.left);
      case Connective::implies:
        if (left == std::optional(false) || right == std::optional(true)) return become(id, true);
        if (left) return become(id, e.right);
        return become_not(id, e.left);
      case Connective::iff:
        if (left && right) return become(id, *left == *right);
        if (left.value_or(right.value_or(false))) return become(id, left ? e.right : e.left);
        return become_not(id, left ? e.right : e.left);
    }
  }

  void become(ExprId id, bool value) { spec_.exprs[id.index].node = BoolConst{value}; }
  void become_not(ExprId id, ExprId operand) { spec_.exprs[id.index].node = Not{operand}; }
  void become(ExprId id, ExprId part) {
    const Expr copy = spec_[part];
    spec_.exprs[id.index] = copy;
  }

  Spec& spec_;
  const FixedReadings& readings_;
};

}  // namespace

FixedReadings fixed_readings(const Spec& spec, const std::vector<std::pair<std::string, std::string>>& names,
                             const std::vector<ExprId>& conditions) {
  FixedReadings result;
  for (std::uint32_t i = 0; i < spec.open_terms.size(); ++i) {
    const OpenTerm& term = spec.open_terms[i];
    if (term.kind != OpenTermKind::reading) continue;
    for (const auto& [name, member] : names) {
      if (name != term.name && name != own_name(term.name)) continue;
      const auto& members = spec[term.type.enumeration].members;
      const auto found = std::find(members.begin(), members.end(), member);
      if (found != members.end())
        result.emplace_back(OpenTermId{i}, static_cast<std::uint32_t>(found - members.begin()));
    }
  }
  for (const ExprId condition : conditions) {
    const auto* equal = std::get_if<Compare>(&spec[condition].node);
    if (!equal || equal->op != CompareOp::equal) continue;
    const auto* term = std::get_if<OpenRef>(&spec[equal->left].node);
    const auto* member = std::get_if<EnumConst>(&spec[equal->right].node);
    if (term && member && spec[term->term].kind == OpenTermKind::reading)
      result.emplace_back(term->term, member->member);
  }
  return result;
}

void read_as(Spec& spec, const FixedReadings& readings) {
  if (!readings.empty()) Folding(spec, readings).run();
}

}  // namespace proviso
