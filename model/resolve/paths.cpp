#include "model/resolve/paths.h"

#include "model/resolve/readings.h"
#include "model/resolve/versions.h"
#include "model/number.h"
#include "model/scenario.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
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

std::string value_text(const Spec& spec, ExprId id) {
  const Expr& expr = spec[id];
  if (const auto* number = std::get_if<NumberConst>(&expr.node)) return show(spec, expr.type, number->value);
  if (const auto* date = std::get_if<DateConst>(&expr.node)) return show_day(date->day);
  if (const auto* member = std::get_if<EnumConst>(&expr.node)) return show(spec, expr.type, Member{member->member});
  if (const auto* thing = std::get_if<ThingRef>(&expr.node)) return spec[thing->thing].name;
  if (std::holds_alternative<NeverConst>(expr.node)) return "never";
  return "none";
}

// "0 .. 1", "{a, b}"; where an end is missing, "0 or more".
std::string values_text(const Spec& spec, const OpenTerm& term) {
  std::string text;
  for (const ExprId value : term.values) text += (text.empty() ? "" : ", ") + value_text(spec, value);
  if (term.finite) return "{" + text + "}";
  if (!term.low.valid()) return value_text(spec, term.high) + " or less";
  if (!term.high.valid()) return value_text(spec, term.low) + " or more";
  return fmt::format("{} .. {}", value_text(spec, term.low), value_text(spec, term.high));
}

bool same_constant(const Spec& spec, ExprId a, ExprId b) {
  const auto* x = std::get_if<EnumConst>(&spec[a].node);
  const auto* y = std::get_if<EnumConst>(&spec[b].node);
  if (x && y) return x->member == y->member;
  const auto* thing = std::get_if<ThingRef>(&spec[a].node);
  const auto* other = std::get_if<ThingRef>(&spec[b].node);
  if (thing && other) return thing->thing == other->thing;
  const auto* truth = std::get_if<BoolConst>(&spec[a].node);
  const auto* untruth = std::get_if<BoolConst>(&spec[b].node);
  if (truth && untruth) return truth->value == untruth->value;
  return spec[a].node.index() == spec[b].node.index() && compare_constants(spec, a, b) == 0;
}

// The open term whose value is set, where its own declaration says what it may be.
const OpenTerm* term_set(const Spec& spec, ExprId target) {
  const auto* field = std::get_if<FieldOf>(&spec[target].node);
  const auto* of = field ? std::get_if<ThingRef>(&spec[field->of].node) : nullptr;
  const ExprId place = of ? part_of(spec[of->thing], field->kind, field->field) : target;
  const auto* open = place.valid() ? std::get_if<OpenRef>(&spec[place].node) : nullptr;
  return open ? &spec[open->term] : nullptr;
}

// A value that the open term cannot have; reported.
bool is_outside(Typing& typing, ExprId target, ExprId value, const syntax::Edit& edit) {
  const Tables& tables = typing.tables();
  const Spec& spec = tables.spec;
  const OpenTerm* term = term_set(spec, target);
  if (!term || !typing.constant(value)) return false;
  const auto same = [&](ExprId one) { return same_constant(spec, one, value); };
  const bool listed = !term->finite || std::any_of(term->values.begin(), term->values.end(), same);
  const bool low = term->low.valid() && compare_constants(spec, value, term->low) < 0;
  const bool high = term->high.valid() && compare_constants(spec, value, term->high) > 0;
  if (listed && !low && !high) return false;
  Diagnostic& diagnostic =
      report(typing.tables(), kinds::bad_expectation, edit.value->span,
             fmt::format("`{}` is never {}: its values are {}", edit.target.parts.back().text,
                         value_text(spec, value), values_text(spec, *term)));
  diagnostic.here = "outside what it may be";
  relate(diagnostic, term->span, "declared here");
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
  if (is_outside(typing, target, value, edit)) return {};
  const Span span = cover(edit.target.span, edit.value->span);
  const Type boolean = basic(BaseType::boolean);
  if (typing.type_of(value).base == BaseType::nothing) {
    return typing.make(IsNone{target}, boolean, span);
  }
  return typing.make(Compare{CompareOp::equal, target, value}, boolean, span);
}

}  // namespace proviso::resolving
