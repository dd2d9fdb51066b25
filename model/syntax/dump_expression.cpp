#include "model/syntax/lexer.h"
#include "model/syntax/outline.h"
#include "model/syntax/overload.h"
#include "model/syntax/words.h"

#include <fmt/format.h>

namespace proviso::syntax {
namespace {

std::string list(const std::vector<ExprPtr>& exprs, Brackets brackets) {
  std::string result;
  for (const ExprPtr& e : exprs) result += " " + outline(e.get(), brackets);
  return result;
}

std::string outline(const Binder& binder) {
  std::string result = "(bind" + outline(binder.names) + " : ";
  if (binder.is_new) result += "new ";
  if (binder.calendar) result += "calendar ";
  result += outline(binder.type);
  if (binder.or_part) result += " or part";
  return result + std::string{word_of(binder.range)} + ")";
}

std::string outline(const IsExpr& e, Brackets b) {
  return fmt::format("({} {} {})", e.negated ? "is not" : "is", outline(e.operand.get(), b),
                     e.is_none ? "none" : "type " + outline(e.type));
}

std::string outline(const OpenExpr& e, Brackets b) {
  const std::string_view word = e.ours ? "choose" : "unknown";
  if (e.low) return fmt::format("({} {} .. {})", word, outline(e.low.get(), b), outline(e.high.get(), b));
  return e.set ? fmt::format("({} {})", word, outline(e.set.get(), b)) : fmt::format("({})", word);
}

}  // namespace

std::string outline(const Name& name) { return name.missing() ? "-" : name.text; }

std::string outline(const Path& path) {
  std::string result;
  for (const Name& part : path.parts) result += (result.empty() ? "" : ".") + outline(part);
  return result;
}

std::string outline(const std::vector<Name>& names) {
  std::string result;
  for (const Name& name : names) result += " " + outline(name);
  return result;
}

std::string outline_title(const std::optional<Text>& title) {
  return title ? " " + quote(title->text) : "";
}

std::string outline(const TypeExpr& type) {
  return (type.is_set ? "set " : "") + outline(type.name) +
         (type.currency ? " " + outline(*type.currency) : "") + (type.optional ? "?" : "");
}

std::string outline(const Binding& binding, Brackets brackets) {
  std::string result = "(";
  for (const Binder& binder : binding.binders) {
    if (result.size() > 1) result += ' ';
    result += outline(binder);
  }
  if (binding.where) result += " where " + outline(binding.where.get(), brackets);
  return result + ")";
}

std::string outline(const Expr* expr, Brackets b) {
  if (expr == nullptr) return "-";
  const auto of = [b](const ExprPtr& e) { return outline(e.get(), b); };
  return std::visit(
      Overload{
          [](const Hole&) -> std::string { return "<hole>"; },
          [](const BoolLiteral& e) -> std::string { return e.value ? "true" : "false"; },
          [](const NumberLiteral& e) { return e.digits + (e.percent ? "%" : ""); },
          [](const MoneyLiteral& e) {
            return fmt::format("({} {}{}{})", e.code, e.digits, e.suffix.empty() ? "" : " ", e.suffix);
          },
          [](const DateLiteral& e) { return fmt::format("{:04}-{:02}-{:02}", e.year, e.month, e.day); },
          [](const DurationLiteral& e) {
            return fmt::format("({} {})", e.digits, word_of(e.unit, ""));
          },
          [](const NoneLiteral&) -> std::string { return "none"; },
          [](const NeverLiteral&) -> std::string { return "never"; },
          [&](const SetLiteral& e) { return "(set" + list(e.members, b) + ")"; },
          [](const NameExpr& e) { return outline(e.name); },
          [&](const FieldExpr& e) { return fmt::format("(. {} {})", of(e.of), outline(e.field)); },
          [&](const CallExpr& e) {
            return fmt::format("(call {}{})", outline(e.callee), list(e.arguments, b));
          },
          [&](const UnaryExpr& e) {
            return fmt::format("({} {})", e.op == UnaryOp::not_ ? "not" : "-", of(e.operand));
          },
          [&](const BinaryExpr& e) {
            return fmt::format("({} {} {})", word_of(e.op), of(e.left), of(e.right));
          },
          [&](const IsExpr& e) { return outline(e, b); },
          [&](const HappenExpr& e) {
            return fmt::format("({} {})", e.tense == HappenTense::happens ? "happens" : "happened",
                               of(e.event));
          },
          [&](const IfExpr& e) {
            return fmt::format("(if {} {} {})", of(e.condition), of(e.then), of(e.otherwise));
          },
          [&](const QuantifierExpr& e) {
            return fmt::format("({} {}{})", word_of(e.kind), outline(e.binding, b),
                               e.body ? " => " + of(e.body) : "");
          },
          [&](const AggregateExpr& e) {
            return fmt::format("({}{} for {})", word_of(e.kind), e.value ? " " + of(e.value) : "",
                               outline(e.binding, b));
          },
          [&](const ReachesExpr& e) {
            return fmt::format("(reaches {} {} {})", of(e.from), of(e.to), outline(e.binding, b));
          },
          [&](const ParenExpr& e) {
            return b == Brackets::shown ? fmt::format("(paren {})", of(e.inner)) : of(e.inner);
          },
          [&](const OpenExpr& e) { return outline(e, b); },
      },
      expr->node);
}

std::string dump_syntax(const Expr& expr, Brackets brackets) { return outline(&expr, brackets); }

}  // namespace proviso::syntax
