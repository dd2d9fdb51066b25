// What a name or a path of names in an expression stands for.
#include "model/resolve/typing.h"
#include "model/resolve/versions.h"
#include "model/resolve/walk.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace proviso::resolving {
namespace {

struct BuiltIn {
  std::string_view name;
  FieldKind kind;
};

// What every flow, event, period has beside its declared fields.
std::vector<BuiltIn> built_in(const Spec& spec, const Type& type) {
  if (type.base == BaseType::period) {
    return {{"start", FieldKind::start}, {"end", FieldKind::end}};
  }
  if (type.base == BaseType::clause_event) return {{"date", FieldKind::date}};
  if (type.base != BaseType::thing) return {};
  switch (spec[type.thing].kind) {
    case syntax::TypeKind::entity: return {};
    case syntax::TypeKind::flow:
      return {{"from", FieldKind::from},
              {"to", FieldKind::to},
              {"start", FieldKind::start},
              {"end", FieldKind::end}};
    case syntax::TypeKind::event: return {{"date", FieldKind::date}};
  }
  return {};
}

Type type_of_built_in(const Spec& spec, const Type& of, FieldKind kind) {
  if (kind == FieldKind::from) return thing_type(spec[of.thing].from);
  if (kind == FieldKind::to) return thing_type(spec[of.thing].to);
  return basic(BaseType::date);
}

}  // namespace

const BoundName* Typing::bound(std::string_view name) const {
  const auto found = std::find_if(locals_.rbegin(), locals_.rend(),
                                  [&](const BoundName& local) { return local.name == name; });
  return found == locals_.rend() ? nullptr : &*found;
}

ExprId Typing::node(const syntax::NameExpr& expr, Node at, const Hint& hint) {
  const syntax::Name& name = expr.name;
  if (name.missing()) return wrong(at.span);
  if (const BoundName* local = bound(name.text)) {
    const LocalId id = local->local;
    return narrowed(make(LocalRef{id}, tables_.spec[id].type, at.span));
  }
  if (hint.type.base == BaseType::enumeration && !hint.type.set) {
    const auto& members = tables_.spec[hint.type.enumeration].members;
    const auto member = std::find(members.begin(), members.end(), name.text);
    if (member != members.end()) return enum_member(hint.type.enumeration, name, at.span);
  }
  const Found found = look_up(frame_, name.text, Want::value);
  if (found.entry) return meaning(found, name, at.span);
  if (name.text == "breach") {
    if (allowed_.breach) return make(BreachDay{}, basic(BaseType::date), at.span);
    report(tables_, kinds::breach_misplaced, at.span,
           "`breach` is the day of a breach and stands only in `otherwise`")
        .fix = "write `otherwise must … by breach + 30 days`, or name a clause: `clause.breach`";
    return wrong(at.span);
  }
  return lone_member(name, at.span, hint.type);
}

ExprId Typing::meaning(const Found& found, const syntax::Name& name, Span span) {
  if (!found.ambiguous.empty()) {
    std::string both;
    for (const Frame* contract : found.ambiguous) {
      both += fmt::format("{}`{}.{}`", both.empty() ? "" : " or ", contract->name, name.text);
    }
    Diagnostic& diagnostic =
        report(tables_, kinds::ambiguous_name, span,
               fmt::format("several contracts declare `{}`", name.text));
    for (const Frame* contract : found.ambiguous) {
      relate(diagnostic, contract->names.find(name.text)->second.span, "declared here");
    }
    diagnostic.fix = "write " + both;
    return wrong(span);
  }
  if (std::holds_alternative<Silenced>(found.entry->meaning)) return wrong(span);
  if (std::holds_alternative<AnyFlows>(found.entry->meaning)) {
    Diagnostic& diagnostic =
        report(tables_, kinds::any_number_as_value, span,
               fmt::format("`{}` stands for any number of flows; it has no single value", name.text));
    relate(diagnostic, found.entry->span, "declared here");
    diagnostic.fix = "bind them: `some x: T where …`, or declare one flow beside them";
    return wrong(span);
  }
  if (const auto* thing = std::get_if<ThingId>(&found.entry->meaning)) {
    const Thing& named = tables_.spec[*thing];
    Type type = thing_type(named.type);
    type.optional = named.presence != syntax::Presence::always || named.alternative.has_value();
    return narrowed(make(ThingRef{*thing}, type, span));
  }
  if (const auto* term = std::get_if<Term*>(&found.entry->meaning)) return resolve_term(**term, span);
  if (const auto* define = std::get_if<Definition*>(&found.entry->meaning)) {
    return call_define(**define, syntax::CallExpr{name, {}}, span);
  }
  relate(report(tables_, kinds::wrong_kind_of_name, span,
                fmt::format("`{}` is {}, but a value is wanted", name.text,
                            describe(tables_, found.entry->meaning))),
         found.entry->span, "declared here");
  return wrong(span);
}

ExprId Typing::enum_member(EnumId enumeration, const syntax::Name& name, Span span) {
  const auto& members = tables_.spec[enumeration].members;
  const auto member = std::find(members.begin(), members.end(), name.text);
  if (member == members.end()) {
    const std::vector<std::string_view> candidates(members.begin(), members.end());
    Diagnostic& diagnostic =
        report(tables_, kinds::unknown_member, name.span,
               fmt::format("`{}` has no member `{}`", tables_.spec[enumeration].name, name.text));
    diagnostic.fix = suggestion(name.text, candidates);
    relate(diagnostic, tables_.spec[enumeration].span, "declared here");
    return wrong(span);
  }
  Type type = basic(BaseType::enumeration);
  type.enumeration = enumeration;
  return make(EnumConst{static_cast<std::uint32_t>(member - members.begin())}, type, span);
}

// A name that is neither bound nor declared: a member of an enum, or unknown.
ExprId Typing::lone_member(const syntax::Name& name, Span span, const Type& hint) {
  if (name.text == "unknown" || name.text == "choose") {
    return misplaced_open(name.text == "choose", span);
  }
  const auto found = tables_.members.find(name.text);
  if (found == tables_.members.end()) {
    std::vector<std::string_view> candidates;
    if (hint.base == BaseType::enumeration) {
      for (const auto& member : tables_.spec[hint.enumeration].members) candidates.push_back(member);
      if (const std::string near = suggestion(name.text, candidates); !near.empty()) {
        return enum_member(hint.enumeration, name, span);
      }
    }
    for (const BoundName& local : locals_) candidates.push_back(local.name);
    add_candidates(frame_, candidates);
    for (const auto& [member, enums] : tables_.members) candidates.push_back(member);
    report(tables_, kinds::unknown_name, span, fmt::format("nothing is called `{}` here", name.text))
        .fix = suggestion(name.text, candidates);
    return wrong(span);
  }
  if (found->second.size() == 1) return enum_member(found->second.front().enumeration, name, span);
  if (hint.base == BaseType::enumeration) return enum_member(hint.enumeration, name, span);
  std::string all;
  Diagnostic& diagnostic =
      report(tables_, kinds::ambiguous_name, span,
             fmt::format("several enums have a member `{}`", name.text));
  for (const EnumMember& member : found->second) {
    const Enum& enumeration = tables_.spec[member.enumeration];
    all += fmt::format("{}`{}.{}`", all.empty() ? "" : " or ", enumeration.name, name.text);
    relate(diagnostic, enumeration.span, "one of them");
  }
  diagnostic.fix = "write " + all;
  return wrong(span);
}

// A bare member that several enums share, `{}` and the like: the other operand settles its type.
bool Typing::needs_hint(const syntax::Expr& expr) const {
  const syntax::Expr& bare = without_parens(expr);
  if (const auto* set = std::get_if<syntax::SetLiteral>(&bare.node)) {
    return set->members.empty() || needs_hint(*set->members.front());
  }
  const auto* name = std::get_if<syntax::NameExpr>(&bare.node);
  return name && !bound(name->name.text) && tables_.members.contains(name->name.text);
}

// ---------------------------------------------------------------- paths

bool Typing::names_clause(const syntax::Expr& expr, Found& found) const {
  if (const auto* name = std::get_if<syntax::NameExpr>(&expr.node)) {
    if (bound(name->name.text)) return false;
    found = look_up(frame_, name->name.text, Want::any);
    return found.entry && std::holds_alternative<ClauseId>(found.entry->meaning);
  }
  const auto* field = std::get_if<syntax::FieldExpr>(&expr.node);
  const auto* of = field ? std::get_if<syntax::NameExpr>(&field->of->node) : nullptr;
  if (!of || bound(of->name.text)) return false;
  const Found contract = look_up(frame_, of->name.text, Want::any);
  const auto* id = contract.entry ? std::get_if<ContractId>(&contract.entry->meaning) : nullptr;
  if (!id) return false;
  found = look_up(members_of(tables_, frame_, *id), field->field.text, Want::clause);
  return found.entry && std::holds_alternative<ClauseId>(found.entry->meaning);
}

ExprId Typing::clause_event(const Found& found, const syntax::FieldExpr& expr, Span span) {
  const ClauseId clause = std::get<ClauseId>(found.entry->meaning);
  const bool versions = frame_.contract.valid() && found.frame->contract == frame_.contract;
  if (found.frame != &frame_ && !versions) {
    relate(report(tables_, kinds::wrong_kind_of_name, span,
                  "only the breach of a clause of the same contract is an event here"),
           found.entry->span, "the clause");
    return wrong(span);
  }
  if (expr.field.missing()) return wrong(span);
  const Type type = basic(BaseType::clause_event);
  if (expr.field.text == "breach" || expr.field.text == "kept") {
    const auto kind =
        expr.field.text == "kept" ? ClauseEventKind::kept : ClauseEventKind::breach;
    std::vector<ClauseId> texts =
        texts_of_event(tables_, clause, allowed_.clause, allowed_.amendments);
    const ExprId id = make(ClauseEvent{texts.front(), kind}, type, span);
    if (texts.size() > 1) tables_.event_versions.emplace(id, std::move(texts));
    return id;
  }
  report(tables_, kinds::unknown_field, expr.field.span,
         "of a clause only `breach` and `kept` can be used")
      .fix = suggestion(expr.field.text, {"breach", "kept"});
  return wrong(span);
}

ExprId Typing::contract_member(ContractId contract, const syntax::FieldExpr& expr, Span span) {
  const Frame& members = members_of(tables_, frame_, contract);
  const auto found = members.names.find(expr.field.text);
  if (found != members.names.end()) {
    return meaning(Found{&found->second, &members, {}}, expr.field, span);
  }
  std::vector<std::string_view> candidates;
  for (const auto& [name, entry] : members.names) candidates.push_back(name);
  if (!expr.field.missing()) {
    report(tables_, kinds::unknown_name, expr.field.span,
           fmt::format("`{}` declares nothing called `{}`", members.name, expr.field.text))
        .fix = suggestion(expr.field.text, candidates);
  }
  return wrong(span);
}

// `term.start`, `Contract.event`, `clause.breach`, `Enum.member`: what stands before the dot is
// no value. True if it was one of these.
bool Typing::special_field(const syntax::FieldExpr& expr, Span span, ExprId& result) {
  Found clause;
  if (names_clause(*expr.of, clause)) {
    result = clause_event(clause, expr, span);
    return true;
  }
  const auto* of = std::get_if<syntax::NameExpr>(&expr.of->node);
  if (!of || bound(of->name.text)) return false;
  const Found found = look_up(frame_, of->name.text, Want::any);
  if (!found.entry) {
    if (of->name.text != "term") return false;
    const bool start = expr.field.text == "start";
    if (!start && expr.field.text != "end") {
      report(tables_, kinds::unknown_field, expr.field.span, "a term has `start` and `end`");
      result = wrong(span);
    } else if (!allowed_.term) {
      report(tables_, kinds::term_misplaced, span,
             fmt::format("`term.{}` is a day of a clause's term and stands only in its norms",
                         expr.field.text));
      result = wrong(span);
    } else {
      const Type date = basic(BaseType::date);
      result = start ? make(TermStart{}, date, span) : make(TermEnd{}, date, span);
    }
    return true;
  }
  if (const auto* contract = std::get_if<ContractId>(&found.entry->meaning)) {
    result = contract_member(*contract, expr, span);
    return true;
  }
  if (const auto* enumeration = std::get_if<EnumId>(&found.entry->meaning)) {
    result = expr.field.missing() ? wrong(span) : enum_member(*enumeration, expr.field, span);
    return true;
  }
  return false;
}

ExprId Typing::node(const syntax::FieldExpr& expr, Node at, const Hint&) {
  ExprId special;
  if (special_field(expr, at.span, special)) return special;
  const ExprId of = infer(*expr.of);
  if (is_wrong(type_of(of)) || expr.field.missing()) return wrong(at.span);
  return field_of(of, expr.field, at.span);
}

ExprId Typing::field_of(ExprId of, const syntax::Name& name, Span span) {
  const Type type = type_of(of);
  const Spec& spec = tables_.spec;
  std::vector<std::string_view> candidates;
  if (!type.set) {
    for (const BuiltIn& field : built_in(spec, type)) {
      candidates.push_back(field.name);
      if (field.name != name.text) continue;
      Type of_field = type_of_built_in(spec, type, field.kind);
      if (of_field.base == BaseType::thing && !of_field.thing.valid()) return wrong(span);
      const bool named = std::holds_alternative<ThingRef>(spec[of].node);
      of_field.optional = type.optional && !(named && field.kind == FieldKind::date);
      if (type.base == BaseType::clause_event) return date_of_event(of, of_field, span);
      return narrowed(make(FieldOf{of, field.kind, {}}, of_field, span));
    }
  }
  if (type.base == BaseType::thing && !type.set) {
    for (const FieldId id : spec[type.thing].fields) {
      candidates.push_back(spec[id].name);
      if (spec[id].name != name.text) continue;
      Type of_field = spec[id].type;
      of_field.optional = of_field.optional || type.optional;
      return narrowed(make(FieldOf{of, FieldKind::declared, id}, of_field, span));
    }
  }
  Diagnostic& diagnostic = report(tables_, kinds::unknown_field, name.span,
                                  fmt::format("`{}` has no field `{}`", show(spec, type), name.text));
  diagnostic.fix = suggestion(name.text, candidates);
  if (type.base == BaseType::thing) {
    relate(diagnostic, spec[type.thing].span, "the type is declared here");
  }
  return wrong(span);
}

}  // namespace proviso::resolving
