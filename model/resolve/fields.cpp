// The fields of all types: declared, inherited, added later; and their defaults.
#include "model/resolve/types.h"
#include "model/resolve/typing.h"
#include "model/resolve/vocabulary.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {
namespace {

std::string_view word(syntax::TypeKind kind) {
  switch (kind) {
    case syntax::TypeKind::entity: return "entity";
    case syntax::TypeKind::flow: return "flow";
    case syntax::TypeKind::event: return "event";
  }
  return "type";
}

// Names that a flow, an event has anyway.
bool is_built_in(syntax::TypeKind kind, std::string_view name) {
  if (kind == syntax::TypeKind::flow) {
    return name == "from" || name == "to" || name == "start" || name == "end";
  }
  return kind == syntax::TypeKind::event && name == "date";
}

void add_field(Tables& tables, TypeId type, const syntax::FieldDecl& decl) {
  if (decl.name.missing()) return;
  Spec& spec = tables.spec;
  if (is_built_in(spec[type].kind, decl.name.text)) {
    report(tables, kinds::declared_twice, decl.name.span,
           fmt::format("every {} has `{}` already", word(spec[type].kind), decl.name.text));
    return;
  }
  for (const FieldId other : spec[type].fields) {
    if (spec[other].name != decl.name.text) continue;
    relate(report(tables, kinds::declared_twice, decl.name.span,
                  fmt::format("`{}` has a field `{}` already", spec[type].name, decl.name.text)),
           spec[other].span, "first declared here");
    return;
  }
  const FieldId id{static_cast<std::uint32_t>(spec.fields.size())};
  spec.fields.push_back(Field{decl.name.text, resolve_type(tables, decl.type), {}, decl.name.span});
  spec.types[type.index].fields.push_back(id);
}

void resolve_base(Tables& tables, TypeId id, const syntax::TypeDecl& decl) {
  if (!decl.base) return;
  const TypeId base = find_type(tables, *decl.base);
  if (!base.valid()) return;
  if (decl.kind != syntax::TypeKind::entity ||
      tables.spec[base].kind != syntax::TypeKind::entity) {
    report(tables, kinds::unknown_type, decl.base->span,
           fmt::format("only an entity is another entity: `{}` is {} type", decl.base->text,
                       tables.spec[base].kind == syntax::TypeKind::flow ? "a flow" : "an event"));
    return;
  }
  if (tables.spec.is_a(base, id)) {
    relate(report(tables, kinds::circular_inheritance, decl.base->span,
                  fmt::format("`{}` is a `{}` already", decl.base->text, decl.name.text)),
           tables.spec[base].span, "declared here");
    return;
  }
  tables.spec.types[id.index].base = base;
}

TypeId resolve_end(Tables& tables, const std::optional<syntax::Name>& name) {
  if (!name) return {};
  const TypeId end = find_type(tables, *name);
  if (!end.valid() || tables.spec[end].kind == syntax::TypeKind::entity) return end;
  report(tables, kinds::unknown_type, name->span,
         fmt::format("a flow goes from an entity to an entity, and `{}` is none", name->text));
  return {};
}

void extend(Tables& tables, const syntax::TypeDecl& decl) {
  const TypeId type = find_type(tables, decl.name);
  if (!type.valid()) return;
  if (tables.spec[type].kind != decl.kind) {
    relate(report(tables, kinds::unknown_type, decl.name.span,
                  fmt::format("`{}` is no {}", decl.name.text, word(decl.kind))),
           tables.spec[type].span, "declared here");
    return;
  }
  for (const syntax::FieldDecl& field : decl.fields) {
    const bool bare = !field.value && !field.type.optional;
    if (bare) {
      report(tables, kinds::extension_without_default, field.name.span,
             fmt::format("what exists already has no `{}`: an added field needs a default",
                         field.name.text))
          .fix = "give it one: `" + field.name.text + ": … = …`, or let it be none with `?`";
    }
    const std::size_t before = tables.spec.fields.size();
    add_field(tables, type, field);
    if (bare && tables.spec.fields.size() > before) {
      Typing typing(tables, tables.global);
      tables.spec.fields.back().value = typing.wrong(field.span);
    }
  }
}

// Fields of the base stand first. A base is laid out before what inherits from it; inheritance
// has no cycles here.
void inherit(Tables& tables, TypeId id, std::vector<bool>& done,
             const std::vector<std::vector<FieldId>>& own) {
  if (done[id.index]) return;
  done[id.index] = true;
  ThingType& type = tables.spec.types[id.index];
  if (!type.base.valid()) return;
  inherit(tables, type.base, done, own);
  std::vector<FieldId> fields = tables.spec[type.base].fields;
  for (const FieldId field : own[id.index]) {
    const Field& named = tables.spec[field];
    const auto same = [&](FieldId other) { return tables.spec[other].name == named.name; };
    const auto other = std::find_if(fields.begin(), fields.end(), same);
    if (other == fields.end()) {
      fields.push_back(field);
      continue;
    }
    Diagnostic& diagnostic =
        report(tables, kinds::declared_twice, named.span,
               fmt::format("`{}` inherits a field `{}` already", type.name, named.name));
    relate(diagnostic, tables.spec[*other].span, "first declared here");
    diagnostic.fix = fmt::format("to change its default write `{} = …`", named.name);
  }
  type.fields = std::move(fields);
}

// ---------------------------------------------------------------- defaults

FieldId find_field(const Spec& spec, TypeId type, std::string_view name) {
  for (const FieldId field : spec[type].fields) {
    if (spec[field].name == name) return field;
  }
  return {};
}

void resolve_type_defaults(Tables& tables, TypeId type, const syntax::TypeDecl& decl) {
  Typing typing(tables, tables.global);
  for (const syntax::FieldDecl& field : decl.fields) {
    const FieldId id = find_field(tables.spec, type, field.name.text);
    if (!field.value || !id.valid() || tables.spec[id].span != field.name.span) continue;
    const Type wanted = tables.spec[id].type;
    const ExprId value = typing.value(*field.value, wanted,
                                      fmt::format("field `{}`", field.name.text), "");
    tables.spec.fields[id.index].value = value;
  }
  for (const syntax::FieldValue& given : decl.defaults) {
    if (given.name.missing()) continue;
    const FieldId id = find_field(tables.spec, type, given.name.text);
    if (!id.valid()) {
      std::vector<std::string_view> candidates;
      for (const FieldId field : tables.spec[type].fields) {
        candidates.push_back(tables.spec[field].name);
      }
      report(tables, kinds::unknown_field, given.name.span,
             fmt::format("`{}` has no field `{}` to give a default", tables.spec[type].name,
                         given.name.text))
          .fix = suggestion(given.name.text, candidates);
      continue;
    }
    const auto& defaults = tables.spec[type].defaults;
    const bool twice = std::any_of(defaults.begin(), defaults.end(),
                                   [&](const auto& other) { return other.first == id; });
    if (twice) {
      report(tables, kinds::given_twice, given.name.span,
             fmt::format("`{}` has a default here already", given.name.text));
      continue;
    }
    const ExprId value = typing.value(*given.value, tables.spec[id].type,
                                      fmt::format("field `{}`", given.name.text), "");
    tables.spec.types[type.index].defaults.emplace_back(id, value);
  }
}

}  // namespace

void lay_out_types(Tables& tables, const Inventory& inventory) {
  const auto count = static_cast<std::uint32_t>(inventory.types.size());
  for (std::uint32_t i = 0; i < count; ++i) resolve_base(tables, TypeId{i}, *inventory.types[i]);
  for (std::uint32_t i = 0; i < count; ++i) {
    const syntax::TypeDecl& decl = *inventory.types[i];
    const TypeId from = resolve_end(tables, decl.from);
    const TypeId to = resolve_end(tables, decl.to);
    tables.spec.types[i].from = from;
    tables.spec.types[i].to = to;
    for (const syntax::FieldDecl& field : decl.fields) add_field(tables, TypeId{i}, field);
  }
  for (const syntax::TypeDecl* decl : inventory.extensions) extend(tables, *decl);
  std::vector<std::vector<FieldId>> own;
  for (const ThingType& type : tables.spec.types) own.push_back(type.fields);
  std::vector<bool> done(count, false);
  for (std::uint32_t i = 0; i < count; ++i) inherit(tables, TypeId{i}, done, own);
}

void resolve_defaults(Tables& tables, const Inventory& inventory) {
  for (std::uint32_t i = 0; i < inventory.types.size(); ++i) {
    resolve_type_defaults(tables, TypeId{i}, *inventory.types[i]);
  }
  for (const syntax::TypeDecl* decl : inventory.extensions) {
    const auto found = tables.global.names.find(decl->name.text);
    if (found == tables.global.names.end()) continue;
    if (const auto* type = std::get_if<TypeId>(&found->second.meaning)) {
      resolve_type_defaults(tables, *type, *decl);
    }
  }
}

}  // namespace proviso::resolving
