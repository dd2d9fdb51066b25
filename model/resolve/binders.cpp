// Quantifiers, aggregates and what an `each` binds.
#include "model/resolve/typing.h"
#include "model/resolve/walk.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {
namespace {

bool is_period_word(const syntax::Binder& binder) {
  if (binder.calendar || binder.or_part) return true;
  if (binder.type.parts.size() != 1) return false;
  const std::string& word = binder.type.parts.front().text;
  return word == "year" || word == "month" || word == "quarter";
}

std::vector<LocalId> locals_of(const Binding& binding) {
  std::vector<LocalId> all;
  for (const Binder& binder : binding.binders) {
    all.insert(all.end(), binder.locals.begin(), binder.locals.end());
  }
  return all;
}

}  // namespace

LocalId Typing::bind_local(const syntax::Name& name, const Type& type) {
  const LocalId id{static_cast<std::uint32_t>(tables_.spec.locals.size())};
  tables_.spec.locals.push_back(Local{name.text, type, name.span});
  if (name.missing()) return id;
  if (const BoundName* other = bound(name.text)) {
    relate(report(tables_, kinds::declared_twice, name.span,
                  fmt::format("`{}` is bound twice", name.text)),
           tables_.spec[other->local].span, "first bound here");
  }
  locals_.push_back(BoundName{name.text, id});
  return id;
}

void Typing::bind_names(const syntax::Binder& written, Binding& to, BindingUse use) {
  Binder binder;
  binder.range = written.range;
  binder.is_new = written.is_new;
  binder.span = written.span;
  if (is_period_word(written) && !tables_.global.names.contains(written.type.parts.front().text)) {
    report(tables_, kinds::wrong_binder, written.span,
           use == BindingUse::norm ? "an `each` counts one kind of period, and it stands first"
                                   : "periods are bound only by the `each` of a norm");
  } else {
    binder.type = find_range(tables_, written.type);
  }
  const bool of_flow = is_flow(tables_.spec, binder.type);
  if (written.is_new && !is_wrong(binder.type) && (use != BindingUse::norm || !of_flow)) {
    report(tables_, kinds::wrong_binder, written.span,
           "`new` stands in the `each` of a norm and before a flow: the day on which it starts")
        .fix = "leave out `new`";
    binder.is_new = false;
  }
  for (const syntax::Name& name : written.names) {
    binder.locals.push_back(bind_local(name, binder.type));
  }
  to.binders.push_back(std::move(binder));
}

void Typing::bind_where(const syntax::Binding& binding, Binding& to, BindingUse use) {
  if (!binding.where) return;
  to.where = condition(*binding.where);
  if (use == BindingUse::quantifier) warn_unrelated(to.where, to);
  learn(to.where, true);
}

Binding Typing::bind(const syntax::Binding& written, BindingUse use) {
  Binding binding;
  for (const syntax::Binder& binder : written.binders) bind_names(binder, binding, use);
  bind_where(written, binding, use);
  return binding;
}

// `no a: A where p and no b: B where q` reads as two conditions and is one: say so.
void Typing::warn_unrelated(ExprId where, const Binding& binding) {
  const std::vector<LocalId> locals = locals_of(binding);
  walk(tables_.spec, where, [&](ExprId id) {
    const Expr& expr = tables_.spec[id];
    if (const auto* call = std::get_if<Let>(&expr.node)) {
      for (const auto& [local, argument] : call->bindings) warn_unrelated(argument, binding);
      return false;
    }
    const auto* inner = std::get_if<Quantifier>(&expr.node);
    if (!inner) return true;
    if (!mentions(tables_.spec, id, locals)) {
      const std::string name = locals.empty() ? "" : tables_.spec[locals.front()].name;
      Diagnostic& diagnostic =
          report(tables_, kinds::unrelated_quantifier, expr.span,
                 fmt::format("this condition is part of the `where` of `{}` but says nothing "
                             "about it",
                             name));
      if (!binding.binders.empty()) {
        relate(diagnostic, binding.binders.front().span, "the `where` belongs to this");
      }
      diagnostic.fix = "put the outer quantifier in brackets, or mention `" + name + "`";
    }
    return false;
  });
}

ExprId Typing::node(const syntax::QuantifierExpr& expr, Node at, const Hint&) {
  const Mark before = mark();
  Binding binding = bind(expr.binding, BindingUse::quantifier);
  ExprId body;
  if (expr.body) body = condition(*expr.body);
  forget(before);
  return make(Quantifier{expr.kind, std::move(binding), body}, basic(BaseType::boolean), at.span);
}

ExprId Typing::node(const syntax::AggregateExpr& expr, Node at, const Hint& hint) {
  using syntax::AggregateKind;
  const Mark before = mark();
  Binding binding = bind(expr.binding, BindingUse::quantifier);
  ExprId value;
  if (expr.value) value = infer(*expr.value);
  forget(before);
  if (expr.kind == AggregateKind::count) {
    return make(Aggregate{expr.kind, {}, std::move(binding)}, basic(BaseType::integer), at.span);
  }
  if (!value.valid() || is_wrong(type_of(value))) return wrong(at.span);
  const bool sum = expr.kind == AggregateKind::sum;
  if (!sum) value = as_date(value);
  if (!has_value(value)) return wrong(at.span);
  const Type type = type_of(value);
  if (!is_ordered(type) || (sum && type.base == BaseType::date)) {
    report(tables_, kinds::operands_differ, expr.value->span,
           fmt::format("of `{}` there is no {}", show(tables_.spec, type),
                       sum ? "sum" : "least or greatest value"));
    return wrong(at.span);
  }
  if (!sum && !hint.bounded) {
    report(tables_, kinds::extreme_misplaced, at.span,
           "the least or greatest of things that may not exist can only be compared")
        .fix = expr.kind == AggregateKind::min
                   ? "compare it, or give a value for none: `min(v, min(… for …))`"
                   : "compare it, or give a value for none: `max(v, max(… for …))`";
    return wrong(at.span);
  }
  return make(Aggregate{expr.kind, value, std::move(binding)}, type, at.span);
}

ExprId Typing::node(const syntax::ReachesExpr& expr, Node at, const Hint&) {
  const ExprId from = infer(*expr.from);
  const ExprId to = infer(*expr.to);
  const Mark before = mark();
  Binding binding = bind(expr.binding, BindingUse::quantifier);
  forget(before);
  if (is_wrong(type_of(from)) || is_wrong(type_of(to)) || binding.binders.empty() ||
      is_wrong(binding.binders.front().type)) {
    return wrong(at.span);
  }
  if (!is_flow(tables_.spec, binding.binders.front().type)) {
    report(tables_, kinds::wrong_binder, binding.binders.front().span,
           "a path is made of flows: `reaches` binds a flow type");
    return wrong(at.span);
  }
  for (const auto& [end, written] :
       {std::pair{from, expr.from.get()}, std::pair{to, expr.to.get()}}) {
    if (type_of(end).base == BaseType::thing && !type_of(end).set) continue;
    report(tables_, kinds::type_mismatch, written->span,
           fmt::format("a path goes from an entity to an entity, but this is `{}`",
                       show(tables_.spec, type_of(end))));
    return wrong(at.span);
  }
  return make(Reaches{from, to, std::move(binding)}, basic(BaseType::boolean), at.span);
}

}  // namespace proviso::resolving
