#include "model/scope/profile.h"

#include "model/syntax/overload.h"

#include <algorithm>
#include <optional>

namespace proviso::scoping {
namespace {

using Arguments = std::map<LocalId, ExprId>;

class Reading {
 public:
  Reading(const Spec& spec, const Binding& binding, LocalId local) : spec_(spec), local_(local) {
    bool later = false;
    for (const Binder& binder : binding.binders) {
      for (const LocalId other : binder.locals) {
        later = later || other == local;
        if (later) later_.insert(other);
      }
    }
  }

  // Everything in a conjunction that says of a path what it is.
  void conjuncts(ExprId id, const Arguments& arguments) {
    if (!id.valid()) return;
    std::visit(Overload{
                   [&](const Connect& e) {
                     if (e.op != Connective::and_) return;
                     conjuncts(e.left, arguments);
                     conjuncts(e.right, arguments);
                   },
                   [&](const Let& e) {
                     Arguments inner = arguments;
                     for (const auto& [parameter, value] : e.bindings) {
                       inner[parameter] = value;
                       parameters_.insert(parameter);
                     }
                     conjuncts(e.body, inner);
                   },
                   [&](const Compare& e) {
                     if (e.op == CompareOp::not_equal) exclude(e, arguments);
                     if (e.op != CompareOp::equal) return;
                     one_of(e.left, {e.right}, arguments);
                     one_of(e.right, {e.left}, arguments);
                     share(e.left, e.right, arguments);
                     share(e.right, e.left, arguments);
                   },
                   [&](const In& e) {
                     const auto* set = std::get_if<SetOf>(&spec_[e.set].node);
                     if (set) one_of(e.member, set->members, arguments);
                   },
                   [&](const Not& e) {
                     const auto* equal = std::get_if<Compare>(&spec_[e.operand].node);
                     if (equal && equal->op == CompareOp::equal) exclude(*equal, arguments);
                     fix(e.operand, {"false"}, arguments);
                   },
                   [&](const FieldOf&) { fix(id, {"true"}, arguments); },
                   [](const auto&) {},
               },
               spec_[id].node);
  }

  Profile result;

 private:
  void one_of(ExprId path, const std::vector<ExprId>& values, const Arguments& arguments) {
    std::set<std::string> constants;
    if (values.empty()) return;
    for (const ExprId value : values) {
      const std::optional<std::string> constant = constant_of(value);
      if (!constant) return;
      constants.insert(*constant);
    }
    fix(path, constants, arguments);
    const bool named = std::all_of(values.begin(), values.end(), [&](ExprId value) {
      return std::holds_alternative<ThingRef>(spec_[value].node);
    });
    if (named) share(path, values.front(), arguments);
  }

  void fix(ExprId expr, std::set<std::string> values, const Arguments& arguments) {
    const std::optional<std::string> path = path_of(expr, arguments);
    if (!path || path->empty()) return;
    const auto [place, fresh] = result.fixed.try_emplace(*path, values);
    if (fresh) return;
    std::set<std::string> both;
    std::set_intersection(values.begin(), values.end(), place->second.begin(), place->second.end(),
                          std::inserter(both, both.end()));
    place->second = both;
  }

  // `x.from != Azure`: of what has this value there it cannot be.
  void exclude(const Compare& e, const Arguments& arguments) {
    for (const auto& [path, value] : {std::pair(e.left, e.right), std::pair(e.right, e.left)}) {
      const std::optional<std::string> constant = constant_of(value);
      const std::optional<std::string> place = path_of(path, arguments);
      if (constant && place && !place->empty()) result.excluded[*place].insert(*constant);
    }
  }

  // `x.capacity == c` of another name c: the thing is there already.
  void share(ExprId path, ExprId other, const Arguments& arguments) {
    if (spec_[path].type.base != BaseType::thing || spec_[path].type.set) return;
    const std::optional<std::string> name = path_of(path, arguments);
    if (name && !name->empty() && is_elsewhere(other, arguments)) result.shared.insert(*name);
  }
  bool is_elsewhere(ExprId id, const Arguments& arguments) const {
    if (std::holds_alternative<ThingRef>(spec_[id].node)) return true;
    if (const auto* field = std::get_if<FieldOf>(&spec_[id].node)) return is_elsewhere(field->of, arguments);
    const auto* local = std::get_if<LocalRef>(&spec_[id].node);
    if (!local) return false;
    const auto found = arguments.find(local->local);
    if (found != arguments.end()) return is_elsewhere(found->second, {});
    return parameters_.count(local->local) == 0 && later_.count(local->local) == 0;
  }

  std::optional<std::string> constant_of(ExprId id) const {
    return std::visit(
        Overload{
            [](const BoolConst& e) { return std::optional<std::string>(e.value ? "true" : "false"); },
            [](const EnumConst& e) { return std::optional("e" + std::to_string(e.member)); },
            [](const ThingRef& e) { return std::optional("t" + std::to_string(e.thing.index)); },
            [](const auto&) { return std::optional<std::string>{}; },
        },
        spec_[id].node);
  }

  std::optional<std::string> path_of(ExprId id, const Arguments& arguments) const {
    if (const auto* local = std::get_if<LocalRef>(&spec_[id].node)) {
      if (local->local == local_) return "";
      const auto found = arguments.find(local->local);
      return found == arguments.end() ? std::nullopt : path_of(found->second, {});
    }
    const auto* field = std::get_if<FieldOf>(&spec_[id].node);
    if (!field) return std::nullopt;
    const std::optional<std::string> before = path_of(field->of, arguments);
    if (!before) return std::nullopt;
    const std::string next = step(field->kind, field->field);
    return next.empty() ? std::nullopt : std::optional(*before + next);
  }

  const Spec& spec_;
  LocalId local_;
  std::set<LocalId> later_;       // names that are bound with this one or after it
  std::set<LocalId> parameters_;  // of the defines gone into
};

}  // namespace

std::string step(FieldKind kind, FieldId field) {
  switch (kind) {
    case FieldKind::from: return ".from";
    case FieldKind::to: return ".to";
    case FieldKind::declared: return "." + std::to_string(field.index);
    case FieldKind::start:
    case FieldKind::end:
    case FieldKind::date: return "";
  }
  return "";
}

Profile profile_of(const Spec& spec, const Binding& binding, LocalId local) {
  Reading reading(spec, binding, local);
  reading.conjuncts(binding.where, {});
  return reading.result;
}

namespace {

// One has in some place only what the other cannot have there.
bool excludes(const Profile& a, const Profile& b) {
  return std::any_of(a.excluded.begin(), a.excluded.end(), [&](const auto& entry) {
    const auto other = b.fixed.find(entry.first);
    return other != b.fixed.end() && std::includes(entry.second.begin(), entry.second.end(), other->second.begin(),
                                                   other->second.end());
  });
}

}  // namespace

bool compatible(const Profile& a, const Profile& b) {
  if (excludes(a, b) || excludes(b, a)) return false;
  return std::all_of(a.fixed.begin(), a.fixed.end(), [&](const auto& entry) {
    const auto other = b.fixed.find(entry.first);
    if (other == b.fixed.end()) return !entry.second.empty();
    return std::any_of(entry.second.begin(), entry.second.end(), [&](const std::string& value) {
      return other->second.count(value) > 0;
    });
  });
}

std::size_t times(std::size_t a, std::size_t b) {
  if (a == 0 || b == 0) return 0;
  return a >= kMany / b ? kMany : a * b;
}

void add_to(std::size_t& sum, std::size_t more) { sum = std::min(kMany, sum + more); }

void add_to(Counts& sum, const Counts& more) {
  for (const auto& [kind, count] : more) add_to(sum[kind], count);
}

void raise_to(Counts& most, const Counts& other) {
  for (const auto& [kind, count] : other) most[kind] = std::max(most[kind], count);
}

std::size_t total(const Counts& counts, TypeId type) {
  std::size_t sum = 0;
  for (const auto& [kind, count] : counts) {
    if (kind.first == type) add_to(sum, count);
  }
  return sum;
}

}  // namespace proviso::scoping
