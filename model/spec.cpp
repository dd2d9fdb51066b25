#include "model/spec.h"

namespace proviso {

namespace {

template <class AnyThing>
auto find_place(AnyThing& thing, FieldKind part, FieldId field) -> decltype(&thing.from) {
  switch (part) {
    case FieldKind::from: return &thing.from;
    case FieldKind::to: return &thing.to;
    case FieldKind::start: return &thing.start;
    case FieldKind::end: return &thing.end;
    case FieldKind::date: return &thing.date;
    case FieldKind::declared: break;
  }
  for (auto& [name, value] : thing.values)
    if (name == field) return &value;
  return nullptr;
}

}  // namespace

ExprId* place_of(Thing& thing, FieldKind part, FieldId field) { return find_place(thing, part, field); }

ExprId part_of(const Thing& thing, FieldKind part, FieldId field) {
  const ExprId* place = find_place(thing, part, field);
  return place ? *place : ExprId{};
}

ExprId Spec::add(Expr::Node node, Type type, Span span) {
  exprs.push_back(Expr{std::move(node), std::move(type), span});
  return ExprId{static_cast<std::uint32_t>(exprs.size() - 1)};
}

bool Spec::is_a(TypeId type, TypeId base) const {
  for (; type.valid(); type = types[type.index].base) {
    if (type == base) return true;
  }
  return false;
}

std::string Spec::full_name(ClauseId clause) const {
  const Clause& named = clauses[clause.index];
  if (named.contract.valid()) {
    const ContractId owner = named.cut.valid() && named.text.valid() ? named.text : named.contract;
    return contracts[owner.index].name + "." + named.name;
  }
  if (named.deal.valid()) return deals[named.deal.index].name + "." + named.name;
  return named.name;
}

}  // namespace proviso
