#include "model/resolve/paths.h"

#include "model/resolve/readings.h"
#include "model/resolve/versions.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <memory>

namespace proviso::resolving {
namespace {

// `api_product = stateless`, one of the readings of that define or clause.
ExprId set_reading(Typing& typing, const syntax::Edit& edit) {
  if (!edit.value) return {};
  Tables& tables = typing.tables();
  const auto* member = std::get_if<syntax::NameExpr>(&without_parens(*edit.value).node);
  const OpenTermId term = reading_named(tables, typing.frame(), edit.target,
                                        member ? std::string_view(member->name.text) : "");
  const Type type = tables.spec[term].type;
  const std::vector<std::string>& members = tables.spec[type.enumeration].members;
  const Span span = cover(edit.target.span, edit.value->span);
  for (std::uint32_t i = 0; member && i < members.size(); ++i) {
    if (members[i] != member->name.text) continue;
    const ExprId choice = typing.make(OpenRef{term}, type, edit.target.span);
    const ExprId meant = typing.make(EnumConst{i}, type, edit.value->span);
    return typing.make(Compare{CompareOp::equal, choice, meant}, basic(BaseType::boolean), span);
  }
  const std::string& name = edit.target.parts.back().text;
  const std::vector<std::string_view> candidates(members.begin(), members.end());
  Diagnostic& diagnostic = report(
      tables, kinds::unknown_member, edit.value->span,
      member ? fmt::format("`{}` has no reading `{}`", name, member->name.text)
             : fmt::format("`{}` has readings: one of their names is wanted", name));
  relate(diagnostic, tables.spec[term].span, "its readings are declared here");
  if (member) diagnostic.fix = suggestion(member->name.text, candidates);
  if (!diagnostic.fix.empty()) return {};
  for (const std::string& one : members) {
    diagnostic.fix += fmt::format("{}`{}`", diagnostic.fix.empty() ? "its readings are " : ", ", one);
  }
  return {};
}

// True after a report: what has no readings cannot be set to one.
bool names_clause_or_define(Typing& typing, const syntax::Path& path) {
  if (path.parts.size() != 1) return false;
  const std::string& name = path.parts.front().text;
  Tables& tables = typing.tables();
  Found found = look_up(typing.frame(), name, Want::value);
  if (!found.entry) found = look_up(typing.frame(), name, Want::clause);
  if (!found.entry) return false;
  const bool clause = std::holds_alternative<ClauseId>(found.entry->meaning);
  const auto* define = std::get_if<Definition*>(&found.entry->meaning);
  if (!clause && (!define || (*define)->syntax->parameters.empty())) return false;
  relate(report(tables, kinds::bad_edit, path.span,
                fmt::format("`{}` is {} without readings, so there is nothing to set", name,
                            describe(tables, found.entry->meaning))),
         found.entry->span, "declared here");
  return true;
}

}  // namespace

ExprId resolve_path(Typing& typing, const syntax::Path& path) {
  if (path.parts.empty()) return typing.wrong(path.span);
  auto expr = std::make_unique<syntax::Expr>();
  expr->node = syntax::NameExpr{path.parts.front()};
  expr->span = path.parts.front().span;
  for (std::size_t i = 1; i < path.parts.size(); ++i) {
    auto field = std::make_unique<syntax::Expr>();
    field->span = cover(expr->span, path.parts[i].span);
    field->node = syntax::FieldExpr{std::move(expr), path.parts[i]};
    expr = std::move(field);
  }
  return typing.as_date(typing.infer(*expr));
}

bool sets_reading(Typing& typing, const syntax::Edit& edit) {
  return reading_named(typing.tables(), typing.frame(), edit.target).valid();
}

ExprId setting(Typing& typing, const syntax::Edit& edit) {
  if (sets_reading(typing, edit)) return set_reading(typing, edit);
  if (names_clause_or_define(typing, edit.target)) return {};
  const ExprId target = resolve_path(typing, edit.target);
  const Type type = typing.type_of(target);
  if (is_wrong(type) || !edit.value) return {};
  const ExprId value = typing.expect(*edit.value, type, "`" + edit.target.parts.back().text + "`");
  if (is_wrong(typing.type_of(value))) return {};
  const Span span = cover(edit.target.span, edit.value->span);
  const Type boolean = basic(BaseType::boolean);
  if (typing.type_of(value).base == BaseType::nothing) {
    return typing.make(IsNone{target}, boolean, span);
  }
  return typing.make(Compare{CompareOp::equal, target, value}, boolean, span);
}

}  // namespace proviso::resolving
