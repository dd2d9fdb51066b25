#include "model/resolve/types.h"

#include "model/syntax/diagnostics.h"
#include "model/syntax/keywords.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace proviso::resolving {
namespace {

constexpr std::array<std::pair<std::string_view, BaseType>, 5> kBasicTypes{{
    {"bool", BaseType::boolean},
    {"int", BaseType::integer},
    {"number", BaseType::number},
    {"date", BaseType::date},
    {"days", BaseType::days},
}};

std::string show_base(const Spec& spec, const Type& type) {
  switch (type.base) {
    case BaseType::error: return "?";
    case BaseType::boolean: return "bool";
    case BaseType::integer: return "int";
    case BaseType::number: return "number";
    case BaseType::money: return type.currency.empty() ? "money" : "money " + type.currency;
    case BaseType::date: return "date";
    case BaseType::days: return "days";
    case BaseType::enumeration: return spec[type.enumeration].name;
    case BaseType::thing: return spec[type.thing].name;
    case BaseType::period: return "period";
    case BaseType::clause_event: return "event of a clause";
    case BaseType::nothing: return "none";
  }
  return "?";
}

void unknown_type(Tables& tables, const syntax::Name& name, bool basic_types) {
  std::vector<std::string_view> candidates;
  for (const auto& [text, entry] : tables.global.names) {
    if (std::holds_alternative<TypeId>(entry.meaning) ||
        std::holds_alternative<EnumId>(entry.meaning)) {
      candidates.push_back(text);
    }
  }
  if (basic_types) {
    for (const auto& [text, base] : kBasicTypes) candidates.push_back(text);
    candidates.push_back("money");
  }
  report(tables, kinds::unknown_type, name.span, fmt::format("no type is called `{}`", name.text))
      .fix = suggestion(name.text, candidates);
}

void not_a_type(Tables& tables, const syntax::Name& name, const Entry& entry,
                std::string_view wanted) {
  if (std::holds_alternative<Silenced>(entry.meaning)) return;
  relate(report(tables, kinds::unknown_type, name.span,
                fmt::format("`{}` is {}, but {} is wanted", name.text,
                            describe(tables, entry.meaning), wanted)),
         entry.span, "declared here");
}

// The base type without set, currency and `?`.
Type named_type(Tables& tables, const syntax::TypeExpr& written) {
  const std::string& text = written.name.text;
  for (const auto& [name, base] : kBasicTypes) {
    if (text == name) return basic(base);
  }
  if (text == "money") {
    // A missing or malformed code has been reported by the parser.
    if (!written.currency || !syntax::is_currency(written.currency->text)) return {};
    Type type = basic(BaseType::money);
    type.currency = written.currency->text;
    return type;
  }
  const auto found = tables.global.names.find(text);
  if (found == tables.global.names.end()) {
    unknown_type(tables, written.name, true);
    return {};
  }
  if (const auto* id = std::get_if<TypeId>(&found->second.meaning)) return thing_type(*id);
  if (const auto* id = std::get_if<EnumId>(&found->second.meaning)) {
    Type type = basic(BaseType::enumeration);
    type.enumeration = *id;
    return type;
  }
  not_a_type(tables, written.name, found->second, "a type");
  return {};
}

}  // namespace

std::string show(const Spec& spec, const Type& type) {
  return (type.set ? "set " : "") + show_base(spec, type) + (type.optional ? "?" : "");
}

bool is_wrong(const Type& type) { return type.base == BaseType::error; }

bool is_number(const Type& type) {
  return !type.set && (type.base == BaseType::integer || type.base == BaseType::number);
}

bool is_event(const Spec& spec, const Type& type) {
  if (type.set) return false;
  if (type.base == BaseType::clause_event) return true;
  return type.base == BaseType::thing && spec[type.thing].kind == syntax::TypeKind::event;
}

bool is_flow(const Spec& spec, const Type& type) {
  return !type.set && type.base == BaseType::thing &&
         spec[type.thing].kind == syntax::TypeKind::flow;
}

bool is_ordered(const Type& type) {
  return !type.set && (is_number(type) || type.base == BaseType::money ||
                       type.base == BaseType::days || type.base == BaseType::date);
}

bool fits(const Spec& spec, const Type& from, const Type& to) {
  if (is_wrong(from) || is_wrong(to)) return true;
  if (from.base == BaseType::nothing) return to.optional;
  if (from.optional && !to.optional) return false;
  if (from.set != to.set) return false;
  if (from.base == BaseType::integer && to.base == BaseType::number) return !from.set;
  if (from.base != to.base) return false;
  switch (from.base) {
    case BaseType::money: return from.currency == to.currency;
    case BaseType::enumeration: return from.enumeration == to.enumeration;
    case BaseType::thing: return spec.is_a(from.thing, to.thing);
    default: return true;
  }
}

std::optional<Type> join(const Spec& spec, const Type& a, const Type& b) {
  if (is_wrong(a)) return b;
  if (is_wrong(b)) return a;
  if (a.base == BaseType::nothing || b.base == BaseType::nothing) {
    Type type = a.base == BaseType::nothing ? b : a;
    type.optional = true;
    return type;
  }
  const bool optional = a.optional || b.optional;
  Type left = a;
  Type right = b;
  left.optional = right.optional = optional;
  if (fits(spec, left, right)) return right;
  if (fits(spec, right, left)) return left;
  if (left.base != BaseType::thing || right.base != BaseType::thing || left.set != right.set) {
    return std::nullopt;
  }
  for (TypeId base = spec[left.thing].base; base.valid(); base = spec[base].base) {
    left.thing = base;
    if (fits(spec, right, left)) return left;
  }
  return std::nullopt;
}

void check_currency(Tables& tables, const syntax::Name& code) {
  if (syntax::is_currency(code.text) || code.missing()) return;
  report(tables, kinds::bad_currency, code.span,
         fmt::format("`{}` is no currency: a code has three capital letters", code.text))
      .fix = "write for example `USD` or `EUR`";
}

Type resolve_type(Tables& tables, const syntax::TypeExpr& written) {
  if (written.name.missing()) return {};
  Type type = named_type(tables, written);
  if (is_wrong(type)) return type;
  const bool may_be_member =
      type.base == BaseType::enumeration ||
      (type.base == BaseType::thing && tables.spec[type.thing].kind == syntax::TypeKind::entity);
  if (written.is_set && !may_be_member) {
    report(tables, kinds::bad_set, written.span,
           fmt::format("a set has members of an enum or an entity type, not of `{}`",
                       show(tables.spec, type)));
    return {};
  }
  type.set = written.is_set;
  type.optional = written.optional;
  return type;
}

TypeId find_type(Tables& tables, const syntax::Name& name) {
  if (name.missing()) return {};
  const auto found = tables.global.names.find(name.text);
  if (found == tables.global.names.end()) {
    unknown_type(tables, name, false);
    return {};
  }
  if (const auto* id = std::get_if<TypeId>(&found->second.meaning)) return *id;
  not_a_type(tables, name, found->second, "an entity, flow or event type");
  return {};
}

TypeId find_type(Tables& tables, const syntax::Path& path) {
  if (path.parts.size() == 1) return find_type(tables, path.parts.front());
  if (!path.parts.empty()) {
    report(tables, kinds::unknown_type, path.span, "the name of a type has no dots");
  }
  return {};
}

Type find_range(Tables& tables, const syntax::Path& path) {
  if (path.parts.size() == 1) {
    const auto found = tables.global.names.find(path.parts.front().text);
    const auto* id = found == tables.global.names.end()
                         ? nullptr
                         : std::get_if<EnumId>(&found->second.meaning);
    if (id) {
      Type type = basic(BaseType::enumeration);
      type.enumeration = *id;
      return type;
    }
  }
  const TypeId type = find_type(tables, path);
  return type.valid() ? thing_type(type) : Type{};
}

}  // namespace proviso::resolving
