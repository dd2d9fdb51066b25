// Calls, the definitions they call, and the terms that names stand for.
#include "model/resolve/readings.h"
#include "model/resolve/typing.h"
#include "model/resolve/walk.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <utility>

namespace proviso::resolving {

bool Typing::arity(const syntax::CallExpr& call, Span span, std::size_t count) {
  if (call.arguments.size() == count) return true;
  report(tables_, kinds::wrong_arguments, span,
         fmt::format("`{}` takes {} argument{}, not {}", call.callee.text, count,
                     count == 1 ? "" : "s", call.arguments.size()));
  return false;
}

ExprId Typing::node(const syntax::CallExpr& call, Node at, const Hint& hint) {
  const std::string& name = call.callee.text;
  if (call.callee.missing()) return wrong(at.span);
  const Found found = look_up(frame_, name, Want::value);
  if (found.entry && found.ambiguous.empty()) {
    if (const auto* define = std::get_if<Definition*>(&found.entry->meaning)) {
      return call_define(**define, call, at.span);
    }
    if (std::holds_alternative<Silenced>(found.entry->meaning)) return wrong(at.span);
    relate(report(tables_, kinds::wrong_kind_of_name, call.callee.span,
                  fmt::format("`{}` is {} and takes no arguments", name,
                              describe(tables_, found.entry->meaning))),
           found.entry->span, "declared here");
    return wrong(at.span);
  }
  if (found.entry) return meaning(found, call.callee, at.span);
  if (name == "min" || name == "max") return min_max(call, at.span, hint);
  if (name == "previous" || name == "next") return shift(call, at.span);
  if (name == "abs" || name == "count_days") {
    if (!arity(call, at.span, 1)) return wrong(at.span);
    // Days that are counted are a number: the difference may be of dates that are not known.
    const bool difference = hint.compared || name == "count_days";
    const ExprId operand = infer(*call.arguments.front(), Hint{{}, difference, false});
    const Type type = type_of(operand);
    if (is_wrong(type) || !has_value(operand)) return wrong(at.span);
    const bool days = !type.set && type.base == BaseType::days;
    if (name == "count_days" && days) {
      return folded(make(CountDays{operand}, basic(BaseType::integer), at.span));
    }
    if (name == "abs" && (is_number(type) || type.base == BaseType::money || days)) {
      return folded(make(Abs{operand}, type, at.span));
    }
    report(tables_, kinds::type_mismatch, call.arguments.front()->span,
           fmt::format("`{}` takes {}, not `{}`", name,
                       name == "abs" ? "a number, an amount or days" : "`days`",
                       show(tables_.spec, type)));
    return wrong(at.span);
  }
  std::vector<std::string_view> candidates{"min", "max", "previous", "next", "abs", "count_days"};
  for (const Frame* frame = &frame_; frame; frame = frame->outer) {
    for (const auto& [text, entry] : frame->names) {
      if (std::holds_alternative<Definition*>(entry.meaning)) candidates.push_back(text);
    }
  }
  report(tables_, kinds::unknown_name, call.callee.span,
         fmt::format("no define is called `{}`", name))
      .fix = suggestion(name, candidates);
  return wrong(at.span);
}

ExprId Typing::call_define(Definition& definition, const syntax::CallExpr& call, Span span) {
  if (definition.progress == Progress::busy) {
    relate(report(tables_, kinds::recursive_define, span,
                  fmt::format("`{}` is defined in terms of itself", call.callee.text)),
           definition.syntax->name.span, "defined here");
    return wrong(span);
  }
  resolve_define(definition);
  use(definition.syntax->name.text, definition.uses);
  const std::size_t count = definition.parameters.size();
  if (call.arguments.size() != count) {
    arity(call, span, count);
    relate(tables_.out.back(), definition.syntax->name.span, "defined here");
    return wrong(span);
  }
  if (count == 0 || is_wrong(definition.type)) {
    return is_wrong(definition.type) ? wrong(span) : definition.body;
  }
  Let let;
  for (std::size_t i = 0; i < count; ++i) {
    const LocalId parameter = definition.parameters[i];
    const Type type = tables_.spec[parameter].type;
    const std::string what = fmt::format("argument `{}` of `{}`",
                                         tables_.spec[parameter].name, call.callee.text);
    let.bindings.emplace_back(parameter, expect(*call.arguments[i], type, what));
  }
  let.body = definition.body;
  return make(std::move(let), definition.type, span);
}

void Typing::resolve_define(Definition& definition) {
  if (definition.progress != Progress::waiting) return;
  definition.progress = Progress::busy;
  std::set<std::string> around = std::exchange(tables_.uses, {});
  Typing at_home(tables_, *definition.home);
  for (const syntax::Parameter& parameter : definition.syntax->parameters) {
    definition.parameters.push_back(
        at_home.bind_local(parameter.name, resolve_type(tables_, parameter.type)));
  }
  const Type type = resolve_type(tables_, definition.syntax->type);
  const std::string what = fmt::format("`{}`", definition.syntax->name.text);
  if (definition.syntax->value) {
    definition.body = at_home.expect(*definition.syntax->value, type, what);
  } else if (!definition.syntax->readings.empty()) {
    definition.body = read_define(at_home, definition, type, what);
  }
  definition.type = definition.body.valid() ? type : Type{};
  definition.uses = std::exchange(tables_.uses, std::move(around));
  definition.progress = Progress::done;
}

void Typing::use(const std::string& name, const std::set<std::string>& uses) {
  tables_.uses.insert(name);
  tables_.uses.insert(uses.begin(), uses.end());
}

ExprId Typing::resolve_term(Term& term, Span at) {
  const std::string& name = term.syntax->name.text;
  if (term.progress == Progress::done) {
    use(name, term.uses);
    return term.resolved;
  }
  if (term.progress == Progress::busy) {
    relate(report(tables_, kinds::recursive_define, at,
                  fmt::format("`{}` is defined in terms of itself", name)),
           term.syntax->name.span, "defined here");
    return wrong(at);
  }
  term.progress = Progress::busy;
  std::set<std::string> around = std::exchange(tables_.uses, {});
  const Type type = term.syntax->type ? resolve_type(tables_, *term.syntax->type) : Type{};
  Typing at_home(tables_, *term.home, Allowed{false, false, true});
  term.resolved = term.value
                      ? at_home.value(*term.value, type, fmt::format("term `{}`", name),
                                      term.full_name)
                      : wrong(at);
  term.uses = std::exchange(tables_.uses, std::move(around));
  term.progress = Progress::done;
  use(name, term.uses);
  return term.resolved;
}

ExprId Typing::min_max(const syntax::CallExpr& call, Span span, const Hint& hint) {
  const bool min = call.callee.text == "min";
  if (call.arguments.empty()) {
    arity(call, span, 2);
    return wrong(span);
  }
  std::vector<ExprId> arguments;
  Type type;
  bool dates = false;
  for (const syntax::ExprPtr& argument : call.arguments) {
    const ExprId id = infer(*argument, Hint{hint.type, hint.compared, true});
    if (is_wrong(type_of(id))) return wrong(span);
    const auto* extreme = std::get_if<Aggregate>(&tables_.spec[id].node);
    const auto fitting = min ? syntax::AggregateKind::min : syntax::AggregateKind::max;
    const bool bounded = call.arguments.size() > 1 || hint.bounded;
    if (extreme && extreme->kind != syntax::AggregateKind::sum &&
        extreme->kind != syntax::AggregateKind::count && (extreme->kind != fitting || !bounded)) {
      report(tables_, kinds::extreme_misplaced, argument->span,
             "of nothing, the least value is above and the greatest below every value: only "
             "`min(v, min(… for …))` and `max(v, max(… for …))` give a value for nothing");
      return wrong(span);
    }
    dates = dates || type_of(id).base == BaseType::date || is_event(tables_.spec, type_of(id));
    arguments.push_back(id);
  }
  for (ExprId& id : arguments) {
    if (dates) id = as_date(id);
    if (!has_value(id)) return wrong(span);
    if (type.base == BaseType::money && type_of(id).base == BaseType::money &&
        type.currency != type_of(id).currency) {
      if (const ExprId converted = convert(id, type.currency); converted.valid()) id = converted;
    }
    const auto common = join(tables_.spec, type, type_of(id));
    if (!common || !is_ordered(*common)) {
      report(tables_, kinds::operands_differ, tables_.spec[id].span,
             common ? fmt::format("of `{}` there is no least or greatest value",
                                  show(tables_.spec, *common))
                    : fmt::format("`{}` and `{}` cannot be compared", show(tables_.spec, type),
                                  show(tables_.spec, type_of(id))));
      return wrong(span);
    }
    type = *common;
  }
  return make(MinMax{min, std::move(arguments)}, type, span);
}

ExprId Typing::shift(const syntax::CallExpr& call, Span span) {
  if (!arity(call, span, 1)) return wrong(span);
  const ExprId period = infer(*call.arguments.front());
  const Type type = type_of(period);
  if (is_wrong(type)) return wrong(span);
  if (type.base != BaseType::period) {
    report(tables_, kinds::type_mismatch, call.arguments.front()->span,
           fmt::format("`{}` takes a period, not `{}`", call.callee.text,
                       show(tables_.spec, type)));
    return wrong(span);
  }
  return make(PeriodShift{period, call.callee.text == "next" ? 1 : -1}, type, span);
}

}  // namespace proviso::resolving
