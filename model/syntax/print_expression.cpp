#include "model/syntax/lexer.h"
#include "model/syntax/overload.h"
#include "model/syntax/printer.h"
#include "model/syntax/words.h"

#include <fmt/format.h>

namespace proviso::syntax {
namespace {

std::vector<const Expr*> pointers(const std::vector<ExprPtr>& list) {
  std::vector<const Expr*> result;
  for (const ExprPtr& e : list) result.push_back(e.get());
  return result;
}

bool is_bare(const QuantifierExpr& e) { return e.binding.where == nullptr && e.body == nullptr; }

}  // namespace

void Printer::names(const std::vector<Name>& list) {
  for (const Name& name : list) text((&name == &list.front() ? "" : ", ") + name.text);
}

void Printer::path(const Path& p) {
  for (const Name& part : p.parts) text((&part == &p.parts.front() ? "" : ".") + part.text);
}

void Printer::paths(const std::vector<Path>& list) {
  for (const Path& p : list) {
    if (&p != &list.front()) text(", ");
    path(p);
  }
}

void Printer::title(const std::optional<Text>& t) {
  if (t) text(" " + quote(t->text));
}

void Printer::print_binder(const Binder& binder) {
  if (binder.is_new) text("new ");
  names(binder.names);
  text(binder.calendar ? ": calendar " : ": ");
  path(binder.type);
  if (binder.or_part) text(" or part");
  text(word_of(binder.range));
}

void Printer::print(const Binding& binding) {
  out_.group([&] {
    out_.group([&] {
      for (const Binder& binder : binding.binders) {
        if (&binder != &binding.binders.front()) {
          text(",");
          line_before(binder.span.begin);
        }
        print_binder(binder);
      }
    });
    if (!binding.where) return;
    out_.indented([&] {
      line_before(binding.where->span.begin);
      text("where ");
      print_expression(*binding.where, false);
    });
  });
}

void Printer::print_binary(const BinaryExpr& e, bool followed) {
  // `a and b and c` is one group with its breaks in line.
  std::vector<const BinaryExpr*> chain{&e};
  const bool joins = e.op == BinaryOp::and_ || e.op == BinaryOp::or_;
  while (joins) {
    const auto* left = std::get_if<BinaryExpr>(&chain.back()->left->node);
    if (left == nullptr || left->op != e.op) break;
    chain.push_back(left);
  }
  out_.group([&] {
    print_expression(*chain.back()->left, true);
    out_.indented([&] {
      for (auto link = chain.rbegin(); link != chain.rend(); ++link) {
        line_before((*link)->op_span.begin);
        text(std::string{word_of(e.op)} + " ");
        print_expression(*(*link)->right, followed || *link != &e);
      }
    });
  });
}

void Printer::print_quantifier(const QuantifierExpr& e, bool followed) {
  const bool brackets = followed && is_bare(e);
  out_.group([&] {
    text(fmt::format("{}{} ", brackets ? "(" : "", word_of(e.kind)));
    print(e.binding);
    if (e.body) {
      text(" =>");
      out_.indented([&] {
        line_before(e.body->span.begin);
        print_expression(*e.body, false);
      });
    }
    if (brackets) text(")");
  });
}

void Printer::print_list(std::string_view open, const std::vector<const Expr*>& list,
                         const Binding* binding, std::string_view close, std::uint32_t end) {
  text(open);
  out_.group([&] {
    bool first = true;
    const auto next = [&](std::uint32_t begin) {
      if (!first) text(",");
      first ? softline_before(begin) : line_before(begin);
      first = false;
    };
    out_.indented([&] {
      for (const Expr* e : list) {
        next(e->span.begin);
        print_expression(*e, false);
      }
      if (binding) {
        next(binding->span.begin);
        print(*binding);
      }
      if (!first) lead(end == 0 ? 0 : end - 1);
    });
    if (!first) out_.softline();
  });
  text(close);
}

void Printer::print_aggregate(const AggregateExpr& e, std::uint32_t end) {
  text(std::string{word_of(e.kind)} + "(");
  out_.group([&] {
    out_.indented([&] {
      if (e.value) {
        softline_before(e.value->span.begin);
        print_expression(*e.value, false);
        line_before(e.binding.span.begin);
        text("for ");
      } else {
        softline_before(e.binding.span.begin);
      }
      print(e.binding);
      lead(end == 0 ? 0 : end - 1);
    });
    out_.softline();
  });
  text(")");
}

void Printer::print_open(const OpenExpr& e) {
  text(e.ours ? "choose" : "unknown");
  if (e.set) {
    text(" ");
    print_expression(*e.set, false);
  } else if (e.low) {
    text(" ");
    print_expression(*e.low, false);
    text(" .. ");
    print_expression(*e.high, false);
  }
}

void Printer::print_expression(const Expr& expr, bool followed) {
  const Overload visitor{
      [&](const Hole&) { text("_"); },
      [&](const BoolLiteral& e) { text(e.value ? "true" : "false"); },
      [&](const NumberLiteral& e) { text(e.digits + (e.percent ? "%" : "")); },
      [&](const MoneyLiteral& e) {
        text(fmt::format("{} {}{}{}", e.code, e.digits, e.suffix.empty() ? "" : " ", e.suffix));
      },
      [&](const DateLiteral& e) { text(fmt::format("{:04}-{:02}-{:02}", e.year, e.month, e.day)); },
      [&](const DurationLiteral& e) {
        text(fmt::format("{} {}", e.digits, word_of(e.unit, e.digits)));
      },
      [&](const NoneLiteral&) { text("none"); },
      [&](const NeverLiteral&) { text("never"); },
      [&](const SetLiteral& e) {
        print_list("{", pointers(e.members), nullptr, "}", expr.span.end);
      },
      [&](const NameExpr& e) { text(e.name.text); },
      [&](const FieldExpr& e) {
        print_expression(*e.of, true);
        text("." + e.field.text);
      },
      [&](const CallExpr& e) {
        print_list(e.callee.text + "(", pointers(e.arguments), nullptr, ")", expr.span.end);
      },
      [&](const UnaryExpr& e) {
        text(e.op == UnaryOp::not_ ? "not " : "-");
        print_expression(*e.operand, followed);
      },
      [&](const BinaryExpr& e) { print_binary(e, followed); },
      [&](const IsExpr& e) {
        print_expression(*e.operand, true);
        text(e.negated ? " is not " : " is ");
        text(e.is_none ? "none" : e.type.text);
      },
      [&](const HappenExpr& e) {
        print_expression(*e.event, true);
        text(e.tense == HappenTense::happens ? " happens" : " happened");
      },
      [&](const IfExpr& e) {
        out_.group([&] {
          text("if ");
          print_expression(*e.condition, false);
          out_.indented([&] {
            line_before(e.then->span.begin);
            text("then ");
            print_expression(*e.then, false);
            line_before(e.otherwise->span.begin);
            text("else ");
            print_expression(*e.otherwise, false);
          });
        });
      },
      [&](const QuantifierExpr& e) { print_quantifier(e, followed); },
      [&](const AggregateExpr& e) { print_aggregate(e, expr.span.end); },
      [&](const ReachesExpr& e) {
        print_list("reaches(", {e.from.get(), e.to.get()}, &e.binding, ")", expr.span.end);
      },
      [&](const ParenExpr& e) {
        text("(");
        print_expression(*e.inner, false);
        text(")");
      },
      [&](const OpenExpr& e) { print_open(e); },
  };
  std::visit(visitor, expr.node);
}

}  // namespace proviso::syntax
