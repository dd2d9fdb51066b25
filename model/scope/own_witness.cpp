#include "model/scope/own_witness.h"

#include "model/conjuncts.h"
#include "model/resolve/walk.h"

#include <algorithm>
#include <optional>

namespace proviso::scoping {
namespace {

using syntax::Range;

struct Single {
  const Binder* binder = nullptr;
  LocalId local;
};
std::optional<Single> single(const Binding& binding) {
  if (binding.binders.size() != 1 || binding.binders.front().locals.size() != 1) return std::nullopt;
  if (binding.binders.front().type.base != BaseType::thing) return std::nullopt;
  return Single{&binding.binders.front(), binding.binders.front().locals.front()};
}

// The same fields of the one and of the other: "k.to.owner" and "h.to.owner". What may be none, or never,
// need not equal itself.
bool is_same_of(const Spec& spec, ExprId a, LocalId of_a, ExprId b, LocalId of_b) {
  const auto* x = std::get_if<FieldOf>(&spec[a].node);
  const auto* y = std::get_if<FieldOf>(&spec[b].node);
  if (x && (x->kind == FieldKind::end || spec[a].type.optional)) return false;
  if (x && y) return x->kind == y->kind && x->field == y->field && is_same_of(spec, x->of, of_a, y->of, of_b);
  const auto* left = std::get_if<LocalRef>(&spec[a].node);
  const auto* right = std::get_if<LocalRef>(&spec[b].node);
  return left && right && left->local == of_a && right->local == of_b;
}

// It says of a thing and itself what is always so.
bool is_reflexive(const Spec& spec, ExprId conjunct, LocalId one, LocalId other) {
  const auto* e = std::get_if<Compare>(&spec[conjunct].node);
  if (!e || (e->op != CompareOp::equal && e->op != CompareOp::less_equal && e->op != CompareOp::greater_equal))
    return false;
  return is_same_of(spec, e->left, one, e->right, other) || is_same_of(spec, e->left, other, e->right, one);
}

// A profile can say all of it.
bool is_plain(const Spec& spec, ExprId conjunct) {
  const auto is_constant = [&](ExprId id) {
    const Expr::Node& node = spec[id].node;
    return std::holds_alternative<ThingRef>(node) || std::holds_alternative<EnumConst>(node) ||
           std::holds_alternative<BoolConst>(node);
  };
  const auto* e = std::get_if<Compare>(&spec[conjunct].node);
  return e && e->op == CompareOp::equal && std::holds_alternative<FieldOf>(spec[e->left].node) &&
         is_constant(e->right);
}

bool says_no_less(const Profile& kind, const Profile& wanted) {
  return std::all_of(wanted.fixed.begin(), wanted.fixed.end(), [&](const auto& entry) {
    const auto known = kind.fixed.find(entry.first);
    return known != kind.fixed.end() && std::includes(entry.second.begin(), entry.second.end(),
                                                      known->second.begin(), known->second.end());
  });
}

// What is bound on a day as one is bound on that day as the other.
bool is_no_wider(Range each, Range some) { return static_cast<int>(each) <= static_cast<int>(some); }

}  // namespace

bool is_own_witness(const Spec& spec, const Binding& each, const Binding& some,
                    const std::pair<TypeId, Profile>& kind) {
  const std::optional<Single> bound = single(each), asked = single(some);
  if (!bound || !asked || asked->binder->is_new) return false;
  if (!is_no_wider(bound->binder->range, asked->binder->range)) return false;
  if (!spec.is_a(kind.first, asked->binder->type.thing)) return false;
  std::vector<ExprId> conjuncts;
  add_conjuncts(spec, some.where, conjuncts);
  std::size_t plain = 0;
  for (const ExprId conjunct : conjuncts) {
    if (resolving::mentions(spec, conjunct, {bound->local})) {
      if (!is_reflexive(spec, conjunct, asked->local, bound->local)) return false;
    } else if (is_plain(spec, conjunct)) {
      ++plain;
    } else {
      return false;
    }
  }
  return plain == 0 || says_no_less(kind.second, profile_of(spec, some, asked->local));
}

}  // namespace proviso::scoping
