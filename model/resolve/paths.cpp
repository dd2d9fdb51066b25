#include "model/resolve/paths.h"

#include "model/syntax/diagnostics.h"

#include <memory>

namespace proviso::resolving {

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

ExprId setting(Typing& typing, const syntax::Edit& edit) {
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
