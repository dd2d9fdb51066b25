// Types: how they are written, which fits where, what two have in common.
#pragma once

#include "model/resolve/tables.h"

#include <optional>
#include <string>

namespace proviso::resolving {

[[nodiscard]] inline Type element_of(Type set) {
  set.set = false;
  return set;
}
[[nodiscard]] inline Type set_of(Type element) {
  element.set = true;
  element.optional = false;
  return element;
}
[[nodiscard]] inline Type solid(Type type) {
  type.optional = false;
  return type;
}

// As the language writes it: "money USD", "Party?", "set Kind".
[[nodiscard]] std::string show(const Spec& spec, const Type& type);

[[nodiscard]] bool is_wrong(const Type& type);           // reported already
[[nodiscard]] bool is_number(const Type& type);          // int or number
[[nodiscard]] bool is_event(const Spec& spec, const Type& type);   // an event or a clause's event
[[nodiscard]] bool is_flow(const Spec& spec, const Type& type);
[[nodiscard]] bool is_ordered(const Type& type);         // numbers, money, days, dates

// True if a value of type `from` may stand where `to` is wanted.
[[nodiscard]] bool fits(const Spec& spec, const Type& from, const Type& to);
// The least type that both fit; nothing if there is none.
[[nodiscard]] std::optional<Type> join(const Spec& spec, const Type& a, const Type& b);

// A written type; `error` after a report.
[[nodiscard]] Type resolve_type(Tables& tables, const syntax::TypeExpr& written);
// The entity, flow or event type of that name; invalid after a report.
[[nodiscard]] TypeId find_type(Tables& tables, const syntax::Name& name);
[[nodiscard]] TypeId find_type(Tables& tables, const syntax::Path& path);
// The type of what a binder ranges over; `error` after a report.
[[nodiscard]] Type find_range(Tables& tables, const syntax::Path& path);
void check_currency(Tables& tables, const syntax::Name& code);

}  // namespace proviso::resolving
