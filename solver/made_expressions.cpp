#include "solver/made_expressions.h"

#include "model/syntax/overload.h"

#include <utility>

namespace proviso {

ExprId thing_name(Spec& spec, ThingId thing) {
  Type type = thing_type(spec[thing].type);
  type.optional = true;
  return spec.add(ThingRef{thing}, std::move(type));
}

ExprId is_missing(Spec& spec, ThingId thing) {
  return spec.add(IsNone{thing_name(spec, thing)}, basic(BaseType::boolean));
}

ExprId is_there(Spec& spec, ThingId thing) {
  return spec.add(Not{is_missing(spec, thing)}, basic(BaseType::boolean));
}

Binder any_of(Spec& spec, std::string name, TypeId type, Span span) {
  Binder binder;
  binder.locals = {LocalId{static_cast<std::uint32_t>(spec.locals.size())}};
  binder.type = thing_type(type);
  binder.span = span;
  spec.locals.push_back({std::move(name), binder.type, span});
  return binder;
}

ExprId are_equal(Spec& spec, ExprId left, ExprId right) {
  return spec.add(Compare{CompareOp::equal, left, right}, basic(BaseType::boolean));
}

ExprId connected(Spec& spec, Connective how, ExprId left, ExprId right) {
  if (!left.valid() || !right.valid()) return left.valid() ? left : right;
  return spec.add(Connect{how, left, right}, basic(BaseType::boolean));
}

ExprId constant_expression(Spec& spec, const Type& type, const Constant& value, Span span) {
  const auto make = [&](Expr::Node node) { return spec.add(std::move(node), type, span); };
  return std::visit(
      Overload{
          [&](None) { return make(NoneConst{}); },
          [&](bool b) { return make(BoolConst{b}); },
          [&](const Rational& r) { return make(NumberConst{r}); },
          [&](const Date& d) { return d.day ? make(DateConst{*d.day}) : make(NeverConst{}); },
          [&](Member m) { return make(EnumConst{m.index}); },
          [&](ThingId thing) { return make(ThingRef{thing}); },
          [&](const Members& members) {
            Type one = type;
            one.set = false;
            SetOf set;
            for (const auto& member : members.all)
              set.members.push_back(constant_expression(
                  spec, one, std::visit([](auto m) { return Constant(m); }, member), span));
            return make(std::move(set));
          },
      },
      value);
}

ExprId has_value(Spec& spec, OpenTermId term, const Constant& value) {
  const ExprId open = open_value(spec, term);
  if (std::holds_alternative<None>(value)) return spec.add(IsNone{open}, basic(BaseType::boolean));
  return are_equal(spec, open, constant_expression(spec, spec[term].type, value));
}

OpenTermId open_term(Spec& spec, std::string name, Type type, Span span) {
  OpenTerm term;
  term.name = std::move(name);
  term.type = std::move(type);
  term.span = span;
  spec.open_terms.push_back(std::move(term));
  return OpenTermId{static_cast<std::uint32_t>(spec.open_terms.size() - 1)};
}

ExprId open_value(Spec& spec, OpenTermId term) {
  return spec.add(OpenRef{term}, spec[term].type, spec[term].span);
}

}  // namespace proviso
